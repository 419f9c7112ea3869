// Bins of histograms that hold all values.

import type { DistributionOptions } from "../../analysis/samples/distribution.ts";
import { refuse } from "../../arguments/check.ts";
import { extent } from "../frame/axis.ts";

// A panel of usual width shows so many bins apart.
const mostBins = 90;

// Far more than a screen shows.
const mostGivenBins = 10_000;

type Bins = Pick<DistributionOptions, "binWidth" | "range">;

/** Bins that a sample of this size fills: their number grows as its third root, as in the rule of Rice. */
function binsFor(lists: readonly ArrayLike<number>[]): number {
  const largest = lists.reduce((most, { length }) => Math.max(most, length), 1);
  return Math.min(mostBins, Math.max(10, Math.ceil(3 * Math.cbrt(largest))));
}

/** 1, 2 or 5 times a power of ten that is not below the value. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((one) => one * power >= value * (1 - 1e-9)) as number;
  return factor * power;
}

/** A multiple of a width, without what the product leaves behind the last digit. */
const multiple = (count: number, width: number): number => Number((count * width).toPrecision(12));

/**
 * Bins over all values of some lists, unless `binWidth` or `range` say otherwise: a width of 1, 2 or 5 times a power of
 * ten, which makes 90 bins at most, edges at its multiples, and zero among them where it is not far.
 */
export function binsOf(
  call: string,
  lists: readonly ArrayLike<number>[],
  { binWidth, range }: Partial<Bins>,
): Bins {
  if (range)
    return checked(call, { binWidth: binWidth ?? roundStep((range[1] - range[0]) / binsFor(lists)), range });
  const [least, largest] = extent(lists);
  const low = least > 0 && least < largest / 2 ? 0 : least;
  const width = binWidth ?? roundStep((largest - low) / binsFor(lists));
  const first = Math.floor(low / width + 1e-9);
  const last = Math.max(first + 1, Math.ceil(largest / width - 1e-9));
  return checked(call, { binWidth: width, range: [multiple(first, width), multiple(last, width)] });
}

function checked(call: string, bins: Bins): Bins {
  const { binWidth, range } = bins;
  if ((range[1] - range[0]) / binWidth <= mostGivenBins) return bins;
  const allowed = `a width of which at most ${mostGivenBins} fit into [${range.join(", ")}]`;
  return refuse(binWidth, allowed, { call, parameter: "binWidth" });
}
