// `cajal run dendritic-self-prediction`: learning to predict oneself from random weights (Sacramento et al. 2018,
// fig. S1; Gille 2023).
import { join } from "node:path";
import { Command, Option } from "commander";
import { type DendriticOptions, dendriticMicrocircuit } from "../../networks/dendritic/index.ts";
import {
  addDendriticOptions,
  type DendriticCommandOptions,
  labelOf,
  modesOf,
  networkOf,
  ratesOf,
} from "../learning/dendritic-options.ts";
import type { Condition, Experiment, MeasureFigure } from "../learning/experiment.ts";
import { addLearningOptions, type LearningOptions, seedsOf, sharedOf } from "../learning/learning-options.ts";
import { runExperiment } from "../learning/run-experiment.ts";
import type { TrainingSpec } from "../learning/training-spec.ts";
import { asUsage } from "../terminal/failure.ts";
import { positive, positiveInteger } from "../terminal/options.ts";

interface Options extends LearningOptions, DendriticCommandOptions {
  readonly presentationTime: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly samples: number;
  readonly init: "random" | "predicting" | "both";
}

/** Makes the command. */
export function dendriticSelfPredictionCommand(): Command {
  const command = new Command("dendritic-self-prediction")
    .description("a microcircuit learns to predict itself, until its apical dendrites are silent")
    .option("--presentation-time <ms>", "how long a pattern is shown", positive, 50)
    .option("--inputs <number>", "size of the input", positiveInteger, 5)
    .option("--outputs <number>", "size of the output", positiveInteger, 3)
    .option("--samples <number>", "random patterns per epoch", positiveInteger, 10)
    .addOption(
      new Option("--init <kind>", "random weights, those that predict themselves, or both")
        .choices(["random", "predicting", "both"])
        .default("both"),
    );
  addDendriticOptions(command, [8], "on");
  return addLearningOptions(command, {
    epochs: 5000,
    testEvery: 50,
    folder: join("results", "dendritic-self-prediction"),
  }).action(async (options: Options) => {
    process.exitCode = await runExperiment(
      asUsage(() => selfPredictionExperiment(options)),
      options,
    );
  });
}

const published = (matrix: number, spikes: number): MeasureFigure["published"] => [
  { label: "rates", value: matrix },
  { label: "spikes", value: spikes },
];

const measures: readonly MeasureFigure[] = [
  {
    name: "apical",
    title: "Apical error",
    axis: "norm of the apical potentials",
    // of the spiking run only a mean absolute value was published
    published: [{ label: "rates", value: 9.5e-4 }],
  },
  {
    name: "interneurons",
    title: "Interneuron error",
    axis: "mean squared difference of rates",
    published: published(2.5e-6, 2.5e-6),
  },
  {
    name: "feedforwardWeights",
    title: "Feedforward weight error",
    axis: "mean squared difference",
    published: published(0.041, 0.051),
  },
  {
    name: "feedbackWeights",
    title: "Feedback weight error",
    axis: "mean squared sum",
    published: published(1.6e-4, 0.149),
  },
];

/** The description of all trainings. @throws CajalError for options that make no network */
export function selfPredictionExperiment(options: Options): Experiment {
  const { form, inputs, outputs, samples, hidden, init, presentationTime: duration } = options;
  const layers = [inputs, ...hidden, outputs];
  const starts = init === "both" ? (["random", "predicting"] as const) : [init];
  const task = { kind: "self-prediction", options: { inputs, outputs, samples } } as const;
  const standard = { up: [0], ip: [1.1875 / duration], pi: [2.5 / duration] };
  const specs: TrainingSpec[] = [];
  const conditions: Condition[] = [];
  for (const start of starts)
    for (const latentEquilibrium of modesOf(options)) {
      const kind = start === "random" ? "random weights" : "predicting weights";
      const label = options.latentEquilibrium === "both" ? `${kind}, ${labelOf(latentEquilibrium)}` : kind;
      conditions.push({ label, duration });
      for (const seed of seedsOf(options)) {
        const network: DendriticOptions = {
          ...networkOf(options),
          layers,
          latentEquilibrium,
          seed,
          selfPredicting: start === "predicting",
          learningRates: ratesOf(options, standard),
        };
        dendriticMicrocircuit(network);
        specs.push({
          ...sharedOf(options),
          name: `${start}-${latentEquilibrium ? "le" : "plain"}-seed${seed}`,
          condition: label,
          seed,
          duration,
          task,
          readFrom: 0.7 * duration,
          learner: { kind: "dendritic", network, learner: { errors: true } },
        });
      }
    }
  const { out: _, overwrite: __, json: ___, ...settings } = options;
  return {
    command: "run dendritic-self-prediction",
    title: `Self-prediction, dendritic microcircuit ${layers.join("-")}, form ${form}`,
    settings,
    specs,
    conditions,
    measures,
    extent: { epochs: options.epochs, checkpointEvery: options.checkpointEvery },
    remarks: [
      "Published are the end values of Gille (2023), 5-8-3 with latent equilibrium after 5000 epochs. The " +
        "feedforward error need not vanish: the activity of the hidden layer fills few dimensions, in which alone " +
        "weights must match.",
    ],
  };
}
