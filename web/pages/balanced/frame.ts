// What the worker of the page sends.
import type { Move } from "./moves.ts";

/** What the network did in the last moments, since the last change at most. */
export interface Measures {
  /** Model time it was measured over [ms]. */
  readonly duration: number;
  /** Mean rate of a neuron [1/s], of each population and of all. */
  readonly rate: number;
  readonly rateE: number;
  readonly rateI: number;
  /** Mean coefficient of variation of interspike intervals; NaN where neurons are too silent. */
  readonly cv: number;
  /** Synchrony index of 1000 neurons in bins of 1 ms; NaN where nobody fires. */
  readonly synchrony: number;
  /** Power spectrum of the rate of all neurons, if there is enough of it: [1/s] and [1/s]. */
  readonly frequencies?: Float64Array;
  readonly power?: Float64Array;
}

/** One picture. */
export interface Frame {
  /** Spikes of the neurons that are shown since the picture before: global numbers, and times [ms]. */
  readonly ids: Uint32Array;
  readonly times: Float64Array;
  /** Whole bins of 1 ms since the picture before: the end of the first one [ms], and rates [1/s]. */
  readonly firstBin: number;
  readonly ratesE: Float64Array;
  readonly ratesI: Float64Array;
  /** Moves over the plane since the picture before. */
  readonly moves: readonly Move[];
  /** A few times a second. */
  readonly measures?: Measures | undefined;
}

/** All spikes of the last moments. */
export interface Spikes {
  readonly ids: Uint32Array;
  readonly times: Float64Array;
  readonly neurons: Uint32Array;
  readonly tStart: number;
  readonly tStop: number;
}

/** What the page asks for: the recent spikes. */
export type Question = "spikes";
