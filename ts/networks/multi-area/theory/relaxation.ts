// How rates come to what their input makes of them.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179
import { exp } from "../../elementary.ts";
import { type Input, type InputFactors, inputOf } from "./input.ts";
import { rateOf } from "./neuron-rate.ts";

/** Steps of the relaxation, in its time constant (S17). */
export const relaxationStep = 0.1;

const change = 1 - exp(-relaxationStep);

// Rates that still change by more than a hundred-millionth of a spike per second and step have not settled.
const still = 1e-8;

/** By how much a rate moves in a step. */
const moveOf = ({ means, deviations }: Input, rates: Float64Array, index: number): number =>
  change * (rateOf(means[index] as number, deviations[index] as number) - (rates[index] as number));

/** Whether rates are what their input makes of them. */
export const isSettled = (rates: Float64Array, input: Input): boolean =>
  rates.every((_, index) => Math.abs(moveOf(input, rates, index)) < still);

/** Rates on their way. */
export interface Relaxation {
  /** [1/s] */
  readonly rates: Float64Array;
  /** Makes one step. @returns whether the rates have settled */
  advance(): boolean;
}

/** Begins to let rates relax. */
export function relaxation(factors: InputFactors, start: Float64Array): Relaxation {
  const rates = start.slice();
  return {
    rates,
    advance() {
      const input = inputOf(factors, rates);
      let largest = 0;
      for (let index = 0; index < rates.length; index++) {
        const moved = moveOf(input, rates, index);
        (rates[index] as number) += moved;
        largest = Math.max(largest, Math.abs(moved));
      }
      return largest < still;
    },
  };
}

/** Rates at the end of a relaxation. */
export interface Relaxed {
  readonly rates: Float64Array;
  readonly settled: boolean;
}

/** Lets rates relax until they have settled, for a time at most [time constants]. */
export function relax(factors: InputFactors, start: Float64Array, time: number): Relaxed {
  const { rates, advance } = relaxation(factors, start);
  for (let step = 1; step <= Math.round(time / relaxationStep); step++)
    if (advance()) return { rates, settled: true };
  return { rates, settled: false };
}
