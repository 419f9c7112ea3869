// What all ways of learning a Boltzmann machine share: the rate, the update, and the options of a run.
import { fail } from "../../error.ts";
import { ofType } from "../checks.ts";
import { type BoltzmannMachine, boltzmann } from "../machines/boltzmann.ts";
import type { Moments } from "../machines/distribution.ts";

/** The learning rate of a step, from 0 on. */
export type LearningRate = (step: number) => number;

/** The default schedule: 10 / (100 + t). */
export const decayingRate: LearningRate = (step) => 10 / (100 + step);

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
 * @throws CajalError E_SHAPE unless both have equally many units
 */
export function contrast(data: Moments, model: Moments): LearningStep {
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

/**
 * The machine after a step of a length.
 *
 * @throws CajalError E_NOT_FINITE when the step leads out of the numbers, E_SHAPE
 */
export function stepped(machine: BoltzmannMachine, step: LearningStep, rate: number): BoltzmannMachine {
  return boltzmann({
    weights: machine.weights.map((weight, place) => weight + rate * (step.weights[place] as number)),
    biases: machine.biases.map((bias, k) => bias + rate * (step.biases[k] as number)),
  });
}

/** @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE for a rate that is not 0 or more, with its step */
export function rateOf(rate: LearningRate, step: number, call: string): number {
  const wanted = "a function of the step, such as () => 0.1";
  ofType(typeof rate === "function", rate, wanted, { call, parameter: "rate" });
  const value: unknown = rate(step);
  if (typeof value === "number" && value >= 0 && value < Infinity) return value;
  const code = typeof value !== "number" ? "E_TYPE" : value < 0 ? "E_PARAM_RANGE" : "E_NOT_FINITE";
  const allowed = "a finite number from 0 on";
  return fail(code, { call, parameter: "rate", value, allowed, must: `rate(${step}) must be ${allowed}` });
}
