// How rates of a multi-area network come to what their input makes of them.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179
import { type InputFactors, inputOf } from "../../../theory/network/input.ts";
import {
  type Answers,
  isSettled as isSettledBy,
  type Relaxation,
  type Relaxed,
  relaxation as relaxationBy,
  relax as relaxBy,
} from "../../../theory/network/relaxation.ts";
import { rateOf } from "./neuron-rate.ts";

/** What neurons answer to the rates of all (S17). */
const answersOf =
  (factors: InputFactors): Answers =>
  (rates) => {
    const { means, deviations } = inputOf(factors, rates);
    return means.map((mean, index) => rateOf(mean, deviations[index] as number));
  };

/** Whether rates are what their input makes of them. */
export const isSettled = (factors: InputFactors, rates: Float64Array): boolean =>
  isSettledBy(rates, answersOf(factors));

/** Begins to let rates relax. */
export const relaxation = (factors: InputFactors, start: Float64Array): Relaxation =>
  relaxationBy(answersOf(factors), start);

/** Lets rates relax until they have settled, for a time at most [time constants]. */
export const relax = (factors: InputFactors, start: Float64Array, time: number): Relaxed =>
  relaxBy(answersOf(factors), start, time);
