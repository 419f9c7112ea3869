// Covariances of spike counts, row by row, from which correlations of every form are taken.

import type { Checks } from "../../arguments/check.ts";
import { binsWithin } from "../bins.ts";
import { ofCounts, ofPairs } from "../options.ts";
import type { BinOptions } from "../rates/population-histogram.ts";
import type { SpikeSource } from "../trains.ts";
import { visitProducts } from "./count-products.ts";
import { type OccupiedBins, occupiedBins } from "./counts.ts";
import { chosenTrains, type PairOptions } from "./pairs.ts";

/** Options of correlations of spike counts. */
export interface CorrelationOptions extends BinOptions, PairOptions {
  /** Count a bin with several spikes as one; default false. */
  readonly binary?: boolean;
}

/** Counts of the trains that take part. */
export interface ChosenCounts {
  readonly rows: Uint32Array;
  readonly counts: OccupiedBins;
}

export const ofCorrelation: Checks = { ...ofPairs, ...ofCounts };

/**
 * @throws CajalError when the window is empty, no bin fits, or the subsample is impossible.
 */
export function chosenCounts(
  call: string,
  source: SpikeSource,
  options: CorrelationOptions,
  checks: Checks = ofCorrelation,
): ChosenCounts {
  const { trains, rows } = chosenTrains(call, source, options, checks);
  const { bin, binary = false } = options;
  const bins = binsWithin(trains.tStart, trains.tStop, bin, call);
  return { rows, counts: occupiedBins(trains, rows, { bin, bins, binary }) };
}

/** Takes the row of a member: sums of products of deviations, defined from the member itself on. */
export type DeviationVisitor = (member: number, row: Float64Array, own: Float64Array) => void;

/**
 * Sums over bins of (x_i - mean)(x_j - mean), as S_ij - n_i n_j / bins, so that silent bins cost nothing.
 * With a `reach` of bins, sums over all lags up to it; there the chance level is that of the bins which
 * overlap at a lag.
 */
export function visitDeviations(
  counts: OccupiedBins,
  options: { readonly reach?: number; readonly onProgress?: PairOptions["onProgress"] | undefined },
  visit: DeviationVisitor,
): void {
  const { reach = 0, onProgress } = options;
  const { bins, totals } = counts;
  const overlap = (2 * reach + 1) * bins - reach * (reach + 1);
  const chance = (one: number, other: number): number => {
    const product = (totals[one] as number) * (totals[other] as number);
    return reach === 0 ? product / bins : (product * overlap) / (bins * bins);
  };
  const own = Float64Array.from(
    totals,
    (_, member) => ownSum(counts, member, reach) - chance(member, member),
  );
  visitProducts(counts, { reach, ...(onProgress ? { onProgress } : {}) }, (member, row) => {
    for (let other = member; other < row.length; other++)
      row[other] = (row[other] as number) - chance(member, other);
    visit(member, row, own);
  });
}

/** Sum of products of a train with itself. */
function ownSum({ trains }: OccupiedBins, member: number, reach: number): number {
  const { places, counts } = trains[member] as OccupiedBins["trains"][number];
  let sum = 0;
  for (let entry = 0, first = 0; entry < places.length; entry++) {
    while ((places[first] as number) < (places[entry] as number) - reach) first++;
    const count = counts[entry] as number;
    for (let before = first; before < entry; before++) sum += 2 * count * (counts[before] as number);
    sum += count * count;
  }
  return sum;
}

/** Coefficient of correlation from sums of deviations; NaN where one train does not vary. */
export function coefficient(shared: number, one: number, other: number): number {
  return one > 0 && other > 0 ? shared / Math.sqrt(one * other) : Number.NaN;
}
