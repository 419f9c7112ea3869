// Which state units were in from when to when.
import { type Check, checkArgument, checkLength, isRecord } from "../../arguments/check.ts";
import { listOf, numbers, optional, within } from "../../arguments/kinds.ts";
import { refuseDetached } from "../../buffer.ts";
import { fail } from "../../error.ts";
import { checkEnumerable, type StateDistribution } from "./distribution.ts";

/** The states of K <= 31 units over time. */
export interface StateSequence {
  readonly units: number;
  /** State numbers: the sum of 2^k over the units k that are 1. */
  readonly states: Uint32Array;
  /** When each state begins; the first at `tStart`. */
  readonly starts: Float64Array;
  readonly tStart: number;
  /** When the last state ends. */
  readonly tStop: number;
}

/** A part of time, from its first number to its second. */
export type TimeWindow = readonly [start: number, stop: number];

/** The most units whose state is one number. */
export const mostNumbered = 31;

/** @throws CajalError E_SIZE when a state number would not hold the units. */
export function checkNumbered(units: number, call: string): void {
  if (units <= mostNumbered) return;
  const allowed = `at most ${mostNumbered} units`;
  fail("E_SIZE", {
    call,
    parameter: "units",
    value: units,
    allowed,
    must: `sequences of states take ${allowed}`,
  });
}

/** @throws CajalError E_TYPE, E_BUFFER unless it is a sequence of states */
export function checkSequence(sequence: StateSequence, call: string): void {
  const parts: Partial<Record<keyof StateSequence, unknown>> = isRecord(sequence) ? sequence : {};
  const { units, states, starts, tStart, tStop } = parts;
  for (const [name, values] of Object.entries({ states, starts }))
    refuseDetached(values, call, `sequence.${name}`);
  if (
    states instanceof Uint32Array &&
    starts instanceof Float64Array &&
    states.length === starts.length &&
    typeof units === "number" &&
    Number.isInteger(units) &&
    units >= 0 &&
    units <= mostNumbered &&
    Number.isFinite(tStart) &&
    Number.isFinite(tStop)
  )
    return;
  const allowed = "states over time, { units, states, starts, tStart, tStop }";
  const hint = "take observeSync(chain, duration), or statesOfSpikes(spikes, { tau })";
  const must = `sequence must be ${allowed}`;
  fail("E_TYPE", { call, parameter: "sequence", value: sequence, allowed, must, hint });
}

// A window may go on for ever.
const time = within(-Infinity, Infinity);

const window: Check = (value, place) => {
  numbers(value, place);
  const ends = value as ArrayLike<number>;
  checkLength(ends, 2, place.call, place.parameter);
  for (const k of [0, 1]) time(ends[k], { ...place, parameter: `${place.parameter}[${k}]` });
};

/** @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE unless they are pairs of times, or undefined */
export const checkWindows = (windows: unknown, call: string): void =>
  checkArgument(windows, call, "windows", optional(listOf(window)));

/** Collects the states of a sequence. */
export interface SequenceBuilder {
  /** A state from a time on, which is not before the last. A repeated state is joined to it. */
  add(state: number, start: number): void;
  end(tStop: number): StateSequence;
}

/** A sequence from `tStart` on, to which states are added. */
export function sequenceBuilder(units: number, tStart: number, first: number): SequenceBuilder {
  let states = new Uint32Array(1024);
  let starts = new Float64Array(1024);
  let length = 1;
  states[0] = first;
  starts[0] = tStart;
  return {
    add(state, start) {
      if (states[length - 1] === state) return;
      // Within no time there is no state.
      if (starts[length - 1] === start) {
        states[length - 1] = state;
        return;
      }
      if (length === states.length) {
        const [more, later] = [new Uint32Array(2 * length), new Float64Array(2 * length)];
        more.set(states);
        later.set(starts);
        [states, starts] = [more, later];
      }
      states[length] = state;
      starts[length++] = start;
    },
    end: (tStop) => ({
      units,
      states: states.slice(0, length),
      starts: starts.slice(0, length),
      tStart,
      tStop,
    }),
  };
}

/**
 * Calls `visit` with every state and its duration, in order, within windows of time; default all of it.
 * Windows must ascend without overlap.
 */
export function eachStay(
  { states, starts, tStart, tStop }: StateSequence,
  visit: (state: number, duration: number) => void,
  windows: readonly TimeWindow[] = [[tStart, tStop]],
): void {
  let place = 0;
  for (const [from, to] of windows) {
    while (place > 0 && (starts[place] as number) > from) place--;
    for (; place < states.length && (starts[place] as number) < to; place++) {
      const begin = Math.max(from, starts[place] as number);
      const end = Math.min(to, starts[place + 1] ?? tStop);
      if (end > begin) visit(states[place] as number, end - begin);
    }
    place = Math.min(place, states.length - 1);
  }
}

/** @throws CajalError E_TIME when windows hold no time of a sequence. */
export function checkCounted(total: number, windows: readonly TimeWindow[] | undefined, call: string): void {
  if (total > 0) return;
  const must = "the windows must hold some of the sequence's time";
  fail("E_TIME", { call, parameter: "windows", value: windows, must });
}

/**
 * Joint distribution of the states, weighted with their durations.
 *
 * @param windows parts of the time that count, ascending without overlap; default all of it
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE; E_SIZE above 20 units, E_TIME when no time counts
 */
export function distributionOf(sequence: StateSequence, windows?: readonly TimeWindow[]): StateDistribution {
  const call = "distributionOf";
  checkSequence(sequence, call);
  checkWindows(windows, call);
  checkEnumerable(sequence.units, call);
  const probabilities = new Float64Array(2 ** sequence.units);
  let total = 0;
  const add = (state: number, duration: number): void => {
    probabilities[state] = (probabilities[state] as number) + duration;
    total += duration;
  };
  eachStay(sequence, add, windows);
  checkCounted(total, windows, call);
  return { units: sequence.units, probabilities: probabilities.map((duration) => duration / total) };
}
