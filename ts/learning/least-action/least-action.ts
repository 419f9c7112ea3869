// Neuronal least action as a learner: all potentials move together, so that the residual only decays
// (Senn et al. 2024).
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkNumber, notNegative } from "../checks.ts";
import { checkPresentation, type SynchronousLearner, stepsOfPresentation } from "../learner.ts";
import { checkNetwork } from "./checks.ts";
import { mismatchesAt, ratesOf } from "./energy.ts";
import type { Given, LeastActionNetwork } from "./network.ts";
import { addOuter, checkTimes, type LeastActionTimes, statePart } from "./plasticity.ts";
import { type Drift, velocityAt } from "./velocity.ts";

/** Options of {@link leastAction}. */
export interface LeastActionOptions extends LeastActionTimes {
  /**
   * Time in which input and target pass to those of the next pattern [ms], at most the length of a presentation;
   * default: `tau`. At 0 they jump, and the residual that a jump leaves decays with `tau`.
   */
  readonly ramp?: number;
}

const names: readonly (keyof LeastActionOptions)[] = ["tau", "dt", "eta", "ramp"];

/** A learner whose potentials follow neuronal least action. */
export interface LeastAction extends SynchronousLearner {
  readonly network: LeastActionNetwork;
  /** Present potentials of all neurons, of which nobody may write. */
  readonly potentials: Float64Array;
}

/** Refuses a presentation whose pattern would never be reached. */
function checkRamp(duration: number, ramp: number): void {
  if (duration >= ramp) return;
  const allowed = `at least the ramp (${ramp} ms)`;
  fail("E_PARAM_RANGE", {
    call: "present",
    parameter: "duration",
    value: duration,
    allowed,
    must: `duration must be ${allowed}, or the pattern would never be reached`,
    hint: "make the learner with a shorter ramp",
  });
}

/** The value between two arrays at a share of the way. */
const between = (from: Float64Array, to: Float64Array, share: number): Float64Array =>
  to.map((value, k) => (from[k] as number) + share * (value - (from[k] as number)));

/**
 * Learns with the dynamics of neuronal least action: each step solves the linear system of {@link velocity}, then
 * du = dt velocity and dW = dt eta (u - W r) r^T. Cost per step grows with the third power of the number of neurons.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_PARAM; `present` also E_NUMERIC, and
 *   E_PARAM_RANGE where a presentation ends before the ramp
 * @example const learner = leastAction(leastActionNetwork({ layers: [4, 10, 3] }), { tau: 10, dt: 0.5, eta: 0.01 });
 */
export function leastAction(network: LeastActionNetwork, options: LeastActionOptions = {}): LeastAction {
  checkNetwork(network, "leastAction");
  optionsOf(options, names, "leastAction");
  const { tau, dt, eta } = checkTimes(options, "leastAction");
  const ramp = checkNumber(options.ramp ?? tau, "leastAction", "ramp", notNegative);
  const { wiring } = network;
  const u = new Float64Array(wiring.neurons);
  const before = { input: new Float64Array(wiring.inputs), target: new Float64Array(wiring.outputs) };
  const taught = new Float64Array(1);
  const change = new Float64Array(network.weights.length);

  /** What is given a share of the way to a pattern, and how fast it changes. */
  const onTheWay = (given: Given, time: number): { given: Given; drift: Drift } => {
    if (time >= ramp) return { given, drift: {} };
    const [input, share] = [between(before.input, given.input, time / ramp), time / ramp];
    const speed = (from: Float64Array, to: Float64Array): Float64Array =>
      to.map((value, k) => (value - (from[k] as number)) / ramp);
    const passes = given.target !== null && taught[0] === 1;
    return {
      given: { input, target: passes ? between(before.target, given.target, share) : given.target },
      drift: {
        input: speed(before.input, given.input),
        target: passes ? speed(before.target, given.target) : null,
      },
    };
  };

  const step = (given: Given, drift: Drift, learn: boolean): void => {
    if (learn) {
      change.fill(0);
      addOuter(wiring, mismatchesAt(network, u, given.input), ratesOf(network, u, given.input), eta, change);
    }
    const speed = velocityAt(network, u, given, tau, learn ? { ...drift, weights: change } : drift);
    for (let k = 0; k < u.length; k++) u[k] = (u[k] as number) + dt * (speed[k] as number);
    if (!learn) return;
    for (let k = 0; k < change.length; k++)
      network.weights[k] = (network.weights[k] as number) + dt * (change[k] as number);
  };

  return {
    network,
    potentials: u,
    ...statePart(network, { u, input: before.input, target: before.target, taught }),
    reset() {
      for (const array of [u, before.input, before.target, taught]) array.fill(0);
    },
    present(input, presentation) {
      checkPresentation({ inputs: wiring.inputs, outputs: wiring.outputs }, input, presentation);
      const { steps, first } = stepsOfPresentation(presentation, dt);
      checkRamp(presentation.duration, ramp);
      const goal: Given = { input, target: presentation.target };
      const mean = new Float64Array(wiring.outputs);
      for (let count = 0; count < steps; count++) {
        const { given, drift } = onTheWay(goal, count * dt);
        step(given, drift, presentation.learn);
        if (count < first) continue;
        for (let k = 0; k < mean.length; k++)
          mean[k] = (mean[k] as number) + (u[wiring.neurons - mean.length + k] as number);
      }
      before.input.set(input);
      taught[0] = goal.target ? 1 : 0;
      if (goal.target) before.target.set(goal.target);
      return mean.map((sum) => sum / (steps - first));
    },
  };
}
