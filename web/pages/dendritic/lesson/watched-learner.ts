// A learner whose presentations can be looked at while they last: cut into pieces, they end with the same weights.
import {
  type DendriticErrors,
  type DendriticLearner,
  type Learner,
  type Presentation,
  stepsOfPresentation,
} from "cajal/learning";

/** What happened in the pieces so far. */
export interface Pieces {
  /** How many there will be. */
  readonly count: number;
  readonly times: readonly number[];
  readonly apical: readonly Float64Array[];
  readonly interneurons: readonly Float64Array[];
  readonly sisters: readonly Float64Array[];
  readonly output: Float64Array;
}

/** Who watches. */
export interface Watcher {
  /** Called before each presentation, which waits for the promise, if there is one. */
  admit(): Promise<void> | undefined;
  /** Whether the next presentation is looked at. */
  looks(presentation: Presentation): boolean;
  /** Called after each piece, and once more with the output of all; the next one waits for the promise. */
  look(input: Float64Array, presentation: Presentation, pieces: Pieces): Promise<void> | undefined;
  /** Called after each presentation. */
  presented(input: Float64Array, presentation: Presentation, output: Float64Array): void;
}

// More would not be seen.
const mostPieces = 50;

/** Steps of the pieces of a presentation; one begins where the output is read from. */
export function piecesOf(presentation: Presentation, resolution: number): readonly number[] {
  const { steps, first } = stepsOfPresentation(presentation, resolution);
  const size = Math.ceil(steps / mostPieces);
  const cut = (length: number): number[] =>
    Array.from({ length: Math.ceil(length / size) }, (_, k) => Math.min(size, length - k * size));
  return [...cut(first), ...cut(steps - first)];
}

/** Shows a pattern piece by piece. */
async function presentPieces(
  learner: DendriticLearner,
  watcher: Watcher,
  input: Float64Array,
  presentation: Presentation,
): Promise<Float64Array> {
  const { resolution } = learner.microcircuit.plan;
  const { steps, first } = stepsOfPresentation(presentation, resolution);
  const lengths = piecesOf(presentation, resolution);
  const pieces = {
    count: lengths.length,
    times: [] as number[],
    apical: [] as Float64Array[],
    interneurons: [] as Float64Array[],
    sisters: [] as Float64Array[],
  };
  const output = new Float64Array(learner.outputs);
  let done = 0;
  for (const length of lengths) {
    const duration = Number((length * resolution).toPrecision(12));
    const now = learner.present(input, { ...presentation, duration, readFrom: 0 });
    const { apical, interneurons, sisters } = learner.errors() as DendriticErrors;
    if (done >= first)
      for (const [k, value] of now.entries())
        output[k] = (output[k] as number) + (value * length) / (steps - first);
    done += length;
    pieces.times.push(Number((done * resolution).toPrecision(12)));
    pieces.apical.push(apical);
    pieces.interneurons.push(interneurons);
    pieces.sisters.push(sisters);
    await watcher.look(input, presentation, { ...pieces, output: done < steps ? now : output });
  }
  return output;
}

/** The learner for a training that is watched. Weights are those that it would have without. */
export function watchedLearner(learner: DendriticLearner, watcher: Watcher): Learner {
  const present = (input: Float64Array, presentation: Presentation): Float64Array | Promise<Float64Array> => {
    const noted = (output: Float64Array): Float64Array => {
      watcher.presented(input, presentation, output);
      return output;
    };
    return watcher.looks(presentation)
      ? presentPieces(learner, watcher, input, presentation).then(noted)
      : noted(learner.present(input, presentation));
  };
  return {
    inputs: learner.inputs,
    outputs: learner.outputs,
    hidden: learner.hidden,
    reset: () => learner.reset(),
    present(input, presentation) {
      const admitted = watcher.admit();
      return admitted ? admitted.then(() => present(input, presentation)) : present(input, presentation);
    },
    weights: () => learner.weights(),
    checkpoint: () => learner.checkpoint(),
    restore: (state) => learner.restore(state),
  };
}
