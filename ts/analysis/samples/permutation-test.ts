// Whether two ensembles of runs differ more than runs of one ensemble do among themselves.
import { checkArgument, checkLength, checkOptions, refuse } from "../../arguments/check.ts";
import { listOf, numbers, optional, wholeFrom } from "../../arguments/kinds.ts";
import { uniforms } from "../random.ts";

/** Options of {@link permutationTest}. */
export interface PermutationOptions {
  /** Which of two ensembles each run belongs to: two different numbers, at least two runs of each. */
  readonly labels: ArrayLike<number>;
  /** Most labelings that are tried; where fewer exist, all of them are. Default 10 000. */
  readonly draws?: number;
  /** Seed of the random labelings, an integer from 0 on; default 1. */
  readonly seed?: number;
}

/** Result of {@link permutationTest}. */
export interface PermutationTest {
  /** Mean distance across the ensembles minus mean distance within them, in the unit of the distances. */
  readonly statistic: number;
  /** Part of the labelings whose statistic is at least as large; at least one over their number. */
  readonly pValue: number;
  /** How many labelings were compared, the given one included. */
  readonly labelings: number;
  /** Whether these are all labelings. */
  readonly exact: boolean;
}

const call = "permutationTest";
const ofPermutations = { labels: numbers, draws: optional(wholeFrom(1)), seed: optional(wholeFrom(0)) };

function membersOf(labels: ArrayLike<number>): number[] {
  const members: number[] = [];
  for (let run = 0; run < labels.length; run++) if (labels[run] === labels[0]) members.push(run);
  const others = Array.from(labels).filter((label) => label !== labels[0]);
  if (members.length < 2 || others.length < 2 || new Set(others).size > 1)
    refuse(labels, "two numbers, each of at least two runs", { call, parameter: "labels" }, "E_SHAPE");
  return members;
}

function checkDistances(distances: readonly ArrayLike<number>[], runs: number): void {
  checkLength(distances, runs, call, "distances");
  for (const [run, row] of distances.entries()) checkLength(row, runs, call, `distances[${run}]`);
  for (let run = 0; run < runs; run++) {
    for (let other = 0; other < run; other++) {
      const [there, back] = [distances[run]?.[other], distances[other]?.[run]];
      if (!Object.is(there, back))
        refuse(there, `${back} as across the diagonal`, { call, parameter: `distances[${run}][${other}]` });
    }
  }
}

/** Number of ways to choose, exact below 2^53. */
function choices(count: number, chosen: number): number {
  let ways = 1;
  for (let k = 1; k <= chosen; k++) ways = (ways * (count - chosen + k)) / k;
  return ways;
}

/** Goes through all choices of places in ascending order; the array is used again for each. */
function* combinations(count: number, chosen: number): Generator<Uint32Array> {
  const places = Uint32Array.from({ length: chosen }, (_, place) => place);
  for (;;) {
    yield places;
    let last = chosen - 1;
    while (last >= 0 && places[last] === count - chosen + last) last--;
    if (last < 0) return;
    places[last] = (places[last] as number) + 1;
    for (let place = last + 1; place < chosen; place++) places[place] = (places[place - 1] as number) + 1;
  }
}

/** Random choices of places; the array is used again for each. */
function* randomChoices(count: number, chosen: number, draws: number, seed: number): Generator<Uint32Array> {
  const uniform = uniforms(seed);
  const order = Uint32Array.from({ length: count }, (_, place) => place);
  for (let draw = 0; draw < draws; draw++) {
    for (let place = 0; place < chosen; place++) {
      const other = place + Math.floor(uniform() * (count - place));
      const kept = order[place] as number;
      order[place] = order[other] as number;
      order[other] = kept;
    }
    yield order.subarray(0, chosen);
  }
}

/** Mean distance of couples across two groups minus that of couples within them. */
function difference(distances: readonly ArrayLike<number>[], members: ArrayLike<number>): number {
  const inside = new Uint8Array(distances.length);
  for (let index = 0; index < members.length; index++) inside[members[index] as number] = 1;
  let [across, within] = [0, 0];
  for (let run = 0; run < distances.length; run++) {
    const row = distances[run] as ArrayLike<number>;
    for (let other = 0; other < run; other++) {
      if (inside[run] === inside[other]) within += row[other] as number;
      else across += row[other] as number;
    }
  }
  const [all, chosen] = [distances.length, members.length];
  const couples = chosen * (all - chosen);
  return across / couples - within / ((all * (all - 1)) / 2 - couples);
}

/**
 * Tests with the run labels whether two ensembles differ: the runs of both are labelled anew in all ways, or
 * in `draws` random ones, and the p-value is the part of labelings that part the runs at least as well as the
 * given one. Runs must be independent; the values inside a run need not be, which is what the p-values of
 * two-sample tests require.
 *
 * @param distances symmetric, one row per run, e.g. {@link kolmogorovSmirnov} of the rates of two runs
 * @returns NaN for statistic and p-value when a distance is NaN
 * @throws CajalError for a matrix that is not symmetric or does not fit the labels, labels that are not two
 *   ensembles of at least two runs, or draws that are not an integer from 1 on.
 * @example
 * const distances = runs.map((run) => runs.map((other) => kolmogorovSmirnov(run, other)));
 * const { pValue } = permutationTest(distances, { labels: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1] });
 */
export function permutationTest(
  distances: readonly ArrayLike<number>[],
  options: PermutationOptions,
): PermutationTest {
  checkArgument(distances, call, "distances", listOf(numbers));
  checkOptions(options, call, ofPermutations);
  const { labels, draws = 10_000, seed = 1 } = options;
  const members = membersOf(labels);
  const [runs, chosen] = [labels.length, members.length];
  checkDistances(distances, runs);
  const statistic = difference(distances, members);
  const all = choices(runs, chosen);
  const exact = all <= draws;
  // Equal statistics must count as equal though their sums were taken in another order.
  const limit = statistic - 1e-12 * Math.abs(statistic);
  let [labelings, reached] = exact ? [0, 0] : [1, 1];
  for (const choice of exact ? combinations(runs, chosen) : randomChoices(runs, chosen, draws, seed)) {
    labelings++;
    if (difference(distances, choice) >= limit) reached++;
  }
  return { statistic, pValue: Number.isNaN(statistic) ? Number.NaN : reached / labelings, labelings, exact };
}
