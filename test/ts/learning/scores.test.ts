// Scores and the four measures of self-prediction, by hand.
import { describe, expect, it } from "vitest";
import {
  accuracy,
  apicalNorm,
  feedbackWeightError,
  feedforwardWeightError,
  interneuronError,
  largest,
  linear,
  meanSquaredError,
} from "../../../ts/learning/index.ts";
import { sisterFactor } from "../../../ts/networks/dendritic/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { conductances, ReferenceMicrocircuit } from "./reference-microcircuit.ts";

const matrix = (rows: number, columns: number, ...values: number[]) => ({
  rows,
  columns,
  values: Float64Array.from(values),
});

describe("scores", () => {
  it("counts the outputs that are largest where their targets are; the first of equal ones counts", () => {
    const outputs = [
      [0.2, 0.9],
      [0.5, 0.1],
      [0.3, 0.3],
    ];
    const targets = [
      [0, 1],
      [0, 1],
      [1, 0],
    ];
    expect(accuracy(outputs, targets)).toBeCloseTo(2 / 3, 15);
    expect(largest([3, 7, 7])).toBe(1);
  });

  it("averages squared differences over all numbers", () => {
    expect(meanSquaredError([[1, 2], [3]], [[0, 4], [3]])).toBeCloseTo(5 / 3, 15);
  });

  it("refuses outputs and targets that do not fit", () => {
    expect(errorOf(() => accuracy([[1]], [])).code).toBe("E_SHAPE");
    expect(errorOf(() => accuracy([], [])).code).toBe("E_SHAPE");
    expect(errorOf(() => meanSquaredError([[1, 2]], [[1]])).parameter).toBe("targets[0]");
    expect(errorOf(() => meanSquaredError([[]], [[]])).code).toBe("E_SHAPE");
    expect(errorOf(() => accuracy([[]], [[]])).code).toBe("E_SHAPE");
    expect(errorOf(() => accuracy(undefined as never, [])).code).toBe("E_TYPE");
  });
});

describe("the measures of self-prediction", () => {
  it("are those of their formulas", () => {
    const [ip, up] = [matrix(1, 2, 1, 2), matrix(1, 2, 3, 2)];
    expect(feedforwardWeightError(ip, up)).toBe(2);
    expect(feedforwardWeightError(ip, up, 0.5)).toBe((0.25 + 1) / 2);
    expect(feedbackWeightError(ip, up)).toBe(16);
    expect(apicalNorm([3, 4])).toBe(5);
    expect(interneuronError([1, 2], [1, 4], linear)).toBe(2);
    expect(interneuronError([0], [1])).toBeCloseTo((1.3132616875182228 - Math.LN2) ** 2, 15);
  });

  it("vanish in a microcircuit that predicts itself, with the ratio of the next layer", () => {
    const rates = { up: [0, 0, 0], ip: [0, 0], pi: [0, 0] };
    const net = new ReferenceMicrocircuit({ layers: [3, 5, 4, 2], latentEquilibrium: true, rates });
    const { gl, gb, ga } = conductances;
    for (const k of [0, 1]) {
      const ratio = sisterFactor({ g_L: gl, g_basal: gb, g_apical: ga, g_som: ga }, k === 1);
      const [ip, up, pi, down] = [net.ip[k], net.up[k + 1], net.pi[k], net.down[k]] as [
        never,
        never,
        never,
        never,
      ];
      expect(feedforwardWeightError(ip, up, ratio)).toBeLessThan(1e-30);
      expect(feedbackWeightError(pi, down)).toBe(0);
      expect(feedforwardWeightError(ip, up, ratio * 0.9)).toBeGreaterThan(1e-3);
    }
  });

  it("refuse matrices and populations that do not fit", () => {
    expect(errorOf(() => feedforwardWeightError(matrix(1, 2, 1, 2), matrix(2, 1, 1, 2))).code).toBe(
      "E_SHAPE",
    );
    expect(errorOf(() => feedbackWeightError(matrix(1, 2, 1), matrix(1, 2, 1, 2))).code).toBe("E_SHAPE");
    expect(errorOf(() => interneuronError([1], [1, 2])).code).toBe("E_SHAPE");
    expect(errorOf(() => interneuronError([], [])).code).toBe("E_SHAPE");
    expect(errorOf(() => interneuronError([1], [1], "softplus" as never)).code).toBe("E_TYPE");
    const one = matrix(1, 1, 1);
    expect(errorOf(() => feedforwardWeightError(one, one, Number.NaN)).code).toBe("E_NOT_FINITE");
  });
});
