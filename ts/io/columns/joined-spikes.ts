// Several sources of spikes as one: populations of a file, files of threads.
import type { LabelledNeurons, SpikeHead, SpikeInput } from "../formats/format.ts";

/** The one value on which all agree, or undefined. */
function common<Value>(values: readonly Value[]): Value | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

/** The least or greatest of numbers that are all known. */
function bound(
  values: readonly (number | undefined)[],
  choose: (...all: number[]) => number,
): number | undefined {
  return values.includes(undefined) ? undefined : choose(...(values as number[]));
}

const distinct = (parts: readonly (Uint32Array | undefined)[]): Uint32Array =>
  Uint32Array.from(new Set(parts.flatMap((part) => Array.from(part ?? []))));

function populationsOf(heads: readonly SpikeHead[]): readonly LabelledNeurons[] | undefined {
  const lists = heads.map(({ populations }) => populations);
  if (lists.includes(undefined)) return undefined;
  const all = lists.flatMap((list) => list ?? []);
  const labels = [...new Set(all.map(({ label }) => label))];
  const own = (wanted: string) => all.filter(({ label }) => label === wanted).map(({ neurons }) => neurons);
  return labels.map((label) => ({ label, neurons: distinct(own(label)) }));
}

function headOf(heads: readonly SpikeHead[]): SpikeHead {
  const every = <Key extends keyof SpikeHead>(key: Key) => heads.map((head) => head[key]);
  const neurons = every("neurons");
  return {
    neurons: neurons.includes(undefined) ? undefined : distinct(neurons),
    tStart: bound(every("tStart"), Math.min),
    tStop: bound(every("tStop"), Math.max),
    resolution: common(every("resolution")),
    label: common(every("label")),
    seed: common(every("seed")),
    description: common(every("description")),
    populations: populationsOf(heads),
  };
}

/** Sources one after the other, which is no order of time. */
export function joinedSpikes(inputs: readonly SpikeInput[]): SpikeInput {
  const [only] = inputs;
  if (inputs.length === 1 && only) return only;
  let finished = 0;
  return {
    kind: "spikes",
    head: headOf(inputs.map(({ head }) => head)),
    ordered: false,
    droppedBytes: inputs.reduce((sum, { droppedBytes = 0 }) => sum + droppedBytes, 0),
    notes: inputs.flatMap(({ notes = [] }) => notes),
    async *chunks(size) {
      finished = 0;
      for (const input of inputs) {
        yield* input.chunks(size);
        finished++;
      }
    },
    done: () => Math.min(1, (finished + (inputs[finished]?.done() ?? 0)) / inputs.length),
    close() {
      for (const input of inputs) input.close();
    },
  };
}
