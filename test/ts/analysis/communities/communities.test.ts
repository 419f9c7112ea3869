// Communities and modularity against networkx 3.6.1, against all divisions of a small network (numpy), and by hand.
import { describe, expect, it } from "vitest";
import { louvainCommunities, modularity } from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";

// The karate club of Zachary (1977), as networkx has it, without weights.
const friends: readonly (readonly number[])[] = [
  [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
  [2, 3, 7, 13, 17, 19, 21, 30],
  [3, 7, 8, 9, 13, 27, 28, 32],
  [7, 12, 13],
  [6, 10],
  [6, 10, 16],
  [16],
  [],
  [30, 32, 33],
  [33],
  ...[[], [], [], [33], [32, 33], [32, 33], [], [], [32, 33], [33], [32, 33], [], [32, 33]],
  [25, 27, 29, 32, 33],
  [25, 27, 31],
  [31],
  [29, 33],
  [33],
  [31, 33],
  ...[[32, 33], [32, 33], [32, 33], [33], []],
];
const members = friends.length;
// Mr. Hi's club and the officer's.
const clubs = friends.map((_, one) => (one < 9 || [10, 11, 12, 13, 16, 17, 19, 21].includes(one) ? 0 : 1));
const karate = new Float64Array(members * members);
for (const [one, others] of friends.entries())
  for (const other of others) karate[one * members + other] = karate[other * members + one] = 1;

// Above the diagonal of eight nodes, row after row.
const drawn = [
  [0.42, -0.42, 0.02, 0.79, 0.79, -0.75, -0.59],
  [-0.94, -0.09, 0.3, -0.44, 0.35, 0.18],
  [-0.17, -0.43, 0.39, -0.12, -0.69],
  [-0.22, 0.87, 0.95, 0.34],
  [0.12, -0.28, -0.55],
  [0.17, -0.43],
  [-0.28],
];
const signed = new Float64Array(64);
for (const [one, row] of drawn.entries())
  for (const [step, weight] of row.entries()) {
    const other = one + step + 1;
    signed[one * 8 + other] = signed[other * 8 + one] = weight;
  }

describe("modularity", () => {
  it("equals that of networkx where no weight is negative", () => {
    expect(karate.reduce((sum, value) => sum + value, 0)).toBe(156);
    expect(modularity(karate, clubs)).toBeCloseTo(0.3582347140039448, 12);
    expect(modularity(karate, clubs, { resolution: 1.5 })).toBeCloseTo(0.10786489151873763, 12);
  });

  it("does not look at the diagonal, and knows no scale of the weights", () => {
    const other = signed.map((weight, cell) => (cell % 9 === 0 ? 5 : 3 * weight));
    const labels = [0, 0, 1, 1, 0, 1, 1, 2];
    expect(modularity(other, labels)).toBeCloseTo(modularity(signed, labels), 12);
  });

  it("is 0 without weights, and for all in one group", () => {
    expect(modularity(new Float64Array(9), [0, 1, 1])).toBe(0);
    expect(modularity(karate, new Uint8Array(members))).toBeCloseTo(0, 12);
  });

  it("takes off negative weights within a group, less than positive ones count", () => {
    // Two pairs, one joined by 1, one by -1: v+ = v- = 2, and all of it is within the pairs.
    const pairs = [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, -1, 0, 0, -1, 0];
    // Positive: (2 - 2) / 2; negative: -(2 - 2) / 4.
    expect(modularity(pairs, [0, 0, 1, 1])).toBeCloseTo(0, 12);
    // Positive: (2 - 2) / 2; negative: -(0 - 1/2 - 1/2) / 4.
    expect(modularity(pairs, [0, 0, 1, 2])).toBeCloseTo(0.25, 12);
  });

  it("refuses weights that are no symmetric matrix, and labels that are too few", () => {
    expect(() => modularity([0, 1, 2], [0])).toThrow(/weights must be .* as many rows as columns/);
    expect(() => modularity([0, 1, 2, 0], [0, 0])).toThrow(/weights\[1\] must be that of the same pair/);
    expect(() => modularity([0, Number.NaN, Number.NaN, 0], [0, 0])).toThrow(/weights\[1\]/);
    expect(() => modularity(signed, [0, 1])).toThrow(/labels/);
    expect(() => modularity(signed, [0, 1])).toThrow(CajalError);
  });
});

describe("louvainCommunities", () => {
  it("finds the best division of the karate club, four communities", () => {
    const { labels, count, modularity: q } = louvainCommunities(karate);
    // The optimum is known (Brandes et al. 2008).
    expect(q).toBeCloseTo(0.41978961209730437, 12);
    expect(count).toBe(4);
    expect(modularity(karate, labels)).toBeCloseTo(q, 12);
  });

  it.each([
    [1, 0.38033667863093634, [0, 0, 1, 1, 0, 1, 1, 2]],
    [1.4, 0.3018058241945072, [0, 0, 1, 2, 0, 1, 2, 2]],
    [0.6, 0.4920695152209097, [0, 0, 1, 1, 0, 1, 1, 2]],
  ])(
    "finds the best of all 4140 divisions of eight nodes with weights of both signs, resolution %s",
    (resolution, best, labels) => {
      const found = louvainCommunities(signed, { resolution });
      expect(found.modularity).toBeCloseTo(best, 12);
      expect([...found.labels]).toEqual(labels);
    },
  );

  it("depends on nothing but the seed", () => {
    const once = louvainCommunities(karate, { seed: 3, searches: 1 });
    expect(louvainCommunities(karate, { seed: 3, searches: 1 })).toEqual(once);
    const values = [1, 2, 3, 4, 5, 6].map(
      (seed) => louvainCommunities(karate, { seed, searches: 1 }).modularity,
    );
    expect(new Set(values).size).toBeGreaterThan(1);
  });

  it("leaves alone what is connected to nothing", () => {
    const weights = [0, 1, 0, 1, 0, 0, 0, 0, 0];
    expect([...louvainCommunities(weights).labels]).toEqual([0, 0, 1]);
    expect(louvainCommunities(new Float64Array(4))).toMatchObject({ count: 2, modularity: 0 });
    expect(louvainCommunities([])).toMatchObject({ count: 0, modularity: 0 });
  });
});
