// How strongly the rates of populations answer to each other at a frequency.
//   B16  Bos, Diesmann & Helias (2016) PLoS Comput. Biol. 12:e1005132, methods
import { type Check, checkOptions } from "../../arguments/check.ts";
import { refuseNull } from "../../error.ts";
import { type ComplexMatrix, zeros } from "../algebra/complex-matrix.ts";
import {
  atFrequency,
  type ComplexValues,
  meanResponse,
  type ResponseOptions,
  responseChecks,
  synapticFilter,
} from "../lif/transfer-function.ts";
import type { WorkingPoint } from "../network/working-point.ts";
import { type Complex, product } from "../special/complex.ts";
import { type DelayDistribution, delayAt } from "./delays.ts";
import { checkFrequencies, checkPoint, delaysOf, inputAt } from "./point.ts";

/** Options of what depends on frequencies. */
export type LinearOptions = Pick<ResponseOptions, "refractory">;

export const linearChecks: { readonly refractory: Check } = { refractory: responseChecks.refractory };

/** The transfer function of each population, its synapses included, at a frequency. */
function responsesAt(point: WorkingPoint, frequency: number, { refractory }: LinearOptions): Complex[] {
  const { method } = point;
  return point.neurons.map((neuron, index) => {
    const s = atFrequency(neuron, frequency);
    const options = { method, ...(refractory === undefined ? {} : { refractory }) };
    return product(meanResponse(neuron, inputAt(point, index), s, options), synapticFilter(neuron, s));
  });
}

/** Distributions that differ, and which of them each couple of populations has. */
function distinct(delays: readonly DelayDistribution[]) {
  const places = new Map<string, number>();
  const different: DelayDistribution[] = [];
  const which = delays.map((delay) => {
    const key = [delay.distribution, delay.mean, delay.deviation, delay.low].join();
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, different.length);
    return different.push(delay) - 1;
  });
  return { different, which };
}

/** The effective connectivity as a function of the frequency [1/s]. */
export function connectivityOf(
  point: WorkingPoint,
  options: LinearOptions,
  call: string,
): (frequency: number) => ComplexMatrix {
  const { different, which } = distinct(delaysOf(point, call));
  const count = point.neurons.length;
  // tau_m J K [mV s]
  const strength = Float64Array.from(point.weights, (weight, place) => {
    const { tau_m } = point.neurons[Math.floor(place / count)] as { readonly tau_m: number };
    return ((tau_m * (point.inDegrees[place] as number)) / 1000) * weight;
  });
  return (frequency) => {
    const delayed = different.map((delay) => delayAt(delay, frequency));
    const responses = responsesAt(point, frequency, options);
    const matrix = zeros(count);
    for (let place = 0; place < strength.length; place++) {
      const size = strength[place] as number;
      if (size === 0) continue;
      const turn = delayed[which[place] as number] as Complex;
      const { re, im } = product(responses[Math.floor(place / count)] as Complex, turn);
      matrix.re[place] = size * re;
      matrix.im[place] = size * im;
    }
    return matrix;
  };
}

/** Checks what all functions of a point and frequencies take. */
export function checkLinear(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: LinearOptions,
  call: string,
): void {
  checkPoint(point, call);
  checkFrequencies(frequencies, call);
  checkOptions(options, call, linearChecks);
  refuseNull(options, call);
}

/**
 * The effective connectivity at each frequency: by how much the rate of a target follows that of a source,
 * tau_m J K n(f) D(f) (B16) [1]. Entry (target, source) at [target * P + source].
 *
 * @param frequencies [1/s], from 0 on
 * @throws CajalError E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE (a point that is not settled too),
 * E_UNKNOWN_PARAM, E_UNKNOWN_NAME
 * @example effectiveConnectivity(workingPoint(network), [60])[0].re;
 */
export function effectiveConnectivity(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: LinearOptions = {},
): ComplexMatrix[] {
  const call = "effectiveConnectivity";
  checkLinear(point, frequencies, options, call);
  return Array.from(frequencies, connectivityOf(point, options, call));
}

/**
 * The transfer function of each population with its synapses, without delays [1/(s mV)].
 *
 * @throws CajalError as `effectiveConnectivity`
 */
export function transferFunctions(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: LinearOptions = {},
): ComplexValues[] {
  const call = "transferFunctions";
  checkLinear(point, frequencies, options, call);
  const all = Array.from(frequencies, (frequency) => responsesAt(point, frequency, options));
  return point.neurons.map((_, population) => ({
    re: Float64Array.from(all, (values) => values[population]?.re ?? 0),
    im: Float64Array.from(all, (values) => values[population]?.im ?? 0),
  }));
}
