// The answer of a population to a short stimulus.
import { refuse } from "../../arguments/check.ts";
import { finite, optional, positive } from "../../arguments/kinds.ts";
import { mean, standardDeviation } from "../samples/moments.ts";
import { checkMeasure, type SpikeSource, toTrains, trainCount } from "../trains.ts";
import { populationCounts } from "./population-histogram.ts";

/** Where the stimulus is and where to look. */
export interface TransientOptions {
  /** Begin of the stimulus [ms]; what lies between the begin of the source and this is the baseline. */
  readonly onset: number;
  /** How long after the onset to look for the response [ms]; default 50. */
  readonly duration?: number;
  /** Width of the bins [ms]; default 1. */
  readonly bin?: number;
}

/** A transient response; latencies in ms after the onset, NaN where there is no response. */
export interface TransientResponse {
  /** Mean and sd of the rate before the stimulus [1/s per neuron]. */
  readonly baselineRate: number;
  readonly baselineDeviation: number;
  /** Begin of the first of two consecutive bins above baseline + 3 sd. */
  readonly onsetLatency: number;
  /** Largest rate after the onset [1/s per neuron] and the begin of its bin. */
  readonly peakRate: number;
  readonly peakLatency: number;
  /** Spikes of the whole population beyond the baseline. */
  readonly extraSpikes: number;
}

const call = "transientResponse";
const ofTransient = { onset: finite, duration: optional(positive), bin: optional(positive) };

/**
 * Measures how a population answers to a stimulus (Potjans & Diesmann 2014, figure 10: thalamic pulse).
 *
 * @throws CajalError when fewer than two bins lie before or after the onset.
 * @example
 * const { onsetLatency, peakRate } = transientResponse(trials, { onset: 0, duration: 50 });
 */
export function transientResponse(source: SpikeSource, options: TransientOptions): TransientResponse {
  checkMeasure(call, source, options, ofTransient);
  const { onset, duration = 50, bin = 1 } = options;
  const trains = toTrains(source);
  if (!(onset > trains.tStart && onset < trains.tStop))
    refuse(onset, "within the recording [ms]", { call, parameter: "onset" });
  const before = populationCounts(trains, { bin, tStart: trains.tStart, tStop: onset });
  const after = populationCounts(trains, {
    bin,
    tStart: onset,
    tStop: Math.min(onset + duration, trains.tStop),
  });
  if (before.length < 2 || after.length < 2)
    refuse(bin, "so short that two bins lie before and two after the onset", { call, parameter: "bin" });
  const perSecond = 1000 / (trainCount(trains) * bin);
  const baseline = mean(before);
  const deviation = standardDeviation(before);
  const limit = baseline + 3 * deviation;
  const onsetBin = after.findIndex((count, index) => count > limit && (after[index + 1] ?? 0) > limit);
  const peak = after.reduce((best, count, index) => (count > (after[best] as number) ? index : best), 0);
  return {
    baselineRate: baseline * perSecond,
    baselineDeviation: deviation * perSecond,
    onsetLatency: onsetBin < 0 ? Number.NaN : onsetBin * bin,
    peakRate: (after[peak] as number) * perSecond,
    peakLatency: onsetBin < 0 ? Number.NaN : peak * bin,
    extraSpikes: after.reduce((sum, count) => sum + count - baseline, 0),
  };
}
