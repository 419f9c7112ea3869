// Whether stimuli stay apart in the activity that they leave, over time.
import { refuseDetached } from "../../buffer.ts";
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

function check(trials: readonly StateMatrix[], classes: ArrayLike<number>): StateMatrix {
  refuseDetached(classes, "separability", "classes");
  const [first] = trials;
  if (!first || trials.length !== classes.length)
    throw new RangeError(`a class for each trial expected, got ${classes.length} for ${trials.length}`);
  for (const trial of trials) {
    checkMatrix(trial);
    if (trial.rows !== first.rows || trial.columns !== first.columns)
      throw new RangeError("all trials must have the same times and neurons");
  }
  return first;
}

/**
 * Distance of the states of trials with different and with the same stimulus, over time. A network is useful
 * to a reader while `inter` exceeds `intra`; in chaotic networks both grow, `inter` faster at first (Keup et
 * al. 2021).
 *
 * @param trials a matrix for each trial: the same times in rows, the same neurons in columns
 * @throws RangeError for trials of unequal shape, none, or not one class for each.
 * @example
 * const trials = recordings.map((trains) => liquidState(trains, { times }));
 * const { inter, intra } = separability(trials, { classes: stimuli });
 */
export function separability(trials: readonly StateMatrix[], options: SeparabilityOptions): Separability {
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
