// `cajal run dendritic-digits`: images of digits, from files of the form of MNIST, learned by a dendritic microcircuit.
import { join } from "node:path";
import { Command } from "commander";
import { type DendriticOptions, dendriticMicrocircuit } from "../../networks/dendritic/index.ts";
import { baselineSpec } from "../learning/baseline.ts";
import {
  addTaughtOptions,
  type LearningRates,
  labelOf,
  learnerOf,
  modesOf,
  networkOf,
  ratesOf,
  type TaughtOptions,
} from "../learning/dendritic-options.ts";
import type { Condition, Experiment } from "../learning/experiment.ts";
import { addLearningOptions, type LearningOptions, seedsOf, sharedOf } from "../learning/learning-options.ts";
import { taskOf } from "../learning/prepare.ts";
import { runExperiment } from "../learning/run-experiment.ts";
import type { TaskSpec, TrainingSpec } from "../learning/training-spec.ts";
import { asUsage, UsageError } from "../terminal/failure.ts";
import { listOf, positive, positiveInteger, wholeNumber } from "../terminal/options.ts";

interface Options extends LearningOptions, TaughtOptions {
  readonly images?: string;
  readonly labels?: string;
  readonly testImages?: string;
  readonly testLabels?: string;
  readonly pool: number;
  readonly classes?: readonly number[];
  readonly samples?: number;
  readonly testSamples?: number;
  readonly presentationTime: number;
  readonly amplitude: number;
  readonly baseline: boolean;
}

/** Makes the command. */
export function dendriticDigitsCommand(): Command {
  const command = new Command("dendritic-digits")
    .description("images of digits, from files of the form of MNIST, learned by a microcircuit of dendrites")
    .option("--images <file>", "images to learn from, e.g. train-images-idx3-ubyte.gz")
    .option("--labels <file>", "their labels, e.g. train-labels-idx1-ubyte.gz")
    .option("--test-images <file>", "images of the tests; default: those that are learned")
    .option("--test-labels <file>", "their labels")
    .option("--pool <pixels>", "side of the squares that are averaged into one pixel", positiveInteger, 1)
    .option("--classes <digits>", "the digits to tell apart, with commas; default: all", listOf(wholeNumber))
    .option("--samples <number>", "most images to learn from", positiveInteger)
    .option("--test-samples <number>", "most images of a test", positiveInteger)
    .option("--presentation-time <ms>", "how long an image is shown", positive, 5)
    .option("--amplitude <number>", "initial weights are uniform in plus and minus this", positive, 0.1)
    .option("--no-baseline", "no plain backpropagation beside it");
  addTaughtOptions(command, [500, 500], "on");
  return addLearningOptions(command, {
    epochs: 10,
    testEvery: 1,
    folder: join("results", "dendritic-digits"),
  }).action(async (options: Options) => {
    process.exitCode = await runExperiment(
      asUsage(() => digitsExperiment(options)),
      options,
    );
  });
}

function digitsTask(options: Options): TaskSpec {
  const { images, labels, testImages, testLabels, pool, classes, samples, testSamples } = options;
  if (images === undefined || labels === undefined)
    throw new UsageError(
      "run dendritic-digits: give the images and labels to learn from, with --images FILE --labels FILE, in the " +
        "form of MNIST (train-images-idx3-ubyte and train-labels-idx1-ubyte, compressed or not)",
    );
  if ((testImages === undefined) !== (testLabels === undefined))
    throw new UsageError("run dendritic-digits: --test-images and --test-labels belong together");
  return {
    kind: "digits",
    files: { images, labels, ...(testImages && testLabels ? { testImages, testLabels } : {}) },
    options: {
      pool,
      ...(classes && { classes }),
      ...(samples !== undefined && { samples }),
      ...(testSamples !== undefined && { testSamples }),
    },
  };
}

/** The description of all trainings. @throws UsageError without files; CajalError for options that do not fit */
export function digitsExperiment(options: Options): Experiment {
  const spec = digitsTask(options);
  const { form, hidden, presentationTime: duration, amplitude } = options;
  const task = taskOf(spec);
  const layers = [task.inputs, ...hidden, task.outputs];
  const each = (eta: number): number[] => hidden.map(() => eta / duration);
  const standard: LearningRates = { up: [...each(0.05), 0.01 / duration], ip: each(0.02), pi: each(0) };
  const specs: TrainingSpec[] = [];
  const conditions: Condition[] = [];
  for (const latentEquilibrium of modesOf(options)) {
    const label = labelOf(latentEquilibrium);
    conditions.push({ label, duration });
    for (const seed of seedsOf(options)) {
      const network: DendriticOptions = {
        ...networkOf(options),
        layers,
        latentEquilibrium,
        seed,
        amplitude,
        selfPredicting: !options.randomInit,
        learningRates: ratesOf(options, standard),
      };
      dendriticMicrocircuit(network);
      specs.push({
        ...sharedOf(options),
        name: `${latentEquilibrium ? "le" : "plain"}-seed${seed}`,
        condition: label,
        seed,
        duration,
        task: spec,
        readFrom: duration / 2,
        learner: { kind: "dendritic", network, learner: learnerOf(options) },
      });
    }
  }
  if (options.baseline) {
    conditions.push({ label: "backpropagation", duration: undefined, baseline: true });
    for (const seed of seedsOf(options))
      specs.push(baselineSpec({ layers, rates: 0.02, amplitude }, spec, seed, sharedOf(options)));
  }
  const { out: _, overwrite: __, json: ___, ...settings } = options;
  return {
    command: "run dendritic-digits",
    title: `Digits, dendritic microcircuit ${layers.join("-")}, form ${form}`,
    settings,
    specs,
    conditions,
    extent: { epochs: options.epochs, checkpointEvery: options.checkpointEvery },
    remarks: [
      "Sacramento et al. (2018) report 1.96 % wrong answers of 784-500-500-10 on MNIST, backpropagation 1.53 %.",
    ],
  };
}
