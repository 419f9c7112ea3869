// The local field potential, estimated from synaptic currents of point neurons.
import { checkOptions } from "../../arguments/check.ts";
import { finite, notNegative, optional, positive } from "../../arguments/kinds.ts";
import { type CurrentProxy, type SynapticCurrents, weightedCurrents } from "./weighted-currents.ts";

/** Options of {@link lfpProxy}. */
export interface LfpOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** How much later than the inhibitory currents the excitatory ones count [ms]; default 6. */
  readonly delay?: number;
  /** Weight of the inhibitory currents; default 1.65. */
  readonly inhibition?: number;
}

const ofLfp = { interval: positive, delay: optional(notNegative), inhibition: optional(finite) };

/**
 * Reference weighted sum of synaptic currents, |I_E(t - delay)| + inhibition |I_I(t)|, z-scored with ddof 0 (Mazzoni et
 * al. 2015, PLoS Comput. Biol. 11:e1004584: I_AMPA(t - 6 ms) - 1.65 I_GABA(t), where inhibitory currents are negative).
 * Both add up because excitation far from the somata and inhibition close to them make dipoles of one direction. It was
 * fitted to the field of pyramidal cells that surround the electrode, so take the currents of the excitatory neurons.
 * Samples for which no delayed current is known are left out; between samples a delayed current is interpolated.
 *
 * @throws CajalError for currents of unequal length or not longer than the delay, an interval that is not
 *   positive, or a delay below 0.
 * @example
 * const { signal } = lfpProxy({ excitatory, inhibitory }, { interval: 1 });
 */
export function lfpProxy(currents: SynapticCurrents, options: LfpOptions): CurrentProxy {
  checkOptions(options, "lfpProxy", ofLfp);
  const { interval, delay: excitatoryDelay = 6, inhibition = 1.65 } = options;
  const weights = { interval, excitatoryDelay, inhibitoryDelay: 0, inhibition };
  return weightedCurrents(currents, weights, "lfpProxy");
}
