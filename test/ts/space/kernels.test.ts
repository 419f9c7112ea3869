// Kernels against their equations, and own ones.
import { describe, expect, it } from "vitest";
import {
  distance,
  exponential,
  gabor,
  gamma,
  gaussian,
  gaussian2D,
  linear,
  number,
  x,
  y,
  z,
} from "../../../ts/space/index.ts";
import { boundsOfSteps, checkSteps, decodeSteps, encodeSteps } from "../../../ts/space/steps.ts";
import { errorOf } from "../../helpers/errors.ts";

const ways = Array.from(
  { length: 60 },
  (_, k) => [((k * 7) % 60) / 30 - 1, ((k * 13) % 60) / 30 - 1] as const,
);

describe("kernels", () => {
  it("of the distance", () => {
    for (const [a, b] of ways) {
      const d = Math.hypot(a, b);
      expect(gaussian(0.3).at([a, b])).toBeCloseTo(Math.exp((-d * d) / 0.18), 14);
      expect(gaussian(0.3, 0.5).at([a, b])).toBeCloseTo(Math.exp((-(d - 0.5) * (d - 0.5)) / 0.18), 14);
      expect(exponential(0.3).at([a, b])).toBeCloseTo(Math.exp(-d / 0.3), 14);
      expect(linear(1, -2).at([a, b])).toBeCloseTo(1 - 2 * d, 14);
    }
  });

  it("gamma, whose integral is 1", () => {
    for (const [kappa, theta] of [
      [1, 0.5],
      [3, 0.7],
      [2.5, 0.2],
      [40, 0.1],
    ] as const) {
      const [step, n] = [0.002, 10_000];
      const density = gamma(kappa, theta);
      let [sum, mean] = [0, 0];
      for (let k = 0; k < n; k++) {
        const d = (k + 0.5) * step;
        sum += density.at([d]) * step;
        mean += d * density.at([d]) * step;
      }
      expect(sum).toBeCloseTo(1, 4);
      expect(mean).toBeCloseTo(kappa * theta, 4);
    }
    expect(gamma(3, 0.5).at([0])).toBe(0);
    expect(gamma(1, 0.5).at([0])).toBeCloseTo(2, 13);
  });

  it("gaussian2D", () => {
    const [std_x, std_y, rho, mean_x, mean_y] = [0.4, 0.2, -0.6, 0.1, -0.2];
    const kernel = gaussian2D({ std_x, std_y, rho, mean_x, mean_y });
    for (const [a, b] of ways) {
      const [u, v] = [(a - mean_x) / std_x, (b - mean_y) / std_y];
      expect(kernel.at([a, b])).toBeCloseTo(
        Math.exp(-(u * u + v * v - 2 * rho * u * v) / (2 * (1 - rho * rho))),
        13,
      );
    }
  });

  it("gabor", () => {
    const kernel = gabor({ lam: 0.7, std: 0.4, theta: 30, gamma: 1.5, psi: 20 });
    const [cosine, sine] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    for (const [a, b] of ways) {
      const [u, v] = [a * cosine + b * sine, b * cosine - a * sine];
      const wave = Math.max(Math.cos((2 * Math.PI * v) / 0.7 + Math.PI / 9), 0);
      expect(kernel.at([a, b])).toBeCloseTo(Math.exp(-(2.25 * u * u + v * v) / 0.32) * wave, 13);
    }
  });

  it("of one's own", () => {
    const own = distance.plus(1).log().over(x.minus(y).max(0.5)).min(z.times(2)).sqrt();
    const [a, b, c] = [0.3, -0.4, 0.7];
    expect(own.at([a, b, c])).toBeCloseTo(
      Math.sqrt(Math.min(Math.log(1 + Math.hypot(a, b, c)) / Math.max(a - b, 0.5), 2 * c)),
      14,
    );
    expect(number(2).cos().at([])).toBeCloseTo(Math.cos(2), 14);
    expect(distance.isAtMost(0.5).at([0.5])).toBe(1);
    expect(distance.clip({ min: 0.2, max: 0.4 }).at([0.1])).toBe(0.2);
    expect(distance.clip({ max: 0.4 }).at([0.5])).toBe(0.4);
    expect(errorOf(() => distance.clip({ min: 1, max: 0 })).code).toBe("E_DISTRIBUTION_EMPTY");
    expect(errorOf(() => distance.plus("1" as never)).code).toBe("E_TYPE");
    expect(errorOf(() => distance.plus(Number.NaN)).code).toBe("E_NOT_FINITE");
  });

  it("stay within their bounds, and survive their form", () => {
    const all = [
      gaussian(0.3, 0.2),
      exponential(1),
      linear(1, -2),
      gamma(2.5, 0.2),
      gabor({ lam: 1, std: 1, theta: 9 }),
    ];
    for (const { steps, at } of all) {
      expect(decodeSteps(encodeSteps(steps))).toEqual(steps);
      for (const [a, b] of ways) {
        const [low, high] = boundsOfSteps(steps, [
          [a - 0.1, a + 0.2],
          [b - 0.3, b],
        ]);
        for (const way of [
          [a, b],
          [a - 0.1, b - 0.3],
          [a + 0.2, b - 0.1],
        ]) {
          expect(at(way)).toBeGreaterThanOrEqual(low);
          expect(at(way)).toBeLessThanOrEqual(high);
        }
      }
    }
  });
});

it.each([
  ["E_PARAM_POSITIVE", "std", () => gaussian(0)],
  ["E_NOT_FINITE", "mean", () => gaussian(1, Number.NaN)],
  ["E_PARAM_POSITIVE", "beta", () => exponential(-1)],
  ["E_TYPE", "slope", () => linear(1, "2" as never)],
  ["E_PARAM_POSITIVE", "kappa", () => gamma(0, 1)],
  ["E_PARAM_POSITIVE", "theta", () => gamma(1, 0)],
  ["E_PARAM_POSITIVE", "std_y", () => gaussian2D({ std_x: 1, std_y: 0 })],
  ["E_PARAM_RANGE", "rho", () => gaussian2D({ std_x: 1, std_y: 1, rho: 1 })],
  ["E_PARAM_POSITIVE", "lam", () => gabor({ lam: 0, std: 1 })],
  ["E_TYPE", "std", () => gabor({ lam: 1 } as never)],
  ["E_UNKNOWN_PARAM", "sigma", () => gabor({ lam: 1, std: 1, sigma: 1 } as never)],
])("is refused with %s for %s", (code, parameter, call) => {
  const error = errorOf(call);
  expect([error.code, error.parameter]).toEqual([code, parameter]);
  expect(error.allowed).toBeTruthy();
});

it.each([
  ["E_TYPE", undefined],
  ["E_TYPE", []],
  ["E_TYPE", [1, 2]],
  ["E_TYPE", ["exp"]],
  ["E_TYPE", [...new Array(17).fill(1), ...new Array(16).fill("plus")]],
  ["E_UNKNOWN_NAME", ["distanz"]],
  ["E_NOT_FINITE", [Infinity]],
])("steps of a file are refused with %s", (code, steps) => {
  expect(errorOf(() => checkSteps(steps, "test", "kernel")).code).toBe(code);
});
