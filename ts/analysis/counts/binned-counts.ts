// Spike counts of every train in bins: as a matrix, or only the bins that hold spikes.

import { type Checks, refuse } from "../../arguments/check.ts";
import { binIndex, binsWithin } from "../bins.ts";
import { ofCounts } from "../options.ts";
import type { BinOptions } from "../rates/population-histogram.ts";
import { type SpikeSource, type Trains, takeTrains, trainCount } from "../trains.ts";

/** Options of {@link binnedCounts} and {@link occupiedBins}. */
export interface CountOptions extends BinOptions {
  /** Count at most one spike of a train in a bin; default false. */
  readonly binary?: boolean;
}

/** Where the bins are. */
export interface Bins {
  /** Number of trains, and of bins in the window. */
  readonly trains: number;
  readonly bins: number;
  /** Begin of the first bin and width of all [ms]. */
  readonly tStart: number;
  readonly bin: number;
}

/** Counts of all bins. */
export interface BinnedCounts extends Bins {
  /** Spikes of train `i` in bin `k` at `i * bins + k`. */
  readonly counts: Uint32Array;
}

/** Counts of the bins that are not empty. */
export interface OccupiedBins extends Bins {
  /** What belongs to train `i` is at `offsets[i] .. offsets[i + 1]` of the two arrays. */
  readonly offsets: Uint32Array;
  /** Number of each occupied bin, ascending within a train, and the spikes in it. */
  readonly indices: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * Spike counts of each train in the bins that hold any: memory follows the number of spikes, not the time.
 * Bins are closed on the left; a spike exactly at `tStop` is in no bin.
 *
 * @throws CajalError when the window is empty or no bin fits.
 * @example
 * const { offsets, indices, counts } = occupiedBins(sim.read(spikes), { bin: 2 });
 */
export function occupiedBins(source: SpikeSource, options: CountOptions): OccupiedBins {
  return countOccupied("occupiedBins", source, options);
}

// Bins are numbered by 32 bits; empty ones take no place.
const mostOccupied = 2 ** 32 - 1;

/** The occupied bins of which a measure is made. */
export function countOccupied(
  call: string,
  source: SpikeSource,
  options: CountOptions,
  checks: Checks = ofCounts,
): OccupiedBins {
  const trains = takeTrains(call, source, options, checks);
  const { bin, binary = false } = options;
  const { times, tStart } = trains;
  const bins = binsWithin(tStart, trains.tStop, bin, call, mostOccupied);
  const offsets = new Uint32Array(trains.offsets.length);
  const indices = new Uint32Array(times.length);
  const counts = new Uint32Array(times.length);
  let filled = 0;
  for (let row = 0; row < trainCount(trains); row++) {
    const begin = filled;
    const to = trains.offsets[row + 1] as number;
    for (let spike = trains.offsets[row] as number; spike < to; spike++) {
      const index = binIndex(((times[spike] as number) - tStart) / bin);
      if (index >= bins) break;
      if (filled > begin && indices[filled - 1] === index) {
        if (!binary) counts[filled - 1] = (counts[filled - 1] as number) + 1;
        continue;
      }
      indices[filled] = index;
      counts[filled++] = 1;
    }
    offsets[row + 1] = filled;
  }
  return {
    ...binsOf(trains, bins, bin),
    offsets,
    indices: indices.subarray(0, filled),
    counts: counts.subarray(0, filled),
  };
}

function binsOf(trains: Trains, bins: number, bin: number): Bins {
  return { trains: trainCount(trains), bins, tStart: trains.tStart, bin };
}

/**
 * Spike counts of each train in each bin, as a matrix of 4 bytes per train and bin. Bins are closed on the
 * left; a spike exactly at `tStop` is in no bin, and a tail shorter than a bin is dropped.
 *
 * @throws CajalError when the window is empty, no bin fits, or the matrix is too large for one array.
 * @example
 * const { counts, bins } = binnedCounts(sim.read(spikes), { bin: 2 });
 * const ofTrain3 = counts.subarray(3 * bins, 4 * bins);
 */
export function binnedCounts(source: SpikeSource, options: CountOptions): BinnedCounts {
  const { offsets, indices, counts: occupied, ...where } = countOccupied("binnedCounts", source, options);
  if (where.trains * where.bins >= 2 ** 32)
    refuse(
      `${where.trains} trains of ${where.bins} bins`,
      "so wide that fewer than 2^32 counts fit into one array; use occupiedBins",
      { call: "binnedCounts", parameter: "bin" },
    );
  const counts = new Uint32Array(where.trains * where.bins);
  for (let row = 0; row < where.trains; row++) {
    const base = row * where.bins;
    for (let place = offsets[row] as number; place < (offsets[row + 1] as number); place++)
      counts[base + (indices[place] as number)] = occupied[place] as number;
  }
  return { ...where, counts };
}
