// Rate and regularity of neurons whose spikes do not fit into memory, or still come.

import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { finite, numbers, optional, within } from "../../arguments/kinds.ts";
import { numberingOf, refuseForeign, refuseTime, refuseTwice, refuseUnequal } from "../recorded-spikes.ts";
import {
  columnsOf,
  formulaOf,
  type IntervalMeasure,
  type IntervalOptions,
  type IntervalStatistics,
  intervalMeasures,
  ofIntervals,
  ofMeasures,
} from "./interval-statistics.ts";
import { addSpike, stride } from "./interval-sums.ts";

/** What an {@link IntervalAccumulator} watches. */
export interface AccumulatorOptions extends IntervalOptions {
  /** The neurons, the silent ones too. */
  readonly neurons: ArrayLike<number>;
  /** Window [ms]; spikes outside are left out. `tStop` may be open while the recording goes on. */
  readonly tStart: number;
  readonly tStop?: number;
}

/**
 * Takes spikes in order of time, chunk by chunk, and gives at any time what `intervalStatistics` gives for
 * all of them together. It holds 68 bytes per neuron and no spike.
 *
 * @example
 * const accumulator = new IntervalAccumulator({ neurons, tStart: 0, tStop: 900_000 });
 * for await (const { ids, times } of chunks) accumulator.add(ids, times);
 * const { rate, cv, lv } = accumulator.statistics();
 */
export class IntervalAccumulator {
  readonly #options: AccumulatorOptions;
  readonly #numbering: ReturnType<typeof numberingOf>;
  /** Row of each place of the numbering; the number of neurons where there is none. */
  readonly #rows: Uint32Array;
  readonly #spikes: Uint32Array;
  readonly #sums: Float64Array;
  #added = 0;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * @throws CajalError when the window is empty, a number of a neuron is no integer >= 0 or comes twice, or
   *   an option is impossible.
   */
  constructor(options: AccumulatorOptions) {
    checkOptions(options, "IntervalAccumulator", {
      ...ofIntervals,
      neurons: numbers,
      tStart: finite,
      tStop: optional(within(-Infinity, Infinity)),
    });
    const { neurons, tStart, tStop = Number.POSITIVE_INFINITY } = options;
    if (!(tStop > tStart))
      refuse(tStop, `after tStart (${tStart} ms)`, { call: "IntervalAccumulator", parameter: "tStop" });
    this.#options = options;
    this.#numbering = numberingOf(neurons);
    this.#rows = new Uint32Array(this.#numbering.size).fill(neurons.length);
    for (let row = 0; row < neurons.length; row++) {
      const place = this.#numbering.place(neurons[row] as number);
      if (this.#rows[place] !== neurons.length) refuseTwice(neurons[row]);
      this.#rows[place] = row;
    }
    this.#spikes = new Uint32Array(neurons.length);
    this.#sums = new Float64Array(neurons.length * stride);
  }

  /** Time of the last spike that was added [ms]; -Infinity before the first. */
  get last(): number {
    return this.#last;
  }

  /**
   * Adds a chunk, which goes on where the last one ended. The spikes before a faulty one stay added.
   *
   * @param ids neuron of each spike
   * @param times time of each spike [ms], ascending, also from chunk to chunk
   * @throws CajalError when the lengths differ, times are not ascending, or a neuron is not among those
   *   watched.
   */
  add(ids: ArrayLike<number>, times: ArrayLike<number>): void {
    checkArgument(ids, "add", "ids", numbers);
    checkArgument(times, "add", "times", numbers);
    refuseUnequal(ids, times);
    const { tStart, tStop = Number.POSITIVE_INFINITY } = this.#options;
    const places = this.#numbering.places(ids);
    const [rows, spikes, sums] = [this.#rows, this.#spikes, this.#sums];
    for (let spike = 0; spike < times.length; spike++) {
      const time = times[spike] as number;
      const row = rows[places[spike] as number] ?? spikes.length;
      if (!(time >= this.#last)) refuseTime(time, this.#added, this.#last, "the recording");
      if (row === spikes.length) refuseForeign(this.#added, ids[spike]);
      this.#last = time;
      this.#added++;
      if (time < tStart || time > tStop) continue;
      const before = spikes[row] as number;
      addSpike(sums, row * stride, before, time);
      spikes[row] = before + 1;
    }
  }

  /**
   * The statistics of the spikes so far, one value per neuron in the order of `neurons`.
   *
   * @param tStop end of the observation [ms], not before the last spike; default: that of the options, and if
   *   there is none the last spike of all
   * @throws CajalError when the observation has no length or ends before a spike that was counted.
   */
  statistics<Measure extends IntervalMeasure = IntervalMeasure>(
    measures: readonly Measure[] = intervalMeasures as readonly IntervalMeasure[] as readonly Measure[],
    tStop: number = this.#options.tStop ?? this.#last,
  ): IntervalStatistics<Measure> {
    checkArgument(measures, "statistics", "measures", ofMeasures);
    const { tStart, tStop: end = Number.POSITIVE_INFINITY } = this.#options;
    if (!(tStop > tStart && tStop >= Math.min(end, this.#last) && Number.isFinite(tStop))) {
      const allowed = `after ${tStart} ms, and not before the last spike at ${this.#last} ms`;
      refuse(tStop, allowed, { call: "statistics", parameter: "tStop" });
    }
    const columns = columnsOf(measures, this.#spikes.length, formulaOf(this.#options));
    const seconds = (tStop - tStart) / 1000;
    for (let row = 0; row < this.#spikes.length; row++)
      columns.write(row, this.#spikes[row] as number, seconds, this.#sums, row * stride);
    return columns.statistics;
  }
}
