// Stationary rates of a multi-area network in theory: what neurons in weakly coloured noise make of their own rates.
//   F02  Fourcaud & Brunel (2002) Neural Comput. 14:2057-2110
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179, equations 1-3
import { exp } from "../elementary.ts";
import { meanPassage } from "../first-passage.ts";
import { checkConnectome } from "./arguments.ts";
import type { Connectome } from "./connectome.ts";
import { checkState, type FullSize, fullSize, type MultiAreaStateOptions } from "./full-size.ts";
import { externalInput, type MultiAreaState, neuronParameters as neuron } from "./parameters.ts";

/** Input and rates of a network in theory, one value per population. */
export interface MultiAreaMeanField {
  /** [1/s] */
  readonly rates: Float64Array;
  /** Mean and standard deviation of the input, as potentials above the resting one [mV]. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** Whether the rates have settled; where no state of theory is stable they have not. */
  readonly settled: boolean;
}

// The shift of both borders for coloured noise, sqrt(2) |zeta(1/2)| / 2 sqrt(tau_syn / tau_m) (F02).
const shift = (Math.SQRT2 * 1.4603545088095868 * Math.sqrt(neuron.tau_syn_ex / neuron.tau_m)) / 2;

// [s]
const [tau, refractory] = [neuron.tau_m / 1000, neuron.t_ref / 1000];
/** Of one synapse's weight, the integral of the potential that it evokes over tau_m [mV / pA]. */
const potentialOf = neuron.tau_syn_ex / neuron.C_m;

// Beyond it no spike comes in the age of the universe.
const farBorder = 26;

/** Rate of a neuron [1/s] whose input has a mean and a standard deviation [mV]. */
function rateOf(mean: number, deviation: number): number {
  const threshold = neuron.V_th - neuron.E_L;
  if (mean <= threshold && threshold - mean >= farBorder * deviation) return 0;
  const border = (potential: number): number => (potential - neuron.E_L - mean) / deviation + shift;
  return 1 / (refractory + tau * meanPassage(border(neuron.V_reset), border(neuron.V_th)));
}

/** The input of each population, as potentials above the resting one [mV]. */
interface Input {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** The numbers of full size as what mean and variance of the input take of each source's rate. */
function factorsOf({ inDegrees, weights, externalInDegrees, externalWeight }: FullSize) {
  const external = externalWeight * potentialOf;
  return {
    mean: inDegrees.map((indegree, place) => tau * indegree * (weights[place] as number) * potentialOf),
    variance: inDegrees.map(
      (indegree, place) => tau * indegree * ((weights[place] as number) * potentialOf) ** 2,
    ),
    externalMean: externalInDegrees.map((indegree) => tau * indegree * external * externalInput.rate),
    externalVariance: externalInDegrees.map(
      (indegree) => tau * indegree * external ** 2 * externalInput.rate,
    ),
  };
}

type Factors = ReturnType<typeof factorsOf>;

function inputOf({ mean, variance, externalMean, externalVariance }: Factors, rates: Float64Array): Input {
  const count = rates.length;
  const means = externalMean.slice();
  const deviations = externalVariance.slice();
  for (let target = 0; target < count; target++) {
    for (let source = 0; source < count; source++) {
      const rate = rates[source] as number;
      (means[target] as number) += (mean[target * count + source] as number) * rate;
      (deviations[target] as number) += (variance[target * count + source] as number) * rate;
    }
    deviations[target] = Math.sqrt(deviations[target] as number);
  }
  return { means, deviations };
}

/** Mean and standard deviation of the input of each population at given rates [mV]. */
export const inputAt = (full: FullSize, rates: Float64Array): Input => inputOf(factorsOf(full), rates);

// Relaxation in steps of a tenth of its time constant (S17), up to 200 of them; rates that still change by more
// than a hundred-millionth of a spike per second and step have not settled.
const step = 0.1;
const mostSteps = 2000;
const still = 1e-8;

/** Lets rates relax to what their input makes of them. */
function relax(factors: Factors, start: Float64Array): { rates: Float64Array; settled: boolean } {
  const keep = exp(-step);
  const rates = start.slice();
  for (let steps = 0; steps < mostSteps; steps++) {
    const { means, deviations } = inputOf(factors, rates);
    let largest = 0;
    for (let index = 0; index < rates.length; index++) {
      const change =
        (1 - keep) * (rateOf(means[index] as number, deviations[index] as number) - (rates[index] as number));
      (rates[index] as number) += change;
      largest = Math.max(largest, Math.abs(change));
    }
    if (largest < still) return { rates, settled: true };
  }
  return { rates, settled: false };
}

/** The rates of a checked state: from silence at chi = 1, then from these at the chi that is asked for. */
export function meanFieldOf(connectome: Connectome, state: MultiAreaState, call: string): MultiAreaMeanField {
  const silent = new Float64Array(connectome.populations.length);
  const plain = { ...state, chi: 1, chiInhibitory: 1 };
  const first = relax(factorsOf(fullSize(connectome, plain, call)), silent);
  const factors = factorsOf(fullSize(connectome, state, call));
  const last = state.chi === 1 && state.chiInhibitory === 1 ? first : relax(factors, first.rates);
  return { ...last, ...inputOf(factors, last.rates) };
}

/**
 * Stationary rates of a network at full size in theory, and the input that makes them. Where there are several states
 * it is the one of low activity: the rates relax from silence, at other chi from those of chi = 1 on.
 *
 * @throws CajalError E_TYPE, E_SHAPE and others for what is no connectome; E_UNKNOWN_PARAM, E_UNKNOWN_NAME,
 * E_PARAM_RANGE for a state that there is not
 * @example multiAreaMeanField(syntheticConnectome(), { state: "ground" }).rates;
 */
export function multiAreaMeanField(
  connectome: Connectome,
  options: MultiAreaStateOptions = {},
): MultiAreaMeanField {
  const call = "multiAreaMeanField";
  checkConnectome(connectome, call);
  return meanFieldOf(connectome, checkState(options, call), call);
}
