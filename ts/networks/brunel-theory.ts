// Mean-field theory of the balanced random network: what a neuron does in the asynchronous state.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208; see brunel-parameters.ts
import { brunelSizes, brunelNeuron as neuron, brunelSynapses as synapse } from "./brunel-parameters.ts";

/** Input to a neuron: mean and amplitude of its fluctuations [mV]; B00 equations 4 and 5. */
export interface BrunelInput {
  readonly mean: number;
  readonly deviation: number;
}

/** The asynchronous state that the theory predicts. */
export interface BrunelState extends BrunelInput {
  /** Rate of a neuron [1/s]; B00 equation 21. */
  readonly rate: number;
  /** Coefficient of variation of its interspike intervals; B00 appendix A.1. */
  readonly cv: number;
}

const excitatoryIndegree = brunelSizes.E * synapse.probability;
const ratio = brunelSizes.I / brunelSizes.E;

/** Input that a rate of all neurons [1/s] makes at a place on the plane of g and eta. */
export function brunelInput(g: number, eta: number, rate: number): BrunelInput {
  const external = (eta * neuron.V_th) / (synapse.weight * neuron.tau_m);
  const recurrent = (excitatoryIndegree * rate) / 1000;
  const mean = synapse.weight * neuron.tau_m * (external + recurrent * (1 - ratio * g));
  const squares = synapse.weight ** 2 * neuron.tau_m * (external + recurrent * (1 + ratio * g * g));
  return { mean, deviation: Math.sqrt(squares) };
}

/** Coefficients of a Chebyshev fit of erfc, relative error below 1.2e-7 (Press et al. 1992, erfcc). */
const fit = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];

/** exp(x^2) erfc(x) */
function scaledErfc(x: number): number {
  if (x < 0) return 2 * Math.exp(x * x) - scaledErfc(-x);
  const t = 1 / (1 + x / 2);
  return t * Math.exp(fit.reduceRight((sum, coefficient) => sum * t + coefficient, 0));
}

// Potentials in units of the fluctuations: where integrals begin, where a series replaces one, resolution.
const farBelow = -8;
const asymptotic = -6;
const stepsPerUnit = 200;

/**
 * Rate [1/s] and coefficient of variation of a neuron that gets white noise: first and second moment of the
 * time from reset to threshold (B00 equation 21 and appendix A.1), integrated by the trapezoidal rule.
 */
export function firingOf({ mean, deviation }: BrunelInput): { rate: number; cv: number } {
  const from = (neuron.V_reset - mean) / deviation;
  const to = (neuron.V_th - mean) / deviation;
  // Beyond this a neuron fires less than once in the age of the universe.
  if (to > 9) return { rate: 0, cv: 1 };
  const steps = Math.max(200, Math.ceil((to - Math.min(from, farBelow)) * stepsPerUnit));
  const begin = Math.min(from, farBelow);
  const width = (to - begin) / steps;
  let [first, squares, inner] = [0, 0, 0];
  let before = { density: 0, first: 0, second: 0 };
  for (let step = 0; step <= steps; step++) {
    const x = begin + step * width;
    const scaled = scaledErfc(-x);
    const density = Math.exp(-x * x) * scaled * scaled;
    if (step > 0) inner += (width * (density + before.density)) / 2;
    // Far below, both factors leave the range of numbers; their product follows from the series of erfc.
    const second = x < asymptotic ? -1 / (2 * Math.PI * x ** 3) : Math.exp(x * x) * inner;
    const now = { density, first: scaled, second };
    if (step > 0) {
      const inside = Math.min(width, Math.max(0, x - from)) / 2;
      first += inside * (now.first + before.first);
      squares += inside * (now.second + before.second);
    }
    before = now;
  }
  const interval = neuron.t_ref + neuron.tau_m * Math.sqrt(Math.PI) * first;
  return { rate: 1000 / interval, cv: (neuron.tau_m / interval) * Math.sqrt(2 * Math.PI * squares) };
}

/**
 * The asynchronous state at a place on the plane of g and eta: the largest rate that the neurons answer with
 * themselves. It exists everywhere; where it is unstable the network oscillates around it or far from it.
 *
 * @example
 * brunelState(5, 2).rate; // 38 1/s, as in table 1 of the paper
 */
export function brunelState(g: number, eta: number): BrunelState {
  const excess = (rate: number): number => firingOf(brunelInput(g, eta, rate)).rate - rate;
  // From the fastest possible rate down in steps of a quarter, to the first change of sign.
  let high = 1000 / neuron.t_ref;
  let low = high * 0.75;
  while (low > 1e-3 && excess(low) < 0) [high, low] = [low, low * 0.75];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  const input = brunelInput(g, eta, low);
  return { ...input, ...firingOf(input) };
}
