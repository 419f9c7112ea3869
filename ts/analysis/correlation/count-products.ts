// Sums of products of spike counts over bins, for all pairs of trains: what covariances are made of.
import type { OccupiedBins } from "./counts.ts";
import { type PairOptions, progressOf } from "./pairs.ts";

/** How products are summed. */
export interface ProductOptions {
  /** Bins at most so far apart are multiplied, in both directions; 0 for the same bin only. */
  readonly reach: number;
  readonly onProgress?: PairOptions["onProgress"];
}

/** Takes the row of a member; elements from the member itself on are sums, those before it are undefined. */
export type RowVisitor = (member: number, sums: Float64Array) => void;

// Fraction of occupied bins from which the whole table is multiplied. For 2,000 trains a product takes 0.6 ns
// in the table and 3 to 6 ns between occupied bins, whose number falls with the square of this fraction:
// equal at 0.4 (10 ms bins at 50 spikes/s: 1.1 s both ways; 2 ms: 0.5 s of occupied bins; 100 ms: 0.1 s of
// the table against 0.4 s). bench/ts/correlation.mjs repeats these cases.
const tableFraction = 0.4;

/** Visits the rows of the upper triangle of the matrix of sums, diagonal included. */
export function visitProducts(counts: OccupiedBins, options: ProductOptions, visit: RowVisitor): void {
  const full = counts.totals.length * counts.bins;
  if (options.reach === 0 && counts.members.length > tableFraction * full) visitTable(counts, options, visit);
  else if (options.reach === 0) visitOccupied(counts, options, visit);
  else visitReach(counts, options, visit);
}

/**
 * A row stays in the fastest cache while the bins that its member occupies are read: 3 (at 50 spikes/s) to 7
 * times (at 20) faster than all pairs of a bin after the other.
 */
function visitOccupied(counts: OccupiedBins, { onProgress }: ProductOptions, visit: RowVisitor): void {
  const { offsets, members, counts: values, trains } = counts;
  const size = trains.length;
  // Members come in ascending order, so the entry of each is where those before it have been passed.
  const next = offsets.slice();
  const sums = new Float64Array(size);
  const report = progressOf(members.length, onProgress);
  let done = 0;
  for (let member = 0; member < size; member++) {
    const { places, counts: own } = trains[member] as OccupiedBins["trains"][number];
    sums.fill(0, member);
    for (let entry = 0; entry < places.length; entry++) {
      const place = places[entry] as number;
      const count = own[entry] as number;
      const first = next[place] as number;
      const end = offsets[place + 1] as number;
      for (let other = first; other < end; other++) {
        const column = members[other] as number;
        sums[column] = (sums[column] as number) + count * (values[other] as number);
      }
      next[place] = first + 1;
    }
    visit(member, sums);
    done += places.length;
    report(done);
  }
}

function visitReach(counts: OccupiedBins, { reach, onProgress }: ProductOptions, visit: RowVisitor): void {
  const { bins, offsets, members, counts: values, trains } = counts;
  const sums = new Float64Array(trains.length);
  const report = progressOf(trains.length, onProgress);
  for (const [member, { places, counts: own }] of trains.entries()) {
    sums.fill(0);
    for (let entry = 0; entry < places.length; entry++) {
      const place = places[entry] as number;
      const count = own[entry] as number;
      const end = offsets[Math.min(bins, place + reach + 1)] as number;
      for (let other = offsets[Math.max(0, place - reach)] as number; other < end; other++) {
        const column = members[other] as number;
        sums[column] = (sums[column] as number) + count * (values[other] as number);
      }
    }
    visit(member, sums);
    report(member + 1);
  }
}

/** Two rows by two columns at a time, so that each number that is read is used twice. */
function visitTable(counts: OccupiedBins, { onProgress }: ProductOptions, visit: RowVisitor): void {
  const { bins, trains } = counts;
  const size = trains.length;
  const table = new Float64Array((size + (size % 2)) * bins);
  for (const [member, { places, counts: own }] of trains.entries())
    for (let entry = 0; entry < places.length; entry++)
      table[member * bins + (places[entry] as number)] = own[entry] as number;
  const upper = new Float64Array(size + 1);
  const lower = new Float64Array(size + 1);
  const report = progressOf((size * (size + 1)) / 2, onProgress);
  for (let member = 0, done = 0; member < size; member += 2) {
    for (let other = member; other < size; other += 2) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let bin = 0, one = member * bins, two = other * bins; bin < bins; bin++, one++, two++) {
        const x = table[one] as number;
        const y = table[one + bins] as number;
        const u = table[two] as number;
        const v = table[two + bins] as number;
        a += x * u;
        b += x * v;
        c += y * u;
        d += y * v;
      }
      upper[other] = a;
      upper[other + 1] = b;
      lower[other] = c;
      lower[other + 1] = d;
    }
    visit(member, upper.subarray(0, size));
    if (member + 1 < size) visit(member + 1, lower.subarray(0, size));
    done += 2 * (size - member) - 1;
    report(done);
  }
}
