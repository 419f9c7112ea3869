// `cajal run dendritic-bars`: the Bars task, learned by a dendritic microcircuit (Haider et al. 2021; Gille 2023).
import { join } from "node:path";
import { Command, Option } from "commander";
import {
  type BarsImplementation,
  barsReadFrom,
  publishedBarsCurves,
  publishedBarsSummary,
} from "../../learning/index.ts";
import {
  type DendriticForm,
  type DendriticOptions,
  dendriticMicrocircuit,
  type ErrorPotential,
} from "../../networks/dendritic/index.ts";
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
import type { TrainingSpec } from "../learning/training-spec.ts";
import { asUsage, UsageError } from "../terminal/failure.ts";
import { listOf, positive } from "../terminal/options.ts";

interface Options extends LearningOptions, TaughtOptions {
  readonly presentationTime: readonly number[];
  readonly protocol?: "continuous" | "reset";
  readonly errorPotential?: ErrorPotential | "both";
  readonly baseline: boolean;
}

/** Makes the command. */
export function dendriticBarsCommand(): Command {
  const command = new Command("dendritic-bars")
    .description(
      "rows, columns and diagonals learned by a microcircuit of dendrites; studies over presentation times",
    )
    .option(
      "--presentation-time <list>",
      "how long a pattern is shown [ms], or several times",
      listOf(positive),
      [50],
    )
    .addOption(
      new Option(
        "--protocol <kind>",
        "one stream, or from rest before each pattern; default: continuous with rates, else reset",
      ).choices(["continuous", "reset"]),
    )
    .addOption(
      new Option(
        "--error-potential <kind>",
        "with events, whose rate errors are taken from: the potential shown, the soma's, or one after the other; " +
          "default: both",
      ).choices(["shown", "somatic", "both"]),
    )
    .option("--no-baseline", "no plain backpropagation beside it");
  addTaughtOptions(command, [30], "both");
  return addLearningOptions(command, {
    epochs: 1000,
    testEvery: 20,
    folder: join("results", "dendritic-bars"),
  }).action(async (options: Options) => {
    process.exitCode = await runExperiment(
      asUsage(() => barsExperiment(options)),
      options,
    );
  });
}

const implementations: Readonly<Record<DendriticForm, BarsImplementation>> = {
  rate: "rate matrix",
  events: "rate events",
  spikes: "spikes",
};

/** Rates times the presentation time: those of the study over presentation times, and those with learned W_pi. */
const studied = { up: 0.5, output: 0.1, ip: 0.2, pi: 0 };
const allLearned = { up: 0.5, output: 0.15, ip: 0.2, pi: 0.5 };

function standardRates({ form, randomInit, hidden }: Options, time: number): LearningRates {
  const { up, output, ip, pi } = form === "spikes" || randomInit ? allLearned : studied;
  const each = (eta: number): number[] => hidden.map(() => eta / time);
  return { up: [...each(up), output / time], ip: each(ip), pi: each(pi) };
}

/** From where the output is averaged; spiking forms take the last 30 %, as their source does. */
function readFrom({ form }: Options, protocol: "continuous" | "reset", le: boolean, time: number): number {
  return form === "spikes" ? 0.7 * time : barsReadFrom(protocol, le, time);
}

/** A line of the figures: the mode, and with events whose potential errors come from. */
type Variant = Pick<DendriticOptions, "errorPotential"> & { readonly latentEquilibrium: boolean };

/** @throws UsageError where the potential of errors is asked for in a form that has no choice */
function variantsOf(options: Options): readonly Variant[] {
  const { form, errorPotential = "both" } = options;
  const modes = modesOf(options);
  if (form !== "events") {
    if (options.errorPotential === undefined)
      return modes.map((latentEquilibrium) => ({ latentEquilibrium }));
    throw new UsageError(
      `--error-potential does nothing with --form ${form}; leave it out, or take --form events`,
    );
  }
  const kinds = errorPotential === "both" ? (["shown", "somatic"] as const) : [errorPotential];
  return modes.flatMap((latentEquilibrium): readonly Variant[] =>
    latentEquilibrium
      ? kinds.map((kind) => ({ latentEquilibrium, errorPotential: kind }))
      : [{ latentEquilibrium }],
  );
}

const nameOf = ({ latentEquilibrium, errorPotential }: Variant): string =>
  `${latentEquilibrium ? "le" : "plain"}${errorPotential === "somatic" ? "-somatic" : ""}`;

const lineOf = ({ latentEquilibrium, errorPotential }: Variant): string =>
  `${labelOf(latentEquilibrium)}${errorPotential === "somatic" ? ", somatic errors" : ""}`;

/** Whether the options are those of the published study, but for the scale of spikes. */
const isPublished = (options: Options): boolean =>
  options.hidden.join() === "30" &&
  options.etaScale === 1 &&
  (options.apicalCapacitance ?? 1) === 1 &&
  (options.connectionProbability ?? 1) === 1 &&
  (options.psi ?? 100) >= 100 &&
  !options.randomInit &&
  !options.dropout &&
  !options.targetDelay &&
  !options.tRef &&
  !options.sigma &&
  [options.etaUp, options.etaIp, options.etaPi, options.delay, options.tauX].every(
    (one) => one === undefined,
  );

/** What was published of a variant; where two share it, it stands beside the first. */
function publishedOf(
  options: Options,
  { latentEquilibrium, errorPotential }: Variant,
  time: number,
): Pick<Condition, "curve" | "summary"> {
  if (!isPublished(options) || (errorPotential === "somatic" && options.errorPotential !== "somatic"))
    return {};
  const same = (one: { implementation: string; latentEquilibrium: boolean; duration: number }): boolean =>
    one.implementation === implementations[options.form] &&
    one.latentEquilibrium === latentEquilibrium &&
    one.duration === time;
  return { curve: publishedBarsCurves.find(same), summary: publishedBarsSummary.find(same) };
}

/** The description of all trainings. @throws CajalError for options that make no network */
export function barsExperiment(options: Options): Experiment {
  const { form, presentationTime: times, hidden, baseline, epochs, checkpointEvery } = options;
  const protocol = options.protocol ?? (form === "rate" ? "continuous" : "reset");
  const task = { kind: "bars", options: { protocol } } as const;
  const layers = [9, ...hidden, 3];
  const shared = sharedOf(options);
  const specs: TrainingSpec[] = [];
  const conditions: Condition[] = [];
  for (const duration of times)
    for (const variant of variantsOf(options)) {
      const line = lineOf(variant);
      const label = times.length > 1 ? `${line}, ${duration} ms` : line;
      conditions.push({ label, duration, line, ...publishedOf(options, variant, duration) });
      for (const seed of seedsOf(options)) {
        const network: DendriticOptions = {
          ...networkOf(options),
          layers,
          ...variant,
          seed,
          selfPredicting: !options.randomInit,
          learningRates: ratesOf(options, standardRates(options, duration)),
        };
        dendriticMicrocircuit(network);
        specs.push({
          ...shared,
          name: `${nameOf(variant)}-${duration}ms-seed${seed}`,
          condition: label,
          seed,
          duration,
          task,
          learner: { kind: "dendritic", network, learner: learnerOf(options) },
          readFrom: readFrom(options, protocol, variant.latentEquilibrium, duration),
        });
      }
    }
  if (baseline) {
    conditions.push({ label: "backpropagation", duration: undefined, baseline: true });
    for (const seed of seedsOf(options)) specs.push(baselineSpec(baselineOf(layers), task, seed, shared));
  }
  const { out: _, overwrite: __, json: ___, ...settings } = options;
  return {
    command: "run dendritic-bars",
    title: `Bars task, dendritic microcircuit ${layers.join("-")}, form ${form}, ${protocol} presentations`,
    settings: { ...settings, protocol },
    specs,
    conditions,
    extent: { epochs, checkpointEvery },
    remarks: conditions.some(({ summary }) => summary) ? [remarkOn(options, protocol)] : [],
  };
}

/** Plain backpropagation in the same layers, with the factors that conductances make of the weights. */
function baselineOf(layers: readonly number[]): BaselineNetwork {
  const gains = layers.slice(1).map((_, layer) => (layer === layers.length - 2 ? 0.1 / 0.13 : 0.1 / 0.19));
  return { layers, rates: 0.05, gains, limit: 4 };
}

/** What to know of the published values that stand beside one's own. */
function remarkOn({ form, untaught }: Options, protocol: "continuous" | "reset"): string {
  const published =
    "Published values are those of Gille (2023): one run per condition, presentations from rest, tests every 40 " +
    "epochs, averages over the last ten tests. ";
  const targets =
    protocol === "continuous"
      ? "Here patterns follow each other without rest and targets are 1 and 0.1, so errors without any learning are " +
        "0.18 where those published are 0.33."
      : "";
  const floor =
    form !== "rate" && untaught === "free"
      ? " With events and spikes the published outputs are pulled to zero in tests, so their errors end at 0.04 and " +
        "not at zero (--untaught zero does the same)."
      : "";
  const errors =
    form === "events"
      ? " Errors come from the potential that neurons show, as the published code hands it to its synapses, or from " +
        "that of the soma (--error-potential)."
      : "";
  return `${published}${targets}${floor}${errors}`;
}
