// Distances of states with known stimuli.
import { describe, expect, it } from "vitest";
import { type StateMatrix, separability } from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";

const trial = (...rows: number[][]): StateMatrix => ({
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
  values: Float64Array.from(rows.flat()),
});

describe("separability", () => {
  it("averages over pairs of trials, time by time", () => {
    const trials = [trial([0, 0], [0, 0]), trial([3, 4], [0, 0]), trial([0, 0], [6, 8])];
    const { inter, intra } = separability(trials, { classes: [1, 1, 2] });
    expect(Array.from(intra)).toEqual([5, 0]);
    // Trial 2 against 0 and 1: 0 and 5, then 10 and 10.
    expect(Array.from(inter)).toEqual([2.5, 10]);
  });

  it("counts differing neurons in the distance of Hamming", () => {
    const trials = [trial([1, -1, 1, 1]), trial([1, 1, 1, -1])];
    expect(separability(trials, { classes: [0, 1], distance: "hamming" }).inter[0]).toBe(0.5);
  });

  it("of noise about class means has distances sqrt(2 N s^2) and sqrt(N (2 s^2 + difference^2))", () => {
    const uniform = uniforms(6);
    const neurons = 400;
    const classes = Array.from({ length: 20 }, (_, k) => k % 2);
    const trials = classes.map((stimulus) =>
      trial(Array.from({ length: neurons }, () => uniform() + 0.5 * stimulus)),
    );
    const { inter, intra } = separability(trials, { classes });
    expect((intra[0] as number) / Math.sqrt((2 * neurons) / 12)).toBeCloseTo(1, 1);
    expect((inter[0] as number) / Math.sqrt(neurons * (2 / 12 + 0.25))).toBeCloseTo(1, 1);
  });

  it("is NaN where there are no such pairs, and refuses trials that do not fit", () => {
    const one = separability([trial([1, 2])], { classes: [0] });
    expect(one.inter[0]).toBeNaN();
    expect(one.intra[0]).toBeNaN();
    expect(() => separability([], { classes: [] })).toThrow(/trials must be a list of at least one/);
    expect(() => separability([trial([1])], { classes: [0, 1] })).toThrow(
      /classes must have 1 values, got 2/,
    );
    expect(() => separability([trial([1]), trial([1, 2])], { classes: [0, 1] })).toThrow(
      /trials\[1\] must be of 1 rows and 1 columns/,
    );
  });
});
