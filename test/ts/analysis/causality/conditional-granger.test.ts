// Conditional Granger causality against numpy 2.4.6 (linalg.lstsq) and scipy 1.17.1 (levene), and on known processes.
import { describe, expect, it } from "vitest";
import { conditionalGranger, uniforms } from "../../../../ts/analysis/index.ts";

const length = 300;
const x = Float64Array.from({ length }, (_, t) => Math.sin(0.11 * t ** 1.2) + 0.3 * Math.cos(1.7 * t));
const z = Float64Array.from({ length }, (_, t) => Math.cos(0.23 * t + 0.002 * t * t));
const y = new Float64Array(length);
for (let t = 0; t < length; t++)
  y[t] = 0.5 * Math.sin(0.9 * t + 0.01 * t * t) + 0.6 * (x[t - 2] ?? 0) + 0.2 * (y[t - 1] ?? 0);

/** Independent, about normal: the sum of twelve uniform numbers. */
function normals(count: number, seed: number): Float64Array {
  const random = uniforms(seed);
  return Float64Array.from({ length: count }, () => {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += random();
    return sum;
  });
}

describe("conditionalGranger", () => {
  it("equals two fits of numpy and the test of scipy", () => {
    const { strengths, pValues } = conditionalGranger(y, [x, z], { order: 3 });
    // Normal equations against singular values: the condition number squared times 1e-16.
    expect(strengths[0]).toBeCloseTo(0.6502719233089769, 8);
    expect(strengths[1]).toBeCloseTo(0.0039191603428519505, 8);
    expect((pValues[0] as number) / 1.2561662216354336e-7).toBeCloseTo(1, 5);
    expect(pValues[1]).toBeCloseTo(0.9554404419948316, 6);
  });

  it("knows no units: scales and offsets of signals do not matter", () => {
    const plain = conditionalGranger(y, [x, z], { order: 3 });
    const moved = conditionalGranger(
      y.map((value) => 1000 + 3 * value),
      [x.map((value) => -5 * value - 100), z.map((value) => 1e-6 * value)],
      { order: 3 },
    );
    for (const index of [0, 1])
      expect(moved.strengths[index]).toBeCloseTo(plain.strengths[index] as number, 8);
  });

  it("tells the source from what only drives it, and has the strength of theory", () => {
    // c drives a, a drives b: the past of c helps to predict b only while a is not known.
    const [count, gain] = [20_000, 0.8];
    const [c, noise, own] = [normals(count, 1), normals(count, 2), normals(count, 3)];
    const a = noise.map((value, t) => value + (c[t - 1] ?? 0));
    const b = own.map((value, t) => value + gain * (a[t - 1] ?? 0));
    const { strengths, pValues } = conditionalGranger(b, [a, c], { order: 4 });
    // The logarithm of a variance of 20,000 samples has a deviation of sqrt(2 / 20,000) = 0.01: three of them.
    // Without a, its part of c is still known, and its own noise of variance 1 is not.
    expect(Math.abs((strengths[0] as number) - Math.log(1 + gain ** 2))).toBeLessThan(0.03);
    expect(pValues[0]).toBeLessThan(1e-6);
    // By chance four coefficients bring about 4 / 20,000.
    expect(strengths[1]).toBeLessThan(0.001);
    expect(pValues[1]).toBeGreaterThan(0.05);
    // Alone, c brings what of b's variance 1 + gain^2 is not its own.
    const alone = conditionalGranger(b, [c], { order: 4 }).strengths[0] as number;
    expect(Math.abs(alone - Math.log((1 + 2 * gain ** 2) / (1 + gain ** 2)))).toBeLessThan(0.03);
    // Nothing comes back.
    expect(conditionalGranger(a, [b, c], { order: 4 }).strengths[0]).toBeLessThan(0.001);
  });

  it("uses the past up to its order and no more", () => {
    const source = normals(3000, 4);
    const late = normals(3000, 5).map((value, t) => value + 2 * (source[t - 6] ?? 0));
    expect(conditionalGranger(late, [source], { order: 5 }).strengths[0]).toBeLessThan(0.01);
    expect(conditionalGranger(late, [source], { order: 6 }).strengths[0]).toBeGreaterThan(1);
  });

  it("has no strength for a source that does not vary, and none at all for sources that depend on each other", () => {
    const silent = new Float64Array(length);
    const found = conditionalGranger(y, [silent, x, z], { order: 3 });
    expect([found.strengths[0], found.pValues[0]]).toEqual([Number.NaN, Number.NaN]);
    expect(found.strengths[1]).toBeCloseTo(0.6502719233089769, 8);
    expect([...conditionalGranger(y, [x, x], { order: 3 }).strengths]).toEqual([Number.NaN, Number.NaN]);
    expect([...conditionalGranger(y, [y, x], { order: 3 }).strengths]).toEqual([Number.NaN, Number.NaN]);
    expect([...conditionalGranger(silent, [x], { order: 3 }).strengths]).toEqual([Number.NaN]);
    expect([...conditionalGranger(y, []).strengths]).toEqual([]);
  });

  it("refuses signals of unequal length, and fewer samples than coefficients", () => {
    expect(() => conditionalGranger(y, [x.subarray(1)])).toThrow(/sources\[0\]/);
    expect(() => conditionalGranger(y.subarray(0, 30), [x.subarray(0, 30)], { order: 10 })).toThrow(
      /more than 31 samples for 1 sources and order 10/,
    );
    expect(() => conditionalGranger(y, [x], { order: 0 })).toThrow(/order/);
  });

  it("refuses samples that are not finite, which would take a cause of others out of the fits", () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const hurt = z.with(7, wrong);
      expect(() => conditionalGranger(y, [x, hurt], { order: 3 })).toThrow(
        /sources\[1\]\[7\] must be a finite/,
      );
      expect(() => conditionalGranger(hurt, [x], { order: 3 })).toThrow(/target\[7\] must be a finite/);
    }
  });
});
