// Distributions over the states of a few units.
import { checkArgument } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { checkMade, type Made } from "../checks.ts";
import { type BoltzmannMachine, checkMachine } from "./boltzmann.ts";

/** Probabilities of the 2^K states of K units. */
export interface StateDistribution {
  readonly units: number;
  /** By state number: the sum of 2^k over the units k that are 1. */
  readonly probabilities: Float64Array;
}

/** A distribution with its normalisation. */
export interface ExactDistribution extends StateDistribution {
  /** ln Z */
  readonly logPartition: number;
}

/** First and second moments of binary units. */
export interface Moments {
  readonly units: number;
  /** <z_k> */
  readonly first: Float64Array;
  /** <z_i z_k> row after row; the diagonal is `first`. */
  readonly second: Float64Array;
}

const madeDistribution: Made = {
  what: "a distribution, { units, probabilities }",
  hint: "take exactDistribution(machine) or distributionOf(states)",
  lengths: { probabilities: (units) => 2 ** units },
};

/** @throws CajalError E_TYPE, E_BUFFER unless it is a distribution */
export const checkDistribution = (value: StateDistribution, call: string, parameter: string): void =>
  checkMade(value, call, parameter, madeDistribution);

const madeMoments: Made = {
  what: "moments, { units, first, second }",
  hint: "take momentsOf(distribution)",
  lengths: { first: (units) => units, second: (units) => units ** 2 },
};

/** @throws CajalError E_TYPE, E_BUFFER unless they are moments */
export const checkMoments = (value: Moments, call: string, parameter: string): void =>
  checkMade(value, call, parameter, madeMoments);

/** The most units whose states are enumerated: 2^20 states. */
export const mostEnumerated = 20;

/** @throws CajalError E_SIZE when the states are too many to enumerate. */
export function checkEnumerable(units: number, call: string): void {
  if (units <= mostEnumerated) return;
  const allowed = `at most ${mostEnumerated} units`;
  const hint = "estimate moments from samples instead";
  const must = `all states are enumerated, which takes ${allowed}`;
  fail("E_SIZE", { call, parameter: "units", value: units, allowed, must, hint });
}

/**
 * The distribution of a machine by enumeration of its 2^K states, normalised by log-sum-exp.
 *
 * @throws CajalError E_SIZE above 20 units, E_TYPE
 * @example
 * exactDistribution(boltzmann({ weights: [[0, 1], [1, 0]], biases: [0, 0] })).probabilities; // .17, .17, .17, .48
 */
export function exactDistribution(machine: BoltzmannMachine): ExactDistribution {
  checkMachine(machine, "exactDistribution");
  const { units, weights, biases } = machine;
  checkEnumerable(units, "exactDistribution");
  const probabilities = new Float64Array(2 ** units);
  let largest = 0;
  // A state continues the one without its highest unit.
  for (let top = 0; top < units; top++) {
    for (let rest = 0; rest < 2 ** top; rest++) {
      let value = (probabilities[rest] as number) + (biases[top] as number);
      for (let k = 0; k < top; k++) if ((rest >> k) & 1) value += weights[top * units + k] as number;
      probabilities[2 ** top + rest] = value;
      largest = Math.max(largest, value);
    }
  }
  let sum = 0;
  for (let state = 0; state < probabilities.length; state++) {
    const part = Math.exp((probabilities[state] as number) - largest);
    probabilities[state] = part;
    sum += part;
  }
  for (let state = 0; state < probabilities.length; state++)
    probabilities[state] = (probabilities[state] as number) / sum;
  return { units, probabilities, logPartition: largest + Math.log(sum) };
}

/** Moments of a distribution. @throws CajalError E_TYPE, E_BUFFER */
export function momentsOf(distribution: StateDistribution): Moments {
  return momentsIn(distribution, "momentsOf");
}

function momentsIn(distribution: StateDistribution, call: string): Moments {
  checkDistribution(distribution, call, "distribution");
  const { units, probabilities } = distribution;
  const second = new Float64Array(units * units);
  for (let state = 1; state < probabilities.length; state++) {
    const probability = probabilities[state] as number;
    if (probability === 0) continue;
    for (let row = 0; row < units; row++) {
      if (((state >> row) & 1) === 0) continue;
      for (let column = 0; column <= row; column++) {
        const place = row * units + column;
        if ((state >> column) & 1) second[place] = (second[place] as number) + probability;
      }
    }
  }
  return momentsFrom(units, second);
}

/** Moments from the lower triangle of the second ones, which is mirrored in place. */
export function momentsFrom(units: number, second: Float64Array): Moments {
  for (let row = 0; row < units; row++)
    for (let column = 0; column < row; column++)
      second[column * units + row] = second[row * units + column] as number;
  return {
    units,
    first: Float64Array.from({ length: units }, (_, k) => second[k * units + k] as number),
    second,
  };
}

/** Probability of each unit to be 1. @throws CajalError E_TYPE, E_BUFFER */
export const marginals = (distribution: StateDistribution): Float64Array =>
  momentsIn(distribution, "marginals").first;

/**
 * The distribution of some units, whatever the others do; unit k of the result is `chosen[k]`.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_INDEX for a unit that does not exist or comes twice
 */
export function marginalDistribution(
  distribution: StateDistribution,
  chosen: readonly number[],
): StateDistribution {
  checkDistribution(distribution, "marginalDistribution", "distribution");
  checkArgument(chosen, "marginalDistribution", "chosen", numbers);
  const { units, probabilities } = distribution;
  for (const [k, unit] of chosen.entries()) {
    if (Number.isInteger(unit) && unit >= 0 && unit < units && chosen.indexOf(unit) === k) continue;
    const allowed = `different units from 0 to ${units - 1}`;
    const parameter = `chosen[${k}]`;
    const must = `chosen must be ${allowed}`;
    fail("E_INDEX", { call: "marginalDistribution", parameter, value: unit, allowed, must });
  }
  const reduced = new Float64Array(2 ** chosen.length);
  for (let state = 0; state < probabilities.length; state++) {
    let place = 0;
    for (let k = 0; k < chosen.length; k++) place |= ((state >> (chosen[k] as number)) & 1) << k;
    reduced[place] = (reduced[place] as number) + (probabilities[state] as number);
  }
  return { units: chosen.length, probabilities: reduced };
}
