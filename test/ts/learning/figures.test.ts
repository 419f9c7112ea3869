// Figures of learning curves, and the published ones beside them.
import { describe, expect, it } from "vitest";
import {
  type CurveRow,
  learningCurves,
  publishedBarsCurves,
  publishedBarsSummary,
} from "../../../ts/learning/index.ts";
import { rejectionOf } from "../../helpers/errors.ts";
import { elements, texts } from "../plot/svg.ts";

const rows = (epochs: readonly number[], first: number): CurveRow[] =>
  epochs.map((epoch, place) => ({
    epoch,
    trainAccuracy: 1,
    trainError: 0,
    testAccuracy: Math.min(1, first + 0.1 * place),
    testError: 0.5 / (place + 1),
    measures: {},
  }));

const group = { label: "mine", runs: [rows([0, 50, 100], 0.3), rows([0, 50], 0.5)] };

describe("learningCurves", () => {
  it("draws runs with their range, and the published curve dashed in the same colour", async () => {
    const published = publishedBarsCurves[1];
    const svg = await learningCurves([{ ...group, ...(published && { published }) }], { title: "Bars" });
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        "Bars",
        "mine (2 runs)",
        "published: rate matrix, LE, 5 ms",
        "epoch",
        "accuracy",
      ]),
    );
    const dashed = elements(svg, "g").filter((element) => element.includes("stroke-dasharray"));
    expect(dashed.length).toBe(1);
    expect(dashed[0]).toContain("#0072b2");
    expect(svg).toContain("fill-opacity");
  });

  it("draws errors on a logarithmic axis, in both themes and the colour asked for", async () => {
    const svg = await learningCurves([{ ...group, colour: "#123456" }], { quantity: "error", theme: "dark" });
    expect(texts(svg)).toContain("mean squared error");
    expect(texts(svg)).toContain("0.2");
    expect(svg).toContain("#123456");
    expect(svg).toContain("#172029");
  });

  it("refuses no groups, no rows, and unknown quantities", async () => {
    expect((await rejectionOf(learningCurves([]))).code).toBe("E_SIZE");
    expect((await rejectionOf(learningCurves([{ label: "none", runs: [[]] }]))).code).toBe("E_SIZE");
    const other = learningCurves([group], { quantity: "loss" as never });
    expect((await rejectionOf(other)).code).toBe("E_UNKNOWN_NAME");
  });
});

describe("the published Bars results", () => {
  it("are complete: 16 curves of 26 tests, 66 outcomes", () => {
    expect(publishedBarsCurves.length).toBe(16);
    for (const { epochs, accuracy, error } of publishedBarsCurves)
      expect([epochs.length, accuracy.length, error.length]).toEqual([26, 26, 26]);
    expect(publishedBarsSummary.length).toBe(66);
    const find = (duration: number, latentEquilibrium: boolean) =>
      publishedBarsSummary.find(
        (row) =>
          row.implementation === "rate matrix" &&
          row.duration === duration &&
          row.latentEquilibrium === latentEquilibrium,
      );
    expect(find(5, true)).toMatchObject({ accuracy: 1, error: 0.138801, firstPerfect: 41 });
    expect(find(5, false)).toMatchObject({ accuracy: 0.35, error: 0.320172, firstPerfect: undefined });
  });
});
