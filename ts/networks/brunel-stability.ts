// Stability of the asynchronous state of the balanced random network: where population oscillations begin.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208, section 4; see brunel-parameters.ts
//   R07  Richardson (2007) Phys. Rev. E 76:021919: how a neuron answers to a small change of its input
import { checkArgument } from "../arguments/check.ts";
import { within } from "../arguments/kinds.ts";
import { brunelSizes, brunelNeuron as neuron, brunelSynapses as synapse } from "./brunel-parameters.ts";
import { type BrunelInput, brunelState, checkPlace } from "./brunel-theory.ts";

/** A complex number. */
interface Complex {
  readonly re: number;
  readonly im: number;
}

const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
const turn = (angle: number): Complex => ({ re: Math.cos(angle), im: Math.sin(angle) });

// Steps of the membrane potential between the lowest value of interest and threshold, and where that lies
// below mean and reset, in units of the fluctuations.
const potentialSteps = 600;
const lowest = 4;

/** Potentials from threshold down, as the integration visits them. */
interface Grid {
  readonly width: number;
  readonly reset: number;
  /** Drift of the potential relative to its diffusion, step by step [1/mV]. */
  readonly pull: Float64Array;
  /** Half the diffusion's inverse [ms/mV2]. */
  readonly stiffness: number;
}

function gridOf({ mean, deviation }: BrunelInput): Grid {
  const bottom = Math.min(mean, neuron.V_reset) - lowest * deviation;
  const perStep = (neuron.V_th - bottom) / potentialSteps;
  // Reset lies on the grid.
  const reset = Math.max(1, Math.round((neuron.V_th - neuron.V_reset) / perStep));
  const width = (neuron.V_th - neuron.V_reset) / reset;
  const stiffness = (2 * neuron.tau_m) / deviation ** 2;
  const pull = Float64Array.from({ length: potentialSteps }, (_, step) => {
    const potential = neuron.V_th - (step + 0.5) * width;
    return (stiffness * (potential - mean)) / neuron.tau_m;
  });
  return { width, reset, pull, stiffness };
}

/** The stationary density per unit rate and its slope at the middle of each step. */
function stationary(grid: Grid): { density: Float64Array; slope: Float64Array; rate: number } {
  const { width, reset, pull, stiffness } = grid;
  const density = new Float64Array(potentialSteps);
  const slope = new Float64Array(potentialSteps);
  let [value, total] = [0, 0];
  for (let step = 0; step < potentialSteps; step++) {
    const flux = step < reset ? 1 : 0;
    const next = advance(value, flux * stiffness, pull[step] as number, width);
    density[step] = (value + next) / 2;
    slope[step] = -(stiffness * flux + (pull[step] as number) * (density[step] as number));
    total += width * (density[step] as number);
    value = next;
  }
  return { density, slope, rate: 1 / (neuron.t_ref + total) };
}

/** One step down of -dP/dV = pull P + source, exact for constant coefficients. */
function advance(value: number, source: number, pull: number, width: number): number {
  const exponent = pull * width;
  const growth = Math.expm1(exponent);
  return value * (growth + 1) + source * (exponent === 0 ? width : growth / pull);
}

/**
 * Integrates flux and density of a modulation from threshold down and returns the flux at the bottom.
 *
 * @param fromThreshold flux through threshold that re-enters at reset
 * @param source what the modulated input adds, per step
 */
function fluxBelow(grid: Grid, angular: number, fromThreshold: number, source: Float64Array): Complex {
  const { width, reset, pull, stiffness } = grid;
  const back = turn(-angular * neuron.t_ref);
  let flux: Complex = { re: fromThreshold, im: 0 };
  let density: Complex = { re: 0, im: 0 };
  for (let step = 0; step < potentialSteps; step++) {
    if (step === reset)
      flux = { re: flux.re - fromThreshold * back.re, im: flux.im - fromThreshold * back.im };
    const along = pull[step] as number;
    const added = source[step] as number;
    const next = {
      re: advance(density.re, stiffness * flux.re + added, along, width),
      im: advance(density.im, stiffness * flux.im, along, width),
    };
    const middle = { re: (density.re + next.re) / 2, im: (density.im + next.im) / 2 };
    flux = { re: flux.re - angular * width * middle.im, im: flux.im + angular * width * middle.re };
    density = next;
  }
  return flux;
}

/**
 * Answer of the network to a modulation of its own rate at a frequency [1/s], once around the loop: 1 means
 * that the modulation carries itself.
 */
export function brunelLoop(g: number, eta: number): (frequency: number) => Complex {
  const state = brunelState(g, eta);
  const grid = gridOf(state);
  const { density, slope, rate } = stationary(grid);
  const ratio = brunelSizes.I / brunelSizes.E;
  const indegree = brunelSizes.E * synapse.probability;
  // A rate that is larger by 1/ms raises the mean by so much [mV], and the square of the fluctuations [mV2].
  const mean = indegree * synapse.weight * neuron.tau_m * (1 - ratio * g);
  const square = indegree * synapse.weight ** 2 * neuron.tau_m * (1 + ratio * g * g);
  const source = density.map(
    (value, step) =>
      (rate * grid.stiffness * (square * (slope[step] as number) * 0.5 - mean * value)) / neuron.tau_m,
  );
  const none = new Float64Array(potentialSteps);
  return (frequency) => {
    const angular = (2 * Math.PI * frequency) / 1000;
    const own = fluxBelow(grid, angular, 1, none);
    const driven = fluxBelow(grid, angular, 0, source);
    const size = own.re ** 2 + own.im ** 2;
    const answer = times(driven, { re: -own.re / size, im: own.im / size });
    return times(answer, turn(-angular * synapse.delay));
  };
}

/** An oscillation that grows out of the asynchronous state. */
export interface BrunelOscillation {
  /** [1/s] */
  readonly frequency: number;
  /** Answer around the loop where it is in phase; the oscillation grows above 1. */
  readonly gain: number;
}

// Frequencies that are looked at [1/s]: every tenth of an octave.
const frequencies: readonly number[] = Array.from({ length: 80 }, (_, index) => 2 * 2 ** (index / 10));

/**
 * The strongest self-carried oscillation below a frequency [1/s]: among those that come back in phase the one
 * with the largest gain. Nothing if none comes back in phase.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export function brunelOscillation(g: number, eta: number, below = 400): BrunelOscillation | undefined {
  checkPlace(g, eta, "brunelOscillation");
  checkArgument(below, "brunelOscillation", "below", within(0, Infinity));
  const loop = brunelLoop(g, eta);
  let best: BrunelOscillation | undefined;
  let low = { frequency: frequencies[0] as number, answer: loop(frequencies[0] as number) };
  for (const frequency of frequencies.slice(1)) {
    if (frequency > below) break;
    const high = { frequency, answer: loop(frequency) };
    if (low.answer.im * high.answer.im < 0 && low.answer.re + high.answer.re > 0) {
      const found = inPhase(loop, low.frequency, high.frequency, low.answer.im);
      if (!best || found.gain > best.gain) best = found;
    }
    low = high;
  }
  return best;
}

function inPhase(
  loop: (frequency: number) => Complex,
  from: number,
  to: number,
  sign: number,
): BrunelOscillation {
  let [low, high] = [from, to];
  for (let halving = 0; halving < 20; halving++) {
    const middle = (low + high) / 2;
    if (loop(middle).im * sign > 0) low = middle;
    else high = middle;
  }
  return { frequency: (low + high) / 2, gain: loop((low + high) / 2).re };
}
