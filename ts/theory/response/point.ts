// What linear response asks of a working point.
import { type Check, checkArgument, checkLength, checkParts, refuse } from "../../arguments/check.ts";
import {
  finite,
  listOf,
  listOfSome,
  notNegative,
  number,
  oneOf,
  positive,
  text,
  within,
} from "../../arguments/kinds.ts";
import { type LifInput, lifNeuron } from "../lif/neuron.ts";
import { checkNumbers } from "../network/mean-field-network.ts";
import type { WorkingPoint } from "../network/working-point.ts";
import { type DelayDistribution, delayDistribution } from "./delays.ts";

/**
 * Checks a working point, and that it is a fixed point at which all neurons fluctuate: nothing else has a linear
 * response.
 */
export function checkPoint(point: WorkingPoint, call: string): void {
  const at = (name: string): string => `point.${name}`;
  checkParts(point, call, "point", {
    labels: listOf(text),
    neurons: listOfSome(lifNeuron),
    method: oneOf(["shift", "taylor"]),
    residual: number,
    steps: number,
    remarks: listOf(text),
  });
  const count = point.neurons.length;
  checkLength(point.labels, count, call, at("labels"));
  checkNumbers(point.sizes, count, call, at("sizes"), positive);
  checkNumbers(point.rates, count, call, at("rates"), finite);
  checkNumbers(point.means, count, call, at("means"));
  checkNumbers(point.deviations, count, call, at("deviations"), positive);
  checkNumbers(point.inDegrees, count * count, call, at("inDegrees"), notNegative);
  checkNumbers(point.weights, count * count, call, at("weights"));
  checkNumbers(point.cvs, count, call, at("cvs"));
  if (point.delays !== undefined) delaysOf(point, call);
  if (point.settled !== true)
    refuse(point.settled, "true: only a fixed point has a linear response", {
      call,
      parameter: at("settled"),
    });
}

/** The delay of each couple of populations. @throws CajalError E_TYPE if there are none */
export function delaysOf({ delays, neurons }: WorkingPoint, call: string): readonly DelayDistribution[] {
  const count = neurons.length ** 2;
  const place = { call, parameter: "point.delays" };
  if (delays === undefined)
    refuse(delays, "the delays of all synapses, or those of each couple of populations", place, "E_TYPE");
  if (!Array.isArray(delays)) {
    delayDistribution(delays, place);
    return Array<DelayDistribution>(count).fill(delays as DelayDistribution);
  }
  listOfSome(delayDistribution)(delays, place);
  checkLength(delays, count, call, "point.delays");
  return delays;
}

/** A frequency [1/s]. */
export const frequency: Check = within(0, 1e6);

/** Refuses what are no frequencies. */
export const checkFrequencies = (frequencies: ArrayLike<number>, call: string): void =>
  checkArgument(frequencies, call, "frequencies", listOfSome(frequency));

/** What a neuron of a population receives. */
export const inputAt = ({ means, deviations }: WorkingPoint, population: number): LifInput => ({
  mean: means[population] as number,
  deviation: deviations[population] as number,
});
