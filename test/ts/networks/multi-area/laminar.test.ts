// From and onto which layers and cells the synapses between two areas are; on small tables with results by hand.
import { describe, expect, it } from "vitest";
import { cellBodies, cellBodiesOf } from "../../../../ts/networks/multi-area/derive/cell-bodies.ts";
import {
  interAreaSynapses,
  targetShares,
  withSpecificity,
} from "../../../../ts/networks/multi-area/derive/inter-area.ts";
import { originShares } from "../../../../ts/networks/multi-area/derive/laminar-source.ts";
import { synapseLayers } from "../../../../ts/networks/multi-area/derive/laminar-target.ts";
import type { CellType } from "../../../../ts/networks/multi-area/derive/measurements.ts";

const mapOf = <Value>(record: Record<string, Value>): Map<string, Value> => new Map(Object.entries(record));

describe("origins of a projection", () => {
  const sizes = Float64Array.of(1, 1, 1, 1, 30, 1, 10, 1);
  const [upper, fifth, sixth] = [0, 4, 6];
  const origin = (pattern: Parameters<typeof originShares>[0], sln: number) => {
    const shares = originShares(pattern, sln, sizes);
    return [upper, fifth, sixth].map((population) => Number(shares[population]?.toFixed(12)));
  };

  it("lie in three populations only", () => {
    const shares = originShares(null, 0.4, sizes);
    expect([...shares].map((share) => share > 0)).toEqual([1, 0, 0, 0, 1, 0, 1, 0].map(Boolean));
    expect([...shares].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
  });

  it("are shared between layers 5 and 6 by their neurons, where no pattern is known", () =>
    expect(origin(null, 0.4)).toEqual([0.4, 0.45, 0.15]));

  it("are shared by powers of ten where one is; X counts as 2", () => {
    expect(origin([0, "X", "X", 0, 1, 2], 0.4)).toEqual(
      [0.4, 0.6 / 11, 6 / 11].map((x) => Number(x.toFixed(12))),
    );
    expect(origin([0, 2, 2, 0, "X", 2], 0.4)).toEqual([0.4, 0.3, 0.3]);
    expect(origin([0, 2, 2, 0, 3, 0], 0.4)).toEqual([0.4, 0.6, 0]);
  });

  it("lie on one side of layer 4 only, where the other has no labels, whatever the share", () => {
    expect(origin([0, 0, 0, 0, 2, 2], 0.4)).toEqual([0, 0.5, 0.5]);
    expect(origin([0, 1, 0, 0, 0, 0], 0.4)).toEqual([1, 0, 0]);
    expect(origin([0, 0, 0, 3, 0, 0], 0.4)).toEqual([0, 0, 0]);
  });

  it("take what is not known for nothing in layers 1 and 4, and for a little elsewhere", () => {
    expect(origin(["?", 0, 0, "?", 2, 2], 0.4)).toEqual([0, 0.5, 0.5]);
    expect(origin(["?", "?", 0, 0, "?", 0], 0.4)).toEqual([0.4, 0.6, 0]);
    expect(origin([0, 0, "?", 0, "?", 0], 0.4)).toEqual([0.4, 0.6, 0]);
    const [, of5 = 0, of6 = 0] = origin([0, 2, 0, 0, "?", 1], 0.4);
    expect(of6 / of5).toBeCloseTo(100, 6);
  });
});

describe("layers in which a projection ends", () => {
  const thicknesses = { total: 2, "1": 0.2, "23": 0.6, "4": 0.4, "5": 0.2, "6": 0.6 };
  const ends = (pattern: Parameters<typeof synapseLayers>[0], sln: number) => {
    const layers = synapseLayers(pattern, sln, thicknesses);
    return (["1", "23", "4", "5", "6"] as const).map((layer) => Number(layers[layer].toFixed(12)));
  };

  it("are those of the hierarchy where no pattern is known", () => {
    expect(ends(null, 0.66)).toEqual([0, 0, 1, 0, 0]);
    expect(ends(null, 0.65)).toEqual([0.5, 1 / 6, 1 / 9, 1 / 18, 1 / 6].map((x) => Number(x.toFixed(12))));
    expect(ends(null, 0.35)).toEqual(ends(null, 0.65));
    expect(ends(null, 0.34)).toEqual([0.5, 3 / 14, 0, 1 / 14, 3 / 14].map((x) => Number(x.toFixed(12))));
  });

  it("are none where the only one of the hierarchy is missing", () =>
    expect(synapseLayers(null, 0.9, { ...thicknesses, "4": 0 })["4"]).toBe(0));

  it("have powers of ten of labels as weights; layers 2 and 3 are one", () => {
    expect(ends([0, 1, 1, 2, 0, 0], 0.5)).toEqual(
      [0, 20 / 120, 100 / 120, 0, 0].map((x) => Number(x.toFixed(12))),
    );
    expect(ends(["X", 0, 0, 0, 0, 2], 0.5)).toEqual([0.5, 0, 0, 0, 0.5]);
    expect(ends([0, 0, 0, 0, 0, 0], 0.5)).toEqual([0, 0, 0, 0, 0]);
  });

  it("take what is not known for X where the hierarchy has axons end, else for nothing", () => {
    expect(ends([0, 0, 0, "?", "?", 2], 0.66)).toEqual([0, 0, 0.5, 0, 0.5]);
    expect(ends([0, 0, 0, "?", "?", 2], 0.34)).toEqual([0, 0, 0, 0.5, 0.5]);
    expect(ends(["?", "?", "?", "?", "?", "?"], 0.5)).toEqual(
      [1, 2, 1, 1, 1].map((x) => Number((x / 6).toFixed(12))),
    );
  });
});

describe("cells on which synapses lie", () => {
  const cell = (
    layer: CellType["layer"],
    inhibitory: boolean,
    occurrence: number,
    synapses: Record<string, readonly [number: number, corticocortical: number]>,
  ): CellType => ({
    layer,
    inhibitory,
    occurrence,
    synapses: mapOf(
      Object.fromEntries(
        Object.entries(synapses).map(([depth, [number, corticocortical]]) => [
          depth,
          { number, corticocortical },
        ]),
      ),
    ) as CellType["synapses"],
  });
  const sizes = Float64Array.of(60, 0, 0, 0, 30, 10, 0, 0);
  // Shares among the cells below layer 1: 23E 1/2, 5E 1/4 in two types, 5I 1/4; in V1 0.6, 0.3 and 0.1.
  const types = [
    cell("1", true, 50, { "1": [900, 90] }),
    cell("23", false, 20, { "23": [100, 10], "1": [100, 50] }),
    cell("5", false, 5, { "1": [200, 25], "5": [10, 100] }),
    cell("5", false, 5, { "1": [100, 50] }),
    cell("5", true, 10, { "5": [10, 100] }),
  ];
  const cells = cellBodies(types, sizes);

  it("have synapses in proportion to their number, occurrence, and share in V1", () => {
    // Layer 1: 23E 100 * 50 * 20 * 1.2, 5E 2 * 5000 * 5 * 1.2; layer 5: 5E 1000 * 5 * 1.2, 5I 1000 * 10 * 0.4.
    expect(cells["1"][0]).toBeCloseTo(2 / 3, 12);
    expect(cells["1"][4]).toBeCloseTo(1 / 3, 12);
    expect(cells["5"][4]).toBeCloseTo(0.6, 12);
    expect(cells["5"][5]).toBeCloseTo(0.4, 12);
    expect([...cells["23"]]).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
    expect([...cells["6"]]).toEqual(new Array(8).fill(0));
  });

  it("stand in for those that an area lacks, of the same kind, by the thickness of their layers", () => {
    const thicknesses = { total: 2, "1": 0.2, "23": 0.6, "4": 0.1, "5": 0.2, "6": 0.9 };
    const given = { ...cells, "4": Float64Array.of(0.1, 0, 0.6, 0.3, 0, 0, 0, 0) };
    const inArea = cellBodiesOf(given, Float64Array.of(1, 1, 0, 0, 1, 1, 0, 1), thicknesses);
    // Excitatory cells of layers 2/3 and 5 remain, inhibitory ones of layers 2/3, 5 and 6.
    const expected = [
      0.1 + (0.6 * 0.6) / 0.8,
      (0.3 * 0.6) / 1.7,
      0,
      0,
      0.15,
      (0.3 * 0.2) / 1.7,
      0,
      (0.3 * 0.9) / 1.7,
    ];
    for (const [population, share] of expected.entries())
      expect(inArea["4"][population]).toBeCloseTo(share, 12);
    expect([...inArea["23"]]).toEqual([...cells["23"]]);
  });

  it("share a projection by the layers in which it ends", () => {
    const shares = targetShares({ "1": 0.5, "23": 0.25, "4": 0, "5": 0.25, "6": 0 }, cells);
    expect(shares[0]).toBeCloseTo(0.5 * (2 / 3) + 0.25, 12);
    expect(shares[4]).toBeCloseTo(0.5 / 3 + 0.25 * 0.6, 12);
    expect(shares[5]).toBeCloseTo(0.25 * 0.4, 12);
  });
});

describe("feedback onto excitatory cells", () => {
  const shares = Float64Array.of(0.3, 0.2, 0, 0, 0.1, 0.2, 0, 0);

  it("has 93 % of the synapses, with proportions within a kind and the sum unchanged", () => {
    const specific = withSpecificity(shares, 0.34);
    expect((specific[0] as number) + (specific[4] as number)).toBeCloseTo(0.93 * 0.8, 12);
    expect((specific[1] as number) + (specific[5] as number)).toBeCloseTo(0.07 * 0.8, 12);
    expect((specific[0] as number) / (specific[4] as number)).toBeCloseTo(3, 12);
  });

  it("is left as it is elsewhere, and where only one kind of cell is reached", () => {
    expect(withSpecificity(shares, 0.35)).toBe(shares);
    const excitatory = Float64Array.of(0.3, 0, 0.2, 0, 0, 0, 0, 0);
    expect(withSpecificity(excitatory, 0.1)).toBe(excitatory);
  });
});

it("synapses of two areas are shares of sources times shares of targets", () => {
  const targets = Float64Array.of(0.5, 0.25, 0.25, 0, 0, 0, 0, 0);
  const sources = Float64Array.of(0.2, 0, 0, 0, 0.6, 0, 0.2, 0);
  const counts = interAreaSynapses(1000, targets, sources);
  expect(counts[0]).toBeCloseTo(100, 12);
  expect(counts[1 * 8 + 4]).toBeCloseTo(150, 12);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(1000, 9);
});
