// What the page of the areas of cortex is made of, without a browser.
import { describe, expect, it } from "vitest";
import { multiAreaTables, syntheticConnectome } from "../../ts/networks/index.ts";
import { pageLimit, verdictOf } from "../../web/network/verdict.ts";
import { Activity, areasOf } from "../../web/pages/cortex/activity/activity.ts";
import { fullRate, shadeOf, shadesOf } from "../../web/pages/cortex/activity/shade.ts";
import { nearest, toggled } from "../../web/pages/cortex/controls/choice.ts";
import { atlasOf } from "../../web/pages/cortex/network/atlas.ts";
import { placesOf } from "../../web/pages/cortex/network/layout.ts";
import type { Pulse } from "../../web/pages/cortex/network/messages.ts";
import { areaCount, sameNetwork, stateSchema } from "../../web/pages/cortex/state.ts";

const connectome = syntheticConnectome({ areas: areaCount, seed: 2 });

describe("the map", () => {
  it("has the areas where their distances put them, the first one on the left", () => {
    const places = placesOf(connectome.distances, areaCount);
    for (const [one, from] of places.entries())
      for (const [other, to] of places.entries())
        expect(Math.hypot(from.x - to.x, from.y - to.y)).toBeCloseTo(
          connectome.distances[one * areaCount + other] as number,
          6,
        );
    expect(places[0]).toEqual({ x: 0, y: 0 });
    expect(Math.max(...places.map(({ x }) => x))).toBe(
      Math.max(...connectome.distances.subarray(0, areaCount)),
    );
  });

  it("has one area at the origin, and areas on a line on one", () => {
    expect(placesOf([0], 1)).toEqual([{ x: 0, y: 0 }]);
    expect(placesOf([0, 3, 5, 3, 0, 2, 5, 2, 0], 3)).toEqual([0, 3, 5].map((x) => ({ x, y: 0 })));
  });

  it("counts the neurons of areas and the synapses between them as the network does", () => {
    const atlas = atlasOf(connectome);
    const { sizes, synapses } = multiAreaTables(connectome, { state: "ground" });
    const { populations } = connectome;
    for (const [target, { name, neurons }] of atlas.areas.entries()) {
      expect(name).toBe(`A${target + 1}`);
      expect(neurons).toBe(
        populations.reduce((sum, { area }, k) => sum + (area === target ? (sizes[k] as number) : 0), 0),
      );
    }
    const sums = new Float64Array(areaCount ** 2);
    for (const [row, target] of populations.entries())
      for (const [column, source] of populations.entries())
        (sums[target.area * areaCount + source.area] as number) += synapses[
          row * populations.length + column
        ] as number;
    // The network has the integer part of each of at most 64 projections.
    for (const [place, synapsesOfPair] of atlas.synapses.entries()) {
      expect(synapsesOfPair - (sums[place] as number)).toBeGreaterThanOrEqual(0);
      expect(synapsesOfPair - (sums[place] as number)).toBeLessThan(64);
    }
  });
});

describe("colours", () => {
  it("grow with the rate up to a full one", () => {
    expect([0, fullRate / 4, fullRate, 2 * fullRate, -1].map(shadeOf)).toEqual([0, 0.25, 1, 1, 0]);
  });

  it("have the present on the right, and gaps where nothing is known yet", () => {
    const shades = shadesOf([[fullRate], [0, fullRate / 2, fullRate]], 2);
    expect([...shades]).toEqual([Number.NaN, 1, 0.5, 1]);
  });
});

describe("activity", () => {
  const population = (area: number, name: string, first: number, size: number) => ({
    area,
    name,
    first,
    size,
    theory: 1,
  });
  const populations = [population(3, "23E", 0, 6), population(3, "23I", 6, 4), population(5, "23E", 10, 10)];

  it("joins populations to areas and counts their spikes", () => {
    expect(areasOf(populations)).toEqual([
      { index: 3, first: 0, size: 10 },
      { index: 5, first: 10, size: 10 },
    ]);
    const activity = new Activity(populations);
    activity.add(Uint32Array.of(0, 6, 19), Float64Array.of(1, 45, 45.1), [], 50);
    expect(activity.present(10)).toEqual([10, 10]);
    expect(activity.means().map((rate) => Math.round(100 * rate) / 100)).toEqual([3.33, 5, 2]);
    expect(activity.courses(20).map((course) => course.length)).toEqual([5, 5]);
  });

  it("knows when a pulse was on, and to which areas of the atlas answers belong", () => {
    const activity = new Activity(populations);
    const pulse: Pulse = { area: 5, start: 60, amplitude: 1000, duration: 5 };
    activity.add(Uint32Array.of(), Float64Array.of(), [pulse], 100);
    // The bins from 52 to 100 ms: the pulse is on from 60 to 65 ms.
    expect(activity.pulsed(12).map(Number)).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(activity.pulsed(9).map(Number)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(activity.arrivals(6)).toEqual(new Array(6).fill(Number.NaN));
  });
});

describe("the choice of areas", () => {
  it("is empty when it is all, ascending, and never none", () => {
    expect(toggled([], 3)).toHaveLength(areaCount - 1);
    expect(toggled(toggled([], 3), 3)).toEqual([]);
    expect(toggled([5], 2)).toEqual([2, 5]);
    expect(toggled([2, 5], 5)).toEqual([2]);
    expect(toggled([2], 2)).toEqual([2]);
  });

  it("finds the nearest ones", () => {
    const atlas = atlasOf(connectome);
    const found = nearest(atlas, 4, 3);
    expect(found).toContain(4);
    const far = Math.max(...found.map((area) => atlas.distances[area * areaCount + 4] as number));
    const nearer = Array.from({ length: areaCount }, (_, area) => area).filter(
      (area) => (atlas.distances[area * areaCount + 4] as number) <= far,
    );
    expect(found).toEqual(nearer);
  });
});

describe("the state", () => {
  it("has defaults for everything and refuses what is no network", () => {
    expect(stateSchema.parse({})).toMatchObject({
      state: "ground",
      chi: 1,
      scale: 0.005,
      areas: [],
      connectivity: "stored",
    });
    const wrong = [
      { chi: 1.5 },
      { areas: [1, 1] },
      { areas: [32] },
      { scale: 0.001 },
      { every: 10 },
      { duration: 0 },
    ];
    for (const state of wrong)
      expect(stateSchema.safeParse(state).success, JSON.stringify(state)).toBe(false);
    expect(stateSchema.safeParse({ state: "metastable", chi: 1.5 }).success).toBe(true);
  });

  it("tells networks apart, and not views", () => {
    const state = stateSchema.parse({});
    expect(sameNetwork(state, { ...state, chosen: 4, window: 200, amplitude: 3 })).toBe(true);
    expect(sameNetwork(state, { ...state, areas: [0, 1] })).toBe(false);
    expect(sameNetwork(state, { ...state, connectivity: "made" })).toBe(false);
  });

  it("is large where the device says so, and impossible beyond what a page can have", () => {
    expect(verdictOf(1e9, () => false)).toBe("fits");
    expect(verdictOf(1e9, () => true)).toBe("large");
    expect(verdictOf(pageLimit + 1, () => false)).toBe("impossible");
  });
});
