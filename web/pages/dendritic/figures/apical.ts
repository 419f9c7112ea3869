// Apical potentials over the second half of a presentation, and scales that follow them.
import type { Look } from "../lesson/frame.ts";

/** The largest sizes in a presentation: of a mean over the second half, and of a single value in it. */
export interface Peaks {
  readonly mean: number;
  readonly value: number;
}

/** Sizes that are drawn in full. */
export type Scales = Peaks;

// Until a teacher was there, there is no error to follow.
const first: Scales = { mean: 0.3, value: 0.5 };

// Less than this is silence.
const least = 0.001;

// Presentations that a scale looks back on: training and test both come often among so many.
const remembered = 8;

/** Mean of every cell over the second half of a presentation, or of what there is of it. */
export function lateMeans({ apical, times }: Look): readonly number[] {
  const cells = apical.length / times.length;
  const begin = Math.floor(times.length / 2);
  return Array.from({ length: cells }, (_, cell) => {
    let sum = 0;
    for (let piece = begin; piece < times.length; piece++) sum += apical[piece * cells + cell] as number;
    return sum / (times.length - begin);
  });
}

const largest = (values: Iterable<number>): number => {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
};

function peaksOf(look: Look): Peaks {
  const cells = look.apical.length / look.times.length;
  const late = look.apical.subarray(Math.floor(look.times.length / 2) * cells);
  return { mean: largest(lateMeans(look)), value: largest(late) };
}

/** The next larger one of 1, 2, 5, 10 and so on; sizes are in single precision. */
function round(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((one) => one * power >= size * (1 - 1e-6)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

/** The presentations that scales look back on, with a new one. */
export const withLook = (looks: readonly Look[], look: Look): readonly Look[] =>
  look.times.length === look.pieces ? [...looks, look].slice(-remembered) : looks;

/** Scales that hold the apical potentials of the last presentations, and not much more. */
export function scalesOf(looks: readonly Look[]): Scales {
  const floor = looks.some(({ taught }) => taught) ? { mean: least, value: least } : first;
  const peaks = looks.map(peaksOf);
  const hold = (kind: keyof Peaks): number => {
    const most = Math.max(...peaks.map((one) => one[kind]), 0);
    return most <= floor[kind] ? floor[kind] : round(most);
  };
  return { mean: hold("mean"), value: hold("value") };
}
