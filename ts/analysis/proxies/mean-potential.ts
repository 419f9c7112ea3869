// The mean membrane potential of a population from its mean current and its rate.
import { checkArgument, checkLength, checkOptions } from "../../arguments/check.ts";
import { finite, notNegative, numbers, positive } from "../../arguments/kinds.ts";
import { mean } from "../samples/moments.ts";

/** Options of {@link meanPotential}: the time between samples, and the neuron as NEST names its parameters. */
export interface MeanPotentialOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** Capacitance of the membrane [pF] and its time constant [ms]. */
  readonly C_m: number;
  readonly tau_m: number;
  /** Resting potential, threshold and reset [mV]. */
  readonly E_L: number;
  readonly V_th: number;
  readonly V_reset: number;
  /** Time after a spike during which the potential stays at its reset [ms]. */
  readonly t_ref: number;
}

const call = "meanPotential";
const ofNeuron = {
  interval: positive,
  C_m: positive,
  tau_m: positive,
  t_ref: notNegative,
  E_L: finite,
  V_th: finite,
  V_reset: finite,
};

/** Part of the neurons that is refractory in the middle of each sample: those that fired within t_ref before. */
function refractoryParts(rate: ArrayLike<number>, interval: number, window: number): Float64Array {
  const sums = new Float64Array(rate.length + 1);
  for (let sample = 0; sample < rate.length; sample++)
    sums[sample + 1] = (sums[sample] as number) + ((rate[sample] as number) * interval) / 1000;
  const before = (sums[rate.length] as number) / rate.length;
  const firedUntil = (place: number): number => {
    if (place <= 0) return place * before;
    const whole = Math.floor(place);
    const [low, high] = [sums[whole] as number, sums[whole + 1] as number];
    return low + (place - whole) * (high - low);
  };
  const samples = window / interval;
  return Float64Array.from(
    { length: rate.length },
    (_, sample) => firedUntil(sample + 0.5) - firedUntil(sample + 0.5 - samples),
  );
}

/**
 * Mean membrane potential of leaky integrate-and-fire neurons, without recording any: the equation of one neuron summed
 * over a population, in which a spike takes V_th - V_reset away and refractory neurons, a part r that follows from the
 * rate of the last t_ref, integrate nothing:
 *
 *   dV/dt = -((V - E_L) - r (V_reset - E_L)) / tau_m + (1 - r) I / C_m - (V_th - V_reset) rate
 *
 * Exact for current and rate that are constant over each sample, but for two things that are small at cortical rates:
 * that spikes pass the threshold by a part of a step, and that neurons which just fired have more input than others. It
 * begins at the stationary value of the mean current and the mean rate.
 *
 * @param current mean over the neurons, of all input [pA]
 * @param rate spikes per neuron [1/s], as many samples
 * @returns mean potential at the end of each sample [mV]
 * @throws CajalError for a rate of another length than the current, or a time or capacitance that is not positive
 * @example
 * const V = meanPotential(current, rate, { interval: 1, ...neuron });
 */
export function meanPotential(
  current: ArrayLike<number>,
  rate: ArrayLike<number>,
  options: MeanPotentialOptions,
): Float64Array {
  checkArgument(current, call, "current", numbers);
  checkArgument(rate, call, "rate", numbers);
  checkOptions(options, call, ofNeuron);
  checkLength(rate, current.length, call, "rate");
  const { interval, C_m, tau_m, E_L, V_th, V_reset, t_ref } = options;
  // Where the potential, relative to E_L, would settle.
  const settled = (I: number, perSecond: number, r: number): number =>
    r * (V_reset - E_L) + tau_m * (((1 - r) * I) / C_m - ((V_th - V_reset) * perSecond) / 1000);
  const decay = Math.exp(-interval / tau_m);
  const refractory = refractoryParts(rate, interval, t_ref);
  const meanRate = mean(rate);
  let potential = settled(mean(current), meanRate, (meanRate * t_ref) / 1000);
  return Float64Array.from({ length: current.length }, (_, sample) => {
    const target = settled(current[sample] as number, rate[sample] as number, refractory[sample] as number);
    potential = target + (potential - target) * decay;
    return E_L + potential;
  });
}
