// The options that many measures have, and what each of them must be.
import type { Checks } from "../arguments/check.ts";
import {
  callback,
  finite,
  flag,
  numbers,
  optional,
  pair,
  positive,
  wholeFrom,
  withOptions,
} from "../arguments/kinds.ts";

/** Begin and end of a window. */
export const ofWindow: Checks = { tStart: optional(finite), tStop: optional(finite) };

/** Which part of a recording to look at. */
export const ofSelection: Checks = { ...ofWindow, neurons: optional(numbers) };

/** Bins of a selection. */
export const ofBins: Checks = { ...ofSelection, bin: positive };

/** Bins in which spikes are counted. */
export const ofCounts: Checks = { ...ofBins, binary: optional(flag) };

/** A pair of trains. */
export const ofPair: Checks = { ...ofWindow, pair };

/** All pairs of a selection, or of some of its trains. */
export const ofPairs: Checks = {
  ...ofSelection,
  subsample: optional(withOptions({ size: wholeFrom(0), seed: wholeFrom(0), active: optional(flag) })),
  onProgress: optional(callback),
};
