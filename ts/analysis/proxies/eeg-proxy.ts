// The electroencephalogram, estimated from synaptic currents of point neurons.
import { checkOptions } from "../../arguments/check.ts";
import { finite, optional, positive } from "../../arguments/kinds.ts";
import { type CurrentProxy, type SynapticCurrents, weightedCurrents } from "./weighted-currents.ts";

/** Options of {@link eegProxy}. */
export interface EegOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** How much later the excitatory currents count [ms]; default -0.9, which is earlier. */
  readonly excitatoryDelay?: number;
  /** How much later the inhibitory currents count [ms]; default 2.3. */
  readonly inhibitoryDelay?: number;
  /** Weight of the inhibitory currents; default 0.3. */
  readonly inhibition?: number;
}

const ofEeg = {
  interval: positive,
  excitatoryDelay: optional(finite),
  inhibitoryDelay: optional(finite),
  inhibition: optional(finite),
};

/**
 * EEG reference weighted sum ERWS1 of the synaptic currents onto excitatory neurons, |I_E(t - excitatoryDelay)| +
 * inhibition |I_I(t - inhibitoryDelay)|, z-scored with ddof 0 (Martinez-Canada et al. 2021, PLoS Comput. Biol.
 * 17:e1008893, table 1: -0.9 ms, 2.3 ms, 0.3; with no excitatory current from the future 0 ms, 3.1 ms, 0.1). What an
 * electrode above the area measures has the opposite sign. Samples for which no delayed current is known are left out;
 * between samples a delayed current is interpolated.
 *
 * @throws CajalError for currents of unequal length or not longer than the delays, an interval that is not positive,
 *   or delays that are not finite.
 * @example
 * const { signal } = eegProxy({ excitatory, inhibitory }, { interval: 1 });
 */
export function eegProxy(currents: SynapticCurrents, options: EegOptions): CurrentProxy {
  checkOptions(options, "eegProxy", ofEeg);
  const { interval, excitatoryDelay = -0.9, inhibitoryDelay = 2.3, inhibition = 0.3 } = options;
  return weightedCurrents(currents, { interval, excitatoryDelay, inhibitoryDelay, inhibition }, "eegProxy");
}
