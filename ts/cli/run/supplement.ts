// What a run with more populations than are measured has to tell of all of them.
import type { Figure } from "../report/drawings.ts";
import type { PageTable } from "../report/page.ts";

/** A population of many, of which only the rate is told. */
export interface PopulationRate {
  readonly label: string;
  readonly neurons: number;
  /** In the run, in theory at full size, and in a reference simulation; null where it is not known [1/s]. */
  readonly rate: number;
  readonly theory: number | null;
  readonly reference: number | null;
}

/** What there is to tell of a run besides the measures of its populations. */
export interface Supplement {
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly PageTable[];
  readonly rates: readonly PopulationRate[];
  /** Files and figures that are written already. */
  readonly files: readonly string[];
  readonly figures: readonly Figure[];
}
