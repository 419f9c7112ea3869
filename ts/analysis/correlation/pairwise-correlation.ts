// Pairwise correlation of spike counts.
import { binCount, binIndex } from "../bins.ts";
import type { BinOptions } from "../rates/population-histogram.ts";
import { subsample } from "../samples/subsample.ts";
import { type SpikeSource, type Trains, toTrains, train, trainCount } from "../trains.ts";

/** Options of {@link pairwiseCorrelation}. */
export interface CorrelationOptions extends BinOptions {
  /** Take only so many neurons, drawn without replacement from the seed; `active` leaves out silent ones. */
  readonly subsample?: { readonly size: number; readonly seed: number; readonly active?: boolean };
}

/** Correlation coefficients of all pairs. */
export interface PairwiseCorrelation {
  /** Row of each neuron that took part, in the order of the pairs. */
  readonly rows: Uint32Array;
  /** Coefficients of the pairs i < j, row by row; NaN where a neuron never fires. */
  readonly values: Float64Array;
}

/**
 * Pearson's correlation coefficient of the spike counts in bins, for all pairs of neurons.
 *
 * Evaluated from the occupied bins only, S_ij - n_i n_j / bins, so the cost follows the number of spikes and
 * not the length of the recording.
 *
 * @throws RangeError when the window is empty or no bin fits.
 */
export function pairwiseCorrelation(source: SpikeSource, options: CorrelationOptions): PairwiseCorrelation {
  const trains = toTrains(source, options);
  const bins = binCount(trains.tStart, trains.tStop, options.bin);
  const rows = Uint32Array.from(chosenRows(trains, options.subsample));
  const occupied = occupiedBins(trains, rows, bins, options.bin);
  return { rows, values: coefficients(occupied, rows.length, bins) };
}

function chosenRows(trains: Trains, choice: CorrelationOptions["subsample"]): number[] {
  let rows = Array.from({ length: trainCount(trains) }, (_, index) => index);
  if (!choice) return rows;
  if (choice.active) rows = rows.filter((row) => train(trains, row).length > 0);
  return subsample(rows, choice.size, choice.seed);
}

/** Spikes as (bin, member), in order of bin. */
interface Occupied {
  readonly bins: Uint32Array;
  readonly members: Uint32Array;
  readonly totals: Float64Array;
}

function occupiedBins(trains: Trains, rows: Uint32Array, bins: number, width: number): Occupied {
  const entries: number[] = [];
  const totals = new Float64Array(rows.length);
  for (let member = 0; member < rows.length; member++) {
    for (const time of train(trains, rows[member] as number)) {
      const bin = binIndex((time - trains.tStart) / width);
      if (bin >= bins) continue;
      entries.push(bin * rows.length + member);
      totals[member] = (totals[member] as number) + 1;
    }
  }
  const sorted = Float64Array.from(entries).sort();
  return {
    bins: Uint32Array.from(sorted, (entry) => Math.floor(entry / rows.length)),
    members: Uint32Array.from(sorted, (entry) => entry % rows.length),
    totals,
  };
}

/** Sums of products S[i * size + j] over the bins that both occupy; i <= j. */
function products(occupied: Occupied, size: number): Float64Array {
  const sums = new Float64Array(size * size);
  const { bins, members } = occupied;
  for (let first = 0, end = 0; first < bins.length; first = end) {
    while (end < bins.length && bins[end] === bins[first]) end++;
    // Every ordered couple of spikes in the bin adds one; a neuron with two spikes is met twice, as it must.
    for (let one = first; one < end; one++) {
      const row = (members[one] as number) * size;
      for (let other = first; other < end; other++) {
        const place = row + (members[other] as number);
        sums[place] = (sums[place] as number) + 1;
      }
    }
  }
  return sums;
}

function coefficients(occupied: Occupied, size: number, bins: number): Float64Array {
  const sums = products(occupied, size);
  const { totals } = occupied;
  const covariance = (one: number, other: number): number =>
    (sums[one * size + other] as number) - ((totals[one] as number) * (totals[other] as number)) / bins;
  const values = new Float64Array((size * (size - 1)) / 2);
  let pair = 0;
  for (let one = 0; one < size; one++) {
    for (let other = one + 1; other < size; other++) {
      const norm = Math.sqrt(covariance(one, one) * covariance(other, other));
      values[pair++] = norm > 0 ? covariance(one, other) / norm : Number.NaN;
    }
  }
  return values;
}
