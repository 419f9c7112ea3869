// Reads the committed fixtures of test/reference/analysis and compares in their tolerance.
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type Trains, trainsOf } from "../../../ts/analysis/index.ts";

export interface Fixture {
  readonly rtol: number;
  readonly atol: number;
  // biome-ignore lint/suspicious/noExplicitAny: every fixture has its own shape, named at its use
  readonly input: any;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly expected: any;
}

export function fixture(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../../reference/analysis/${name}.json`, import.meta.url), "utf8"));
}

export function fixtureTrains(name: string): Trains {
  const { input } = fixture(name);
  return trainsOf(input.trains_ms, { tStart: input.t_start_ms, tStop: input.t_stop_ms });
}

export function expectClose(
  actual: ArrayLike<number>,
  expected: readonly (number | "nan")[],
  from: Fixture,
): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) {
    const got = actual[index] as number;
    if (value === "nan") expect(got, `element ${index}`).toBeNaN();
    else
      expect(Math.abs(got - value), `element ${index}`).toBeLessThanOrEqual(
        from.atol + from.rtol * Math.abs(value),
      );
  }
}
