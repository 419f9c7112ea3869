// An order of signals in time that fits the lags of all pairs.
import { Matrix, pseudoInverse } from "ml-matrix";
import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { numbers, optional, wholeFrom } from "../../arguments/kinds.ts";
import { uniforms } from "../random.ts";
import { mean, standardDeviation } from "../samples/moments.ts";

/** Options of {@link lagHierarchy}. */
export interface LagHierarchyOptions {
  /** Shuffled matrices that tell how many violations chance leaves; default 100. */
  readonly shuffles?: number;
  /** They follow from it; default 1. */
  readonly seed?: number;
}

/** Signals in order of time. */
export interface LagHierarchy {
  /**
   * When each signal comes, with mean 0 [ms]; NaN for one without lags. Groups of signals that no lags join have a mean
   * of 0 each: their times say nothing of each other.
   */
  readonly times: Float64Array;
  /** The same from 0 for the first to 1 for the last; NaN where all come at once. */
  readonly positions: Float64Array;
  /** Root of the mean squared difference of lags and differences of times, over pairs [ms]. */
  readonly deviation: number;
  /** Part of the pairs with a lag that come in the opposite order, and with mean and deviation after shuffling. */
  readonly violations: number;
  readonly shuffledViolations: { readonly mean: number; readonly deviation: number };
}

const call = "lagHierarchy";
const checks = { shuffles: optional(wholeFrom(1)), seed: optional(wholeFrom(0)) };

function checkLags(lags: ArrayLike<number>): number {
  checkArgument(lags, call, "lags", numbers);
  const size = Math.sqrt(lags.length);
  if (!Number.isInteger(size))
    refuse(
      lags,
      "a value for each pair of signals, as many rows as columns",
      { call, parameter: "lags" },
      "E_SHAPE",
    );
  for (let cell = 0; cell < lags.length; cell++) {
    const [value, other] = [
      lags[cell] as number,
      lags[(cell % size) * size + Math.floor(cell / size)] as number,
    ];
    if (value !== -other && !(Number.isNaN(value) && Number.isNaN(other)))
      refuse(value, `${0 - other}, as the other way round`, { call, parameter: `lags[${cell}]` });
    if (Math.abs(value) === Infinity)
      refuse(value, "a finite number or NaN", { call, parameter: `lags[${cell}]` }, "E_NOT_FINITE");
  }
  return size;
}

/** A pair of signals with a lag: `one` after `other`. */
interface Pair {
  readonly one: number;
  readonly other: number;
  readonly lag: number;
}

function pairsOf(lags: ArrayLike<number>, size: number): Pair[] {
  const all = Array.from({ length: size * size }, (_, cell) => ({
    one: Math.floor(cell / size),
    other: cell % size,
    lag: lags[cell] as number,
  }));
  return all.filter(({ one, other, lag }) => one < other && Number.isFinite(lag));
}

/** What turns the sums of lags into times: the inverse of the Laplacian of the pairs. */
function solver(pairs: readonly Pair[], size: number): Matrix {
  const laplacian = Matrix.zeros(size, size);
  for (const { one, other } of pairs) {
    for (const node of [one, other]) laplacian.set(node, node, laplacian.get(node, node) + 1);
    laplacian.set(one, other, -1);
    laplacian.set(other, one, -1);
  }
  return pseudoInverse(laplacian);
}

function timesOf(pairs: readonly Pair[], size: number, inverse: Matrix): Float64Array {
  const sums = new Array<number>(size).fill(0);
  for (const { one, other, lag } of pairs) {
    sums[one] = (sums[one] as number) + lag;
    sums[other] = (sums[other] as number) - lag;
  }
  return Float64Array.from(inverse.mmul(Matrix.columnVector(sums)).to1DArray());
}

// Times that differ by less come at once: what round-off leaves of equal ones [ms].
const atOnce = 1e-9;

function violationsOf(pairs: readonly Pair[], times: Float64Array): number {
  const ordered = pairs.filter(({ lag }) => lag !== 0);
  const turned = ordered.filter(
    ({ one, other, lag }) => Math.sign(lag) * ((times[one] as number) - (times[other] as number)) < -atOnce,
  );
  return turned.length / ordered.length;
}

/** The same lags dealt to the pairs anew, each with a new sign. */
function shuffledPairs(pairs: readonly Pair[], random: () => number): Pair[] {
  const lags = pairs.map(({ lag }) => ({ key: random(), lag: random() < 0.5 ? lag : -lag }));
  lags.sort((one, other) => one.key - other.key);
  return pairs.map((pair, index) => ({ ...pair, lag: (lags[index] as { lag: number }).lag }));
}

function positionsOf(times: Float64Array): Float64Array {
  const known = times.filter(Number.isFinite);
  const [first, last] = [Math.min(...known), Math.max(...known)];
  return times.map((time) => (last - first > atOnce ? (time - first) / (last - first) : Number.NaN));
}

/**
 * Temporal hierarchy: the times h whose differences h_i - h_j fit the lags best in the sense of least squares, also
 * scaled to 0..1 (Schmidt et al. 2018). Pairs without a lag are left out. Pairs that come in the opposite order of
 * their lag are counted, and compared with matrices whose lags are dealt to the pairs at random.
 *
 * @param lags by how much signal i follows signal j, antisymmetric, row after row [ms], as of `signalLags`
 * @throws CajalError when the lags are not square or not antisymmetric, or an option is impossible
 * @example
 * const { positions } = lagHierarchy(signalLags(rates, { interval: 1 }).lags);
 */
export function lagHierarchy(lags: ArrayLike<number>, options: LagHierarchyOptions = {}): LagHierarchy {
  const size = checkLags(lags);
  checkOptions(options, call, checks);
  const { shuffles = 100, seed = 1 } = options;
  const pairs = pairsOf(lags, size);
  if (pairs.length === 0) {
    const none = new Float64Array(size).fill(Number.NaN);
    const unknown = { mean: Number.NaN, deviation: Number.NaN };
    return {
      times: none,
      positions: none,
      deviation: Number.NaN,
      violations: Number.NaN,
      shuffledViolations: unknown,
    };
  }
  const inverse = solver(pairs, size);
  const linked = new Set(pairs.flatMap(({ one, other }) => [one, other]));
  const times = timesOf(pairs, size, inverse).map((time, node) => (linked.has(node) ? time : Number.NaN));
  const errors = pairs.map(
    ({ one, other, lag }) => ((times[one] as number) - (times[other] as number) - lag) ** 2,
  );
  const random = uniforms(seed);
  const chance = Array.from({ length: shuffles }, () => {
    const drawn = shuffledPairs(pairs, random);
    return violationsOf(drawn, timesOf(drawn, size, inverse));
  });
  return {
    times,
    positions: positionsOf(times),
    deviation: Math.sqrt(mean(errors)),
    violations: violationsOf(pairs, times),
    shuffledViolations: { mean: mean(chance), deviation: standardDeviation(chance) },
  };
}
