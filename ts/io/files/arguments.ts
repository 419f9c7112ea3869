// What recordings, files and options must be before anything is read or written.
import {
  type Check,
  type Checks,
  checkArgument,
  checkLength,
  isRecord,
  refuse,
} from "../../arguments/check.ts";
import {
  callback,
  finite,
  flag,
  float,
  listOf,
  numbers,
  optional,
  positive,
  recordOf,
  text,
  unsigned,
  wholeFrom,
  withParts,
} from "../../arguments/kinds.ts";
import { refuseDetached } from "../../buffer.ts";

/** Bytes that can be read. */
export const ofBytes: Check = (bytes, place) => {
  if (!(bytes instanceof Uint8Array)) refuse(bytes, "a Uint8Array", place, "E_TYPE");
  refuseDetached(bytes, place.call, place.parameter);
};

/** The path of a file. */
export const ofPath: Check = (path, place) => {
  if (typeof path !== "string" || path === "") refuse(path, "the path of a file", place, "E_TYPE");
};

/** The path of a file, or its bytes. */
export const ofFile: Check = (from, place) => (typeof from === "string" ? ofPath : ofBytes)(from, place);

/** One file or several. */
export const ofFiles: Check = (from, place) => (Array.isArray(from) ? listOf(ofFile) : ofFile)(from, place);

/** Times and neurons of spikes. */
export const ofSpikes: Check = (spikes, { call, parameter }) => {
  withParts({ ids: numbers, times: numbers })(spikes, { call, parameter });
  const { ids, times } = spikes as { readonly ids: ArrayLike<number>; readonly times: ArrayLike<number> };
  checkLength(ids, times.length, call, `${parameter}.ids`);
};

const recordingParts = withParts({
  ids: unsigned,
  times: float,
  neurons: unsigned,
  tStart: finite,
  tStop: finite,
});

/** A recording of spikes. */
export const ofRecording: Check = (recording, place) => {
  recordingParts(recording, place);
  ofSpikes(recording, place);
};

const texts: Check = (names, place) => {
  if (!Array.isArray(names)) refuse(names, "an array of texts", place, "E_TYPE");
  listOf(text)(names, place);
};

const traceParts = withParts({
  times: numbers,
  ids: numbers,
  names: texts,
  values: recordOf(numbers),
});

/** Samples of variables. */
export const ofTraces: Check = (traces, { call, parameter }) => {
  traceParts(traces, { call, parameter });
  const { times, ids, names, values } = traces as {
    readonly times: ArrayLike<number>;
    readonly ids: ArrayLike<number>;
    readonly names: readonly string[];
    readonly values: Readonly<Record<string, ArrayLike<number>>>;
  };
  for (const name of names) {
    checkArgument(values[name], call, `${parameter}.values.${name}`, numbers);
    checkLength(
      values[name] as ArrayLike<number>,
      times.length * ids.length,
      call,
      `${parameter}.values.${name}`,
    );
  }
};

/** Units by the names of variables. */
export const ofUnits: Check = recordOf(text);

/** Samples with their units. */
export const ofTable: Check = withParts({ traces: ofTraces, units: ofUnits });

const ofDate: Check = (date, place) => {
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) refuse(date, "a Date", place, "E_TYPE");
};

const ofSignal: Check = (signal, place) => {
  if (!isRecord(signal) || typeof signal.addEventListener !== "function")
    refuse(signal, "an AbortSignal", place, "E_TYPE");
};

/** Options of reading. */
export const ofReading: Checks = {
  format: optional(text),
  population: optional(text),
  resolution: optional(positive),
  columns: optional(listOf(text)),
  onDamage: optional(callback),
  chunk: optional(wholeFrom(1)),
  tStart: optional(finite),
  tStop: optional(finite),
  sort: optional(flag),
};

/** Options of writing. */
export const ofWriting: Checks = {
  format: optional(text),
  population: optional(text),
  variable: optional(text),
  overwrite: optional(flag),
  append: optional(flag),
  sessionStart: optional(ofDate),
};

const { format: _, ...reading } = ofReading;

/** Options of converting. */
export const ofConverting: Checks = {
  ...ofWriting,
  ...reading,
  from: optional(text),
  to: optional(text),
  onProgress: optional(callback),
  signal: optional(ofSignal),
};
