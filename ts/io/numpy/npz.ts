// Several arrays in one file, as numpy.savez writes and numpy.load reads it: a zip archive of .npy files.
import { unzipSync, type Zippable, zipSync } from "fflate";
import { checkArgument, checkOptions, isRecord } from "../../arguments/check.ts";
import { anything, flag, optional, recordOf } from "../../arguments/kinds.ts";
import { CajalError } from "../../error.ts";
import type { SpikeTrains, Traces } from "../../simulate/recording.ts";
import { ofBytes, ofRecording, ofTraces, ofUnits } from "../files/arguments.ts";
import { decodeNpy, encodeNamed, type NpyArray, type NumberColumn } from "./npy.ts";
import { verifyArchive } from "./zip.ts";

/** What an archive holds, by name: numbers or texts, in one dimension or with a shape. */
export type NpzArrays = Readonly<Record<string, NumberColumn | readonly string[] | NpyArray>>;

/** Options of {@link encodeNpz}. */
export interface NpzOptions {
  /** Deflate the arrays, as numpy.savez_compressed does; default true. */
  readonly compress?: boolean;
}

// Archives are the same for the same arrays.
const date = new Date(1980, 0, 2);

// What an archive may unpack to, so that a forged one does not take all memory [bytes].
const mostBytes = 2 ** 32;

const hasShape = (array: NpzArrays[string]): array is NpyArray => isRecord(array) && "shape" in array;

/**
 * The bytes of an .npz file, which NumPy, Julia and MATLAB packages open.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE if a shape does not hold its array's elements
 * @example writeFileSync("result.npz", encodeNpz({ ids: trains.ids, times: trains.times }));
 */
export function encodeNpz(arrays: NpzArrays, options: NpzOptions = {}): Uint8Array {
  checkArgument(arrays, "encodeNpz", "arrays", recordOf(anything));
  checkOptions(options, "encodeNpz", { compress: optional(flag) });
  const { compress = true } = options;
  const files: Zippable = {};
  for (const [name, array] of Object.entries(arrays)) {
    const file = encodeNamed(name, hasShape(array) ? array : { data: array, shape: undefined });
    files[`${name}.npy`] = [file, { level: compress ? 6 : 0, mtime: date }];
  }
  return zipSync(files);
}

/**
 * The arrays of an .npz file.
 *
 * @throws CajalError E_IO if the bytes are no such file
 * @example const times = decodeNpz(readFileSync("spikes.npz")).get("times");
 */
export function decodeNpz(bytes: Uint8Array): Map<string, NpyArray> {
  checkArgument(bytes, "decodeNpz", "bytes", ofBytes);
  let left = mostBytes;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!name.endsWith(".npy")) return false;
    left -= originalSize;
    if (left < 0) throw new CajalError("E_IO", "decodeNpz: the arrays must fit into 4 GB");
    return true;
  };
  try {
    const files = unzipSync(bytes, { filter });
    verifyArchive(bytes, files);
    return new Map(Object.entries(files).map(([name, file]) => [name.slice(0, -4), decodeNpy(file)]));
  } catch (error) {
    if (error instanceof CajalError) throw error;
    throw new CajalError("E_IO", "decodeNpz: the bytes are no zip archive", {}, { cause: error });
  }
}

/**
 * Spikes as an .npz file: `ids` (neuron of each spike) and `times` [ms], sorted by time; `neurons` (all recorded ones),
 * and `window` (begin and end [ms] of the recording). `units` says so in the file.
 *
 * @example writeFileSync("spikes.npz", spikesNpz(sim.read(spikes)));
 */
export function spikesNpz(spikes: SpikeTrains): Uint8Array {
  checkArgument(spikes, "spikesNpz", "spikes", ofRecording);
  const { ids, times, neurons, tStart, tStop } = spikes;
  const window = Float64Array.of(tStart, tStop);
  return encodeNpz({ ids, times, neurons, window, units: ["times: ms", "window: ms"] });
}

/**
 * Samples as an .npz file: `times` [ms], `ids`, and a matrix [sample][neuron] per variable; `units` lists the units.
 *
 * @param units of the variables by name, such as `{ V_m: "mV" }`
 * @example writeFileSync("traces.npz", tracesNpz(sim.read(membrane), { V_m: "mV" }));
 */
export function tracesNpz(traces: Traces, units: Readonly<Record<string, string>> = {}): Uint8Array {
  checkArgument(traces, "tracesNpz", "traces", ofTraces);
  checkArgument(units, "tracesNpz", "units", ofUnits);
  const { times, ids, names, values } = traces;
  const shape = [times.length, ids.length];
  const matrices = names.map((name) => [name, { data: values[name] as Float64Array, shape }] as const);
  const known = names.flatMap((name) => (units[name] === undefined ? [] : [`${name}: ${units[name]}`]));
  return encodeNpz({ times, ids, ...Object.fromEntries(matrices), units: ["times: ms", ...known] });
}
