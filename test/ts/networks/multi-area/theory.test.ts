// Theory of multi-area networks: how rates answer to their input, when states are stable, and which are reached.
import { describe, expect, it } from "vitest";
import { uniforms } from "../../../../ts/analysis/random.ts";
import {
  type Connectome,
  type MultiAreaStability,
  multiAreaMeanField,
  multiAreaRandomStarts,
  multiAreaStability,
  syntheticConnectome,
} from "../../../../ts/networks/multi-area/index.ts";
import { rateOf, slopesOf } from "../../../../ts/networks/multi-area/theory/neuron-rate.ts";
import { errorOf, rejectionOf } from "../../../helpers/errors.ts";
import { shiftOf, siegert } from "../../../helpers/siegert.ts";
import { count, twoAreas } from "./two-areas.ts";

const slope = (rate: (x: number) => number, x: number, step = 1e-3): number =>
  (rate(x + step) - rate(x - step)) / (2 * step);

describe("the rate of a neuron in coloured noise", () => {
  // Inputs below threshold, at it, and above.
  const inputs = [
    [-20, 10],
    [2, 7],
    [15, 12],
    [30, 8],
  ] as const;

  // Trapezoids and differences leave some 1e-6.
  it.each(inputs)("of mean %s and deviation %s grows with both as differences say", (mean, deviation) => {
    expect(rateOf(mean, deviation) / siegert(mean, deviation)).toBeCloseTo(1, 5);
    const [fixed, following] = [slopesOf(mean, deviation, "fixed"), slopesOf(mean, deviation, "following")];
    const byMean = slope((x) => siegert(x, deviation), mean);
    expect(fixed.mean / byMean).toBeCloseTo(1, 5);
    expect(following.mean).toBe(fixed.mean);
    const stays = shiftOf(deviation);
    for (const [slopes, byDeviation] of [
      [following, slope((x) => siegert(mean, x), deviation)],
      [fixed, slope((x) => siegert(mean, x, stays), deviation)],
    ] as const)
      expect((2 * deviation * slopes.variance) / byDeviation).toBeCloseTo(1, 5);
  });

  it("is zero with its slopes where fluctuations never reach threshold", () => {
    expect(rateOf(-200, 5)).toBe(0);
    expect(slopesOf(-200, 5, "fixed")).toEqual({ mean: 0, variance: 0 });
    expect(slopesOf(0, 0, "following")).toEqual({ mean: 0, variance: 0 });
  });
});

/** Areas that each have the populations named, with in-degrees by (target, source). */
function connectomeOf(
  areas: number,
  names: readonly string[],
  inDegree: (target: number, source: number) => number,
  external: number,
): Connectome {
  const populations = Array.from({ length: areas * names.length }, (_, index) => ({
    area: Math.floor(index / names.length),
    name: names[index % names.length] as string,
    size: 1000,
  }));
  const size = populations.length;
  const inDegrees = Float64Array.from({ length: size ** 2 }, (_, place) =>
    inDegree(Math.floor(place / size), place % size),
  );
  return {
    name: "made for a test",
    citation: "",
    licence: "",
    areas: Array.from({ length: areas }, (_, area) => ({
      name: `A${area}`,
      architecture: 2,
      hierarchy: Number.NaN,
    })),
    populations,
    inDegrees,
    stabilisedInDegrees: inDegrees,
    externalInDegrees: new Float64Array(size).fill(external),
    distances: Float64Array.from({ length: areas ** 2 }, (_, cell) => (cell % (areas + 1) === 0 ? 0 : 7)),
  };
}

/** By how much M u and lambda u differ, relative to the largest component. */
function residual({ effective, critical, vector }: MultiAreaStability): number {
  const { re, im } = vector;
  let worst = 0;
  for (let target = 0; target < re.length; target++) {
    let [real, imaginary] = [0, 0];
    for (let source = 0; source < re.length; source++) {
      const value = effective[target * re.length + source] as number;
      real += value * (re[source] as number);
      imaginary += value * (im[source] as number);
    }
    real -= critical.re * (re[target] as number) - critical.im * (im[target] as number);
    imaginary -= critical.re * (im[target] as number) + critical.im * (re[target] as number);
    worst = Math.max(worst, Math.hypot(real, imaginary));
  }
  return worst;
}

describe("stability", () => {
  // 0.15 mV at the peak are 0.175617 mV as an integral over tau_m.
  const weight = 0.175617;
  const own = 30;
  const other = 20;
  const alike = connectomeOf(4, ["23E"], (target, source) => (target === source ? own : other), 700);

  it("of populations that are all alike is that of a single one with all their synapses", () => {
    const found = multiAreaStability(alike, { shift: "following" });
    expect(found.settled).toBe(true);
    const [rate, mean, deviation] = [found.rates[0], found.means[0], found.deviations[0]] as [
      number,
      number,
      number,
    ];
    expect(rate).toBeCloseTo(siegert(mean, deviation), 5);
    // All rates at once: mean and variance of the input grow as 0.01 s times synapses times weight, and its square.
    const inDegree = own + 3 * other;
    const together = slope(
      (x) =>
        siegert(
          mean + 0.01 * inDegree * weight * (x - rate),
          Math.sqrt(deviation ** 2 + 0.01 * inDegree * weight ** 2 * (x - rate)),
        ),
      rate,
    );
    expect(found.critical.re).toBeCloseTo(together, 5);
    expect(found.critical.im).toBe(0);
    for (const value of found.vector.re) expect(value).toBeCloseTo(1, 9);
    expect(found.stable).toBe(together < 1);
  });

  it("tells how fast a small change of the rates decays", () => {
    const { rates, critical, vector } = multiAreaStability(alike, { shift: "following" });
    const size = 1e-3;
    const later = (sign: 1 | -1): Float64Array => {
      const initialRates = rates.map((rate, index) => rate + sign * size * (vector.re[index] as number));
      return multiAreaMeanField(alike, { initialRates, time: 2 }).rates;
    };
    const [more, less] = [later(1), later(-1)];
    // Each of the twenty steps goes the share 1 - exp(-0.1) of the way that is left.
    const decay = (1 - (1 - Math.exp(-0.1)) * (1 - critical.re)) ** 20;
    for (const [index, rate] of more.entries())
      expect((rate - (less[index] as number)) / (2 * size) / decay).toBeCloseTo(1, 4);
  });

  it("is lost where populations excite each other more than they need", () => {
    const strong = connectomeOf(1, ["23E"], () => 400, 700);
    const rates = [20];
    const found = multiAreaStability(strong, { rates });
    expect(found.critical.re).toBe(found.effective[0]);
    expect([found.critical.re > 1, found.stable, found.settled]).toEqual([true, false, false]);
  });

  it("has a pair of eigenvalues where excitation and inhibition chase each other", () => {
    const circuit = connectomeOf(1, ["23E", "23I"], (target, source) => (target === source ? 10 : 100), 700);
    const found = multiAreaStability(circuit, { g: -6 });
    const [a, b, c, d] = found.effective as unknown as [number, number, number, number];
    const root = Math.sqrt(-(((a + d) / 2) ** 2 - (a * d - b * c)));
    expect(root).toBeGreaterThan(0);
    expect(found.critical.re).toBeCloseTo((a + d) / 2, 10);
    expect(found.critical.im).toBeCloseTo(root, 10);
    expect(residual(found)).toBeLessThan(1e-9);
  });

  it("is that of the state that the rates belong to, and its vector is one, in a network of many populations", () => {
    const connectome = syntheticConnectome({ areas: 2 });
    const found = multiAreaStability(connectome, { state: "metastable" });
    const { rates, means, deviations, settled } = multiAreaMeanField(connectome, { state: "metastable" });
    expect(found).toMatchObject({ rates, means, deviations, settled, stable: true });
    expect(multiAreaStability(connectome, { state: "metastable", rates })).toEqual(found);
    expect(Math.max(...found.vector.re)).toBe(1);
    // The largest entries of the matrix are some tens.
    expect(residual(found)).toBeLessThan(1e-9);
  });

  it("is refused for rates that are not those of all populations, and for numbers without bounds", () => {
    expect(errorOf(() => multiAreaStability(twoAreas, { rates: [1] }))).toMatchObject({
      code: "E_SHAPE",
      parameter: "rates",
    });
    const rates = Array<number>(count).fill(1);
    expect(errorOf(() => multiAreaStability(twoAreas, { rates: rates.with(2, -1) }))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "rates[2]",
    });
    const vast = connectomeOf(1, ["23E"], () => 1e308, 700);
    expect(errorOf(() => multiAreaStability(vast, { rates: [1e10] }))).toMatchObject({
      code: "E_NOT_FINITE",
      parameter: "connectome",
    });
  });
});

describe("random starts", () => {
  const options = { state: "metastable", starts: 2, seed: 7 } as const;

  it("end where relaxation from the same rates ends after the published time", async () => {
    const found = await multiAreaRandomStarts(twoAreas, options);
    const random = uniforms(7);
    expect([found.rates.length, found.means.length]).toEqual([2, 2]);
    for (const [start, final] of found.rates.entries()) {
      const initialRates = Float64Array.from({ length: count }, () => 1000 * random());
      expect(final).toEqual(
        multiAreaMeanField(twoAreas, { state: "metastable", initialRates, time: 50 }).rates,
      );
      expect(found.means[start]).toBeCloseTo(final.reduce((sum, rate) => sum + rate, 0) / count, 12);
    }
  });

  it("find both states of a network that has two", async () => {
    // Excitation holds itself up unless inhibition, which only decays, is stronger in the beginning.
    const inDegree = (target: number, source: number) => (target === 1 ? 0 : source === 0 ? 200 : 300);
    const bistable = connectomeOf(1, ["23E", "23I"], inDegree, 500);
    const low = multiAreaStability(bistable, { g: -1 });
    expect(low.stable).toBe(true);
    const { rates } = await multiAreaRandomStarts(bistable, { g: -1, starts: 6, seed: 1 });
    const random = uniforms(1);
    for (const final of rates) {
      const held = 200 * random() > 300 * random();
      if (held) expect(final[0]).toBeGreaterThan(100);
      else expect(final[0]).toBeCloseTo(low.rates[0] as number, 4);
    }
    expect(new Set(rates.map(([rate = 0]) => rate > 100)).size).toBe(2);
  });

  it("tell how far they are, and end when they are told to", async () => {
    const told: number[] = [];
    await multiAreaRandomStarts(twoAreas, { ...options, onProgress: (fraction) => told.push(fraction) });
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.at(-1)).toBe(1);
    const controller = new AbortController();
    const reason = new Error("enough");
    const ended = multiAreaRandomStarts(twoAreas, {
      ...options,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(ended).rejects.toBe(reason);
    const wrong = multiAreaRandomStarts(twoAreas, { starts: 0 });
    expect(await rejectionOf(wrong)).toMatchObject({ code: "E_PARAM_RANGE", parameter: "starts" });
  });
});
