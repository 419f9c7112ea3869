// Teacher and student: the function of a fixed random network is to be learned from examples.
import { optionsOf } from "../../network/values/fields.ts";
import {
  checkFlag,
  checkLayers,
  checkNumber,
  checkNumbers,
  checkWeightCount,
  checkWord,
  finite,
  sizeFrom,
} from "../checks.ts";
import { checkSeed, type RandomStream, randomStream } from "../random.ts";
import type { Sample, Task } from "../task.ts";
import { checkTransfer, softplus, type Transfer } from "../transfer.ts";

/** Which teacher: that of Sacramento et al. (2018), fig. 2, or that of Gille (2023). */
export type TeacherVariant = "sacramento" | "gille";

/** Options of {@link teacher}; what is left out comes from the variant. */
export interface TeacherOptions {
  /** Default "sacramento". */
  readonly variant?: TeacherVariant;
  /** Sizes of the teacher's layers; default 30-20-10, or 15-15-5 of Gille. */
  readonly layers?: readonly number[];
  /** Factor on the potentials of each layer; default 2, 10; or 0.8, 1 of Gille. */
  readonly gains?: readonly number[];
  /** Transfer function; default softplus with gamma 0.1, theta 3; or the plain one of Gille. */
  readonly transfer?: Transfer;
  /** Whether the target is the rate of the teacher's outputs (default) or their potential. */
  readonly target?: "rate" | "potential";
  /**
   * Whether errors are those of the targets (default) or of rates, as published of the first variant. With targets that
   * are rates there is no difference.
   */
  readonly errors?: "target" | "rate";
  /**
   * Inputs lie in (-1, 1). `signed` (default) passes them on; `split` gives each two neurons, the second half of the
   * inputs, with its positive and its negative part, for networks whose rates cannot be negative.
   */
  readonly negativeInputs?: "signed" | "split";
  /** Presentations per epoch and per test; default 10 and 50. */
  readonly samples?: number;
  readonly testSamples?: number;
  /** Whether everything is brought to rest before each presentation; default false. */
  readonly reset?: boolean;
  /** Of the teacher's weights and the tested patterns; default 1. */
  readonly seed?: number;
}

const variants: Readonly<
  Record<TeacherVariant, Required<Pick<TeacherOptions, "layers" | "gains" | "transfer">>>
> = {
  sacramento: { layers: [30, 20, 10], gains: [2, 10], transfer: softplus({ gamma: 0.1, theta: 3 }) },
  gille: { layers: [15, 15, 5], gains: [0.8, 1], transfer: softplus() },
};

const names = [
  ...["variant", "layers", "gains", "transfer", "target", "errors", "negativeInputs"],
  ...["samples", "testSamples", "reset", "seed"],
];

/** A fixed random network. */
interface Teacher {
  answer(input: Float64Array): Float64Array;
}

function teacherNetwork(
  layers: readonly number[],
  gains: readonly number[],
  transfer: Transfer,
  target: "rate" | "potential",
  seed: number,
): Teacher {
  const random = randomStream(seed, "teacher");
  const weights = layers
    .slice(1)
    .map((rows, layer) =>
      Float64Array.from({ length: rows * (layers[layer] as number) }, () => random.between(-1, 1)),
    );
  return {
    answer(input) {
      let rates = input;
      for (const [layer, matrix] of weights.entries()) {
        const columns = rates.length;
        const potentials = new Float64Array(matrix.length / columns);
        for (let row = 0; row < potentials.length; row++) {
          let sum = 0;
          for (let column = 0; column < columns; column++)
            sum += (matrix[row * columns + column] as number) * (rates[column] as number);
          potentials[row] = (gains[layer] as number) * sum;
        }
        const last = layer === weights.length - 1;
        rates = last && target === "potential" ? potentials : potentials.map(transfer.value);
      }
      return rates;
    },
  };
}

function split(input: Float64Array): Float64Array {
  const both = new Float64Array(2 * input.length);
  both.set(input.map((value) => Math.max(0, value)));
  both.set(
    input.map((value) => Math.max(0, -value)),
    input.length,
  );
  return both;
}

/**
 * The task of a student that sees what a random teacher answers to uniform inputs in (-1, 1). The teacher's weights
 * are uniform in (-1, 1); the tested patterns are the same at every test.
 *
 * @throws CajalError E_TYPE, E_SIZE, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM
 * @example const task = teacher({ variant: "gille", negativeInputs: "split" });
 */
export function teacher(options: TeacherOptions = {}): Task {
  const call = "teacher";
  optionsOf(options, names, call);
  const word = <Word extends string>(name: keyof TeacherOptions, words: readonly [Word, ...Word[]]): Word =>
    checkWord(options[name] ?? words[0], words, call, name);
  const variant = variants[word("variant", ["sacramento", "gille"])];
  const [target, errors, negative] = [
    word("target", ["rate", "potential"]),
    word("errors", ["target", "rate"]),
    word("negativeInputs", ["signed", "split"]),
  ];
  const transfer = checkTransfer(options.transfer, variant.transfer, call);
  const layers = checkLayers(options.layers ?? variant.layers, call);
  const gains = checkNumbers(options.gains ?? variant.gains, layers.length - 1, call, "gains", finite);
  const number = (name: "samples" | "testSamples", standard: number): number =>
    checkNumber(options[name] ?? standard, call, name, sizeFrom(1));
  const [samples, testSamples, seed] = [number("samples", 10), number("testSamples", 50), options.seed ?? 1];
  const weights = layers.slice(1).reduce((sum, rows, layer) => sum + rows * (layers[layer] as number), 0);
  checkWeightCount(weights, call, "layers");
  checkSeed(seed, call);
  const reset = checkFlag(options.reset ?? false, call, "reset");
  const network = teacherNetwork(layers, gains, transfer, target, seed);
  const [size, outputs] = [layers[0] as number, layers.at(-1) as number];
  const draw = (random: RandomStream): Sample => {
    const input = Float64Array.from({ length: size }, () => random.between(-1, 1));
    return { input: negative === "split" ? split(input) : input, target: network.answer(input) };
  };
  const drawAll = (count: number, random: RandomStream): readonly Sample[] =>
    Array.from({ length: count }, () => draw(random));
  const tested = drawAll(testSamples, randomStream(seed, "test"));
  return {
    name: "teacher",
    inputs: negative === "split" ? 2 * size : size,
    outputs,
    reset,
    compared: errors === "rate" && target === "potential" ? transfer.value : undefined,
    training: (random) => drawAll(samples, random),
    test: () => tested,
  };
}
