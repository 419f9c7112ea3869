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
}

/** The rates of all populations, and what the page tells of them. */
export interface AllRates {
  readonly rates: readonly PopulationRate[];
  readonly supplement: Supplement;
}
