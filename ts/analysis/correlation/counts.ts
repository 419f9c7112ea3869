// Spike counts of several trains in bins, of which only the occupied bins are kept.
import { binIndex } from "../bins.ts";
import { type Trains, train } from "../trains.ts";

/** Occupied bins of one train, ascending, and the spikes in them. */
export interface TrainCounts {
  readonly places: Uint32Array;
  readonly counts: Float64Array;
}

/** Occupied bins, train after train and bin after bin; the members of a bin are in ascending order. */
export interface OccupiedBins {
  /** Number of all bins. */
  readonly bins: number;
  /** The members one by one. */
  readonly trains: readonly TrainCounts[];
  /** The entries of bin `k` are `[offsets[k], offsets[k + 1])`. */
  readonly offsets: Uint32Array;
  /** Member and its spikes in the bin. */
  readonly members: Uint32Array;
  readonly counts: Float64Array;
  /** Sum over bins of the counts of each member. */
  readonly totals: Float64Array;
}

/**
 * Counts the spikes of a train in bins from `tStart` on; what comes after `bins` bins is dropped.
 *
 * @param binary count an occupied bin as 1, however many spikes it holds
 */
export function trainCounts(
  times: Float64Array,
  tStart: number,
  bin: number,
  bins: number,
  binary: boolean,
): TrainCounts {
  const places = new Uint32Array(times.length);
  const counts = new Float64Array(times.length);
  let used = 0;
  for (let spike = 0; spike < times.length; spike++) {
    const place = binIndex(((times[spike] as number) - tStart) / bin);
    if (place >= bins) break;
    if (used === 0 || places[used - 1] !== place) {
      places[used] = place;
      counts[used++] = 1;
    } else if (!binary) counts[used - 1] = (counts[used - 1] as number) + 1;
  }
  return { places: places.subarray(0, used), counts: counts.subarray(0, used) };
}

/**
 * Counts the spikes of some trains; the cost follows the number of spikes plus the number of bins.
 *
 * @throws CajalError when no bin fits.
 */
export function occupiedBins(
  trains: Trains,
  rows: Uint32Array,
  { bin, bins, binary }: { readonly bin: number; readonly bins: number; readonly binary: boolean },
): OccupiedBins {
  const each = Array.from(rows, (row) => trainCounts(train(trains, row), trains.tStart, bin, bins, binary));
  const offsets = new Uint32Array(bins + 1);
  for (const { places } of each)
    for (let entry = 0; entry < places.length; entry++) {
      const after = (places[entry] as number) + 1;
      offsets[after] = (offsets[after] as number) + 1;
    }
  for (let place = 0; place < bins; place++)
    offsets[place + 1] = (offsets[place + 1] as number) + (offsets[place] as number);
  const members = new Uint32Array(offsets[bins] as number);
  const counts = new Float64Array(members.length);
  const totals = new Float64Array(rows.length);
  const next = offsets.slice();
  for (const [member, { places, counts: own }] of each.entries())
    for (let entry = 0; entry < places.length; entry++) {
      const place = next[places[entry] as number] as number;
      next[places[entry] as number] = place + 1;
      members[place] = member;
      counts[place] = own[entry] as number;
      totals[member] = (totals[member] as number) + (own[entry] as number);
    }
  return { bins, trains: each, offsets, members, counts, totals };
}
