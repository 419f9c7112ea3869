// What all samplers are: Markov chains over the states of a Boltzmann machine.

import { checkLength, checkList, isRecord } from "../../arguments/check.ts";
import { refuseDetached } from "../../buffer.ts";
import { fail } from "../../error.ts";
import { type BoltzmannMachine, checkMachine } from "../machines/boltzmann.ts";
import { mostNumbered } from "../machines/state-sequence.ts";

/** A value to hold a unit at, or nothing where it is free. */
export type Clamp = ArrayLike<0 | 1 | undefined>;

/** A sampler with its present state. What it draws depends on its seed only, on every machine. */
export interface Chain {
  readonly units: number;
  /** Present states, 0 or 1 per unit. */
  readonly z: Uint8Array;
  /** Time passed: sweeps, or the unit of tau in continuous time. */
  readonly time: number;
  /**
   * Goes on for a time, for samplers that sweep a whole number of sweeps. `changed` is told every time from which on
   * the state is another one.
   *
   * @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE
   */
  advance(duration: number, changed?: (time: number) => void): void;
  /**
   * Holds units at values from now on; those without a value are free.
   *
   * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE unless there is an entry for every unit,
   *   E_PARAM_RANGE for a value that is not 0 or 1
   */
  clamp(values: Clamp): void;
  /**
   * Takes the weights and biases of another machine and keeps the state.
   *
   * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE unless it has as many units
   */
  adopt(machine: BoltzmannMachine): void;
}

/** @throws CajalError E_TYPE, E_BUFFER unless it is a sampler */
export function checkChain(chain: Chain, call: string): void {
  const parts: Partial<Record<keyof Chain, unknown>> = isRecord(chain) ? chain : {};
  const { units, z, time, advance, clamp, adopt } = parts;
  refuseDetached(z, call, "chain.z");
  if (
    z instanceof Uint8Array &&
    z.length === units &&
    Number.isFinite(time) &&
    [advance, clamp, adopt].every((method) => typeof method === "function")
  )
    return;
  const allowed = "a sampler, with units, z, time, advance, clamp and adopt";
  const hint = "make it by gibbsSampler(machine) or neuralSampler(machine)";
  fail("E_TYPE", { call, parameter: "chain", value: chain, allowed, must: `chain must be ${allowed}`, hint });
}

/** States and potentials of units; a flip passes its weight on to all others. */
export interface Units {
  readonly z: Uint8Array;
  /** u_k = b_k + sum_i W_ki z_i */
  readonly u: Float64Array;
  /** The state number, of the lowest 31 units, as the only element. */
  readonly number: Int32Array;
  /** What was computed of potentials, by state; NaN where nothing was. Forgotten when the machine changes. */
  readonly memory: { values: Float64Array };
  /** 1 where a unit is clamped. */
  readonly held: Uint8Array;
  set(unit: number, value: 0 | 1): void;
  adopt(machine: BoltzmannMachine): void;
  /** Clamps and frees; calls back with each unit whose value or freedom changes. */
  clamp(values: Clamp, changed: (unit: number) => void): void;
}

/** Units that are all 0. @throws CajalError E_TYPE for what is no machine */
export function unitsOf(machine: BoltzmannMachine, call: string): Units {
  checkMachine(machine, call);
  const { units } = machine;
  let weights = machine.weights;
  const z = new Uint8Array(units);
  const u = machine.biases.slice();
  const held = new Uint8Array(units);
  const number = new Int32Array(1);
  const memory = { values: new Float64Array() };
  const set = (unit: number, value: 0 | 1): void => {
    if (z[unit] === value) return;
    z[unit] = value;
    if (unit < mostNumbered) number[0] = (number[0] as number) ^ (1 << unit);
    const row = unit * units;
    if (value === 1) for (let k = 0; k < units; k++) u[k] = (u[k] as number) + (weights[row + k] as number);
    else for (let k = 0; k < units; k++) u[k] = (u[k] as number) - (weights[row + k] as number);
  };
  return {
    z,
    u,
    number,
    memory,
    held,
    set,
    adopt(next) {
      checkMachine(next, "adopt");
      checkLength(next.biases, units, "adopt", "machine");
      memory.values.fill(Number.NaN);
      weights = next.weights;
      for (let k = 0; k < units; k++) {
        let potential = next.biases[k] as number;
        for (let i = 0; i < units; i++) if (z[i] === 1) potential += weights[k * units + i] as number;
        u[k] = potential;
      }
    },
    clamp(values, changed) {
      checkList(values, { call: "clamp", parameter: "values" }, "an array");
      checkLength(values, units, "clamp", "values");
      for (let k = 0; k < units; k++) {
        const value: unknown = values[k];
        if (value === undefined || value === 0 || value === 1) continue;
        const [parameter, allowed] = [`values[${k}]`, "0, 1 or undefined"];
        fail("E_PARAM_RANGE", {
          call: "clamp",
          parameter,
          value,
          allowed,
          must: `values must be ${allowed}`,
        });
      }
      for (let k = 0; k < units; k++) {
        const value = values[k];
        const hold = value === undefined ? 0 : 1;
        if (hold === held[k] && (value === undefined || value === z[k])) continue;
        held[k] = hold;
        if (value !== undefined) set(k, value);
        changed(k);
      }
    },
  };
}
