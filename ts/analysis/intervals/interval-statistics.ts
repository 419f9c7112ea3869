// Rate and regularity of every neuron in one pass over its spikes.

import type { Check } from "../../arguments/check.ts";
import { listOf, notNegative, oneOf, optional, wholeFrom } from "../../arguments/kinds.ts";
import { ofSelection } from "../options.ts";
import { spikesPerSecond } from "../rates/firing-rates.ts";
import { type Selection, type SpikeSource, takeTrains, trainCount } from "../trains.ts";
import { type Formula, formulas, stride, sumSquares, sumTrain } from "./interval-sums.ts";

/** Measures of a train in the order in which they are usually listed. */
export const intervalMeasures = ["rate", "meanInterval", "cv", "cv2", "lv", "lvr"] as const;

/** Name of a measure: rate [1/s], mean interval [ms], and the irregularities CV, CV2, LV and LvR [1]. */
export type IntervalMeasure = (typeof intervalMeasures)[number];

/** One value per neuron for each measure; NaN where there are too few spikes. */
export type IntervalStatistics<Measure extends IntervalMeasure = IntervalMeasure> = {
  readonly [measure in Measure]: Float64Array;
};

/** Options of the formulas. */
export interface IntervalOptions {
  /**
   * Intervals a train must have to get a CV, otherwise NaN; default 1, where a single interval gives 0.
   * Published values of the cortical microcircuit use 2.
   */
  readonly minIntervals?: number;
  /** Refractoriness constant R of LvR [ms]; default 5. */
  readonly refractory?: number;
}

/** Options of {@link intervalStatistics}. */
export interface IntervalStatisticsOptions<Measure extends IntervalMeasure>
  extends IntervalOptions,
    Selection {
  /** What to compute; default: everything. Without `cv2` and `lvr` it is faster. */
  readonly measures?: readonly Measure[];
}

/** What the options of a formula must be. */
export const ofIntervals: Readonly<Record<keyof IntervalOptions, Check>> = {
  minIntervals: optional(wholeFrom(1)),
  refractory: optional(notNegative),
};

/** Names of measures. */
export const ofMeasures: Check = listOf(oneOf(intervalMeasures));

/** The options with their defaults, checked. */
export function formulaOf({ minIntervals = 1, refractory = 5 }: IntervalOptions): Formula {
  return { minIntervals, refractory };
}

/** Columns for the values of all neurons, and how those of one are written from its row of sums. */
interface Columns<Measure extends IntervalMeasure> {
  readonly statistics: IntervalStatistics<Measure>;
  write(neuron: number, spikes: number, seconds: number, sums: Float64Array, base: number): void;
}

/**
 * Makes the columns.
 *
 * @throws CajalError when a measure does not exist.
 */
export function columnsOf<Measure extends IntervalMeasure>(
  measures: readonly Measure[],
  neurons: number,
  formula: Formula,
): Columns<Measure> {
  const columns = measures.map((measure) => ({ measure, values: new Float64Array(neurons) }));
  return {
    statistics: Object.fromEntries(
      columns.map(({ measure, values }) => [measure, values]),
    ) as IntervalStatistics<Measure>,
    write(neuron, spikes, seconds, sums, base) {
      for (const { measure, values } of columns)
        values[neuron] =
          measure === "rate"
            ? spikesPerSecond(spikes, seconds)
            : formulas[measure as Exclude<IntervalMeasure, "rate">](sums, base, spikes - 1, formula);
    },
  };
}

/**
 * Rate, mean interval, CV (sd / mean, ddof 0), CV2 (Holt et al. 1996), LV (Shinomoto et al. 2003) and LvR
 * (Shinomoto et al. 2009) of each train, in one pass over the spikes.
 *
 * @throws CajalError when the window is empty, `minIntervals` is not a positive integer, `refractory` is
 *   negative, or a measure does not exist.
 * @example
 * const { rate, cv, lv } = intervalStatistics(sim.read(spikes), { measures: ["rate", "cv", "lv"] });
 */
export function intervalStatistics<Measure extends IntervalMeasure = IntervalMeasure>(
  source: SpikeSource,
  options: IntervalStatisticsOptions<Measure> = {},
): IntervalStatistics<Measure> {
  const trains = takeTrains("intervalStatistics", source, options, {
    ...ofSelection,
    ...ofIntervals,
    measures: optional(ofMeasures),
  });
  const { measures = intervalMeasures as readonly IntervalMeasure[] as readonly Measure[] } = options;
  const { times, offsets } = trains;
  const columns = columnsOf(measures, trainCount(trains), formulaOf(options));
  const seconds = (trains.tStop - trains.tStart) / 1000;
  const needed = new Set<IntervalMeasure>(measures);
  const sum = needed.has("cv2") || needed.has("lvr") ? sumTrain : sumSquares;
  const sums = new Float64Array(stride);
  for (let row = 0; row + 1 < offsets.length; row++) {
    const from = offsets[row] as number;
    const to = offsets[row + 1] as number;
    sum(sums, times, from, to);
    columns.write(row, to - from, seconds, sums, 0);
  }
  return columns.statistics;
}
