// `cajal run dendritic-teacher`: the function of a random network, learned by a dendritic microcircuit (Sacramento et
// al. 2018, fig. 2; Gille 2023).
import { join } from "node:path";
import { Command, Option } from "commander";
import type { TeacherVariant } from "../../learning/index.ts";
import { type DendriticOptions, dendriticMicrocircuit } from "../../networks/dendritic/index.ts";
import { type BaselineNetwork, baselineSpec } from "../learning/baseline.ts";
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
import { runExperiment } from "../learning/run-experiment.ts";
import type { TaskSpec, TrainingSpec } from "../learning/training-spec.ts";
import { asUsage } from "../terminal/failure.ts";
import { positive, positiveInteger } from "../terminal/options.ts";

interface Options extends LearningOptions, Omit<TaughtOptions, "hidden"> {
  readonly variant: TeacherVariant;
  readonly hidden?: readonly number[];
  readonly presentationTime: number;
  readonly samples: number;
  readonly testSamples: number;
  readonly baseline: boolean;
}

/**
 * A teacher and the student it was published with. Rates are times the presentation time; they are higher than the
 * published ones, which were for up to ten million patterns.
 */
interface Variant {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  readonly network: Pick<DendriticOptions, "conductances" | "transfer" | "bound">;
  readonly rates: { readonly up: number; readonly output: number; readonly ip: number };
  readonly errors: "target" | "rate";
}

const variants: Readonly<Record<TeacherVariant, Variant>> = {
  sacramento: {
    inputs: 30,
    hidden: 50,
    outputs: 10,
    network: {
      conductances: { g_L: 0.1, g_basal: 1, g_apical: 0.8, g_som: 0.8 },
      transfer: { gamma: 0.1, beta: 1, theta: 3 },
      // the teacher's gains of 2 and 10 must fit into the student's weights
      bound: 30,
    },
    rates: { up: 5, output: 2, ip: 8 },
    errors: "rate",
  },
  gille: {
    inputs: 15,
    hidden: 15,
    outputs: 5,
    network: {},
    rates: { up: 1.25e-2, output: 2.5e-3, ip: 5e-3 },
    errors: "target",
  },
};

/** Makes the command. */
export function dendriticTeacherCommand(): Command {
  const command = new Command("dendritic-teacher")
    .description("the function of a fixed random network, learned by a microcircuit of dendrites")
    .addOption(
      new Option(
        "--variant <name>",
        "teacher 30-20-10 and student 30-50-10, or teacher 15-15-5 and student 15-15-5",
      )
        .choices(["sacramento", "gille"])
        .default("sacramento"),
    )
    .option("--presentation-time <ms>", "how long a pattern is shown", positive, 10)
    .option("--samples <number>", "random patterns per epoch", positiveInteger, 100)
    .option("--test-samples <number>", "patterns of each test", positiveInteger, 50)
    .option("--no-baseline", "no plain backpropagation beside it, with and without a hidden layer");
  addTaughtOptions(command, undefined, "on");
  return addLearningOptions(command, {
    epochs: 1000,
    testEvery: 20,
    folder: join("results", "dendritic-teacher"),
  }).action(async (options: Options) => {
    process.exitCode = await runExperiment(
      asUsage(() => teacherExperiment(options)),
      options,
    );
  });
}

/** The description of all trainings. @throws CajalError for options that make no network */
export function teacherExperiment(given: Options): Experiment {
  const variant = variants[given.variant];
  const options = { ...given, hidden: given.hidden ?? [variant.hidden] };
  const { form, hidden, presentationTime: duration, samples, testSamples } = options;
  // rates that reach a dendrite cannot be negative where they are spikes
  const negativeInputs = form === "spikes" ? "split" : "signed";
  const inputs = variant.inputs * (negativeInputs === "split" ? 2 : 1);
  const layers = [inputs, ...hidden, variant.outputs];
  const each = (eta: number): number[] => hidden.map(() => eta / duration);
  const { up, output, ip } = variant.rates;
  const standard: LearningRates = { up: [...each(up), output / duration], ip: each(ip), pi: each(0) };
  const specs: TrainingSpec[] = [];
  const conditions: Condition[] = [];
  const { errors } = variant;
  const taskOf = (seed: number): TaskSpec => ({
    kind: "teacher",
    options: {
      variant: given.variant,
      target: "potential",
      errors,
      negativeInputs,
      samples,
      testSamples,
      seed,
    },
  });
  for (const latentEquilibrium of modesOf(options)) {
    const label = labelOf(latentEquilibrium);
    conditions.push({ label, duration });
    for (const seed of seedsOf(options)) {
      const network: DendriticOptions = {
        ...variant.network,
        ...networkOf(options),
        layers,
        latentEquilibrium,
        seed,
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
        task: taskOf(seed),
        readFrom: duration / 2,
        learner: { kind: "dendritic", network, learner: learnerOf(options) },
      });
    }
  }
  if (options.baseline) {
    const compared = [
      { label: "backpropagation", baseline: true, name: "backpropagation", sizes: layers },
      { label: "no hidden layer", name: "shallow", sizes: [inputs, variant.outputs] },
    ];
    for (const { name, sizes, ...condition } of compared) {
      conditions.push({ ...condition, duration: undefined });
      for (const seed of seedsOf(options)) {
        const spec = baselineSpec(baselineOf(variant, sizes), taskOf(seed), seed, sharedOf(options));
        specs.push({ ...spec, name: `${name}-seed${seed}`, condition: condition.label });
      }
    }
  }
  const { out: _, overwrite: __, json: ___, ...settings } = options;
  return {
    command: "run dendritic-teacher",
    title: `Teacher and student, variant ${given.variant}, dendritic microcircuit ${layers.join("-")}, form ${form}`,
    settings,
    specs,
    conditions,
    extent: { epochs: options.epochs, checkpointEvery: options.checkpointEvery },
    remarks: [
      `Errors are those of the output ${errors === "rate" ? "rates" : "potentials"}. Accuracy is the share of ` +
        "patterns with the same largest output as the teacher's. What learns without a hidden layer shows how much " +
        "of the task is linear.",
    ],
  };
}

function baselineOf(
  { network: { conductances, transfer, bound = 4 } }: Variant,
  layers: readonly number[],
): BaselineNetwork {
  const { g_L = 0.03, g_basal = 0.1, g_apical = 0.06 } = conductances ?? {};
  const gains = layers
    .slice(1)
    .map((_, layer) => g_basal / (g_L + g_basal + (layer === layers.length - 2 ? 0 : g_apical)));
  return { layers, rates: 0.02, gains, limit: bound, ...(transfer && { transfer }) };
}
