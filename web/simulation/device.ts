// What this device says about its memory, and numbers as people read them.

/** Memory of the device [bytes], rounded and at most 8 GB by the browser's choice; undefined where it is silent. */
export function deviceMemory(): number | undefined {
  const gigabytes = (navigator as { deviceMemory?: number }).deviceMemory;
  return gigabytes === undefined ? undefined : gigabytes * 2 ** 30;
}

// A page should leave most of the memory to the rest; without any word from the device this is much.
const usableShare = 0.4;
const muchMemory = 1e9; // [bytes]

/** Whether a network of so many bytes needs the user's word first. */
export function isLarge(bytes: number): boolean {
  const memory = deviceMemory();
  return bytes > (memory === undefined ? muchMemory : usableShare * memory);
}

const scaled = (value: number, steps: readonly (readonly [number, string])[]): string => {
  const [size, unit] = steps.find(([size]) => value >= size) ?? (steps.at(-1) as readonly [number, string]);
  return `${Number((value / size).toPrecision(3))} ${unit}`.trim();
};

/** Bytes in the unit people read. */
export const readableBytes = (bytes: number): string =>
  scaled(bytes, [
    [1e9, "GB"],
    [1e6, "MB"],
    [1e3, "kB"],
    [1, "B"],
  ]);

/** Numbers of neurons and synapses, digit by digit, as the command line writes them. */
export const readableCount = (count: number): string => Math.round(count).toLocaleString("en");

/** A wall time [s]. */
export const readableSeconds = (seconds: number): string =>
  seconds < 0.95
    ? "less than a second"
    : seconds < 90
      ? `${Math.round(seconds)} s`
      : `${Math.round(seconds / 60)} min`;
