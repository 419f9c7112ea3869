// Measured runs made from random numbers, with differences that are known.
import { type MeasuredRun, uniforms } from "../../../../ts/analysis/index.ts";

/** Measures of one population; `shift` moves the rates, `frequency` is that of the low-gamma peak. */
export function madeRun(seed: number, { shift = 0, frequency = 80, power = 0 } = {}): MeasuredRun {
  const uniform = uniforms(seed);
  const sample = (size: number, offset: number): Float64Array =>
    Float64Array.from({ length: size }, () => uniform() + uniform() + offset).sort();
  return {
    L4E: {
      rate: sample(2000, shift),
      cv: sample(2000, 0),
      correlation: sample(2000, 0),
      bandPower: Float64Array.from({ length: 49 }, (_, band) => -band / 10 + 0.05 * uniform() + power),
      lowGamma: frequency + uniform(),
      highGamma: Number.NaN,
      synchrony: 3 + 0.1 * uniform(),
    },
  };
}

/** Runs of so many seeds. */
export const madeRuns = (seeds: readonly number[], options = {}): MeasuredRun[] =>
  seeds.map((seed) => madeRun(seed, options));
