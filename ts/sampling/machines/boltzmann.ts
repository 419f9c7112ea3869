// Boltzmann machines over binary states, the distributions that networks of neurons sample from.
import { checkArgument, checkLength, checkParts } from "../../arguments/check.ts";
import { listOf, numbers } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { checkMade, finite, type Made } from "../checks.ts";

/**
 * The distribution p(z) = exp(z' W z / 2 + z' b) / Z over z in {0, 1}^K; made by {@link boltzmann}.
 * The potential of unit k is u_k = b_k + sum_i W_ki z_i, the log odds of z_k = 1 given all other units.
 */
export interface BoltzmannMachine {
  /** Number of units, K. */
  readonly units: number;
  /** W row after row, symmetric, 0 on the diagonal. */
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** What a machine is made of. */
export interface BoltzmannParameters {
  /** K rows of K numbers, or all of them row after row. */
  readonly weights: readonly ArrayLike<number>[] | Float64Array;
  readonly biases: ArrayLike<number>;
}

const call = "boltzmann";

function checkWeights(weights: Float64Array, units: number): void {
  for (let row = 0; row < units; row++) {
    for (let column = 0; column <= row; column++) {
      const parameter = `weights[${row}][${column}]`;
      const value = finite(weights[row * units + column], call, parameter);
      const mirrored = finite(weights[column * units + row], call, `weights[${column}][${row}]`);
      if (row === column && value !== 0)
        fail("E_PARAM_RANGE", {
          call,
          parameter,
          value,
          allowed: "0",
          must: "the diagonal of weights must be 0",
        });
      if (value !== mirrored) {
        const must = `weights must be symmetric: ${parameter} must be ${mirrored}`;
        fail("E_PARAM_RANGE", { call, parameter, value, allowed: `${mirrored}`, must });
      }
    }
  }
}

/**
 * A Boltzmann machine, its numbers copied and checked.
 *
 * @throws CajalError E_SHAPE, E_NOT_FINITE, E_TYPE; E_PARAM_RANGE unless weights are symmetric with 0 on the diagonal
 * @example const machine = boltzmann({ weights: [[0, 1], [1, 0]], biases: [-0.5, 0.2] });
 */
export function boltzmann(parameters: BoltzmannParameters): BoltzmannMachine {
  checkParts(parameters, call, "parameters", {});
  const { weights, biases } = parameters;
  checkArgument(weights, call, "weights", weights instanceof Float64Array ? numbers : listOf(numbers));
  checkArgument(biases, call, "biases", numbers);
  const units = biases.length;
  if (units < 1) checkLength(biases, 1, call, "biases");
  const flat = new Float64Array(units * units);
  if (weights instanceof Float64Array) {
    checkLength(weights, units * units, call, "weights");
    flat.set(weights);
  } else {
    checkLength(weights, units, call, "weights");
    for (const [row, values] of weights.entries()) {
      checkLength(values, units, call, `weights[${row}]`);
      for (let column = 0; column < units; column++)
        flat[row * units + column] = finite(values[column], call, `weights[${row}][${column}]`);
    }
  }
  checkWeights(flat, units);
  return {
    units,
    weights: flat,
    biases: Float64Array.from(biases, (bias, k) => finite(bias, call, `biases[${k}]`)),
  };
}

const made: Made = {
  what: "a Boltzmann machine",
  hint: "make it by boltzmann({ weights, biases })",
  lengths: { weights: (units) => units ** 2, biases: (units) => units },
};

/**
 * @throws CajalError E_TYPE unless it was made by {@link boltzmann}, for which its numbers are easily taken; E_BUFFER
 */
export function checkMachine(machine: BoltzmannMachine, call: string, parameter = "machine"): void {
  checkMade(machine, call, parameter, made);
}

/**
 * Energy -z' W z / 2 - z' b of a state, so that p(z) = exp(-energy) / Z.
 *
 * @param z 0 or 1 per unit
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE unless there is a value per unit
 */
export function energy(machine: BoltzmannMachine, z: ArrayLike<number>): number {
  checkMachine(machine, "energy");
  checkArgument(z, "energy", "z", numbers);
  const { units, weights, biases } = machine;
  checkLength(z, units, "energy", "z");
  let sum = 0;
  for (let k = 0; k < units; k++) {
    if (z[k] === 0) continue;
    sum -= biases[k] as number;
    for (let i = 0; i < k; i++) if (z[i] !== 0) sum -= weights[k * units + i] as number;
  }
  return sum;
}

/** The machine at an inverse temperature: all weights and biases times beta. @throws CajalError E_TYPE, E_NOT_FINITE */
export function tempered(machine: BoltzmannMachine, beta: number): BoltzmannMachine {
  checkMachine(machine, "tempered");
  const factor = finite(beta, "tempered", "beta");
  const times = (value: number): number => value * factor;
  return { units: machine.units, weights: machine.weights.map(times), biases: machine.biases.map(times) };
}
