// Where the state that rates reach from their start jumps, and the unstable point on the border of its basin.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179
import { type Checks, checkArgument, checkOptions } from "../../arguments/check.ts";
import { callback, finite, notNegative, numbers, optional, within } from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { methodChecks } from "../lif/rate.ts";
import { checkNumbers, labelsOf } from "../network/mean-field-network.ts";
import { relaxation } from "../network/relaxation.ts";
import { newton, residualOf } from "../network/solvers.ts";
import { continueFixedPoint } from "./continuation.ts";
import { checkRange, type Member, meanOf, membersOf, type NetworkFamily } from "./family.ts";
import { nearestFixedPoint } from "./saddle.ts";
import { type Stability, stabilityAt } from "./stability.ts";

/** Options of {@link transition}. */
export interface TransitionOptions {
  /** The two values between which the jump lies. */
  readonly from: number;
  readonly to: number;
  readonly method?: LifMethod;
  /** Where rates begin at each value [1/s]; default silence. */
  readonly initialRates?: ArrayLike<number>;
  /** How near the two values are at the end, as a share of the range; default 0.0005. */
  readonly tolerance?: number;
  /** Steps of the relaxation and its time [time constants]; default 0.01 and 30, as published (S17). */
  readonly step?: number;
  readonly time?: number;
}

/** Where rates have come to at a value. */
export interface Arrival {
  readonly value: number;
  /** At the end of the relaxation, or where it was clear [1/s]. */
  readonly rates: Float64Array;
  /** Their mean over the populations [1/s]. */
  readonly mean: number;
}

/** A jump of the state that rates reach. */
export interface Transition {
  /** The neighbouring values on both sides of the jump, that of `from` first. */
  readonly before: Arrival;
  readonly after: Arrival;
}

/** An unstable point, and where. */
export interface UnstablePoint {
  /** The unstable fixed point next to which the two ways part. */
  readonly unstable: Stability;
  /** The value at which it is that: that of `before`, or a little less where its state ends in a fold. */
  readonly unstableAt: number;
}

/** A way, with the places at which it was slowest. */
interface Way extends Arrival {
  readonly slow: readonly { readonly rates: Float64Array; readonly speed: number }[];
}

/** How a family relaxes. */
export interface Relaxing {
  readonly start: Float64Array;
  readonly step: number;
  readonly time: number;
}

const speedOf = (rates: Float64Array, answers: Float64Array): number =>
  Math.hypot(...answers.map((answer, index) => answer - (rates[index] as number)));

// On the far side of the middle for so long, rates do not come back [time constants].
const decided = 3;

/** Lets rates relax until they rest, or have been long above `middle`. */
function wayAt(value: number, { field }: Member, { start, step, time }: Relaxing, middle: number): Way {
  const slow: { rates: Float64Array; speed: number }[] = [];
  let last: { rates: Float64Array; speed: number; falling: boolean } | undefined;
  let beyond = 0;
  let answers = new Float64Array(start.length);
  const { rates, advance } = relaxation(
    (at) => {
      answers = field.answers(at) as typeof answers;
      return answers;
    },
    start,
    step,
  );
  for (let left = Math.round(time / step); left > 0; left--) {
    const at = rates.slice();
    advance();
    const speed = speedOf(at, answers);
    if (last?.falling && speed > last.speed) slow.push(last);
    last = { rates: at, speed, falling: !last || speed < last.speed };
    if (residualOf(at, answers) < 1e-7) break;
    beyond = meanOf(at) > middle ? beyond + step : 0;
    if (beyond > decided) break;
  }
  return { value, rates, mean: meanOf(rates), slow };
}

/** Whether two ways end in different states rather than in one that moves. */
const apart = (one: Arrival, other: Arrival): boolean =>
  Math.abs(one.mean - other.mean) > 0.5 * Math.max(one.mean, other.mean);

/** The two ways on both sides of a jump; nothing where the states at the ends are one. */
export function jumpBetween(
  memberAt: (value: number) => Member,
  [from, to]: readonly [number, number],
  relaxing: Relaxing,
  width: number,
): readonly [Way, Way] | undefined {
  const at = (value: number, middle: number): Way => wayAt(value, memberAt(value), relaxing, middle);
  let before = at(from, Infinity);
  let after = at(to, Infinity);
  if (!apart(before, after)) return undefined;
  while (Math.abs(after.value - before.value) > width * (1 + 1e-9)) {
    // Of unlike states the geometric middle, of which almost silent ones have one too.
    const middle = Math.sqrt((1 + before.mean) * (1 + after.mean)) - 1;
    const next = at((before.value + after.value) / 2, middle);
    if (next.mean > middle === before.mean > middle) before = next;
    else after = next;
  }
  return apart(before, after) ? [before, after] : undefined;
}

// How far from where rates were slow the point may be, relative to them, and at how many such places it is sought.
const farthest = 0.2;
const mostPlaces = 6;

function unstableFrom({ network, field }: Member, rates: Float64Array, method: LifMethod, call: string) {
  const found = nearestFixedPoint(field, rates, method === "taylor");
  // What is further away is another one (S17).
  if (!found || speedOf(rates, found) > farthest * Math.hypot(...rates)) return undefined;
  const stability = stabilityAt(field, found, labelsOf(network), call);
  return stability.stable ? undefined : stability;
}

/**
 * The unstable point behind the fold at which the state before the jump ends. Just above a fold rates are so slow that
 * the jump seems to be later than it is.
 */
function beyondFold(
  networkAt: NetworkFamily,
  memberAt: (value: number) => Member,
  [before, after]: readonly [Way, Way],
  method: LifMethod,
  call: string,
): UnstablePoint | undefined {
  const span = after.value - before.value;
  for (let back = 0; back <= 8; back = 2 * back + 1) {
    const at = before.value - back * span;
    const { rates, settled } = newton(memberAt(at).field, before.rates, method === "taylor");
    if (!settled || !stabilityAt(memberAt(at).field, rates, [], call).stable) continue;
    const options = { from: at, to: after.value + span, method, initialRates: rates, most: 100 };
    const fold = continueFixedPoint(networkAt, options).folds[0]?.rates;
    // Next to a fold the two states lie on both sides of it, equally far.
    const other = fold?.map((rate, index) => Math.max(0, 2 * rate - (rates[index] as number)));
    const unstable = other && unstableFrom(memberAt(at), other, method, call);
    if (unstable) return { unstable, unstableAt: at };
  }
  return undefined;
}

/** The unstable point that both ways came near to, or at which the state before the jump ends. */
export function unstableNear(
  networkAt: NetworkFamily,
  memberAt: (value: number) => Member,
  ways: readonly [Way, Way],
  method: LifMethod,
  call: string,
): UnstablePoint {
  const [before, after] = ways;
  const places = [...before.slow, ...after.slow].sort((one, other) => one.speed - other.speed);
  const here = memberAt(before.value);
  for (const { rates } of places.slice(0, mostPlaces)) {
    const unstable = unstableFrom(here, rates, method, call);
    if (unstable) return { unstable, unstableAt: before.value };
  }
  return beyondFold(networkAt, memberAt, ways, method, call) ?? refuseHidden(call, before.value);
}

export const transitionChecks: Checks = {
  ...methodChecks,
  from: finite,
  to: finite,
  initialRates: optional(numbers),
  tolerance: optional(within(1e-9, 1)),
  step: optional(within(1e-4, 1)),
  time: optional(within(1, 1e4)),
};

/** How a checked call relaxes. */
export function relaxingOf(options: TransitionOptions, count: number, call: string): Relaxing {
  const { initialRates, step = 0.01, time = 30 } = options;
  if (initialRates) checkNumbers(initialRates, count, call, "initialRates", notNegative);
  return { step, time, start: initialRates ? Float64Array.from(initialRates) : new Float64Array(count) };
}

/** Refuses to name an unstable point where none was found. */
function refuseHidden(call: string, value: number): never {
  const allowed = "networks with an unstable fixed point between the two states";
  return fail("E_NUMERIC", {
    call,
    parameter: "networkAt",
    allowed,
    where: `at ${value}`,
    must: `networkAt must make ${allowed}`,
    hint: "a smaller tolerance lets rates come nearer to it; if that does not help, the border is no fixed point",
  });
}

/**
 * Where the state that rates reach from silence, or from other initial rates, jumps between two values of a parameter,
 * by halving (S17).
 *
 * @throws CajalError as `workingPoint` for each network; E_PARAM_RANGE for a range without extent, or in which nothing
 * jumps
 * @example
 * const { before, after } = transition((kappa) => multiAreaTheory(connectome, { state: "LA", kappa }), { from: 1,
 * to: 1.2 });
 */
export function transition(networkAt: NetworkFamily, options: TransitionOptions): Transition {
  const call = "transition";
  checkArgument(networkAt, call, "networkAt", callback);
  checkOptions(options, call, transitionChecks);
  refuseNull(options, call);
  const { from, to, tolerance = 5e-4, method = "shift" } = options;
  checkRange(from, to, call);
  const memberAt = membersOf(networkAt, method, call);
  const relaxing = relaxingOf(options, memberAt(from).field.count, call);
  const ways = jumpBetween(memberAt, [from, to], relaxing, tolerance * Math.abs(to - from));
  if (!ways)
    fail("E_PARAM_RANGE", {
      call,
      parameter: "to",
      value: to,
      allowed: "a value beyond a jump of the rates",
      where: `from ${from}`,
      must: "to must lie beyond a jump of the rates",
      hint: "rates at both ends are alike, or change steadily in between; see bistability for both states",
    });
  const [{ slow: _, ...before }, { slow: __, ...after }] = ways;
  return { before, after };
}
