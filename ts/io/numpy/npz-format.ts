// Archives and arrays of NumPy as recordings. They are read and written whole: a zip archive has its list at the end.

import { spikeTrains } from "../../simulate/recording.ts";
import { neuronsOf, tracesOfColumns } from "../columns/samples.ts";
import { toMilliseconds } from "../columns/units.ts";
import { asDamage, damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import type {
  Format,
  SpikeChunk,
  SpikeInput,
  SpikeOutput,
  SpikeSummary,
  TraceInput,
  TraceTable,
} from "../formats/format.ts";
import { unknownHead } from "../formats/format.ts";
import { decodeNpy, encodeNpy, type NpyArray } from "./npy.ts";
import { decodeNpz, spikesNpz, tracesNpz } from "./npz.ts";

const hint = "save the arrays ids and times of equal length, times in ms";

/** The numbers of an array as doubles. */
function numbersOf(array: NpyArray | undefined, name: string, file: string): Float64Array {
  if (!array || !ArrayBuffer.isView(array.data))
    throw damage({ file, where: `array ${name}`, problem: "there must be an array of numbers", hint });
  return Float64Array.from(array.data as ArrayLike<number | bigint>, Number);
}

/** Units by name, from texts such as `times: ms`. */
function unitsOf(array: NpyArray | undefined): Record<string, string> {
  const texts = array && !ArrayBuffer.isView(array.data) ? array.data : [];
  return Object.fromEntries(
    texts.flatMap((text) => {
      const at = text.indexOf(": ");
      return at < 0 ? [] : [[text.slice(0, at), text.slice(at + 2)]];
    }),
  );
}

/** Spikes that are in memory as an input. */
function inMemory(head: SpikeInput["head"], chunk: SpikeChunk, close: () => void): SpikeInput {
  const ordered = chunk.times.every((time, k) => k === 0 || time >= (chunk.times[k - 1] as number));
  return {
    kind: "spikes",
    head,
    ordered,
    *chunks(size) {
      for (let from = 0; from < chunk.ids.length; from += size)
        yield { ids: chunk.ids.subarray(from, from + size), times: chunk.times.subarray(from, from + size) };
    },
    done: () => 0,
    close,
  };
}

function wholeOf<Result>(source: ByteSource, decode: (bytes: Uint8Array) => Result): Result {
  try {
    return decode(source.read(0, source.size));
  } catch (error) {
    throw damage({
      file: source.name,
      problem: asDamage(error, { file: source.name }).message,
      hint: "take a whole copy of the file",
      cause: error,
    });
  }
}

function openNpz(source: ByteSource): SpikeInput | TraceInput {
  const file = source.name;
  const arrays = wholeOf(source, decodeNpz);
  const close = (): void => source.close();
  const units = unitsOf(arrays.get("units"));
  const times = numbersOf(arrays.get("times"), "times", file).map(
    toMilliseconds(units.times ?? "ms", file, "array times"),
  );
  const ids = neuronsOf(numbersOf(arrays.get("ids"), "ids", file), "ids", file);
  const others = [...arrays].filter(
    ([name]) => !["times", "ids", "neurons", "window", "units"].includes(name),
  );
  if (others.length > 0) {
    const matrices = others.map(([name, array]) => {
      const [samples, neurons] = array.shape;
      if (array.shape.length !== 2 || samples !== times.length || neurons !== ids.length)
        throw damage({
          file,
          where: `array ${name}`,
          problem: `its shape must be (${times.length}, ${ids.length})`,
          hint: "save a matrix [sample][neuron] per variable",
        });
      return numbersOf(array, name, file);
    });
    const names = others.map(([name]) => name);
    const { times: _, ...known } = units;
    return { kind: "traces", close, read: async () => tracesOfColumns(times, ids, names, matrices, known) };
  }
  if (times.length !== ids.length)
    throw damage({ file, problem: `there are ${times.length} times and ${ids.length} ids`, hint });
  const neurons = arrays.get("neurons");
  const window = arrays.has("window") ? numbersOf(arrays.get("window"), "window", file) : [];
  const head = {
    neurons: neurons && neuronsOf(numbersOf(neurons, "neurons", file), "neurons", file),
    tStart: window[0],
    tStop: window[1],
    resolution: undefined,
  };
  return inMemory(head, { ids, times }, close);
}

function openNpy(source: ByteSource): SpikeInput {
  const file = source.name;
  const array = wholeOf(source, decodeNpy);
  const numbers = numbersOf(array, "", file);
  if (array.shape.length !== 2 || array.shape[1] !== 2)
    throw damage({
      file,
      problem: `the shape must be (spikes, 2), got (${array.shape.join(", ")})`,
      hint: "save a matrix with the columns time (ms) and neuron",
    });
  const times = Float64Array.from({ length: numbers.length / 2 }, (_, k) => numbers[2 * k] as number);
  const ids = neuronsOf(
    times.map((_, k) => numbers[2 * k + 1] as number),
    "neuron",
    file,
  );
  return inMemory(unknownHead, { ids, times }, () => source.close());
}

/** Keeps all spikes until the end. */
function whole(write: (chunk: SpikeChunk, summary: SpikeSummary) => void): SpikeOutput {
  let chunks: SpikeChunk[] = [];
  return {
    write: (chunk) => void chunks.push(chunk),
    end(summary) {
      const ids = new Uint32Array(summary.spikes);
      const times = new Float64Array(summary.spikes);
      let place = 0;
      for (const chunk of chunks) {
        ids.set(chunk.ids, place);
        times.set(chunk.times, place);
        place += chunk.ids.length;
      }
      write({ ids, times }, summary);
    },
    abandon() {
      chunks = [];
    },
  };
}

function encodeMatrix({ ids, times }: SpikeChunk): Uint8Array {
  const data = new Float64Array(2 * ids.length);
  for (let k = 0; k < ids.length; k++) data.set([times[k] as number, ids[k] as number], 2 * k);
  return encodeNpy({ data, shape: [ids.length, 2] });
}

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);

/** Spikes or samples as numpy.savez writes them. */
export const npzFormat: Format = {
  name: "npz",
  title: "archive of NumPy: ids, times, neurons, window; spikes or samples",
  extensions: [".npz"],
  recognises: (head) => startsWith(head, [0x50, 0x4b, 3, 4]),
  open: async (source) => openNpz(source),
  writeSpikes: async (target: ByteTarget) =>
    whole((chunk, summary) => target.append(spikesNpz(spikeTrains({ ...summary, ...chunk })))),
  writeTraces: async (target, { traces, units }: TraceTable) => target.append(tracesNpz(traces, units)),
};

/** Spikes as one matrix of NumPy with the columns time [ms] and neuron. */
export const npyFormat: Format = {
  name: "npy",
  title: "matrix of NumPy: time (ms), neuron; spikes",
  extensions: [".npy"],
  recognises: (head) => startsWith(head, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]),
  open: async (source) => openNpy(source),
  writeSpikes: async (target: ByteTarget) => whole((chunk) => target.append(encodeMatrix(chunk))),
};
