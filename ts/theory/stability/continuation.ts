// Fixed points followed through a parameter, around the folds where a stable and an unstable one meet.
//   K77  Keller (1977) in Rabinowitz (ed.) Applications of Bifurcation Theory, 359-384: pseudo-arclength
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import {
  callback,
  finite,
  notNegative,
  numbers,
  optional,
  positive,
  wholeFrom,
} from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import { solveReal } from "../algebra/real.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { methodChecks } from "../lif/rate.ts";
import { checkNumbers } from "../network/mean-field-network.ts";
import { newton, residualOf } from "../network/solvers.ts";
import type { Complex } from "../special/complex.ts";
import { eigenvaluesOf } from "./eigenvalues.ts";
import { checkRange, type Member, membersOf, type NetworkFamily } from "./family.ts";
import { refuseUnsettled } from "./stability.ts";

/** Options of {@link continueFixedPoint}. */
export interface ContinuationOptions {
  /** Where the parameter begins, and the other end of its range. */
  readonly from: number;
  readonly to: number;
  readonly method?: LifMethod;
  /** Near the fixed point at `from` [1/s]; default silence. */
  readonly initialRates?: ArrayLike<number>;
  /** The longest step, as a share of the range and of what rates can change; default 0.05. */
  readonly step?: number;
  /** How many points there are at most; default 500. */
  readonly most?: number;
}

/** A fixed point on a branch. */
export interface BranchPoint {
  readonly value: number;
  /** [1/s] */
  readonly rates: Float64Array;
  /** The eigenvalue of the effective connectivity with the largest real part. */
  readonly critical: Complex;
  readonly stable: boolean;
}

/** Fixed points in the order in which they follow each other; at folds the parameter turns round. */
export interface Branch {
  readonly points: readonly BranchPoint[];
  readonly folds: readonly BranchPoint[];
  /** Why it ends: the parameter left its range, there are as many points as were asked for, or it was lost. */
  readonly ended: "range" | "most" | "lost";
}

/** A place on the branch with its direction, both with the parameter as a share of the range behind the rates. */
interface Place {
  readonly at: Float64Array;
  readonly direction: Float64Array;
}

interface Course {
  readonly count: number;
  member(share: number): Member;
  parameterAt(share: number): number;
}

const sharePart = (at: Float64Array): number => at[at.length - 1] as number;

/** What rates are measured by: their own size, or 1 1/s. */
const scalesOf = (at: Float64Array): Float64Array =>
  at.map((rate, index) => (index === at.length - 1 ? 1 : (1 + Math.abs(rate)) * Math.sqrt(at.length)));

/** Derivatives of answer - rate by all rates and by the parameter, with a last row of its own, and what is open. */
function equations(course: Course, at: Float64Array, lastRow: Float64Array) {
  const { count } = course;
  const rates = at.subarray(0, count);
  const share = sharePart(at);
  const { field } = course.member(share);
  const answers = field.answers(rates);
  const slopes = field.slopes(rates, answers);
  const change = share < 0.5 ? 1e-6 : -1e-6;
  const beside = course.member(share + change).field.answers(rates);
  const matrix = new Float64Array((count + 1) ** 2);
  for (let row = 0; row < count; row++) {
    const begin = row * (count + 1);
    matrix.set(slopes.subarray(row * count, (row + 1) * count), begin);
    (matrix[begin + row] as number) -= 1;
    matrix[begin + count] = ((beside[row] as number) - (answers[row] as number)) / change;
  }
  matrix.set(lastRow, count * (count + 1));
  return { matrix, answers, rates };
}

const dot = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);

/** The direction of the branch, of length 1 in scales, that goes on as before. */
function directionAt(course: Course, at: Float64Array, before: Float64Array): Float64Array | undefined {
  const scales = scalesOf(at);
  const row = before.map((value, index) => value / (scales[index] as number) ** 2);
  const { matrix } = equations(course, at, row);
  const direction = new Float64Array(at.length);
  direction[course.count] = 1;
  if (solveReal(matrix, direction) === 0) return undefined;
  const length = Math.hypot(...direction.map((value, index) => value / (scales[index] as number)));
  return Number.isFinite(length) && length > 0 ? direction.map((value) => value / length) : undefined;
}

const mostRounds = 8;
const precise = 1e-10;

/** The point of the branch at a distance along a direction (K77). */
function stepFrom(course: Course, { at, direction }: Place, length: number): Place | undefined {
  const scales = scalesOf(at);
  const row = direction.map((value, index) => value / (scales[index] as number) ** 2);
  let next = at.map((value, index) => value + length * (direction[index] as number));
  for (let round = 0; round < mostRounds; round++) {
    if (!next.every(Number.isFinite) || Math.abs(sharePart(next) - 0.5) > 1) return undefined;
    const { matrix, answers, rates } = equations(course, next, row);
    const open = residualOf(rates, answers);
    if (open < precise) {
      const onward = directionAt(course, next, direction);
      return onward && { at: next, direction: onward };
    }
    const move = new Float64Array(next.length);
    answers.forEach((answer, index) => {
      move[index] = (rates[index] as number) - answer;
    });
    move[course.count] =
      length -
      dot(
        row,
        next.map((value, index) => value - (at[index] as number)),
      );
    if (solveReal(matrix, move) === 0) return undefined;
    next = next.map((value, index) => value + (move[index] as number));
  }
  return undefined;
}

/** The fold between a place and the one a step further, where the parameter stands still. */
function foldBetween(course: Course, place: Place, length: number, after: Place): Float64Array {
  let [low, high] = [0, length];
  let [slopeLow, slopeHigh] = [sharePart(place.direction), sharePart(after.direction)];
  let best = after;
  for (let round = 0; round < 30 && Math.abs(sharePart(best.direction)) > 1e-7; round++) {
    // Regula falsi with a look at the middle now and then, which both ends come nearer by.
    const share = round % 3 === 2 ? 0.5 : slopeLow / (slopeLow - slopeHigh);
    const middle = low + share * (high - low);
    const found = stepFrom(course, place, middle);
    if (!found) break;
    const slope = sharePart(found.direction);
    if (Math.abs(slope) < Math.abs(sharePart(best.direction))) best = found;
    if (slope > 0 === slopeLow > 0) [low, slopeLow] = [middle, slope];
    else [high, slopeHigh] = [middle, slope];
  }
  return best.at;
}

function pointAt(course: Course, at: Float64Array, call: string): BranchPoint {
  const rates = at.slice(0, course.count);
  const share = sharePart(at);
  const { field } = course.member(share);
  const critical = eigenvaluesOf(field.slopes(rates, field.answers(rates)), call, "networkAt")[0] as Complex;
  return { value: course.parameterAt(share), rates, critical, stable: critical.re < 1 };
}

/** Places of the branch as long as it stays in the range. */
function* placesFrom(course: Course, begin: Place, longest: number): Generator<[Place, number, Place]> {
  let place = begin;
  for (let length = longest / 4; length > 1e-8; ) {
    const next = stepFrom(course, place, length);
    // Where the branch turns within a step, a shorter one is safer.
    const along =
      next &&
      dot(
        next.direction.map((v, i) => v / (scalesOf(place.at)[i] as number) ** 2),
        place.direction,
      );
    if (!next || along === undefined || along < 0.5) {
      length /= 3;
      continue;
    }
    yield [place, length, next];
    place = next;
    length = Math.min(longest, along > 0.95 ? 1.5 * length : length);
  }
}

const checks = {
  ...methodChecks,
  from: finite,
  to: finite,
  initialRates: optional(numbers),
  step: optional(positive),
  most: optional(wholeFrom(2)),
};

/**
 * Follows a fixed point while a parameter goes from one value to another, around folds, by steps along the branch
 * (K77): stable and unstable points, and where they meet. Bistable is what lies between two folds.
 *
 * @param networkAt the network at a value of the parameter, also at values a millionth of the range beside it, and up
 * to half of the range beyond its ends
 * @throws CajalError as `workingPoint` for each network; E_NUMERIC where there is no fixed point at `from`;
 * E_PARAM_RANGE
 * for a range without extent
 * @example
 * const { folds } = continueFixedPoint((drive) => ({ ...network, external: [{ rates: [drive], weights: [0.2] }] }),
 *   { from: 3000, to: 4000 });
 */
export function continueFixedPoint(networkAt: NetworkFamily, options: ContinuationOptions): Branch {
  const call = "continueFixedPoint";
  checkArgument(networkAt, call, "networkAt", callback);
  checkOptions(options, call, checks);
  refuseNull(options, call);
  const { from, to, method = "shift", initialRates, step = 0.05, most = 500 } = options;
  checkRange(from, to, call);
  const memberAt = membersOf(networkAt, method, call);
  const parameterAt = (share: number): number => from + share * (to - from);
  const { count } = memberAt(from).field;
  if (initialRates) checkNumbers(initialRates, count, call, "initialRates", notNegative);
  const start = initialRates ? Float64Array.from(initialRates) : new Float64Array(count);
  const course: Course = { count, parameterAt, member: (share) => memberAt(parameterAt(share)) };
  const begun = newton(memberAt(from).field, start, method === "taylor");
  if (!begun.settled) refuseUnsettled(call, "networkAt", `at ${from}`);
  return branchFrom(course, Float64Array.from([...begun.rates, 0]), step, most, call);
}

function branchFrom(course: Course, at: Float64Array, step: number, most: number, call: string): Branch {
  const onward = new Float64Array(at.length);
  onward[course.count] = 1;
  const direction = directionAt(course, at, onward);
  const points = [pointAt(course, at, call)];
  const folds: BranchPoint[] = [];
  if (!direction) return { points, folds, ended: "lost" };
  for (const [place, length, next] of placesFrom(course, { at, direction }, step)) {
    if (sharePart(place.direction) > 0 !== sharePart(next.direction) > 0)
      folds.push(pointAt(course, foldBetween(course, place, length, next), call));
    const share = sharePart(next.at);
    if (share < 0 || share > 1) return { points, folds, ended: "range" };
    points.push(pointAt(course, next.at, call));
    if (points.length >= most) return { points, folds, ended: "most" };
  }
  return { points, folds, ended: "lost" };
}
