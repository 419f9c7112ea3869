// Modes of a distribution, and how a sampler moves between them.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { callback, listOf, numbers, wholeFrom } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { entries } from "../checks.ts";
import { checkDistribution, type StateDistribution } from "./distribution.ts";
import {
  checkCounted,
  checkSequence,
  checkWindows,
  eachStay,
  type StateSequence,
  type TimeWindow,
} from "./state-sequence.ts";

/** The mode of a state, from 1 on; 0 for states that belong to none. */
export interface ModeOf {
  (state: number): number;
  /** How many modes there are, so that one that is never visited has a place too; default: up to the last visited. */
  readonly modes?: number;
}

/** Where a sampler was, and how often it went elsewhere. */
export interface ModeStatistics {
  /** Part of the time in each mode; the first entry is for states of no mode. */
  readonly occupancy: Float64Array;
  /** Entries into another mode than the last one that was visited. */
  readonly switches: number;
  /** Switches per unit of the time that counts: 1/ms for spikes; times 1000 it is 1/s. */
  readonly rate: number;
}

/**
 * Modes that are groups of units: a state belongs to mode m when at least `on` units of group m are 1, and at most
 * `off` of all other groups together.
 *
 * @param groups the units of every group
 * @throws CajalError E_PARAM_RANGE, E_TYPE, E_UNKNOWN_PARAM; E_INDEX for units beyond 30
 * @example groupModes([[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]], { on: 4, off: 1 });
 */
export function groupModes(
  groups: readonly (readonly number[])[],
  options: { readonly on: number; readonly off: number },
): ModeOf {
  const call = "groupModes";
  checkArgument(groups, call, "groups", listOf(numbers));
  checkOptions(options, call, { on: wholeFrom(1), off: wholeFrom(0) });
  const { on, off } = options;
  const masks = groups.map((group, place) =>
    group.reduce((mask, unit) => {
      if (Number.isInteger(unit) && unit >= 0 && unit <= 30) return mask | (1 << unit);
      const parameter = `groups[${place}]`;
      const allowed = "units from 0 to 30";
      return fail("E_INDEX", { call, parameter, value: unit, allowed, must: `groups must hold ${allowed}` });
    }, 0),
  );
  const all = masks.reduce((mask, other) => mask | other, 0);
  const modeOf = (state: number): number => {
    for (const [place, mask] of masks.entries())
      if (bitCount(state & mask) >= on && bitCount(state & all & ~mask) <= off) return place + 1;
    return 0;
  };
  return Object.assign(modeOf, { modes: masks.length });
}

/** A sum for every mode, and for states of none. */
const sumsOf = ({ modes = 0 }: ModeOf, call: string): number[] =>
  new Array<number>(1 + entries(modes, 0, call, "modeOf.modes")).fill(0);

/** The mode of a state, which must be a number that modes can have. */
const modeAt = (state: number, modeOf: ModeOf, call: string): number =>
  entries(modeOf(state), 0, call, `modeOf(${state})`);

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * How long a sampler was in each mode and how often it switched. Passing through states of no mode back into the
 * same mode is no switch.
 *
 * @param windows parts of the time that count, ascending without overlap; default all of it
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE; E_TIME when no time counts
 */
export function modeStatistics(
  sequence: StateSequence,
  modeOf: ModeOf,
  windows?: readonly TimeWindow[],
): ModeStatistics {
  const call = "modeStatistics";
  checkSequence(sequence, call);
  checkArgument(modeOf, call, "modeOf", callback);
  checkWindows(windows, call);
  const spent = sumsOf(modeOf, call);
  let [last, switches, total] = [0, 0, 0];
  const visit = (state: number, duration: number): void => {
    const mode = modeAt(state, modeOf, call);
    spent[mode] = (spent[mode] ?? 0) + duration;
    total += duration;
    if (mode === 0 || mode === last) return;
    if (last !== 0) switches++;
    last = mode;
  };
  eachStay(sequence, visit, windows);
  checkCounted(total, windows, call);
  const occupancy = Float64Array.from({ length: spent.length }, (_, mode) => (spent[mode] ?? 0) / total);
  return { occupancy, switches, rate: switches / total };
}

/**
 * Probability of each mode; the first entry is for states of no mode.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_PARAM_RANGE
 */
export function modeProbabilities(distribution: StateDistribution, modeOf: ModeOf): Float64Array {
  const call = "modeProbabilities";
  checkDistribution(distribution, call, "distribution");
  checkArgument(modeOf, call, "modeOf", callback);
  const { probabilities } = distribution;
  const sums = sumsOf(modeOf, call);
  for (let state = 0; state < probabilities.length; state++) {
    const mode = modeAt(state, modeOf, call);
    sums[mode] = (sums[mode] ?? 0) + (probabilities[state] as number);
  }
  return Float64Array.from({ length: sums.length }, (_, mode) => sums[mode] ?? 0);
}
