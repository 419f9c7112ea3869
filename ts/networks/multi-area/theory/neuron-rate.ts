// The rate of a neuron in weakly coloured noise, and how it answers to a change of its input.
//   F02  Fourcaud & Brunel (2002) Neural Comput. 14:2057-2110
import { meanPassage, passageSlope } from "../../first-passage.ts";
import { neuronParameters as neuron } from "../parameters.ts";

// The shift of both borders for coloured noise, sqrt(2) |zeta(1/2)| / 2 sqrt(tau_syn / tau_m) (F02).
const noiseShift = (Math.SQRT2 * 1.4603545088095868 * Math.sqrt(neuron.tau_syn_ex / neuron.tau_m)) / 2;

// [s]
const [tau, refractory] = [neuron.tau_m / 1000, neuron.t_ref / 1000];

// Beyond it no spike comes in the age of the universe.
const farBorder = 26;

/** Reset and threshold as a neuron's fluctuations see them; nothing where threshold is out of their reach. */
function bordersOf(
  mean: number,
  deviation: number,
): { readonly reset: number; readonly threshold: number } | undefined {
  const threshold = neuron.V_th - neuron.E_L;
  if (mean <= threshold && threshold - mean >= farBorder * deviation) return undefined;
  const border = (potential: number): number => (potential - neuron.E_L - mean) / deviation + noiseShift;
  return { reset: border(neuron.V_reset), threshold: border(neuron.V_th) };
}

const rateBetween = (reset: number, threshold: number): number =>
  1 / (refractory + tau * meanPassage(reset, threshold));

/** Rate of a neuron [1/s] whose input has a mean and a standard deviation [mV]. */
export function rateOf(mean: number, deviation: number): number {
  const borders = bordersOf(mean, deviation);
  return borders ? rateBetween(borders.reset, borders.threshold) : 0;
}

/**
 * What happens to the shift of threshold and reset, which is proportional to the deviation of the input, when that
 * changes: it stays (as in the published theory), or it follows (as the rate itself has it).
 */
export type ThresholdShift = "fixed" | "following";

/** By how much a rate grows with its input. */
export interface RateSlopes {
  /** With the mean [1/(s mV)]. */
  readonly mean: number;
  /** With the variance [1/(s mV^2)]. */
  readonly variance: number;
}

/** Derivatives of {@link rateOf}. */
export function slopesOf(mean: number, deviation: number, shift: ThresholdShift): RateSlopes {
  const borders = bordersOf(mean, deviation);
  if (!borders) return { mean: 0, variance: 0 };
  const { reset, threshold } = borders;
  const rate = rateBetween(reset, threshold);
  // What a border that comes closer adds to the rate.
  const gain = (border: number): number => rate * (rate * tau * passageSlope(border));
  // A border b + shift goes as 1 / deviation, without its shift where this follows.
  const moving = (border: number): number => (shift === "fixed" ? border : border - noiseShift);
  return {
    mean: (gain(threshold) - gain(reset)) / deviation,
    variance:
      (gain(threshold) * moving(threshold) - gain(reset) * moving(reset)) / (2 * deviation * deviation),
  };
}
