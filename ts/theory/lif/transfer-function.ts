// How the rate of a leaky integrate-and-fire neuron answers to small modulations of its input.
//   BCFL01  Brunel, Chance, Fourcaud & Abbott (2001) Phys. Rev. Lett. 86:2186-2189
//   LS01    Lindner & Schimansky-Geier (2001) Phys. Rev. Lett. 86:2934-2937
//   SDH15   Schuecker, Diesmann & Helias (2015) Phys. Rev. E 92:052119, equation 29
import { type Check, checkArgument, checkOptions } from "../../arguments/check.ts";
import { flag, listOf, oneOf, optional, positive, within } from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import {
  type Complex,
  complex,
  difference,
  exponential,
  product,
  quotient,
  scaled,
  sumOf,
} from "../special/complex.ts";
import { type CylinderPassage, cylinderPassage } from "../special/cylinder-passage.ts";
import {
  alpha,
  bordersOf,
  type LifInput,
  type LifMethod,
  type LifNeuron,
  lifInput,
  lifNeuron,
  shiftOf,
} from "./neuron.ts";
import { methodChecks, rateOf, slopesOf } from "./rate.ts";

/** Complex values of a function of the frequency. */
export interface ComplexValues {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** What a transfer function takes into account. */
export interface ResponseOptions {
  /** Default "shift". */
  readonly method?: LifMethod;
  /**
   * Whether neurons that are refractory are missed among those that could answer, as they are; default true. Without
   * it (as in NNMT) the answer at f > 0 is too large by 1 / (1 - rate t_ref), and jumps at f = 0, where the derivative
   * of the stationary rate is taken.
   */
  readonly refractory?: boolean;
}

/** Options of {@link lifTransferFunction}. */
export interface TransferFunctionOptions extends ResponseOptions {
  /**
   * Whether it is the current before the synapses that is modulated, so that these filter it by
   * 1 / (1 + i omega tau_syn); default true.
   */
  readonly synapticFilter?: boolean;
  /** What is modulated: the "mean" of the input (default) or its "variance", exact for jumps of the potential only. */
  readonly of?: "mean" | "variance";
}

export const responseChecks: { readonly method: Check; readonly refractory: Check } = {
  ...methodChecks,
  refractory: optional(flag),
};

/** Psi between the borders, and the rates that belong to it. */
interface Answer {
  readonly passage: CylinderPassage;
  /** The denominator, with the neurons that are refractory; over s, as all parts. */
  readonly gain: Complex;
  /** e^(-i omega t_ref) in it, or 1. */
  readonly back: Complex;
  readonly low: number;
  readonly high: number;
}

/** (1 - e^(-z)) / z. */
function delayedShare(z: Complex): Complex {
  if (Math.hypot(z.re, z.im) > 1e-3) return quotient(difference(complex(1), exponential(scaled(z, -1))), z);
  const terms = [1, -1 / 2, 1 / 6, -1 / 24, 1 / 120, -1 / 720];
  return terms.reduceRight((sum, term) => sumOf(product(sum, z), complex(term)), complex(0));
}

function answerAt(
  neuron: LifNeuron,
  input: LifInput,
  s: Complex,
  shift: number,
  refractory: boolean,
): Answer {
  const { reset, threshold } = bordersOf(neuron, input, shift);
  const [low, high] = [Math.SQRT2 * reset, Math.SQRT2 * threshold];
  const passage = cylinderPassage(s, low, high);
  if (!refractory) return { passage, gain: passage.gain, back: complex(1), low, high };
  // Psi(threshold) - e^(-s t_ref / tau_m) Psi(reset)
  const share = neuron.t_ref / neuron.tau_m;
  const waiting = scaled(delayedShare(scaled(s, share)), share);
  return {
    passage,
    gain: sumOf(passage.gain, product(waiting, passage.start)),
    back: exponential(scaled(s, -share)),
    low,
    high,
  };
}

/** (Psi'(threshold) - Psi'(reset)) / s. */
const firstOf = ({ passage }: Answer): Complex => difference(passage.upper, passage.lower);

/** (Psi''(threshold) - Psi''(reset)) / s, from Psi'' = x Psi' + s Psi. */
function secondOf({ passage, low, high }: Answer, s: Complex): Complex {
  const slopes = difference(scaled(passage.upper, high), scaled(passage.lower, low));
  return sumOf(slopes, product(s, passage.gain));
}

/** The Taylor series of the answer in the shift of the borders (SDH15), which is exact at s = 0. */
function taylorAnswer(neuron: LifNeuron, input: LifInput, s: Complex, refractory: boolean): Complex {
  const answer = answerAt(neuron, input, s, 0, refractory);
  const first = quotient(firstOf(answer), answer.gain);
  const { upper, lower } = answer.passage;
  const moved = quotient(difference(upper, product(answer.back, lower)), answer.gain);
  const bend = difference(quotient(secondOf(answer, s), answer.gain), product(first, moved));
  const shift = (alpha / Math.SQRT2) * Math.sqrt((neuron.tau_syn ?? 0) / neuron.tau_m);
  const white = rateOf(neuron, input, "taylor");
  const plain = rateOf({ ...neuron, tau_syn: 0 }, input, "shift");
  return sumOf(scaled(first, white), scaled(bend, plain * shift));
}

/**
 * The answer of the rate to a modulation e^(s t / tau_m) of the mean [1/(s mV)], before synapses filter it; s may be
 * any complex number but -1.
 */
export function meanResponse(
  neuron: LifNeuron,
  input: LifInput,
  s: Complex,
  { method = "shift", refractory = true }: ResponseOptions,
): Complex {
  // Where no spike comes there is no answer either.
  const rate = rateOf(neuron, input, method);
  if (rate === 0) return complex(0);
  if (!refractory && s.re === 0 && s.im === 0) return complex(slopesOf(neuron, input, method).mean);
  const factor = quotient(complex(Math.SQRT2 / input.deviation), { re: 1 + s.re, im: s.im });
  if (method === "taylor") return product(factor, taylorAnswer(neuron, input, s, refractory));
  const answer = answerAt(neuron, input, s, shiftOf(neuron), refractory);
  return product(factor, scaled(quotient(firstOf(answer), answer.gain), rate));
}

/** The answer to a modulation of the variance [1/(s mV^2)] (LS01). */
export function varianceResponse(
  neuron: LifNeuron,
  input: LifInput,
  s: Complex,
  { refractory = true }: ResponseOptions,
): Complex {
  const rate = rateOf(neuron, input, "shift");
  if (rate === 0) return complex(0);
  const answer = answerAt(neuron, input, s, shiftOf(neuron), refractory);
  const factor = quotient(complex(rate / input.deviation ** 2), { re: 2 + s.re, im: s.im });
  return product(factor, quotient(secondOf(answer, s), answer.gain));
}

/** s = i omega tau_m at a frequency [1/s]. */
export const atFrequency = ({ tau_m }: LifNeuron, frequency: number): Complex =>
  complex(0, (2 * Math.PI * frequency * tau_m) / 1000);

/** What synapses let pass: 1 / (1 + s tau_syn / tau_m). */
export const synapticFilter = ({ tau_m, tau_syn = 0 }: LifNeuron, s: Complex): Complex =>
  quotient(complex(1), sumOf(complex(1), scaled(s, tau_syn / tau_m)));

/** Refuses an input without fluctuations, whose answer has no linear part. */
export const refuseClock = ({ deviation }: LifInput, call: string): void =>
  checkArgument(deviation, call, "input.deviation", positive);

/**
 * The transfer function: the answer of the rate to a small modulation cos(2 pi f t) of the input's mean [1/(s mV)], or
 * of its variance [1/(s mV^2)]; a negative imaginary part lags behind. Relative error below 1e-12.
 *
 * @param frequencies [1/s], from 0 to 1e6
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_UNKNOWN_PARAM, E_UNKNOWN_NAME;
 * E_PARAM_POSITIVE for an input without fluctuations, which linear theory cannot answer
 * @example
 * const neuron = { tau_m: 10, t_ref: 2, V_th: 15, V_reset: 0, tau_syn: 0.5 };
 * const { re, im } = lifTransferFunction(neuron, { mean: 10, deviation: 3 }, [0, 10, 100]);
 */
export function lifTransferFunction(
  neuron: LifNeuron,
  input: LifInput,
  frequencies: ArrayLike<number>,
  options: TransferFunctionOptions = {},
): ComplexValues {
  const call = "lifTransferFunction";
  checkArgument(neuron, call, "neuron", lifNeuron);
  checkArgument(input, call, "input", lifInput);
  checkArgument(frequencies, call, "frequencies", listOf(within(0, 1e6)));
  checkOptions(options, call, {
    ...responseChecks,
    synapticFilter: optional(flag),
    of: optional(oneOf(["mean", "variance"])),
  });
  refuseNull(options, call);
  refuseClock(input, call);
  const response = options.of === "variance" ? varianceResponse : meanResponse;
  const values = Array.from(frequencies, (frequency) => {
    const s = atFrequency(neuron, frequency);
    const value = response(neuron, input, s, options);
    return options.synapticFilter === false ? value : product(value, synapticFilter(neuron, s));
  });
  return { re: Float64Array.from(values, ({ re }) => re), im: Float64Array.from(values, ({ im }) => im) };
}
