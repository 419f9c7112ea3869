// What the Neuronal Network Mean-field Toolbox does wrong or leaves open, and does not happen here.
import { expect, it } from "vitest";
import {
  delayFactor,
  eigenvalueTrajectories,
  lifCv,
  lifRate,
  lifSlopes,
  lifTransferFunction,
  powerSpectra,
  workingPoint,
} from "../../../ts/theory/index.ts";
import { fixture, neuron, oscillatingCircuit, publishedCircuit } from "./fixture.ts";

it("half-way between reset and threshold the Taylor series has a rate, between those beside", () => {
  const rate = (mean: number): number => lifRate(neuron, { mean, deviation: 5 }, { method: "taylor" });
  const [before, middle, after] = [rate(7.5 - 1e-6), rate(7.5), rate(7.5 + 1e-6)];
  expect(middle).toBeGreaterThan(before);
  expect(middle).toBeLessThan(after);
  expect(middle).toBeCloseTo((before + after) / 2, 9);
});

it("the CV of a state of the Taylor series is that of intervals, not 0.61", () => {
  const { cvs, rates, means, deviations } = workingPoint(publishedCircuit(), { method: "taylor" });
  expect(cvs[0]).toBeGreaterThan(0.95);
  const input = { mean: means[0] as number, deviation: deviations[0] as number };
  expect(lifCv(neuron, input, { rate: rates[0] as number })).toBeCloseTo(
    fixture("pd14_working_point").expected.taylor.cv[0],
    6,
  );
});

it("lognormal delays lag as all others do", () => {
  for (const distribution of ["constant", "normal", "lognormal"] as const)
    expect(delayFactor({ distribution, mean: 1.5, deviation: 0.3 }, [50]).im[0]).toBeLessThan(0);
});

it("the transfer function begins with the derivative of the rate, without a jump", () => {
  const input = { mean: 14, deviation: 4 };
  for (const method of ["shift", "taylor"] as const) {
    const slope = lifSlopes(neuron, input, { method }).mean;
    const [atRest = 0, near = 0] = lifTransferFunction(neuron, input, [0, 1e-3], { method }).re;
    expect(atRest / slope).toBeCloseTo(1, 12);
    expect(near / slope).toBeCloseTo(1, 6);
    const [, jumped = 0] = lifTransferFunction(neuron, input, [0, 1e-3], { method, refractory: false }).re;
    expect(jumped / slope).toBeGreaterThan(1.05);
  }
});

it("trajectories of eigenvalues are one assignment from step to step, never a swap", () => {
  const point = workingPoint(oscillatingCircuit(), { method: "taylor" });
  const frequencies = Array.from({ length: 400 }, (_, index) => 100 + index / 2);
  const { modes } = eigenvalueTrajectories(point, frequencies);
  for (let step = 1; step < frequencies.length; step++) {
    const moves = modes.map(({ re, im }) =>
      modes.map((other) =>
        Math.hypot(
          (re[step - 1] as number) - (other.re[step] as number),
          (im[step - 1] as number) - (other.im[step] as number),
        ),
      ),
    );
    // No two could change places and be nearer together.
    for (let one = 0; one < 8; one++)
      for (let other = 0; other < one; other++) {
        const kept = (moves[one]?.[one] as number) ** 2 + (moves[other]?.[other] as number) ** 2;
        const swapped = (moves[one]?.[other] as number) ** 2 + (moves[other]?.[one] as number) ** 2;
        expect(kept).toBeLessThanOrEqual(swapped * (1 + 1e-12));
      }
  }
});

it("each population may have a current of its own", () => {
  const [first, second] = workingPoint({
    populations: [1, 1].map((size) => ({ size, neuron })),
    inDegrees: [0, 0, 0, 0],
    weights: [0, 0, 0, 0],
    potentials: [16, 20],
  }).rates;
  expect(first).toBeCloseTo(lifRate(neuron, { mean: 16, deviation: 0 }), 10);
  expect(second).toBeCloseTo(lifRate(neuron, { mean: 20, deviation: 0 }), 10);
});

it("spectra are in 1/s: neurons that do not meet have rate / size", () => {
  const point = workingPoint({
    populations: [{ size: 50, neuron }],
    inDegrees: [0],
    weights: [0],
    delays: { mean: 1 },
    external: [{ rates: [15_000], weights: [0.1] }],
  });
  const [spectrum] = powerSpectra(point, [1, 100]);
  for (const power of spectrum?.power ?? []) expect(power).toBeCloseTo((point.rates[0] as number) / 50, 14);
});

it("rates far below threshold are small, not 0 (as of NEST's siegert_neuron beyond six deviations)", () => {
  expect(lifRate({ ...neuron, tau_syn: 0 }, { mean: -5, deviation: 2 })).toBeCloseTo(2.0882263e-41, 47);
  expect(lifRate({ ...neuron, tau_syn: 0 }, { mean: -5, deviation: 2 })).toBeGreaterThan(2e-41);
});
