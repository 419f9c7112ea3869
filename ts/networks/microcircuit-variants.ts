// The forms in which the cortical microcircuit was published.
import type { PopulationLabel } from "./microcircuit-parameters.ts";

/** What forms of the model differ in. */
export interface MicrocircuitVariant {
  /** External synapses per neuron. */
  readonly externalIndegrees: readonly number[];
  /** Synapses per target neuron of single projections, in place of those that follow from the probabilities. */
  readonly indegrees: readonly {
    readonly source: PopulationLabel;
    readonly target: PopulationLabel;
    readonly indegree: number;
  }[];
  /** Standard deviation of delays relative to their mean, before the draws below a step are repeated. */
  readonly relativeDelayDeviation: number;
  /** Mean rates at full size [1/s], needed to replace the input that a scaled model has lost (vA15). */
  readonly fullSizeRates: readonly number[];
}

/** Name of a form of the model. */
export type MicrocircuitVariantName = "published" | "bos2016";

/**
 * `published`: Potjans & Diesmann (2014), table 5; rates of the reference implementation, `full_mean_rates`.
 *
 * `bos2016`: Bos, Diesmann & Helias (2016) PLoS Comput. Biol. 12:e1005132. Less inhibition from L4I onto L4E, balanced
 * by less background there, and delays that vary as much as their mean; it oscillates less, at 66 Hz instead of 82,
 * and a mean-field theory of its spectra exists (63 Hz). Rates: this simulator, 10 s at full size,
 * Poisson drive, compact weights.
 */
export const microcircuitVariants: Readonly<Record<MicrocircuitVariantName, MicrocircuitVariant>> = {
  published: {
    externalIndegrees: [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100],
    indegrees: [],
    relativeDelayDeviation: 0.5,
    fullSizeRates: [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829],
  },
  bos2016: {
    externalIndegrees: [1600, 1500, 1780, 1900, 2000, 1900, 2900, 2100],
    indegrees: [{ source: "L4I", target: "L4E", indegree: 675 }],
    relativeDelayDeviation: 1,
    fullSizeRates: [0.761, 2.708, 4.115, 5.638, 6.597, 8.311, 1.097, 7.667],
  },
};
