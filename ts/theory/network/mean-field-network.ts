// A network of populations as theory sees it: in-degrees, weights, delays and drives.
import {
  type Check,
  checkLength,
  checkOptions,
  checkParts,
  isRecord,
  refuse,
} from "../../arguments/check.ts";
import { finite, listOfSome, notNegative, numbers, optional, positive, text } from "../../arguments/kinds.ts";
import { type ConductanceNeuron, conductanceNeuron } from "../lif/conductance.ts";
import { type LifNeuron, lifNeuron } from "../lif/neuron.ts";
import { type DelayDistribution, delayDistribution } from "../response/delays.ts";

/** A population of equal neurons. */
export interface MeanFieldPopulation {
  /** Default its number. */
  readonly label?: string;
  /** The number of neurons, above 0. Only fluctuations of the population depend on it. */
  readonly size: number;
  readonly neuron: LifNeuron | ConductanceNeuron;
}

/** Spikes that come from outside, as independent Poisson trains. */
export interface ExternalInput {
  /** How many reach a neuron of each population [1/s]: the number of its sources times their rate. */
  readonly rates: ArrayLike<number>;
  /** What each is worth, by population, as `weights` of the network. */
  readonly weights: ArrayLike<number>;
  /** Standard deviations of the weights, in their unit; default 0. */
  readonly weightDeviations?: ArrayLike<number>;
}

/** A network of P populations; matrices are [target * P + source]. */
export interface MeanFieldNetwork {
  readonly populations: readonly MeanFieldPopulation[];
  /** Synapses per target neuron, a mean that need not be whole. */
  readonly inDegrees: ArrayLike<number>;
  /**
   * Mean weights [mV]: the potential that a spike evokes, integrated over time and divided by tau_m; for jumps of the
   * potential their height, for currents weight tau_syn / C_m, not the peak. For conductance-based targets the peak of
   * the conductance [nS], negative for inhibition.
   */
  readonly weights: ArrayLike<number>;
  /** Standard deviations of the weights, in their unit; default 0. */
  readonly weightDeviations?: ArrayLike<number>;
  /** Of all synapses, or one for each couple of populations; needed for what depends on frequencies. */
  readonly delays?: DelayDistribution | readonly DelayDistribution[];
  readonly external?: readonly ExternalInput[];
  /** Constant input by population, as potential above rest [mV]: current times tau_m / C_m; default 0. */
  readonly potentials?: ArrayLike<number>;
}

/** Whether a neuron's synapses are conductances. */
export const isConductance = (neuron: LifNeuron | ConductanceNeuron): neuron is ConductanceNeuron =>
  "g_L" in neuron;

const neuronOfTheory: Check = (value, place) =>
  (isRecord(value) && "g_L" in value ? conductanceNeuron : lifNeuron)(value, place);

const population: Check = (value, { call, parameter }) =>
  checkParts(value, call, parameter, { label: optional(text), size: positive, neuron: neuronOfTheory });

/** As many numbers as there must be, each of a kind. */
export function checkNumbers(
  values: unknown,
  count: number,
  call: string,
  parameter: string,
  check: Check = finite,
): void {
  numbers(values, { call, parameter });
  const list = values as ArrayLike<number>;
  checkLength(list, count, call, parameter);
  for (let index = 0; index < count; index++)
    check(list[index], { call, parameter: `${parameter}[${index}]` });
}

function checkExternal(external: readonly ExternalInput[], count: number, call: string, path: string): void {
  external.forEach((input, index) => {
    const at = `${path}[${index}]`;
    checkParts(input, call, at, { rates: numbers, weights: numbers, weightDeviations: optional(numbers) });
    checkNumbers(input.rates, count, call, `${at}.rates`, notNegative);
    checkNumbers(input.weights, count, call, `${at}.weights`);
    if (input.weightDeviations)
      checkNumbers(input.weightDeviations, count, call, `${at}.weightDeviations`, notNegative);
  });
}

const delaysOf: Check = (value, place) => {
  if (value === undefined) return;
  if (Array.isArray(value)) listOfSome(delayDistribution)(value, place);
  else delayDistribution(value, place);
};

/**
 * Checks a network.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_UNKNOWN_PARAM, E_UNKNOWN_NAME
 */
export function checkNetwork(network: MeanFieldNetwork, call: string): void {
  const at = (name: string): string => `network.${name}`;
  checkOptions(
    network,
    call,
    {
      populations: (value) => listOfSome(population)(value, { call, parameter: at("populations") }),
      inDegrees: () => {},
      weights: () => {},
      weightDeviations: () => {},
      delays: (value) => delaysOf(value, { call, parameter: at("delays") }),
      external: (value) =>
        value === undefined || listOfSome(isRecordCheck)(value, { call, parameter: at("external") }),
      potentials: () => {},
    },
    "network",
  );
  const count = network.populations.length;
  checkNumbers(network.inDegrees, count * count, call, at("inDegrees"), notNegative);
  checkNumbers(network.weights, count * count, call, at("weights"));
  if (network.weightDeviations !== undefined)
    checkNumbers(network.weightDeviations, count * count, call, at("weightDeviations"), notNegative);
  if (network.potentials !== undefined) checkNumbers(network.potentials, count, call, at("potentials"));
  if (Array.isArray(network.delays)) checkLength(network.delays, count * count, call, at("delays"));
  if (network.external) checkExternal(network.external, count, call, at("external"));
}

const isRecordCheck: Check = (value, place) => {
  if (!isRecord(value)) refuse(value, "{ rates, weights, weightDeviations }", place, "E_TYPE");
};

/** The names of the populations. */
export const labelsOf = ({ populations }: MeanFieldNetwork): readonly string[] =>
  populations.map(({ label }, index) => label ?? `population ${index}`);
