// What stands before the frames of a spike file: neurons and resolution, and a note on the run they come from.
import { z } from "zod";
import { fromRanges, toRanges } from "../columns/ranges.ts";
import type { LabelledNeurons } from "../formats/format.ts";
import { checkBytes, getWords, magic, prefixBytes, putWords, seal, version } from "./spike-format.ts";

/** What a recording says about the run it comes from; undefined is what was not known. */
export interface SpikeNote {
  /** Version of cajal that wrote it. */
  readonly version?: string | undefined;
  readonly seed?: number | undefined;
  /** Sixteen hexadecimal digits over the network's description. */
  readonly description?: string | undefined;
  /** The recorded neurons, population by population. */
  readonly populations?: readonly LabelledNeurons[] | undefined;
  /** Recording began after this time [ms]. */
  readonly tStart?: number | undefined;
  /** Recording was to reach up to and with this time [ms]. */
  readonly tStop?: number | undefined;
}

/** The header of a spike file. */
export interface SpikeHeader {
  /** Resolution of the simulation [ms]. */
  readonly resolution: number;
  /** All recorded neurons, in the recorder's order. */
  readonly neurons: Uint32Array;
  readonly note: SpikeNote;
}

const noteSchema = z.object({
  version: z.string().optional(),
  seed: z.number().optional(),
  description: z.string().optional(),
  populations: z.array(z.object({ label: z.string(), ranges: z.array(z.number()) })).optional(),
  tStart: z.number().optional(),
  tStop: z.number().optional(),
});

const fixedBytes = 12;

/** Bytes of the header, which stands in the file twice. */
export function encodeHeader({ resolution, neurons, note }: SpikeHeader): Uint8Array {
  const ranges = Uint32Array.from(toRanges(neurons));
  const { populations, ...rest } = note;
  const chosen = populations?.map(({ label, neurons: own }) => ({ label, ranges: toRanges(own) }));
  const text = new TextEncoder().encode(JSON.stringify({ ...rest, populations: chosen }));
  const length = fixedBytes + ranges.byteLength + 4 + text.length;
  const bytes = new Uint8Array(prefixBytes + length + checkBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(8, version, true);
  view.setUint32(12, length, true);
  view.setFloat64(16, resolution, true);
  view.setUint32(24, ranges.length / 2, true);
  putWords(bytes, 28, ranges);
  view.setUint32(28 + ranges.byteLength, text.length, true);
  bytes.set(text, 32 + ranges.byteLength);
  seal(bytes, prefixBytes + length);
  return bytes;
}

function decodeNote(text: Uint8Array, file: string): SpikeNote {
  const { populations, ...rest } = noteSchema.parse(JSON.parse(new TextDecoder().decode(text)));
  const chosen = populations?.map(({ label, ranges }) => ({ label, neurons: fromRanges(ranges, file) }));
  return { ...rest, populations: chosen };
}

/**
 * The header from its variable part, or nothing when its numbers contradict each other. Headers of version 1 end after
 * the ranges.
 */
export function decodeHeader(payload: Uint8Array, file: string): SpikeHeader | undefined {
  if (payload.length < fixedBytes) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset);
  const end = fixedBytes + 8 * view.getUint32(8, true);
  if (payload.length !== end && payload.length < end + 4) return undefined;
  const text = payload.subarray(end + 4);
  if (payload.length > end && text.length !== view.getUint32(end, true)) return undefined;
  const ranges = getWords(payload, fixedBytes, (end - fixedBytes) / 4);
  const neurons = fromRanges(Array.from(ranges), file);
  const note = payload.length === end ? {} : decodeNote(text, file);
  return { resolution: view.getFloat64(0, true), neurons, note };
}
