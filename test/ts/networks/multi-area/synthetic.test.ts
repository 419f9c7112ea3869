// The connectome that nobody measured: the totals and constraints of the macaque's, whatever the seed.
import { describe, expect, it } from "vitest";
import {
  type Connectome,
  multiArea,
  multiAreaMeanField,
  multiAreaTables,
  syntheticConnectome,
} from "../../../../ts/networks/multi-area/index.ts";
import { errorOf } from "../../../helpers/errors.ts";

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Synapses per mm^2 of cortex, of each pair of populations. */
function synapsesOf({ populations }: Connectome, inDegrees: Float64Array): Float64Array {
  const count = populations.length;
  return inDegrees.map(
    (indegree, place) => indegree * (populations[Math.floor(place / count)]?.size as number),
  );
}

/** The sum over pairs of populations that are chosen by area and name. */
function sumOver(
  { populations }: Connectome,
  synapses: Float64Array,
  chosen: (target: { area: number; name: string }, source: { area: number; name: string }) => boolean,
): number {
  const count = populations.length;
  return sum(
    synapses.filter((_, place) =>
      chosen(populations[Math.floor(place / count)] as never, populations[place % count] as never),
    ),
  );
}

describe.each([1, 2, 3])("the synthetic connectome of 32 areas, seed %d", (seed) => {
  const connectome = syntheticConnectome({ seed });
  const { areas, populations, distances } = connectome;
  const before = synapsesOf(connectome, connectome.inDegrees);
  const after = synapsesOf(connectome, connectome.stabilisedInDegrees as Float64Array);
  const sizeOf = (area: number): number =>
    sum(populations.filter((one) => one.area === area).map(({ size }) => size));
  const neurons = sum(populations.map(({ size }) => size));

  it("has names that are no area's, one area without layer 4, types that fall along the hierarchy", () => {
    expect(areas.map(({ name }) => name)).toEqual(Array.from({ length: 32 }, (_, index) => `A${index + 1}`));
    expect(connectome.name).toContain("synthetic");
    expect(populations.length).toBe(254);
    expect(populations.filter(({ area }) => area === 31).map(({ name }) => name)).toEqual([
      ...["23E", "23I", "5E", "5I", "6E", "6I"],
    ]);
    const types = areas.map(({ architecture }) => architecture);
    expect([...types].sort((a, b) => b - a)).toEqual(types);
    expect([types[0], types[31]]).toEqual([8, 2]);
  });

  it("has as many neurons and synapses as the macaque's within 3 %", () => {
    expect(Math.abs(neurons / 4_129_924 - 1)).toBeLessThan(0.03);
    expect(Math.abs(sum(after) / 24_126_516_728 - 1)).toBeLessThan(0.03);
    expect(Math.abs(sum(after) / neurons / 5842 - 1)).toBeLessThan(0.05);
    expect(Math.abs(sizeOf(0) / 197_936 - 1)).toBeLessThan(0.1);
  });

  it("has 18 % of the stabilised synapses between areas, 3950 synapses per neuron of A1, none without a source", () => {
    const between = sumOver(connectome, after, (target, source) => target.area !== source.area);
    expect(Math.abs(between / sum(after) / 0.185 - 1)).toBeLessThan(0.06);
    const first = sumOver(connectome, before, (target) => target.area === 0);
    const external = sum(
      populations.map(({ area, size }, index) =>
        area === 0 ? size * (connectome.externalInDegrees[index] as number) : 0,
      ),
    );
    expect((first + external) / sizeOf(0)).toBeCloseTo(3950, 6);
    for (const value of connectome.externalInDegrees) expect(value).toBeGreaterThan(0);
    // In the macaque 0.488 for V1, the largest area, to 0.514 for the smallest.
    const local = sumOver(connectome, before, (target, source) => target.area === 0 && source.area === 0);
    expect(local / (first + external)).toBeGreaterThan(0.48);
    expect(local / (first + external)).toBeLessThan(0.52);
    // 0.9 (1 - 0.79 - 0.013)
    expect((first - local) / (first + external)).toBeCloseTo(0.1773, 10);
  });

  it("has pathways from 23E, 5E and 6E only, and 93 % of feedback onto excitatory neurons", () => {
    const between = (target: { area: number }, source: { area: number }): boolean =>
      target.area !== source.area;
    const senders = new Set<string>();
    before.forEach((number, place) => {
      const [target, source] = [populations[Math.floor(place / 254)], populations[place % 254]];
      if (number > 0 && target && source && between(target, source)) senders.add(source.name);
    });
    expect([...senders].sort()).toEqual(["23E", "5E", "6E"]);
    // Phi(-0.1516142 - 1.53432 ln(111730 / 65327)) = 0.165 is feedback.
    const feedback = (target: { area: number }, source: { area: number }): boolean =>
      areas[target.area]?.architecture === 7 && areas[source.area]?.architecture === 5;
    const all = sumOver(connectome, before, feedback);
    const excitatory = sumOver(connectome, before, (t, s) => feedback(t, s) && t.name.endsWith("E"));
    expect(all).toBeGreaterThan(0);
    expect(excitatory / all).toBeCloseTo(0.93, 10);
  });

  it("has forward pathways onto cells with dendrites in layer 4, and mostly from above it", () => {
    const forward = (target: { area: number }, source: { area: number }): boolean =>
      source.area === 0 && areas[target.area]?.architecture === 5;
    const all = sumOver(connectome, before, forward);
    const onto = (name: string): number =>
      sumOver(connectome, before, (t, s) => forward(t, s) && t.name === name);
    expect(onto("4E") / all).toBeCloseTo(0.72589, 5);
    expect(onto("4I") / all).toBeCloseTo(0.15914, 5);
    // Phi(-0.1516142 - 1.53432 ln(65327 / 173360)) = 0.9108
    const above = sumOver(connectome, before, (t, s) => forward(t, s) && s.name === "23E");
    expect(above / all).toBeCloseTo(0.9108, 3);
  });

  it("has pathways whose share falls with distance, 571 of 992 or so, and onto each area at least one", () => {
    const shares = new Float64Array(32 * 32);
    before.forEach((number, place) => {
      const [target, source] = [Math.floor(place / 254), place % 254].map(
        (at) => populations[at]?.area as number,
      );
      const pair = (target as number) * 32 + (source as number);
      shares[pair] = (shares[pair] as number) + number;
    });
    let pairs = 0;
    for (let target = 0; target < 32; target++) {
      const sources = areas.map((_, source) =>
        source === target ? 0 : (shares[target * 32 + source] as number),
      );
      const found = [...sources.keys()].filter((source) => (sources[source] as number) > 0);
      pairs += found.length;
      const [one, other] = [found[0] as number, found.at(-1) as number];
      const apart = (distances[target * 32 + other] as number) - (distances[target * 32 + one] as number);
      const ratio = (sources[other] as number) / (sources[one] as number);
      expect(Math.log(ratio)).toBeCloseTo(-0.114357 * apart, 6);
    }
    // Drawn one by one: 15 is their standard deviation.
    expect(Math.abs(pairs - 571)).toBeLessThan(60);
  });

  it("has distances of a hemisphere, the same both ways", () => {
    const off = distances.filter((distance) => distance > 0);
    expect(off.length).toBe(992);
    expect(Math.min(...off)).toBeGreaterThan(3);
    expect(Math.max(...off)).toBeLessThan(64);
    expect(distances[5 * 32 + 9]).toBe(distances[9 * 32 + 5]);
  });
});

describe("states of the synthetic connectome", () => {
  it("are low in theory in the ground and in the metastable state, for every number of areas and seed", () => {
    for (const [areas, seed] of [
      [1, 1],
      [4, 1],
      [8, 2],
    ] as const)
      for (const state of ["ground", "metastable"] as const) {
        const { rates, settled } = multiAreaMeanField(syntheticConnectome({ areas, seed }), { state });
        expect(settled).toBe(true);
        expect(Math.max(...rates)).toBeLessThan(16);
        expect(Math.min(...rates)).toBeGreaterThan(0.001);
      }
  });

  it("neither fall silent nor burst at a small scale: each kind of neuron fires about as theory says", async () => {
    const connectome = syntheticConnectome({ areas: 4, seed: 1 });
    const { network, populations, tables } = multiArea(connectome, {
      scale: 0.01,
      indegreeScale: 0.1,
      record: "none",
    });
    const sim = await network.build({ backend: "native" });
    await sim.run(200);
    const { spikesByPopulation } = await sim.run(500);
    sim.dispose();
    const rates = populations.map(
      ({ index }, place) => (spikesByPopulation[place] as number) / (tables.sizes[index] as number) / 0.5,
    );
    const theory = tables.rates as Float64Array;
    const mean = (values: Iterable<number>): number => sum(values) / populations.length;
    // With a tenth of the synapses the input is less normal than theory takes it to be.
    expect(Math.abs(mean(rates) / mean(theory) - 1)).toBeLessThan(0.4);
    expect(Math.max(...rates)).toBeLessThan(25);
  });
});

describe("options of the synthetic connectome", () => {
  it("keep an area without layer 4 as the last one down to 8 areas, and layers in all of fewer", () => {
    for (const [areas, count] of [
      [8, 62],
      [7, 56],
      [1, 8],
    ] as const)
      expect(syntheticConnectome({ areas }).populations.length).toBe(count);
  });

  it("make the same network again, and another one with another seed", () => {
    const [one, same, other] = [5, 5, 6].map((seed) => syntheticConnectome({ areas: 3, seed }));
    expect(one).toEqual(same);
    expect(one?.distances).not.toEqual(other?.distances);
    expect(multiAreaTables(one as Connectome, { scale: 0.01, indegreeScale: 1 }).labels.length).toBe(24);
  });

  it.each([
    [{ areas: 0 }, "areas"],
    [{ areas: 65 }, "areas"],
    [{ areas: 2.5 }, "areas"],
    [{ seed: -1 }, "seed"],
    [{ sed: 1 }, "sed"],
  ])("refuse %j", (options, parameter) => {
    expect(errorOf(() => syntheticConnectome(options as object)).parameter).toBe(parameter);
  });
});
