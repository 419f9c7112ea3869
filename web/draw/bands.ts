// Where populations stand in a raster: one band each, from the top down.

/** A population as a raster shows it. */
export interface Population {
  readonly label: string;
  /** Its first global neuron number, and how many it has; populations ascend without overlap. */
  readonly first: number;
  readonly size: number;
  readonly kind: Kind;
}

/** What colours tell apart. */
export type Kind = "excitatory" | "inhibitory" | "neutral";

/** A population with its place: 0 is the top, 1 the bottom. */
export interface Band extends Population {
  readonly top: number;
  readonly bottom: number;
}

// Small populations stay visible.
const leastShare = 0.045;

/** Stacks populations with heights by their sizes; the smallest ones get a little more. */
export function bandsOf(populations: readonly Population[]): Band[] {
  const total = populations.reduce((sum, { size }) => sum + size, 0);
  const least = Math.min(leastShare, 1 / Math.max(1, populations.length));
  const shares = populations.map(({ size }) => Math.max(least, size / Math.max(1, total)));
  const sum = shares.reduce((whole, share) => whole + share, 0);
  let top = 0;
  return populations.map((population, index) => {
    const bottom = index === populations.length - 1 ? 1 : top + (shares[index] as number) / sum;
    const band = { ...population, top, bottom };
    top = bottom;
    return band;
  });
}

/** Heights as the graphics memory holds them. */
export const heightUnit = 65_535;

/** The height of every neuron from global number 0 on, in units of 1 / 65,535, and the place of its colour. */
export interface Rows {
  readonly heights: Uint16Array;
  readonly kinds: Uint8Array;
}

/** The order of colours. */
export const kinds: readonly Kind[] = ["excitatory", "inhibitory", "neutral"];

/** The rows of all neurons of some bands. */
export function rowsOf(bands: readonly Band[]): Rows {
  const last = bands.reduce((most, { first, size }) => Math.max(most, first + size), 0);
  const heights = new Uint16Array(last);
  const places = new Uint8Array(last).fill(kinds.indexOf("neutral"));
  for (const { first, size, top, bottom, kind } of bands) {
    const scale = ((bottom - top) * heightUnit) / size;
    for (let k = 0; k < size; k++) heights[first + k] = Math.round(top * heightUnit + (k + 0.5) * scale);
    places.fill(kinds.indexOf(kind), first, first + size);
  }
  return { heights, kinds: places };
}
