// Groups that follow each other along an axis, and where their labels stand.
import type { Group } from "../frame/style.ts";

/** A group with its stretch of the axis, in members from the first group on. */
export interface Band extends Group {
  readonly colour: string;
  readonly first: number;
  readonly last: number;
  /** Where the label stands. */
  readonly middle: number;
}

/** The stretches of groups by their numbers of members. */
export function bandsOf(
  groups: readonly (Group & { readonly colour: string; readonly size: number })[],
): Band[] {
  let first = 0;
  return groups.map(({ label, colour, size }) => {
    const band = { label, colour, first, last: first + size, middle: first + size / 2 };
    first = band.last;
    return band;
  });
}

/**
 * Moves labels of narrow bands on so that none covers the one before, then back where they leave the axis.
 */
export function spread(bands: readonly Band[], distance: number, length: number): Band[] {
  let lowest = Number.NEGATIVE_INFINITY;
  const down = bands.map((band) => {
    lowest = Math.max(band.middle, lowest + distance);
    return { ...band, middle: lowest };
  });
  let highest = Math.max(length, distance * bands.length) + distance / 2;
  return down.reverse().map((band) => {
    highest = Math.min(band.middle, highest - distance);
    return { ...band, middle: highest };
  });
}
