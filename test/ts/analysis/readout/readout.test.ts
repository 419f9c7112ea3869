// Filtered states, linear readout and dimensionality against numpy and closed forms.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accuracy,
  cohensKappa,
  covarianceEigenvalues,
  kernelRank,
  linearReadout,
  liquidState,
  participationRatio,
  poissonTrains,
  readoutOutput,
  type StateMatrix,
  singularValues,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const matrix = (...rows: number[][]): StateMatrix => ({
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
  values: Float64Array.from(rows.flat()),
});

function noise(rows: number, columns: number, seed: number): StateMatrix {
  const uniform = uniforms(seed);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => uniform() - 0.5) };
}

describe("the fixture of numpy", () => {
  const from = fixture("readout");
  const { input, expected } = from;
  const states = liquidState(fixtureTrains(input.trains), {
    times: input.sample_times_ms,
    tau: input.tau_ms,
  });

  it("states", () => {
    expect(states).toMatchObject({ rows: input.sample_times_ms.length, columns: 8 });
    expectClose(states.values.subarray(0, 40), expected.states_first_5.flat(), from);
  });

  it("least squares and ridge", () => {
    const plain = linearReadout(states, input.labels);
    expectClose([...plain.weights, plain.bias], expected.w_lstsq, from);
    const ridge = linearReadout(states, input.labels, { ridge: input.ridge });
    expectClose([...ridge.weights, ridge.bias], expected.w_ridge, from);
    const predicted = readoutOutput(plain, states).map(Math.sign);
    expectClose([accuracy(predicted, input.labels)], [expected.train_accuracy], from);
    expectClose([cohensKappa(predicted, input.labels)], [expected.kappa], from);
  });

  it("singular values, rank, covariance eigenvalues, participation ratio", () => {
    expectClose(singularValues(states), expected.singular_values, from);
    expect(kernelRank(states, 1e-10)).toBe(expected.rank_tol1e10);
    const eigenvalues = covarianceEigenvalues(states);
    expectClose(eigenvalues, expected.cov_eigenvalues, from);
    expectClose([participationRatio(eigenvalues)], [expected.participation_ratio], from);
  });

  it("a readout of random labels explains less", () => {
    const random = linearReadout(states, input.random_labels);
    const hits = accuracy(readoutOutput(random, states).map(Math.sign), input.random_labels);
    expect(hits).toBeLessThan(0.9);
    expect(hits).toBeGreaterThan(0.5);
  });
});

describe("liquidState", () => {
  const trains = trainsOf([[10, 10, 25], []], { tStart: 0, tStop: 100 });

  it("sums decayed spikes, the one at the time of reading in full", () => {
    const { values } = liquidState(trains, { times: [5, 10, 10, 25], tau: 15 });
    const expected = [0, 2, 2, 1 + 2 * Math.exp(-1)];
    for (const [row, value] of expected.entries()) {
      expect(values[2 * row]).toBeCloseTo(value, 12);
      expect(values[2 * row + 1]).toBe(0);
    }
  });

  it("of Poisson trains has the mean and variance of shot noise", () => {
    const poisson = poissonTrains({ count: 100, rate: 20, tStop: 10_000, seed: 2 });
    const times = Array.from({ length: 90 }, (_, k) => 1000 + 100 * k);
    const { values } = liquidState(poisson, { times, tau: 15 });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // rate tau = 0.3 and rate tau / 2 = 0.15; 9000 samples give standard errors of 0.004 and about 0.003.
    expect(Math.abs(mean - 0.3)).toBeLessThan(0.016);
    expect(Math.abs(variance - 0.15)).toBeLessThan(0.013);
  });

  it("has no rows without times and refuses what is no filter", () => {
    expect(liquidState(trains, { times: [] })).toMatchObject({ rows: 0, columns: 2 });
    expect(() => liquidState(trains, { times: [1], tau: 0 })).toThrow(/tau must be a finite number above 0/);
    expect(() => liquidState(trains, { times: [2, 1] })).toThrow(/times\[1\] must be a time not before/);
    expect(() => liquidState(trains, { times: [Number.NaN, 1] })).toThrow(/times\[1\]/);
  });
});

describe("linearReadout", () => {
  it("finds the function that made the targets, with and without bias", () => {
    const states = noise(50, 3, 1);
    const truth = { weights: Float64Array.of(2, -1, 0.5), bias: 3 };
    const got = linearReadout(states, readoutOutput(truth, states));
    for (const [k, weight] of truth.weights.entries()) expect(got.weights[k]).toBeCloseTo(weight, 10);
    expect(got.bias).toBeCloseTo(3, 10);
    const without = linearReadout(states, readoutOutput({ ...truth, bias: 0 }, states), { bias: false });
    expect(without.weights[2]).toBeCloseTo(0.5, 10);
    expect(without.bias).toBe(0);
  });

  it("takes the smallest weights where neurons say the same or outnumber the samples", () => {
    const twins = linearReadout(matrix([1, 1], [2, 2], [3, 3]), [2, 4, 6]);
    expect(twins.weights[0]).toBeCloseTo(1, 10);
    expect(twins.weights[1]).toBeCloseTo(1, 10);
    const states = noise(5, 20, 2);
    const targets = [1, -1, 1, 1, -1];
    const output = readoutOutput(linearReadout(states, targets), states);
    for (const [row, target] of targets.entries()) expect(output[row]).toBeCloseTo(target, 9);
  });

  it("gives with a tiny penalty what it gives without, and changes little where the method changes", () => {
    const states = noise(40, 6, 5);
    const targets = Array.from({ length: 40 }, (_, k) => (k % 3) - 1);
    const plain = linearReadout(states, targets);
    const tiny = linearReadout(states, targets, { ridge: 1e-13 });
    // The sum of squares is 240 / 12 = 20, so the methods meet at 2e-8.
    const [below, above] = [1.5e-8, 2.5e-8].map((ridge) => linearReadout(states, targets, { ridge }));
    for (let k = 0; k < 6; k++) {
      expect(tiny.weights[k]).toBeCloseTo(plain.weights[k] as number, 10);
      expect(above?.weights[k]).toBeCloseTo(below?.weights[k] as number, 7);
    }
  });

  it("with a huge penalty answers the mean of the targets: the bias is free", () => {
    const got = linearReadout(
      noise(40, 4, 3),
      Float64Array.from({ length: 40 }, (_, k) => k % 4),
      { ridge: 1e12 },
    );
    expect(Math.max(...got.weights.map(Math.abs))).toBeLessThan(1e-9);
    expect(got.bias).toBeCloseTo(1.5, 9);
  });

  it("survives neurons that are silent", () => {
    const got = linearReadout(matrix([1, 0], [2, 0], [4, 0]), [1, 2, 4]);
    expect(got.weights[0]).toBeCloseTo(1, 10);
    expect(got.weights[1]).toBeCloseTo(0, 10);
  });

  it("is NaN where a state or a target is not known", () => {
    const unknown = matrix([1, Number.NaN], [2, 3], [1, 1]);
    expect(linearReadout(unknown, [1, 2, 3], { ridge: 1 }).weights.every(Number.isNaN)).toBe(true);
    const got = linearReadout(noise(3, 2, 1), [1, Number.NaN, 2]);
    expect(got.weights.every(Number.isNaN)).toBe(true);
    expect(got.bias).toBeNaN();
    expect(kernelRank(unknown)).toBeNaN();
    expect(covarianceEigenvalues(unknown).every(Number.isNaN)).toBe(true);
  });

  it("refuses what cannot be fitted", () => {
    expect(() => linearReadout(noise(3, 2, 1), [1, 2])).toThrow(/targets must have 3 values, got 2/);
    expect(() => linearReadout(noise(3, 2, 1), [1, 2, 3], { ridge: -1 })).toThrow(
      /ridge must be a finite number from 0 on/,
    );
    expect(() => linearReadout({ rows: 0, columns: 2, values: new Float64Array(0) }, [])).toThrow(
      /states.rows must be/,
    );
    expect(() => readoutOutput({ weights: new Float64Array(3), bias: 0 }, noise(3, 2, 1))).toThrow(
      /weights must have 2 values, got 3/,
    );
  });
});

describe("cohensKappa", () => {
  it("equals Cohen's table by hand", () => {
    // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: p_o 0.7, p_c 0.5.
    const predicted = [...Array(25).fill(1), ...Array(25).fill(0)];
    const actual = [...Array(20).fill(1), ...Array(5).fill(0), ...Array(10).fill(1), ...Array(15).fill(0)];
    expect(accuracy(predicted, actual)).toBeCloseTo(0.7, 12);
    expect(cohensKappa(predicted, actual)).toBeCloseTo(0.4, 12);
  });

  it("is 1 for agreement, negative for contradiction, NaN where nothing can be told", () => {
    expect(cohensKappa([1, 2, 3], [1, 2, 3])).toBeCloseTo(1, 12);
    expect(cohensKappa([0, 1], [1, 0])).toBe(-1);
    expect(cohensKappa([1, 1], [1, 1])).toBeNaN();
    expect(accuracy([], [])).toBeNaN();
    expect(() => cohensKappa([1], [1, 2])).toThrow(/predicted must have 2 values, got 1/);
  });
});

describe("dimensionality", () => {
  it("counts independent rows", () => {
    expect(kernelRank(matrix([1, 0, 0], [0, 2, 0], [1, 2, 0]))).toBe(2);
    expect(kernelRank(noise(7, 30, 1))).toBe(7);
    expect(kernelRank(matrix([0, 0], [0, 0]))).toBe(0);
    expect(kernelRank(matrix([3, 0], [0, 1]), 2)).toBe(1);
    expect(() => kernelRank(matrix([1]), -1)).toThrow(/tolerance/);
  });

  it("is 1 along a line, and the number of neurons for independent ones of equal variance", () => {
    const line = matrix([1, 2, 3], [2, 4, 6], [5, 10, 15]);
    expect(participationRatio(covarianceEigenvalues(line))).toBeCloseTo(1, 10);
    // Of white noise N / (1 + N / samples): 20 / 1.01.
    const white = participationRatio(covarianceEigenvalues(noise(2000, 20, 4)));
    expect(Math.abs(white - 20 / 1.01)).toBeLessThan(0.3);
    expect(participationRatio(covarianceEigenvalues(matrix([1, 1], [1, 1])))).toBeNaN();
    expect(covarianceEigenvalues(matrix([1, 2])).every(Number.isNaN)).toBe(true);
  });

  it("lies between 1 and the number of dimensions, whatever the scale", () => {
    const values = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (list) => {
        const ratio = participationRatio(list);
        expect(ratio).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(ratio).toBeLessThanOrEqual(list.length + 1e-9);
        expect(participationRatio(list.map((value) => 7 * value))).toBeCloseTo(ratio, 9);
      }),
      { seed: 3 },
    );
  });
});
