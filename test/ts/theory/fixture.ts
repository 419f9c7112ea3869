// Reads the committed fixtures of test/reference/theory and compares in their tolerance.
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { DelayDistribution, MeanFieldNetwork } from "../../../ts/theory/index.ts";

export interface Fixture {
  readonly rtol: number;
  readonly atol: number;
  // biome-ignore lint/suspicious/noExplicitAny: every fixture has its own shape, named at its use
  readonly input: any;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly expected: any;
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../reference/theory/${name}.json`, import.meta.url), "utf8"));

export const fixture = (name: string): Fixture => read(name);

/** Rows of numbers by mpmath. */
export const exact = (name: string): readonly number[][] => read("mpmath")[name];

export function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  { rtol, atol }: { readonly rtol: number; readonly atol: number },
  what = "",
): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) {
    const off = Math.abs((actual[index] as number) - value);
    expect(off, `${what} element ${index}`).toBeLessThanOrEqual(atol + rtol * Math.abs(value));
  }
}

/** Complex numbers are compared as wholes. */
export function expectComplex(
  actual: { readonly re: ArrayLike<number>; readonly im: ArrayLike<number> },
  expected: { readonly re: readonly number[]; readonly im: readonly number[] },
  rtol: number,
  what = "",
): void {
  expect(actual.re.length).toBe(expected.re.length);
  for (const [index, re] of expected.re.entries()) {
    const im = expected.im[index] as number;
    const off = Math.hypot((actual.re[index] as number) - re, (actual.im[index] as number) - im);
    expect(off, `${what} element ${index}`).toBeLessThanOrEqual(rtol * Math.hypot(re, im));
  }
}

/** The neurons of the fixtures. */
export const neuron = { tau_m: 10, t_ref: 2, V_th: 15, V_reset: 0, tau_syn: 0.5 };

export const volts = (values: readonly number[]): number[] => values.map((value) => 1000 * value);

/** The microcircuit as published, of fixture pd14_working_point. */
export function publishedCircuit(): MeanFieldNetwork {
  const { input } = fixture("pd14_working_point");
  return {
    populations: input.populations.map((label: string, index: number) => ({
      label,
      size: input.N[index],
      neuron,
    })),
    inDegrees: input.K.flat(),
    weights: volts(input.J_V.flat()),
    external: [
      { rates: input.K_ext.map((count: number) => count * input.nu_ext_hz), weights: volts(input.J_ext_V) },
    ],
  };
}

/** The variant of fixture pd14_bos2016. */
export function oscillatingCircuit(): MeanFieldNetwork {
  const { input } = fixture("pd14_bos2016");
  const weight = (input.w_pA * 0.5) / 250;
  const places: number[] = input.K.flat();
  const source = (place: number): number => place % 8;
  const delay = (mean: number): DelayDistribution => ({ distribution: "normal", mean, deviation: mean });
  return {
    populations: input.populations.map((label: string, index: number) => ({
      label,
      size: input.N[index],
      neuron,
    })),
    inDegrees: places,
    weights: places.map((_, place) => {
      const strength = place === 2 ? 2 : 1;
      return weight * strength * (source(place) % 2 === 1 ? -input.g : 1);
    }),
    delays: places.map((_, place) => delay(source(place) % 2 === 1 ? 0.75 : 1.5)),
    external: [
      {
        rates: input.K_ext.map((count: number) => count * input.nu_ext_hz),
        weights: input.K_ext.map(() => weight),
      },
    ],
  };
}
