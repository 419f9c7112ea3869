import { describe, expect, it } from "vitest";
import { binsOf } from "../../../ts/plot/distributions/bins.ts";

const many = (low: number, high: number, count = 30_000): Float64Array =>
  Float64Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));

describe("binsOf", () => {
  it.each<[string, number, number, number, [number, number]]>([
    // least, largest, width: a round one for 90 bins at most, range at its multiples
    ["correlations", -0.0123, 0.81, 0.01, [-0.02, 0.81]],
    ["rates", 0, 62, 1, [0, 62]],
    ["values far from zero", 100, 101, 0.02, [100, 101]],
    ["values that begin near zero", 2, 40, 0.5, [0, 40]],
    ["negative ones", -70, -50, 0.5, [-70, -50]],
  ])("holds all %s", (_, low, high, binWidth, range) => {
    expect(binsOf("histogramPlot", [many(low, high), [Number.NaN]], {})).toEqual({ binWidth, range });
  });

  it("has fewer bins for fewer values, and some for none and for equal ones", () => {
    expect(binsOf("histogramPlot", [many(0, 10, 60)], {})).toEqual({ binWidth: 1, range: [0, 10] });
    expect(binsOf("histogramPlot", [], {}).range).toEqual([0, 1]);
    const { range } = binsOf("histogramPlot", [[3, 3, 3]], {});
    expect(range[0]).toBeLessThan(3);
    expect(range[1]).toBeGreaterThan(3);
  });

  it("keeps what is asked for", () => {
    expect(binsOf("histogramPlot", [many(0, 10)], { binWidth: 3 })).toEqual({ binWidth: 3, range: [0, 12] });
    expect(binsOf("histogramPlot", [many(0, 10)], { range: [2, 4] })).toEqual({
      binWidth: 0.05,
      range: [2, 4],
    });
  });
});
