// The numbers of a multi-area network of some size: neurons, synapses, weights, delays, rates and currents.
import { fail } from "../../error.ts";
import { checkConnectome } from "./arguments.ts";
import type { AreaPopulation, Connectome } from "./connectome.ts";
import { type FullSize, fullSize, stateOf } from "./full-size.ts";
import { checkSize, type MultiAreaSize } from "./options.ts";
import {
  externalInput,
  type MultiAreaState,
  neuronParameters as neuron,
  multiAreaSynapses as synapse,
} from "./parameters.ts";
import {
  type ReplacedCurrent,
  type ReplacedTrains,
  replacedCurrents,
  replacedTrains,
  type Selection,
  selectionOf,
} from "./replaced.ts";
import { inputAt } from "./theory/input.ts";
import { meanFieldOf } from "./theory/mean-field.ts";

/**
 * The numbers of a network. P populations, those of the connectome; matrices are [target * P + source]. Areas that are
 * not simulated have no neurons and no synapses.
 */
export interface MultiAreaTables {
  /** `V1-23E` and so on. */
  readonly labels: readonly string[];
  readonly sizes: Uint32Array;
  /** Synapses per neuron, also those that are replaced. */
  readonly inDegrees: Float64Array;
  /** Synapses of each projection that is simulated. */
  readonly synapses: Float64Array;
  /** Mean and standard deviation of weights [pA]. */
  readonly weights: Float64Array;
  readonly weightDeviations: Float64Array;
  /** Mean delays [ms]. */
  readonly delays: Float64Array;
  /** Rate of the external input of a neuron [1/s], and its weight [pA]. */
  readonly externalRates: Float64Array;
  readonly externalWeight: number;
  /** Constant current: of external input if it is one, and in place of input that scaling has taken away [pA]. */
  readonly currents: Float64Array;
  /** The stationary rates at full size from which the numbers were made [1/s]; null where none were needed. */
  readonly rates: Float64Array | null;
  readonly replacedTrains: readonly ReplacedTrains[];
  readonly replacedCurrents: readonly ReplacedCurrent[];
}

/** Label of a population. */
const labelOf = ({ areas }: Connectome, { area, name }: AreaPopulation): string =>
  `${areas[area]?.name}-${name}`;

/** With two digits, upward, so that what is recommended suffices. */
function roundedUp(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(2));
}

/** Whole numbers of neurons: the integer parts of the real-valued ones, as the published model has them. */
function sizesOf(connectome: Connectome, { simulated }: Selection, scale: number, call: string): Uint32Array {
  const { populations } = connectome;
  const smallest = Math.min(...populations.filter((_, index) => simulated[index]).map(({ size }) => size));
  if (smallest * scale < 1) {
    const allowed = `at least ${roundedUp(1 / smallest)}`;
    const empty = populations.find(({ size }) => size === smallest) as AreaPopulation;
    fail("E_PARAM_RANGE", {
      call,
      parameter: "scale",
      value: scale,
      allowed,
      must: `scale must be ${allowed}, so that ${labelOf(connectome, empty)} has a neuron`,
    });
  }
  return Uint32Array.from(populations, ({ size }, index) =>
    simulated[index] ? Math.floor(size * scale) : 0,
  );
}

/** Synapses of each simulated projection; multapses and autapses count like others. */
function synapsesOf(
  { populations }: Connectome,
  { simulated, replaces }: Selection,
  inDegrees: Float64Array,
  scale: number,
): Float64Array {
  const count = populations.length;
  return inDegrees.map((indegree, place) => {
    const [target, source] = [Math.floor(place / count), place % count];
    if (!simulated[target] || replaces(target, source)) return 0;
    return Math.floor(indegree * (populations[target] as AreaPopulation).size * scale);
  });
}

/** The rates that were given, or those of theory. */
function ratesOf(
  connectome: Connectome,
  state: MultiAreaState,
  { rates }: MultiAreaSize,
  call: string,
): Float64Array {
  if (rates) return Float64Array.from(rates);
  const { rates: theory, settled } = meanFieldOf(connectome, state, call);
  if (settled) return theory;
  const allowed = "a rate for each population of the connectome";
  return fail("E_PARAM_RANGE", {
    call,
    parameter: "rates",
    allowed,
    must: "rates must be given for a state in which theory finds no stationary ones",
    hint: "take those of a run at full size, or of the ground state",
  });
}

/** What the whole input at full size brings on average, as a current [pA]. */
function meanCurrents(full: FullSize, rates: Float64Array): Float64Array {
  return inputAt(full, rates).means.map((mean) => (neuron.C_m / neuron.tau_m) * mean);
}

/** The same as a current [pA] for the external input alone. */
const externalCurrents = (rates: Float64Array, weight: number): Float64Array =>
  rates.map((rate) => (rate * weight * neuron.tau_syn_ex) / 1000);

/** The numbers of checked options. */
export function tablesOf(connectome: Connectome, options: MultiAreaSize, call: string): MultiAreaTables {
  const { scale = 1, indegreeScale = scale, replacement, drive } = options;
  const [state, selection] = [stateOf(options), selectionOf(connectome, options)];
  const full = fullSize(connectome, state, call);
  // Weights grow so that the variance of the input stays; a constant current replaces its lost mean.
  const growth = 1 / Math.sqrt(indegreeScale);
  const inDegrees = full.inDegrees.map((indegree) => indegree * indegreeScale);
  const weights = full.weights.map((weight) => weight * growth);
  const externalRates = full.externalInDegrees.map((number) => number * indegreeScale * externalInput.rate);
  const externalWeight = full.externalWeight * growth;
  const replacing = replacement === undefined && selection.replacesAny;
  const rates = indegreeScale < 1 || replacing ? ratesOf(connectome, state, options, call) : null;
  const lost = 1 - Math.sqrt(indegreeScale);
  const external = drive === "dc" ? externalCurrents(externalRates, externalWeight) : undefined;
  const mean = lost > 0 && rates ? meanCurrents(full, rates) : undefined;
  const rateOf = (source: number): number =>
    typeof replacement === "number" ? replacement : (rates?.[source] as number);
  const synapses = { inDegrees, weights };
  const course = typeof replacement === "object" ? replacement : undefined;
  return {
    labels: connectome.populations.map((population) => labelOf(connectome, population)),
    sizes: sizesOf(connectome, selection, scale, call),
    ...synapses,
    synapses: synapsesOf(connectome, selection, full.inDegrees, scale * indegreeScale),
    // As published: the deviation does not grow with the mean.
    weightDeviations: full.weights.map((weight) => Math.abs(weight) * synapse.relativeWeightDeviation),
    delays: full.delays,
    externalRates,
    externalWeight,
    currents: full.externalInDegrees.map(
      (_, index) => lost * (mean?.[index] ?? 0) + (external?.[index] ?? 0),
    ),
    rates,
    replacedTrains: course ? [] : replacedTrains(selection, synapses, rateOf),
    replacedCurrents: course ? replacedCurrents(selection, synapses, course) : [],
  };
}

/**
 * Computes the numbers of a multi-area network (S18b): in-degrees and sizes are scaled, weights grow with
 * 1 / sqrt(indegreeScale) to keep the variance of the input, and constant currents replace its lost mean, so that mean
 * and variance are those of full size at `rates`.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_INDEX for what is no connectome; E_UNKNOWN_PARAM, E_UNKNOWN_NAME,
 * E_PARAM_RANGE, E_PARAM_POSITIVE, E_NOT_FINITE for options that make no network
 * @example multiAreaTables(syntheticConnectome(), { areas: ["A1"] }).replacedTrains;
 */
export function multiAreaTables(connectome: Connectome, options: MultiAreaSize = {}): MultiAreaTables {
  const call = "multiAreaTables";
  checkConnectome(connectome, call);
  checkSize(options, connectome, call);
  return tablesOf(connectome, options, call);
}
