// The local field potential, estimated from synaptic currents of point neurons.
import { checkLength, checkOptions, checkParts, refuse } from "../../arguments/check.ts";
import { finite, notNegative, numbers, optional, positive } from "../../arguments/kinds.ts";
import { mean, standardDeviation } from "../samples/moments.ts";

/** Currents of a population over time, in one unit, e.g. the sums over its excitatory neurons [pA]. */
export interface SynapticCurrents {
  readonly excitatory: ArrayLike<number>;
  /** As many samples; the sign does not matter. */
  readonly inhibitory: ArrayLike<number>;
}

/** Options of {@link lfpProxy}. */
export interface LfpOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** How much later than the inhibitory currents the excitatory ones count [ms], whole samples; default 6. */
  readonly delay?: number;
  /** Weight of the inhibitory currents; default 1.65. */
  readonly inhibition?: number;
}

/** An estimate of the local field potential. */
export interface LfpProxy {
  /**
   * z-scored, without unit; all NaN when nothing varies. Sample 0 is `delay` after sample 0 of the currents.
   */
  readonly signal: Float64Array;
  /** What was subtracted and divided by, in the unit of the currents. */
  readonly mean: number;
  readonly standardDeviation: number;
}

const call = "lfpProxy";
const ofLfp = { interval: positive, delay: optional(notNegative), inhibition: optional(finite) };

/**
 * Reference weighted sum of synaptic currents, I_E(t - delay) - inhibition |I_I(t)|, z-scored with ddof 0
 * (Mazzoni et al. 2015). It was fitted to the field of pyramidal cells that surround the electrode, so take
 * the currents of the excitatory neurons. Samples for which no delayed current is known are left out.
 *
 * @throws CajalError for currents of unequal length or not longer than the delay, an interval that is not
 *   positive, or a delay that is not a whole number of samples.
 * @example
 * const { signal } = lfpProxy({ excitatory, inhibitory }, { interval: 1 });
 */
export function lfpProxy(currents: SynapticCurrents, options: LfpOptions): LfpProxy {
  checkParts(currents, call, "currents", { excitatory: numbers, inhibitory: numbers });
  checkOptions(options, call, ofLfp);
  const { excitatory, inhibitory } = currents;
  const { interval, delay = 6, inhibition = 1.65 } = options;
  const shift = Math.round(delay / interval);
  if (!(shift >= 0 && Math.abs(shift - delay / interval) < 1e-6))
    refuse(delay, `a whole number of intervals of ${interval} ms`, { call, parameter: "delay" });
  checkLength(inhibitory, excitatory.length, call, "currents.inhibitory");
  const length = excitatory.length - shift;
  if (length < 1)
    refuse(excitatory, `more than ${shift} samples`, { call, parameter: "currents.excitatory" }, "E_SHAPE");
  const raw = Float64Array.from(
    { length },
    (_, k) => (excitatory[k] as number) - inhibition * Math.abs(inhibitory[k + shift] as number),
  );
  const [centre, deviation] = [mean(raw), standardDeviation(raw)];
  return {
    signal: raw.map((value) => (value - centre) / deviation),
    mean: centre,
    standardDeviation: deviation,
  };
}
