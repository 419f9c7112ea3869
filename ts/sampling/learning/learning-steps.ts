// What all ways of learning a Boltzmann machine share: the rate, the update, and the options of a run.
import { checkArgument, refuse } from "../../arguments/check.ts";
import { notNegative } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { checkMade, finite, type Made } from "../checks.ts";
import { type BoltzmannMachine, boltzmann, checkMachine } from "../machines/boltzmann.ts";
import { checkMoments, type Moments } from "../machines/distribution.ts";

/** The learning rate of a step, from 0 on. */
export type LearningRate = (step: number) => number;

/**
 * The default schedule: 10 / (100 + t).
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE unless it is 0 or more
 */
export const decayingRate: LearningRate = (step) => {
  checkArgument(step, "decayingRate", "step", notNegative);
  return 10 / (100 + step);
};

/** What changes in a step. */
export interface LearningStep {
  /** Row after row, symmetric, 0 on the diagonal. */
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/**
 * The direction in which the likelihood of data rises: dW_ij = <z_i z_j>_data - <z_i z_j>_model,
 * db_i = <z_i>_data - <z_i>_model. It is 0 if and only if first and second moments agree. Ackley, Hinton & Sejnowski
 * (1985) Cognitive Science 9:147.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE unless both have equally many units
 */
export function contrast(data: Moments, model: Moments): LearningStep {
  checkMoments(data, "contrast", "data");
  checkMoments(model, "contrast", "model");
  const { units } = data;
  if (model.units !== units) {
    const allowed = `${units} units`;
    const must = `data and model must both have ${allowed}`;
    fail("E_SHAPE", { call: "contrast", parameter: "model", value: model.units, allowed, must });
  }
  const weights = data.second.map((value, place) => value - (model.second[place] as number));
  for (let k = 0; k < units; k++) weights[k * units + k] = 0;
  return { weights, biases: data.first.map((value, k) => value - (model.first[k] as number)) };
}

const made: Made = {
  what: "a step of a machine with as many units, { weights, biases }",
  hint: "take contrast(data, model)",
  lengths: { weights: (units) => units ** 2, biases: (units) => units },
};

/**
 * The machine after a step of a length.
 *
 * @throws CajalError E_TYPE, E_BUFFER; E_NOT_FINITE when the step leads out of the numbers
 */
export function stepped(machine: BoltzmannMachine, step: LearningStep, rate: number): BoltzmannMachine {
  checkMachine(machine, "stepped");
  checkMade(step, "stepped", "step", made, machine.units);
  finite(rate, "stepped", "rate");
  return boltzmann({
    weights: machine.weights.map((weight, place) => weight + rate * (step.weights[place] as number)),
    biases: machine.biases.map((bias, k) => bias + rate * (step.biases[k] as number)),
  });
}

/** @throws CajalError E_TYPE unless it is a function */
export const checkRate = (rate: unknown, call: string): void =>
  checkArgument(rate, call, "rate", (value, place) => {
    if (typeof value !== "function")
      refuse(value, "a function of the step, such as () => 0.1", place, "E_TYPE");
  });

/** @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE for a rate that is not 0 or more, with its step */
export function rateOf(rate: LearningRate, step: number, call: string): number {
  const value = rate(step);
  checkArgument(value, call, `rate(${step})`, notNegative);
  return value;
}
