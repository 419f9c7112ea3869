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

/** Looks for the longest step of which all times are multiples. */
interface GridFinder {
  add(time: number): void;
  /** [ms]; undefined if there is none */
  resolution(): number | undefined;
}

/** Takes times for whole ticks up to `slack` [ticks] and their rounding. */
function gridOfTicks(ticksPerMs: number, slack: number): GridFinder {
  let divisor = 0;
  let onGrid = true;
  return {
    add(time) {
      const scaled = Math.abs(time * ticksPerMs);
      let [a, b] = [Math.round(scaled), divisor];
      if (Math.abs(scaled - a) > slack + 1e-15 * a || a > Number.MAX_SAFE_INTEGER) onGrid = false;
      while (b > 0) [a, b] = [b, a % b];
      divisor = a;
    },
    resolution: () => (onGrid ? (divisor || ticksPerMs / 10) / ticksPerMs : undefined),
  };
}

/** Whole nanoseconds as they are, or microseconds with the noise of 10 ns that adding up leaves in long recordings. */
function gridFinder(): GridFinder {
  const [exact, noisy] = [gridOfTicks(1e6, 0), gridOfTicks(1e3, 0.01)];
  return {
    add(time) {
      exact.add(time);
      noisy.add(time);
    },
    resolution: () => exact.resolution() ?? noisy.resolution(),
  };
}

const notRecorded = (file: string, id: number): Error =>
  damage({
    file,
    problem: `there is a spike of neuron ${id}, which is not among those recorded`,
    hint: "the file is damaged; take a whole copy",
  });

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
        else if (!seen.has(id)) throw notRecorded(file, id);
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
        populations: head.populations,
        label: head.label,
        seed: head.seed,
        description: head.description,
        spikes,
      };
    },
  };
}
