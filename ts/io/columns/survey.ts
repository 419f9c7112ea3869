// What spikes say about their recording where the file does not: neurons, window, resolution.
import { damage } from "../files/damage.ts";
import type { SpikeChunk, SpikeHead, SpikeSummary } from "../formats/format.ts";

/** Looks at spikes that pass by. */
export interface Survey {
  add(chunk: SpikeChunk): void;
  summary(): SpikeSummary;
}

/** A set of neurons; a table serves where the numbers are dense. */
function neuronSet(): { add(id: number): void; has(id: number): boolean; sorted(): Uint32Array } {
  let table = new Uint8Array(1024);
  const sparse = new Set<number>();
  const densest = 2 ** 26;
  return {
    add(id) {
      if (id >= densest) {
        sparse.add(id);
        return;
      }
      if (id >= table.length) {
        const larger = new Uint8Array(Math.min(densest, Math.max(id + 1, 2 * table.length)));
        larger.set(table);
        table = larger;
      }
      table[id] = 1;
    },
    has: (id) => (id < table.length ? table[id] === 1 : sparse.has(id)),
    sorted() {
      const ids: number[] = [];
      for (let id = 0; id < table.length; id++) if (table[id] === 1) ids.push(id);
      for (const id of Uint32Array.from(sparse).sort()) ids.push(id);
      return Uint32Array.from(ids);
    },
  };
}

/** The greatest common divisor of all times in ticks of 1 ns, or undefined if some are no whole ticks. */
function gridFinder(): { add(time: number): void; resolution(): number | undefined } {
  let divisor = 0;
  let onGrid = true;
  return {
    add(time) {
      const scaled = time * 1e6;
      let [a, b] = [Math.abs(Math.round(scaled)), divisor];
      if (Math.abs(scaled) - a > 1e-15 * a || a - Math.abs(scaled) > 1e-15 * a || a > Number.MAX_SAFE_INTEGER)
        onGrid = false;
      while (b > 0) [a, b] = [b, a % b];
      divisor = a;
    },
    resolution: () => (onGrid ? (divisor || 1e5) / 1e6 : undefined),
  };
}

/**
 * A survey of spikes in the order of time.
 *
 * @param head what the file says itself, which goes before
 * @param window what the user says, which goes before that
 * @throws CajalError E_IO at a spike of a neuron that the file says was not recorded
 */
export function surveyOf(
  head: SpikeHead,
  file: string,
  window: { readonly tStart?: number | undefined; readonly tStop?: number | undefined },
): Survey {
  const seen = neuronSet();
  const grid = head.resolution === undefined ? gridFinder() : undefined;
  for (const id of head.neurons ?? []) seen.add(id);
  let [spikes, first, last] = [0, Number.NaN, Number.NaN];
  return {
    add({ ids, times }) {
      if (spikes === 0) first = times[0] ?? Number.NaN;
      last = times.at(-1) ?? last;
      for (const id of ids) {
        if (!head.neurons) seen.add(id);
        else if (!seen.has(id))
          throw damage({
            ...{ file, problem: `there is a spike of neuron ${id}, which is not among those recorded` },
            hint: "the file is damaged; take a whole copy",
          });
      }
      if (grid) for (const time of times) grid.add(time);
      spikes += ids.length;
    },
    summary() {
      const tStart = window.tStart ?? head.tStart ?? Math.min(0, first || 0);
      return {
        neurons: head.neurons ?? seen.sorted(),
        tStart,
        tStop: window.tStop ?? head.tStop ?? Math.max(tStart, last || 0),
        resolution: head.resolution ?? grid?.resolution(),
        ...{ populations: head.populations, label: head.label },
        ...{ seed: head.seed, description: head.description },
        spikes,
      };
    },
  };
}
