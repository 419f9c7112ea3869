// The options of a dendritic microcircuit, as experiments have them.
import { type Command, Option } from "commander";
import type { DendriticForm, DendriticOptions } from "../../networks/dendritic/index.ts";
import { UsageError } from "../terminal/failure.ts";
import { listOf, notNegative, positive, positiveInteger, positiveShare } from "../terminal/options.ts";
import type { DendriticSpec } from "./training-spec.ts";

/** Values of these options; what is undefined keeps the default of the network. */
export interface DendriticCommandOptions {
  readonly form: DendriticForm;
  readonly latentEquilibrium: "on" | "off" | "both";
  readonly hidden: readonly number[];
  readonly etaUp?: readonly number[];
  readonly etaIp?: readonly number[];
  readonly etaPi?: readonly number[];
  readonly etaScale: number;
  readonly psi?: number;
  readonly tRef?: number;
  readonly delay?: number;
  readonly apicalCapacitance?: number;
  readonly connectionProbability?: number;
  readonly tauX?: number;
  readonly sigma?: number;
}

/** Values of the options of a microcircuit that is taught. */
export interface TaughtOptions extends DendriticCommandOptions {
  readonly randomInit?: boolean;
  readonly targetDelay?: number;
  readonly untaught: "free" | "zero";
}

/** Adds those of a microcircuit. */
export function addDendriticOptions(
  command: Command,
  hidden: readonly number[] | undefined,
  modes: "on" | "both",
): Command {
  return command
    .addOption(
      new Option("--form <form>", "rates by matrices, rates as events, or spikes")
        .choices(["rate", "events", "spikes"])
        .default("rate"),
    )
    .addOption(
      new Option("--latent-equilibrium <mode>", "neurons show the future of their potential")
        .choices(["on", "off", "both"])
        .default(modes),
    )
    .addOption(
      new Option("--hidden <sizes>", "sizes of the hidden layers, with commas")
        .argParser(listOf(positiveInteger))
        .default(hidden, hidden?.join(",")),
    )
    .option(
      "--eta-up <rates>",
      "learning rates [1/ms] from the first hidden layer on, or one",
      listOf(notNegative),
    )
    .option("--eta-ip <rates>", "those onto interneurons", listOf(notNegative))
    .option("--eta-pi <rates>", "those from interneurons onto apical dendrites", listOf(notNegative))
    .option("--eta-scale <factor>", "factor on all learning rates", positive, 1)
    .option("--psi <number>", "spikes per ms at a rate of 1, with spikes", positive)
    .option("--t-ref <ms>", "refractory period, with spikes", notNegative)
    .option("--delay <ms>", "of all connections but the teacher's", positive)
    .option("--apical-capacitance <factor>", "of the apical dendrite, with events or spikes", positive)
    .option("--connection-probability <share>", "share of the synapses that are kept", positiveShare)
    .option("--tau-x <ms>", "filter of input and target", positive)
    .option("--sigma <number>", "noise of the potentials [per square root of a ms], with rates", notNegative);
}

/** Adds those of one that is taught, too. */
export function addTaughtOptions(
  command: Command,
  hidden: readonly number[] | undefined,
  modes: "on" | "both",
): Command {
  return addDendriticOptions(command, hidden, modes)
    .option(
      "--random-init",
      "begin with random weights of interneurons, not with those that predict themselves",
    )
    .option("--target-delay <ms>", "from the beginning of a pattern to that of its target", notNegative)
    .addOption(
      new Option(
        "--untaught <mode>",
        "outputs in tests: free, or pulled to zero as in the published spiking runs",
      )
        .choices(["free", "zero"])
        .default("free"),
    );
}

/** The modes that are asked for. */
export const modesOf = ({ latentEquilibrium }: DendriticCommandOptions): readonly boolean[] =>
  latentEquilibrium === "both" ? [true, false] : [latentEquilibrium === "on"];

/** Learning rates [1/ms] for each layer from the first hidden one on; `up` has one more, for the output. */
export interface LearningRates {
  readonly up: readonly number[];
  readonly ip: readonly number[];
  readonly pi: readonly number[];
}

/** The given rates, or the standard ones, times the factor; one rate serves all layers. */
export function ratesOf(options: DendriticCommandOptions, standard: LearningRates): LearningRates {
  const count = options.hidden.length;
  const pick = (given: readonly number[] | undefined, usual: readonly number[], length: number): number[] => {
    const rates = given ?? usual;
    const list = rates.length === 1 ? new Array<number>(length).fill(rates[0] as number) : rates;
    return list.map((eta) => eta * options.etaScale);
  };
  return {
    up: pick(options.etaUp, standard.up, count + 1),
    ip: pick(options.etaIp, standard.ip, count),
    pi: pick(options.etaPi, standard.pi, count),
  };
}

/** Options that some forms know nothing of. */
const ofForms = [
  { value: "psi", name: "--psi", forms: ["spikes"] },
  { value: "tRef", name: "--t-ref", forms: ["spikes"] },
  { value: "apicalCapacitance", name: "--apical-capacitance", forms: ["events", "spikes"] },
  { value: "sigma", name: "--sigma", forms: ["rate"] },
] as const satisfies readonly {
  value: keyof DendriticCommandOptions;
  name: string;
  forms: DendriticForm[];
}[];

/**
 * What the options say of the network, without sizes, rates and mode.
 *
 * @throws UsageError for an option that would do nothing in the form that is asked for
 */
export function networkOf(options: DendriticCommandOptions): Partial<DendriticOptions> {
  for (const { value, name, forms } of ofForms) {
    const known: readonly DendriticForm[] = forms;
    if (options[value] === undefined || known.includes(options.form)) continue;
    const where = known.map((form) => `--form ${form}`).join(" or ");
    throw new UsageError(`${name} does nothing with --form ${options.form}; leave it out, or take ${where}`);
  }
  const { form, psi, tRef, delay, apicalCapacitance, connectionProbability, tauX, sigma } = options;
  return {
    form,
    ...(psi !== undefined && { psi }),
    ...(tRef !== undefined && { t_ref: tRef }),
    ...(delay !== undefined && { delay }),
    ...(apicalCapacitance !== undefined && { apicalCapacitance }),
    ...(connectionProbability !== undefined && { connectionProbability }),
    ...(tauX !== undefined && { tau_x: tauX }),
    ...(sigma !== undefined && { sigma }),
  };
}

/** What the options say of a learner that is taught. */
export const learnerOf = (options: TaughtOptions): DendriticSpec["learner"] => ({
  untaught: options.untaught,
  ...(options.targetDelay !== undefined && { targetDelay: options.targetDelay }),
});

/** A mode in words. */
export const labelOf = (latentEquilibrium: boolean): string =>
  latentEquilibrium ? "latent equilibrium" : "without latent equilibrium";
