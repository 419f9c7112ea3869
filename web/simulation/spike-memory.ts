// The spikes that a worker keeps for export: the latest ones, up to a limit.
import { type SpikeTrains, spikeTrains } from "cajal";

// Twelve bytes each: 60 MB.
const mostSpikes = 5_000_000;

/** The spikes of the recent past. */
export class SpikeMemory {
  readonly #pieces: { readonly ids: Uint32Array; readonly times: Float64Array }[] = [];
  #spikes = 0;
  /** Spikes up to this time are no longer there [ms]. */
  #begin = 0;

  /** Copies what is added, because the arrays are about to be given away. */
  add(ids: Uint32Array, times: Float64Array): void {
    if (ids.length === 0) return;
    this.#pieces.push({ ids: ids.slice(), times: times.slice() });
    this.#spikes += ids.length;
    while (this.#spikes > mostSpikes && this.#pieces.length > 1) {
      const oldest = this.#pieces.shift();
      this.#spikes -= oldest?.ids.length ?? 0;
      this.#begin = oldest?.times.at(-1) ?? this.#begin;
    }
  }

  /** The spikes after `from` [ms], or all that there are, as one recording of `neurons` up to `now` [ms]. */
  trains(neurons: Uint32Array, now: number, from = 0): SpikeTrains {
    const tStart = Math.max(this.#begin, from);
    const kept = this.#pieces.filter(({ times }) => (times.at(-1) as number) > tStart);
    const [first] = kept;
    const skipped = first?.times.findIndex((time) => time > tStart) ?? 0;
    const length = kept.reduce((sum, { ids }) => sum + ids.length, 0) - skipped;
    const ids = new Uint32Array(length);
    const times = new Float64Array(length);
    let place = 0;
    for (const piece of kept) {
      const begin = piece === first ? skipped : 0;
      ids.set(piece.ids.subarray(begin), place);
      times.set(piece.times.subarray(begin), place);
      place += piece.ids.length - begin;
    }
    return spikeTrains({ ids, times, neurons, tStart, tStop: now });
  }
}
