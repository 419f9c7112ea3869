// Options of dendritic microcircuits, their defaults and their checks.
import { type Check, checkArgument } from "../../arguments/check.ts";
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";

/** The four families of weights, by their targets: basal, interneuron, apical from interneurons, apical from above. */
export const families = ["up", "ip", "pi", "down"] as const;
/** The name of one of {@link families}. */
export type Family = (typeof families)[number];

/**
 * What neurons exchange. `rate`: rates through matrices, instantaneous dendrites (Haider et al. 2021). `events`: rates
 * that reach a dendrite one step before the soma, with a smoothed weight change. `spikes`: Poisson spikes (both Gille
 * 2023).
 */
export type DendriticForm = "rate" | "events" | "spikes";

/** Whose rate the errors of synapses are taken from: that of the potential which neurons show, or of the soma's. */
export type ErrorPotential = "shown" | "somatic";

/** Conductances over the capacitance [1/ms]. */
export interface DendriticConductances {
  readonly g_L: number;
  readonly g_basal: number;
  readonly g_apical: number;
  /** Of the nudging; with several hidden layers it should equal `g_apical`. */
  readonly g_som: number;
}

/** Numbers for each family; what is not given keeps its default. */
export type PerFamily<Value> = { readonly [F in Family]?: Value };

/** Options of {@link dendriticMicrocircuit}. */
export interface DendriticOptions {
  /** Sizes from the input to the output, at least one hidden layer between. */
  readonly layers: readonly number[];
  /** Default "rate". */
  readonly form?: DendriticForm;
  /** Whether neurons show the future of their potential, u + tau du/dt; default true. */
  readonly latentEquilibrium?: boolean;
  /**
   * Learning rates [1/ms], of either sign, one number per layer from the first hidden one on, or one for all; default
   * 0. `up` has one more than the others, for the output. They are those of the rate form: with spikes they are
   * divided by psi^3 tau_Delta, those of `pi` by psi^2 tau_Delta.
   */
  readonly learningRates?: PerFamily<number | readonly number[]>;
  /** Weights are uniform in plus and minus this; default 1. */
  readonly amplitude?: number | PerFamily<number>;
  /** Begin where apical potentials vanish without a teacher: W_pi = -W_down, W_ip follows from W_up; default true. */
  readonly selfPredicting?: boolean;
  /** Default 0.03, 0.1, 0.06, 0.06. */
  readonly conductances?: Partial<DendriticConductances>;
  /** Of the transfer function gamma ln(1 + exp(beta (u - theta))); default 1, 1, 0; with spikes gamma times psi. */
  readonly transfer?: { readonly gamma?: number; readonly beta?: number; readonly theta?: number };
  /** Time constant of the filter of input and target [ms]; default 0.1. */
  readonly tau_x?: number;
  /** Largest magnitude of learned weights; default 4. */
  readonly bound?: number;
  /** Families that `bound` holds for; default all that learn. */
  readonly bounded?: readonly Family[];
  /** Let the target act one step later than the input (Haider et al.); default: form "rate" with latent equilibrium. */
  readonly lateTarget?: boolean;
  /**
   * Form "events": the potential that errors come from; default "shown", with latent equilibrium the future one.
   * "somatic" is the published rule (Gille 2023): the potential itself, and apical errors of the step before.
   */
  readonly errorPotential?: ErrorPotential;
  /** Forms "events" and "spikes": time constant of the weight change [ms]; default 1. */
  readonly tau_Delta?: number;
  /** Form "spikes": spikes per ms at a rate of 1; default 100. Weights are divided by it. */
  readonly psi?: number;
  /** Form "spikes": refractory period [ms]; default 0. */
  readonly t_ref?: number;
  /** Forms "events" and "spikes": capacitance of the apical dendrite, in units of the others'; default 1. */
  readonly apicalCapacitance?: number;
  /** Form "rate": noise of the potentials [per square root of a ms]; default 0. */
  readonly sigma?: number;
  /** Delay of all connections but those of the teacher [ms]; default one step. */
  readonly delay?: number;
  /** The share of synapses that is kept in each matrix; default 1. */
  readonly connectionProbability?: number;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** Integer from 0; default 1. Weights and spikes follow from it. */
  readonly seed?: number;
}

/** Checked options, complete. */
export interface DendriticPlan
  extends Required<Omit<DendriticOptions, "learningRates" | "amplitude" | "conductances" | "transfer">> {
  readonly learningRates: Readonly<Record<Family, readonly number[]>>;
  readonly amplitude: Readonly<Record<Family, number>>;
  readonly conductances: DendriticConductances;
  readonly transfer: { readonly gamma: number; readonly beta: number; readonly theta: number };
}

const call = "dendriticMicrocircuit";
const names: readonly (keyof DendriticOptions)[] = [
  "layers",
  "form",
  "latentEquilibrium",
  "learningRates",
  "amplitude",
  "selfPredicting",
  "conductances",
  "transfer",
  "tau_x",
  "bound",
  "bounded",
  "lateTarget",
  "errorPotential",
  "tau_Delta",
  "psi",
  "t_ref",
  "apicalCapacitance",
  "sigma",
  "delay",
  "connectionProbability",
  "resolution",
  "seed",
];

/** Options that do nothing in some forms: the forms that know them. */
const knownIn: readonly (readonly [name: keyof DendriticOptions, forms: readonly DendriticForm[]])[] = [
  ["psi", ["spikes"]],
  ["t_ref", ["spikes"]],
  ["errorPotential", ["events"]],
  ["tau_Delta", ["events", "spikes"]],
  ["apicalCapacitance", ["events", "spikes"]],
  ["sigma", ["rate"]],
];

function checkForm(form: DendriticForm, given: ReadonlyMap<string, unknown>): void {
  for (const [parameter, forms] of knownIn) {
    if (!given.has(parameter) || forms.includes(form)) continue;
    const allowed = `form ${forms.map((one) => `"${one}"`).join(" or ")}`;
    fail("E_UNKNOWN_PARAM", {
      call,
      parameter,
      value: given.get(parameter),
      allowed,
      must: `${parameter} does nothing in form "${form}"`,
      hint: `leave it out, or take ${allowed}`,
    });
  }
}

// 16 GiB in double precision.
const mostWeights = 2 ** 31;

function refuse(code: string, parameter: string, value: unknown, allowed: string, hint?: string): never {
  return fail(code, { call, parameter, value, allowed, must: `${parameter} must be ${allowed}`, hint });
}

type Limit = readonly [allowed: string, valid: (value: number) => boolean];
const positive: Limit = ["above 0", (value) => value > 0 && value < Infinity];
const notNegative: Limit = ["0 or more", (value) => value >= 0 && value < Infinity];
const finite: Limit = ["a finite number", Number.isFinite];
const share: Limit = ["above 0 and at most 1", (value) => value > 0 && value <= 1];

function number(value: unknown, standard: number, parameter: string, [allowed, valid]: Limit): number {
  if (value === undefined) return standard;
  if (typeof value !== "number") return refuse("E_TYPE", parameter, value, allowed);
  return valid(value) ? value : refuse("E_PARAM_RANGE", parameter, value, allowed);
}

function choice<Word extends string>(
  value: unknown,
  standard: Word,
  parameter: string,
  words: readonly Word[],
): Word {
  if (value === undefined) return standard;
  return words.includes(value as Word)
    ? (value as Word)
    : refuse(typeof value === "string" ? "E_UNKNOWN_NAME" : "E_TYPE", parameter, value, words.join(", "));
}

function flag(value: unknown, standard: boolean, parameter: string): boolean {
  if (value === undefined || typeof value === "boolean") return value ?? standard;
  return refuse("E_TYPE", parameter, value, "true or false");
}

/** Sizes of layers. @throws CajalError E_TYPE, E_SHAPE, E_SIZE */
export const ofLayers: Check = (given, { call, parameter }) => {
  const allowed = "at least three whole numbers above 0: input, hidden layers, output";
  const place = { call, parameter, value: given, allowed, must: `${parameter} must be ${allowed}` };
  if (!Array.isArray(given)) fail("E_TYPE", place);
  const valid = given.length >= 3 && given.every((size) => Number.isInteger(size) && size > 0);
  if (!valid) fail("E_SHAPE", place);
  const weights = given.slice(1).reduce((sum, size, layer) => sum + size * given[layer], 0);
  if (weights <= mostWeights) return;
  const most = `sizes with at most ${mostWeights}`;
  const value = `${weights} weights from layer to layer`;
  fail("E_SIZE", { ...place, value, allowed: most, must: `${parameter} must be ${most}` });
};

function layersOf(given: unknown): readonly number[] {
  checkArgument(given, call, "layers", ofLayers);
  return Object.freeze([...(given as number[])]);
}

/** Learning rates per layer: one number serves all. */
function ratesOf(given: unknown, hidden: number): Record<Family, readonly number[]> {
  const entries = optionsOf(given ?? {}, families, `${call}: learningRates`);
  const list = (family: Family): readonly number[] => {
    const length = family === "up" ? hidden + 1 : hidden;
    const value = entries.get(family) ?? 0;
    const parameter = `learningRates.${family}`;
    if (typeof value === "number") return new Array<number>(length).fill(number(value, 0, parameter, finite));
    const allowed = `a number or an array of ${length}, one per layer from the first hidden one on`;
    if (!Array.isArray(value)) return refuse("E_TYPE", parameter, value, allowed);
    if (value.length !== length) return refuse("E_SHAPE", parameter, value, allowed);
    return value.map((one, layer) => number(one, 0, `${parameter}[${layer}]`, finite));
  };
  return Object.fromEntries(families.map((family) => [family, list(family)])) as Record<
    Family,
    readonly number[]
  >;
}

function amplitudeOf(given: unknown): Record<Family, number> {
  if (given === undefined || typeof given === "number") {
    const one = number(given, 1, "amplitude", notNegative);
    return { up: one, ip: one, pi: one, down: one };
  }
  const entries = optionsOf(given, families, `${call}: amplitude`);
  const one = (family: Family): number => number(entries.get(family), 1, `amplitude.${family}`, notNegative);
  return { up: one("up"), ip: one("ip"), pi: one("pi"), down: one("down") };
}

/**
 * Completes and checks options.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_SIZE, E_UNKNOWN_NAME, E_PARAM_RANGE, E_UNKNOWN_PARAM also for options that do
 *   nothing in the form
 */
export function checkDendritic(options: DendriticOptions): DendriticPlan {
  const given = optionsOf(options, names, call);
  const layers = layersOf(given.get("layers"));
  const form = choice(given.get("form"), "rate", "form", ["rate", "events", "spikes"]);
  checkForm(form, given);
  const latentEquilibrium = flag(given.get("latentEquilibrium"), true, "latentEquilibrium");
  const conductances = optionsOf(
    given.get("conductances") ?? {},
    ["g_L", "g_basal", "g_apical", "g_som"],
    `${call}: conductances`,
  );
  const transfer = optionsOf(given.get("transfer") ?? {}, ["gamma", "beta", "theta"], `${call}: transfer`);
  const resolution = number(given.get("resolution"), 0.1, "resolution", positive);
  const bounded = given.get("bounded") ?? families;
  if (!Array.isArray(bounded) || !bounded.every((family) => families.includes(family)))
    refuse("E_TYPE", "bounded", bounded, `an array of ${families.join(", ")}`);
  const seed = number(given.get("seed"), 1, "seed", [
    "a whole number from 0",
    (n) => Number.isSafeInteger(n) && n >= 0,
  ]);
  return {
    layers,
    form,
    latentEquilibrium,
    learningRates: ratesOf(given.get("learningRates"), layers.length - 2),
    amplitude: amplitudeOf(given.get("amplitude")),
    selfPredicting: flag(given.get("selfPredicting"), true, "selfPredicting"),
    conductances: {
      g_L: number(conductances.get("g_L"), 0.03, "conductances.g_L", positive),
      g_basal: number(conductances.get("g_basal"), 0.1, "conductances.g_basal", positive),
      g_apical: number(conductances.get("g_apical"), 0.06, "conductances.g_apical", notNegative),
      g_som: number(conductances.get("g_som"), 0.06, "conductances.g_som", notNegative),
    },
    transfer: {
      gamma: number(transfer.get("gamma"), 1, "transfer.gamma", positive),
      beta: number(transfer.get("beta"), 1, "transfer.beta", positive),
      theta: number(transfer.get("theta"), 0, "transfer.theta", finite),
    },
    tau_x: number(given.get("tau_x"), 0.1, "tau_x", positive),
    bound: number(given.get("bound"), 4, "bound", positive),
    bounded: bounded as readonly Family[],
    lateTarget: flag(given.get("lateTarget"), latentEquilibrium && form === "rate", "lateTarget"),
    errorPotential: choice(given.get("errorPotential"), "shown", "errorPotential", ["shown", "somatic"]),
    tau_Delta: number(given.get("tau_Delta"), 1, "tau_Delta", positive),
    psi: form === "spikes" ? number(given.get("psi"), 100, "psi", positive) : 1,
    t_ref: number(given.get("t_ref"), 0, "t_ref", notNegative),
    apicalCapacitance: number(given.get("apicalCapacitance"), 1, "apicalCapacitance", positive),
    sigma: number(given.get("sigma"), 0, "sigma", notNegative),
    delay: number(given.get("delay"), resolution, "delay", positive),
    connectionProbability: number(given.get("connectionProbability"), 1, "connectionProbability", share),
    resolution,
    seed,
  };
}
