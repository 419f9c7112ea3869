// Elementary functions with the same bits everywhere, beside those of this engine.
import { expect, it } from "vitest";
import { cos, exp, hypotenuse, log, log1p, log10, sin } from "../../../ts/networks/elementary.ts";

/** Places from below to above, closer near the lower end. */
const places = (low: number, high: number): number[] =>
  Array.from({ length: 400 }, (_, k) => low + (high - low) * (k / 399) ** 2);

// Either side is within an ulp of the truth, and quotients add another.
const relative = 4 * Number.EPSILON;

it.each([
  ["exp", exp, Math.exp, places(-40, 40)],
  ["log", log, Math.log, places(1e-12, 1e9)],
  ["log10", log10, Math.log10, places(1e-12, 1e9)],
  ["log1p", log1p, Math.log1p, [...places(1e-18, 3), ...places(-0.9, -1e-18)]],
  ["sin", sin, Math.sin, places(0.01, 3)],
  ["cos", cos, Math.cos, places(0, 1.5)],
] as const)("%s is that of the engine but for the last digits", (_, ours, theirs, all) => {
  for (const x of all) {
    const expected = theirs(x);
    expect(Math.abs(ours(x) - expected), String(x)).toBeLessThanOrEqual(relative * Math.abs(expected));
  }
});

it("knows values that are exact, and the ends", () => {
  expect([exp(0), log(1), log1p(0), sin(0), cos(0), hypotenuse(3, -4)]).toEqual([1, 0, 0, 0, 1, 5]);
  expect([exp(-1000), log(0), log1p(1e-300), log10(0)]).toEqual([0, -Infinity, 1e-300, -Infinity]);
});

it("has these bits, whatever the engine", () => {
  const bits = (x: number): string => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, x);
    return view.getBigUint64(0).toString(16);
  };
  expect([exp(0.1), log(0.1), log1p(1e-5), log10(7), sin(1), cos(1)].map(bits)).toEqual([
    ...["3ff1aec7b35a00d4", "c0026bb1bbb55515", "3ee4f8aea9ae7316"],
    ...["3feb0b0b0b78cc3e", "3feaed548f090cee", "3fe14a280fb5068c"],
  ]);
});
