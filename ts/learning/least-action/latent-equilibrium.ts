// Latent equilibrium as a learner: every neuron sends what it will be, so that slow neurons answer at once
// (Haider et al. 2021).
import { optionsOf } from "../../network/values/fields.ts";
import { checkCallback, checkNumber, checkWord, positive } from "../checks.ts";
import {
  checkMasks,
  checkPresentation,
  type Presentation,
  type SynchronousLearner,
  stepsOfPresentation,
} from "../learner.ts";
import { checkNetwork } from "./checks.ts";
import { addPull, predictionsOf } from "./energy.ts";
import { type ErrorRule, gradientErrors, gradientErrorsAt } from "./error-rules.ts";
import type { LeastActionNetwork } from "./network.ts";
import { addOuter, checkTimes, type LeastActionTimes, statePart } from "./plasticity.ts";

/** Options of {@link latentEquilibrium}. */
export interface LatentEquilibriumOptions extends LeastActionTimes {
  /** Time constant of the membranes [ms], where it is not `tau`, with which neurons look ahead. */
  readonly tauMembrane?: number;
  /** What neurons are told from above; default {@link gradientErrors}. */
  readonly errors?: ErrorRule;
  /**
   * What moves the weights: the error of the potential (default), or the difference between the rates of the
   * potential and of its prediction, as in dendrites.
   */
  readonly plasticity?: "potential" | "rate";
}

const call = "latentEquilibrium";
const names: readonly (keyof LatentEquilibriumOptions)[] = [
  "tau",
  "dt",
  "eta",
  "tauMembrane",
  "errors",
  "plasticity",
];

/** A learner with latent equilibrium. */
export interface LatentEquilibrium extends SynchronousLearner {
  readonly network: LeastActionNetwork;
  /** Present potentials, prospective potentials and errors of all neurons, of which nobody may write. */
  readonly potentials: Float64Array;
  readonly prospective: Float64Array;
  readonly errors: Float64Array;
}

/**
 * Learns with latent equilibrium. A step takes rates r and errors e of the step before:
 * du = (W r - u + e) / tauMembrane, prospective u + tau du, u grows by dt du; new rates from the prospective
 * potentials, new errors by the rule and beta (target - prospective) at the outputs; W grows by dt eta e r^T.
 * The published code of Haider et al. (2021) carries a patent notice for prospective coding.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM
 * @example const learner = latentEquilibrium(leastActionNetwork({ layers: [9, 30, 3] }), { eta: 0.05 });
 */
export function latentEquilibrium(
  network: LeastActionNetwork,
  options: LatentEquilibriumOptions = {},
): LatentEquilibrium {
  checkNetwork(network, call);
  optionsOf(options, names, call);
  checkCallback(options.errors, call, "errors");
  const { tau, dt, eta } = checkTimes(options, call);
  const tauMembrane = checkNumber(options.tauMembrane ?? tau, call, "tauMembrane", positive);
  const { errors: wanted = gradientErrors } = options;
  const rule = wanted === gradientErrors ? gradientErrorsAt : wanted;
  const words = ["potential", "rate"] as const;
  const plasticity = checkWord(options.plasticity ?? "potential", words, call, "plasticity");
  const { wiring, transfer } = network;
  const { inputs, neurons, outputs } = wiring;
  const u = new Float64Array(neurons);
  const prospective = new Float64Array(neurons);
  const errors = new Float64Array(neurons);
  const rates = new Float64Array(inputs + neurons);
  const silent = new Uint8Array(neurons);

  const step = (input: Float64Array, { target, learn }: Presentation): void => {
    rates.set(input);
    const predictions = predictionsOf(network, rates);
    for (let k = 0; k < neurons; k++) {
      const change = ((predictions[k] as number) - (u[k] as number) + (errors[k] as number)) / tauMembrane;
      prospective[k] = (u[k] as number) + tau * change;
      u[k] = (u[k] as number) + dt * change;
    }
    if (learn) {
      const rateError = (potential: number, k: number): number =>
        silent[k] ? 0 : transfer.value(potential) - transfer.value(predictions[k] as number);
      const moving = plasticity === "rate" ? prospective.map(rateError) : errors;
      addOuter(wiring, moving, rates, dt * eta, network.weights);
    }
    errors.set(rule(network, prospective, predictions));
    addPull(network, prospective, target, errors);
    for (let k = 0; k < neurons; k++) {
      rates[inputs + k] = silent[k] ? 0 : transfer.value(prospective[k] as number);
      if (silent[k]) errors[k] = 0;
    }
  };

  return {
    network,
    potentials: u,
    prospective,
    errors,
    ...statePart(network, { u, prospective, errors, rates }),
    reset() {
      for (const array of [u, prospective, errors, rates]) array.fill(0);
    },
    present(input, presentation) {
      checkPresentation({ inputs, outputs }, input, presentation);
      const { steps, first } = stepsOfPresentation(presentation, dt);
      const mean = new Float64Array(outputs);
      for (let count = 0; count < steps; count++) {
        step(input, presentation);
        if (count < first) continue;
        for (let k = 0; k < outputs; k++)
          mean[k] = (mean[k] as number) + (prospective[neurons - outputs + k] as number);
      }
      return mean.map((sum) => sum / (steps - first));
    },
    silence(masks) {
      checkMasks(masks, wiring.hidden);
      silent.fill(0);
      let at = 0;
      for (const mask of masks ?? []) {
        silent.set(mask, at);
        at += mask.length;
      }
    },
  };
}
