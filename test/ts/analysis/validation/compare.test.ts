import { describe, expect, it } from "vitest";
import {
  type ComparedMeasure,
  type Comparison,
  compare,
  comparedMeasures,
  type Limits,
  type StoredEnsemble,
  storeEnsemble,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { madeRun, madeRuns } from "./runs.ts";

const limits: Limits = {
  L4E: {
    rate: { distance: 0.014, mean: 0.05 },
    cv: { distance: 0.012, mean: 0.02 },
    correlation: { distance: 0.139, mean: 0.002 },
  },
};

function row(comparisons: readonly Comparison[], measure: ComparedMeasure): Comparison {
  const found = comparisons.find((comparison) => comparison.measure === measure);
  if (!found) throw new Error(`no ${measure}`);
  return found;
}

describe("compare", () => {
  it("finds runs equivalent that differ in nothing but their seed", () => {
    const comparisons = compare(madeRuns([1, 2, 3]), madeRuns([4, 5, 6]));
    expect(comparisons.map(({ measure }) => measure)).toEqual(comparedMeasures);
    const verdicts = Object.fromEntries(comparisons.map(({ measure, verdict }) => [measure, verdict]));
    expect(verdicts).toEqual({
      rate: "equivalent",
      cv: "equivalent",
      correlation: "equivalent",
      bandPower: "equivalent",
      lowGamma: "equivalent",
      synchrony: "equivalent",
      highGamma: "undecided", // no run has such a peak
    });
    const rate = row(comparisons, "rate");
    expect(rate.distances.length).toBe(9);
    // Expected distance of two samples of 2000 from one distribution: 0.8687 sqrt(2 / 2000) = 0.0275, sd 0.0082;
    // the mean of the 6 pairs of two sides lies within 3 sd / sqrt(6).
    expect(Math.abs((rate.spread?.mean ?? 0) - 0.0275)).toBeLessThan(0.01);
  });

  it("finds different what differs: rates 5 % higher, a peak 10 1/s off, half the power", () => {
    const ours = madeRuns([1, 2, 3]);
    const verdict = (options: object, measure: ComparedMeasure): string =>
      row(compare(ours, madeRuns([4, 5, 6], options)), measure).verdict;
    expect(verdict({ shift: 0.05 }, "rate")).toBe("different");
    expect(verdict({ shift: 0.05 }, "cv")).toBe("equivalent");
    expect(verdict({ frequency: 90 }, "lowGamma")).toBe("different");
    expect(verdict({ frequency: 82 }, "lowGamma")).toBe("equivalent"); // within 3 1/s
    expect(verdict({ power: Math.log10(2) }, "bandPower")).toBe("different");
    expect(verdict({ power: Math.log10(2) }, "synchrony")).toBe("equivalent");
  });

  it("decides nothing about single runs of a network of which nothing is known", () => {
    const comparisons = compare([madeRun(1)], [madeRun(2)]);
    expect(row(comparisons, "rate")).toMatchObject({
      verdict: "undecided",
      spread: undefined,
      limit: undefined,
    });
    expect(row(comparisons, "synchrony").verdict).toBe("undecided");
    expect(row(comparisons, "lowGamma").verdict).toBe("undecided");
    // What the limits of the network tell stands alone; a limit for every network does not.
    expect(row(compare([madeRun(1)], [madeRun(2)], { limits }), "cv").verdict).not.toBe("undecided");
  });

  it("takes the known limits, widened to the spread that a stored ensemble shows", () => {
    const known = row(compare([madeRun(7)], [madeRun(8)], { limits }), "rate");
    expect(known.limit).toBe(0.014);
    const spread = storeEnsemble(madeRuns([11, 12, 13, 14, 15, 16, 17, 18]));
    const widened = row(compare([madeRun(7)], [madeRun(8)], { limits, spread }), "rate");
    expect(widened.limit).toBeGreaterThan(0.0275);
    expect(widened.verdict).toBe("equivalent");
    const far = row(compare([madeRun(7)], [madeRun(8, { shift: 0.2 })], { limits, spread }), "rate");
    expect(far.verdict).toBe("different");
    // A mean that is 10 % off is different, however wide the spread of the distributions is.
    const wide: StoredEnsemble = {
      L4E: { rate: { mean: 1, quantiles: [0, 1], spread: { mean: 1, deviation: 0, freedom: 7 } } },
    };
    const off = row(compare([madeRun(7, { shift: 0.1 })], [madeRun(8)], { limits, spread: wide }), "rate");
    expect([off.verdict, off.distance < (off.limit ?? 0)]).toEqual(["different", true]);
  });

  it("compares with what was stored, and leaves out what was not", () => {
    const stored = storeEnsemble(madeRuns([4, 5, 6]));
    const comparisons = compare([madeRun(1)], stored);
    expect(row(comparisons, "rate").verdict).toBe("equivalent");
    expect(row(comparisons, "bandPower").verdict).toBe("equivalent");
    expect(row(comparisons, "synchrony").means[1]).toBeCloseTo(3.05, 1);
    const partial: StoredEnsemble = { L4E: { lowGamma: { mean: 63, deviation: 1, runs: 5 } } };
    expect(compare([madeRun(1)], partial).map(({ measure, verdict }) => [measure, verdict])).toEqual([
      ["lowGamma", "different"],
    ]);
    const approximate: StoredEnsemble = { L4E: { lowGamma: { mean: 63, limit: 20 } } };
    expect(compare([madeRun(1)], approximate)[0]).toMatchObject({ verdict: "equivalent", limit: 20 });
  });

  it("deals the runs to the sides at random when there are five or more of each", () => {
    const seeds = (first: number): number[] => Array.from({ length: 8 }, (_, index) => first + index);
    const same = compare(madeRuns(seeds(1)), madeRuns(seeds(9)));
    for (const { p, measure } of same) if (measure !== "highGamma") expect(p, measure).toBeGreaterThan(0.01);
    const shifted = row(compare(madeRuns(seeds(1)), madeRuns(seeds(9), { shift: 0.04 })), "rate");
    // None of 10,000 random ways to deal 8 + 8 runs is as extreme as the given one; 6 rows were tested.
    expect(shifted.p).toBeCloseTo(6 / 10_001, 6);
    expect(shifted.verdict).toBe("different");
    expect(row(compare(madeRuns(seeds(1).slice(0, 4)), madeRuns(seeds(9))), "rate").p).toBeUndefined();
  });

  it("demands more of few runs: two pairs of seeds tell little about chance", () => {
    const [few, many] = [
      compare(madeRuns([1, 2]), madeRuns([3])),
      compare(madeRuns([1, 2, 3]), madeRuns([4, 5, 6])),
    ];
    expect(row(few, "rate")).toMatchObject({ spread: undefined, verdict: "undecided" }); // one distance only
    const two = row(compare(madeRuns([1, 2]), madeRuns([3, 4])), "rate");
    expect(two.spread?.freedom).toBe(2);
    const excess = ({ limit, spread }: Comparison) =>
      ((limit ?? 0) - (spread?.mean ?? 0)) / (spread?.deviation ?? 1);
    // Student's t beyond which lies what lies beyond 3 sd, times the share of the mean: 19.2 and 6.6.
    expect(excess(two)).toBeCloseTo(19.2 * Math.sqrt(1 / 2), 1);
    expect(excess(row(many, "rate"))).toBeCloseTo(6.62 * Math.sqrt(1 / 3), 1);
  });

  it("finds different runs of which some equivalent ones have what no other has", () => {
    const silent = madeRuns([4, 5, 6]).map(({ L4E }) => ({
      L4E: { ...(L4E as NonNullable<typeof L4E>), cv: new Float64Array(0), lowGamma: Number.NaN },
    }));
    const comparisons = compare(madeRuns([1, 2, 3]), silent);
    for (const measure of ["cv", "lowGamma"] as const)
      expect(row(comparisons, measure)).toMatchObject({ verdict: "different", reason: "presence" });
    expect(row(compare(madeRuns([1, 2]), silent), "cv").verdict).toBe("undecided");
    const stored = storeEnsemble(silent);
    expect(stored.L4E?.cv).toBeUndefined();
    expect(row(compare(madeRuns([1, 2, 3]), stored), "rate").verdict).toBe("equivalent");
  });

  it("says why something is different; a significant difference within a known limit is none", () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const others = madeRuns(
      seeds.map((seed) => seed + 8),
      { shift: 0.03 },
    );
    const unknown = row(compare(madeRuns(seeds), others), "rate");
    expect(["distance", "permutation"]).toContain(unknown.reason);
    const wide: Limits = { L4E: { ...limits.L4E, rate: { distance: 0.2, mean: 0.2 } } as Limits[string] };
    const known = row(compare(madeRuns(seeds), others, { limits: wide }), "rate");
    expect(known.p).toBeLessThan(0.01);
    expect(known).toMatchObject({ verdict: "equivalent", reason: undefined });
  });

  it("refuses sides without runs, and runs without a population of the reference", () => {
    expect(() => compare([], madeRuns([1]))).toThrow(CajalError);
    expect(() => compare(madeRuns([1]), [])).toThrow(CajalError);
    expect(() => compare([{}], madeRuns([1]))).toThrow(/only one has L4E/);
    expect(() => storeEnsemble([])).toThrow(CajalError);
  });
});

describe("storeEnsemble", () => {
  it("pools the samples and keeps the spread between the runs", () => {
    const runs = madeRuns([1, 2, 3, 4]);
    const { rate, bandPower, lowGamma, highGamma } = storeEnsemble(runs).L4E ?? {};
    expect(rate?.quantiles.length).toBe(201);
    expect(rate?.mean).toBeCloseTo(1, 1);
    const middle = rate?.quantiles[100] as number;
    const pooled = runs.flatMap((run) => [...(run.L4E?.rate ?? [])]).sort((a, b) => a - b);
    expect(middle).toBeCloseTo(((pooled[3999] as number) + (pooled[4000] as number)) / 2, 12);
    expect(bandPower?.mean.length).toBe(49);
    expect(lowGamma?.mean).toBeGreaterThan(80);
    expect(lowGamma?.deviation).toBeGreaterThan(0);
    expect(highGamma?.mean).toBeNaN();
    expect(highGamma?.deviation).toBeUndefined();
  });

  it("of a single run has no spread", () => {
    const { rate, synchrony } = storeEnsemble([madeRun(1)]).L4E ?? {};
    expect([rate?.spread, rate?.deviation, synchrony?.deviation]).toEqual([undefined, undefined, undefined]);
  });
});
