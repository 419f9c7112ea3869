// What a run with more populations than are measured has to tell of all of them.
import type { Supplement } from "../files/summary.ts";

/** A population of many, of which only the rate is told. */
export interface PopulationRate {
  readonly label: string;
  readonly neurons: number;
  /** In the run, in theory at full size, and in a reference simulation; null where it is not known [1/s]. */
  readonly rate: number;
  readonly theory: number | null;
  readonly reference: number | null;
  /** Mean LvR and mean correlation of spike counts in 1 ms; null where no spikes were recorded, or too few. */
  readonly localVariation: number | null;
  readonly correlation: number | null;
}

/** What is told of an area; null where it is not known. */
export interface AreaStatistics {
  readonly area: string;
  /** Per neuron [1/s]. */
  readonly rate: number;
  /** Means over its populations. */
  readonly localVariation: number | null;
  readonly correlation: number | null;
  /** Decay of the autocorrelation of its rate [ms]. */
  readonly timescale: number | null;
  /** Its place in the order of areas in time, 0 to 1, and how much it comes after the mean [ms]. */
  readonly position: number | null;
  readonly delay: number | null;
  /** Its community in the functional connectivity, and in the synapses between areas, from 1. */
  readonly community: number | null;
  readonly structuralCommunity: number | null;
}

/** The rates of all populations, and what the page tells of them. */
export interface AllRates {
  readonly rates: readonly PopulationRate[];
  /** Where spikes were recorded. */
  readonly areas?: readonly AreaStatistics[] | undefined;
  readonly supplement: Supplement;
}
