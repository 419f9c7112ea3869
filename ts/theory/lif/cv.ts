// How irregular the spikes of a leaky integrate-and-fire neuron in noise are.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208, appendix A.1
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { notNegative, optional } from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import { exp } from "../special/elementary.ts";
import { passageVariance } from "./first-passage.ts";
import { bordersOf, type LifInput, type LifNeuron, lifInput, lifNeuron, shiftOf } from "./neuron.ts";
import { rateOf } from "./rate.ts";

/** Options of {@link lifCv}. */
export interface LifCvOptions {
  /**
   * The rate in tau_m rate sqrt(variance) [1/s]; default: that of the borders that the variance has. With any other,
   * such as one of the Taylor series, the result is not the coefficient of any intervals; NNMT does that.
   */
  readonly rate?: number;
}

/** {@link lifCv} without a look at its arguments. */
export function cvOf(neuron: LifNeuron, input: LifInput, given?: number): number {
  const own = rateOf(neuron, input, "shift");
  // What never fires is Poisson in the limit.
  if (own === 0) return 1;
  if (input.deviation === 0) return 0;
  const rate = given ?? own;
  const { value, exponent } = passageVariance(bordersOf(neuron, input, shiftOf(neuron)));
  return ((neuron.tau_m * rate) / 1000) * exp(exponent / 2) * Math.sqrt(value);
}

/**
 * Coefficient of variation of the intervals of a leaky integrate-and-fire neuron in noise (B00), with the borders
 * shifted where synapses are exponential. A neuron that never fires has 1, one without fluctuations 0.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_UNKNOWN_PARAM
 * @example lifCv({ tau_m: 20, t_ref: 2, V_th: 20, V_reset: 10 }, { mean: 21.025, deviation: 7.683 }); // 0.675
 */
export function lifCv(neuron: LifNeuron, input: LifInput, options: LifCvOptions = {}): number {
  const call = "lifCv";
  checkArgument(neuron, call, "neuron", lifNeuron);
  checkArgument(input, call, "input", lifInput);
  checkOptions(options, call, { rate: optional(notNegative) });
  refuseNull(options, call);
  return cvOf(neuron, input, options.rate);
}
