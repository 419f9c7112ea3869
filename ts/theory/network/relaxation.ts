// How rates come to what their input makes of them.
import { exp } from "../special/elementary.ts";

/** Steps of a relaxation, in its time constant. */
export const relaxationStep = 0.1;

const change = 1 - exp(-relaxationStep);

// Rates that still change by more than a hundred-millionth of a spike per second and step have not settled.
const still = 1e-8;

/** What rates are answered with [1/s]. */
export type Answers = (rates: Float64Array) => Float64Array;

/** By how much each rate moves in a step. */
const movesOf = (rates: Float64Array, answers: Answers, share: number = change): Float64Array =>
  answers(rates).map((answer, index) => share * (answer - (rates[index] as number)));

/** Whether rates are what their input makes of them. */
export const isSettled = (rates: Float64Array, answers: Answers): boolean =>
  movesOf(rates, answers).every((move) => Math.abs(move) < still);

/** Rates on their way. */
export interface Relaxation {
  /** [1/s] */
  readonly rates: Float64Array;
  /** Makes one step. @returns whether the rates have settled */
  advance(): boolean;
}

/**
 * Begins to let rates relax, all of them at once: each step goes a share 1 - e^-step of the way to the answer; default
 * 0.1.
 */
export function relaxation(answers: Answers, start: Float64Array, step: number = relaxationStep): Relaxation {
  const rates = start.slice();
  const share = 1 - exp(-step);
  return {
    rates,
    advance() {
      const moves = movesOf(rates, answers, share);
      let settled = true;
      moves.forEach((move, index) => {
        (rates[index] as number) += move;
        if (!(Math.abs(move) < still)) settled = false;
      });
      return settled;
    },
  };
}

/** Rates at the end of a relaxation. */
export interface Relaxed {
  readonly rates: Float64Array;
  readonly settled: boolean;
  readonly steps: number;
}

/** Lets rates relax until they have settled, for a time at most [time constants]. */
export function relax(answers: Answers, start: Float64Array, time: number): Relaxed {
  const { rates, advance } = relaxation(answers, start);
  const most = Math.round(time / relaxationStep);
  for (let step = 1; step <= most; step++) if (advance()) return { rates, settled: true, steps: step };
  return { rates, settled: false, steps: most };
}
