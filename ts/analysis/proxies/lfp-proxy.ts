// The local field potential, estimated from synaptic currents of point neurons.
import { refuseDetached } from "../../buffer.ts";
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

/**
 * Reference weighted sum of synaptic currents, I_E(t - delay) - inhibition |I_I(t)|, z-scored with ddof 0
 * (Mazzoni et al. 2015). It was fitted to the field of pyramidal cells that surround the electrode, so take
 * the currents of the excitatory neurons. Samples for which no delayed current is known are left out.
 *
 * @throws RangeError for currents of unequal length or not longer than the delay, an interval that is not
 *   positive, or a delay that is not a whole number of samples.
 * @example
 * const { signal } = lfpProxy({ excitatory, inhibitory }, { interval: 1 });
 */
export function lfpProxy({ excitatory, inhibitory }: SynapticCurrents, options: LfpOptions): LfpProxy {
  const { interval, delay = 6, inhibition = 1.65 } = options;
  if (!(interval > 0)) throw new RangeError(`interval must be positive, got ${interval} ms`);
  const shift = Math.round(delay / interval);
  if (!(shift >= 0 && Math.abs(shift - delay / interval) < 1e-6))
    throw new RangeError(`delay must be a whole number of intervals of ${interval} ms, got ${delay} ms`);
  for (const [name, current] of Object.entries({ excitatory, inhibitory }))
    refuseDetached(current, "lfpProxy", name);
  const length = excitatory.length - shift;
  if (excitatory.length !== inhibitory.length || length < 1)
    throw new RangeError(
      `currents of more than ${shift} samples expected, got ${excitatory.length} and ${inhibitory.length}`,
    );
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
