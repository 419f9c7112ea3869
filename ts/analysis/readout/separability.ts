// Whether stimuli stay apart in the activity that they leave, over time.
import { checkArgument, checkLength, checkOptions, refuse } from "../../arguments/check.ts";
import { anything, listOf, numbers, oneOf, optional } from "../../arguments/kinds.ts";
import { checkMatrix, rowOf, type StateMatrix } from "./matrix.ts";

/** Options of {@link separability}. */
export interface SeparabilityOptions {
  /** Stimulus of each trial. */
  readonly classes: ArrayLike<number>;
  /**
   * "euclidean" (default): length of the difference of two states; "hamming": part of the neurons whose
   * states differ, for states of few values as those of binary neurons.
   */
  readonly distance?: "euclidean" | "hamming";
}

/** Distances of states over time; one value per row of the trials. */
export interface Separability {
  /** Mean distance of trials with different stimuli; NaN for a single stimulus. */
  readonly inter: Float64Array;
  /** Mean distance of trials with the same stimulus; NaN when none was repeated. */
  readonly intra: Float64Array;
}

const distances = {
  euclidean(one: Float64Array, other: Float64Array): number {
    let sum = 0;
    for (let k = 0; k < one.length; k++) sum += ((one[k] as number) - (other[k] as number)) ** 2;
    return Math.sqrt(sum);
  },
  hamming(one: Float64Array, other: Float64Array): number {
    let differing = 0;
    for (let k = 0; k < one.length; k++) if (one[k] !== other[k]) differing++;
    return differing / one.length;
  },
};

const call = "separability";

function check(trials: readonly StateMatrix[], classes: ArrayLike<number>): StateMatrix {
  for (const [index, trial] of trials.entries()) checkMatrix(trial, call, `trials[${index}]`);
  const [first] = trials;
  if (!first) refuse(trials, "a list of at least one", { call, parameter: "trials" }, "E_SHAPE");
  checkLength(classes, trials.length, call, "classes");
  const { rows, columns } = first;
  const other = trials.findIndex((trial) => trial.rows !== rows || trial.columns !== columns);
  if (other >= 0)
    refuse(
      trials[other],
      `of ${rows} rows and ${columns} columns as the first one`,
      {
        call,
        parameter: `trials[${other}]`,
      },
      "E_SHAPE",
    );
  return first;
}

/**
 * Distance of the states of trials with different and with the same stimulus, over time. A network is useful
 * to a reader while `inter` exceeds `intra`; in chaotic networks both grow, `inter` faster at first (Keup et
 * al. 2021).
 *
 * @param trials a matrix for each trial: the same times in rows, the same neurons in columns
 * @throws CajalError for trials of unequal shape, none, or not one class for each.
 * @example
 * const trials = recordings.map((trains) => liquidState(trains, { times }));
 * const { inter, intra } = separability(trials, { classes: stimuli });
 */
export function separability(trials: readonly StateMatrix[], options: SeparabilityOptions): Separability {
  checkArgument(trials, call, "trials", listOf(anything));
  checkOptions(options, call, { classes: numbers, distance: optional(oneOf(Object.keys(distances))) });
  const { classes, distance = "euclidean" } = options;
  const { rows } = check(trials, classes);
  const [inter, intra] = [new Float64Array(rows), new Float64Array(rows)];
  let [different, same] = [0, 0];
  for (const [one, trial] of trials.entries()) {
    for (const [other, earlier] of trials.slice(0, one).entries()) {
      const equal = classes[one] === classes[other];
      const sums = equal ? intra : inter;
      if (equal) same++;
      else different++;
      for (let row = 0; row < rows; row++)
        sums[row] = (sums[row] as number) + distances[distance](rowOf(trial, row), rowOf(earlier, row));
    }
  }
  return { inter: inter.map((sum) => sum / different), intra: intra.map((sum) => sum / same) };
}
