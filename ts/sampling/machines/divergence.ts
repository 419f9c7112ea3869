// How far the states of a sampler are from what they should be.
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { entries, positive } from "../checks.ts";
import { checkDistribution, type StateDistribution } from "./distribution.ts";
import { checkSequence, eachStay, type StateSequence } from "./state-sequence.ts";

function checkUnits(units: number, reference: StateDistribution, call: string): void {
  if (units === reference.units) return;
  const allowed = `${reference.units} units`;
  fail("E_SHAPE", { call, parameter: "units", value: units, allowed, must: `both must have ${allowed}` });
}

/** sum p ln(p / q) [nat] of weights whose sum is `total`. */
function relativeEntropy(weights: ArrayLike<number>, total: number, reference: Float64Array): number {
  let sum = 0;
  for (let state = 0; state < weights.length; state++) {
    const probability = (weights[state] as number) / total;
    if (probability > 0) sum += probability * Math.log(probability / (reference[state] as number));
  }
  return sum;
}

/**
 * Kullback-Leibler divergence D(sampled || reference) = sum p ln(p / q) [nat]: 0 if and only if they are equal,
 * infinite where the reference has no mass. States never sampled add nothing.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE unless both have equally many units
 */
export function divergence(sampled: StateDistribution, reference: StateDistribution): number {
  checkDistribution(sampled, "divergence", "sampled");
  checkDistribution(reference, "divergence", "reference");
  checkUnits(sampled.units, reference, "divergence");
  return relativeEntropy(sampled.probabilities, 1, reference.probabilities);
}

/** Divergence over the time that was sampled. */
export interface DivergenceCurve {
  /** Time since the beginning of the sequence. */
  readonly times: Float64Array;
  /** D(states up to then || reference) [nat] */
  readonly values: Float64Array;
}

/** Options of {@link divergenceCurve}. */
export interface DivergenceCurveOptions {
  /** Number of times; default 30. */
  readonly points?: number;
  /** The first time; default a thousandth of the whole. The last one is the whole. */
  readonly from?: number;
}

/**
 * Divergence of the states up to a time from a distribution, at times that are evenly spaced on a logarithmic axis.
 *
 * @throws CajalError E_SHAPE, E_PARAM_RANGE, E_PARAM_POSITIVE, E_TYPE, E_TIME for a beginning after the end
 */
export function divergenceCurve(
  sequence: StateSequence,
  reference: StateDistribution,
  options: DivergenceCurveOptions = {},
): DivergenceCurve {
  const call = "divergenceCurve";
  checkSequence(sequence, call);
  checkDistribution(reference, call, "reference");
  checkUnits(sequence.units, reference, call);
  const given = optionsOf(options, ["points", "from"], call);
  const points = entries(given.get("points") ?? 30, 2, call, "points");
  const duration = sequence.tStop - sequence.tStart;
  const from = positive(given.get("from") ?? duration / 1000, call, "from");
  if (from >= duration) {
    const must = `from must be below the sequence's ${duration}`;
    fail("E_TIME", { call, parameter: "from", value: from, allowed: `below ${duration}`, must });
  }
  const times = Float64Array.from({ length: points }, (_, k) =>
    k === points - 1 ? duration : from * (duration / from) ** (k / (points - 1)),
  );
  const values = new Float64Array(points);
  const spent = new Float64Array(2 ** sequence.units);
  let [done, place] = [0, 0];
  eachStay(sequence, (state, stay) => {
    let rest = stay;
    for (; place < points && done + rest >= (times[place] as number); place++) {
      const part = (times[place] as number) - done;
      spent[state] = (spent[state] as number) + part;
      [done, rest] = [times[place] as number, rest - part];
      values[place] = relativeEntropy(spent, done, reference.probabilities);
    }
    spent[state] = (spent[state] as number) + rest;
    done += rest;
  });
  for (; place < points; place++) values[place] = relativeEntropy(spent, done, reference.probabilities);
  return { times, values };
}

/** What chance does to a divergence. */
export interface SamplingError {
  /** Divergence to expect of a correct sampler that was observed for this long [nat]. */
  readonly divergence: number;
  /** Number of independent samples with the same: (states with a probability - 1) / (2 divergence). */
  readonly effectiveSamples: number;
}

/**
 * The divergence that a correct sampler would have by chance. Of N independent samples it is (2^K - 1) / (2 N) on
 * average, for large N: every state adds variance(p) / (2 p), but those that cannot be, as of clamped units. Here the
 * variances come from the blocks into which the sequence is cut, so that correlated samples count as what they are;
 * blocks must be long beside the correlations.
 *
 * @param options `blocks`: how many; default 100
 * @throws CajalError E_SHAPE, E_PARAM_RANGE, E_TYPE
 */
export function samplingError(
  sequence: StateSequence,
  reference: StateDistribution,
  options: { readonly blocks?: number } = {},
): SamplingError {
  const call = "samplingError";
  checkSequence(sequence, call);
  checkDistribution(reference, call, "reference");
  checkUnits(sequence.units, reference, call);
  const { tStart, tStop, units } = sequence;
  const states = 2 ** units;
  const given = optionsOf(options, ["blocks"], call);
  const blocks = entries(given.get("blocks") ?? 100, 2, call, "blocks", states);
  const shares = new Float64Array(blocks * states);
  const length = (tStop - tStart) / blocks;
  let block = 0;
  let room = length;
  eachStay(sequence, (state, stay) => {
    let rest = stay;
    for (; rest >= room && block < blocks - 1; block++) {
      const place = block * states + state;
      shares[place] = (shares[place] as number) + room / length;
      rest -= room;
      room = length;
    }
    const place = block * states + state;
    shares[place] = (shares[place] as number) + rest / length;
    room -= rest;
  });
  let [expected, possible] = [0, 0];
  for (let state = 0; state < states; state++) {
    if (reference.probabilities[state] !== 0) possible++;
    let [sum, squares] = [0, 0];
    for (let block = 0; block < blocks; block++) {
      const share = shares[block * states + state] as number;
      sum += share;
      squares += share * share;
    }
    const variance = (squares - (sum * sum) / blocks) / (blocks - 1) / blocks;
    if (variance > 0) expected += variance / (2 * (reference.probabilities[state] as number));
  }
  return { divergence: expected, effectiveSamples: (possible - 1) / (2 * expected) };
}
