// What a report tells of areas, from made spikes whose order, groups and statistics are known.

import { csvParse } from "d3-dsv";
import { describe, expect, it } from "vitest";
import {
  mapEquationCommunities,
  mean,
  pairwiseCorrelation,
  revisedLocalVariation,
  trainsOf,
  uniforms,
} from "../../../ts/analysis/index.ts";
import { activityOf } from "../../../ts/cli/run/multi-area/activity.ts";
import { areaReport } from "../../../ts/cli/run/multi-area/areas.ts";
import { interactionsOf, likeness } from "../../../ts/cli/run/multi-area/interactions.ts";
import { multiArea, syntheticConnectome } from "../../../ts/networks/index.ts";
import { texts } from "../plot/svg.ts";

const described = multiArea(syntheticConnectome({ areas: 4, seed: 1 }), { scale: 0.001, indegreeScale: 0.2 });
const names = [...described.areas.keys()];
// A1 comes first, A3 last.
const delays: Record<string, number> = { A1: 0, A2: 12, A3: 30, A4: 18 };

/** Every neuron takes part in a third of common events, which reach its area after a delay. */
function madeTrains(tStop: number, tStart = 0) {
  const random = uniforms(5);
  const events = Array.from(
    { length: Math.floor((tStop - tStart) / 25) },
    () => tStart + random() * (tStop - tStart - 40),
  );
  events.sort((one, other) => one - other);
  const lists = described.populations.flatMap(({ area, view }) =>
    Array.from({ length: view.length }, () =>
      Float64Array.from(
        events.filter(() => random() < 1 / 3),
        (time) => time + (delays[area] as number) + random(),
      ).sort(),
    ),
  );
  return trainsOf(lists, { tStart, tStop });
}

const window = { tStart: 100, tStop: 3100 };
const trains = madeTrains(window.tStop, window.tStart);
const activity = activityOf(described, trains, window);
const found = interactionsOf(described, activity);

describe("the activity of areas", () => {
  it("has the rates, the irregularity and the correlation of its populations", () => {
    const sizes = described.populations.map(({ view }) => view.length);
    const first = sizes.slice(0, 3).reduce((sum, size) => sum + size, 0);
    const rows = Array.from({ length: sizes[3] as number }, (_, row) => first + row);
    const selected = { neurons: rows };
    const own = activity.populations[3];
    // Every neuron fires three times or more.
    expect(own?.localVariation).toBeCloseTo(
      mean(revisedLocalVariation(trains, { ...selected, refractory: 2 })),
      12,
    );
    expect(own?.correlation).toBeCloseTo(
      mean(pairwiseCorrelation(trains, { ...selected, bin: 1 }).values),
      10,
    );
    const spikes = rows.reduce(
      (sum, row) => sum + (trains.offsets[row + 1] as number) - (trains.offsets[row] as number),
      0,
    );
    expect(mean(own?.rate as Float64Array)).toBeCloseTo(spikes / rows.length / 3, 10);
  });

  it("is that of all neurons of an area", () => {
    const [area] = activity.areas;
    const times = activity.timesOf("A1");
    expect(times.length / (area?.neurons as number) / 3).toBeCloseTo(mean(area?.rate as Float64Array), 10);
    expect([...times]).toEqual([...times].sort((one, other) => one - other));
    expect(area?.rate.length).toBe(3000);
  });

  it("counts neurons that fired fewer than three times as regular, and leaves out silent ones", () => {
    const lists = described.populations.flatMap(({ view }) =>
      Array.from({ length: view.length }, () => [] as number[]),
    );
    lists[0] = [110, 120, 150];
    lists[1] = [200];
    const few = activityOf(described, trainsOf(lists, window), window);
    const [alone] = revisedLocalVariation(trainsOf([[110, 120, 150]], window), { refractory: 2 });
    expect(few.populations[0]?.localVariation).toBeCloseTo((alone as number) / 2, 12);
    expect(few.populations[1]?.localVariation).toBeNaN();
  });
});

describe("areas together", () => {
  it("come in the order in which they were made to fire", () => {
    const { lags, hierarchy } = found as NonNullable<typeof found>;
    // The smoothed extremum of a finite recording is off by a bin at times.
    for (const [one, name] of names.entries())
      for (const [other, before] of names.entries())
        expect(
          Math.abs((lags[one * 4 + other] as number) - (delays[name] as number) + (delays[before] as number)),
        ).toBeLessThan(1.5);
    const expected = [0, 12 / 30, 1, 18 / 30];
    for (const [area, position] of expected.entries())
      expect(Math.abs((hierarchy.positions[area] as number) - position)).toBeLessThan(0.05);
    expect(hierarchy.violations).toBe(0);
  });

  it("have symmetric matrices of their pairs, and communities", () => {
    const { currents, rates, structure, communities, bold } = found as NonNullable<typeof found>;
    for (const matrix of [currents, rates, structure]) expect(matrix.length).toBe(16);
    expect(communities.labels.length).toBe(4);
    expect(bold).toBeUndefined();
    for (const cell of [1, 2, 6])
      expect(structure[cell]).toBe(structure[(cell % 4) * 4 + Math.floor(cell / 4)]);
    expect(likeness(currents, currents)).toBeCloseTo(1, 12);
    expect(
      likeness(
        currents,
        currents.map((value) => -value),
      ),
    ).toBeCloseTo(-1, 12);
  });

  it("have structural communities of the synapses between them, which activity does not change", () => {
    const connectome = syntheticConnectome({ areas: 12, seed: 2 });
    const rates = connectome.populations.map(() => 3);
    const apart = multiArea(connectome, { scale: 0.001, indegreeScale: 0.2, rates });
    const { tables, populations } = apart;
    const areas = [...apart.areas.keys()];
    const numbers = new Float64Array(areas.length ** 2);
    const count = tables.sizes.length;
    for (const target of populations)
      for (const source of populations) {
        const cell = areas.indexOf(target.area) * areas.length + areas.indexOf(source.area);
        const synapses = tables.synapses[target.index * count + source.index] as number;
        numbers[cell] = (numbers[cell] as number) + synapses;
      }
    const spikes = trainsOf(
      Array.from({ length: apart.network.size }, (_, neuron) => [150 + (neuron % 50), 400 + (neuron % 70)]),
      { tStart: 100, tStop: 700 },
    );
    const together = interactionsOf(apart, activityOf(apart, spikes, { tStart: 100, tStop: 700 }));
    const expected = mapEquationCommunities(numbers);
    expect(expected.count).toBeGreaterThan(1);
    expect(together?.structural.labels).toEqual(expected.labels);
    expect(together?.structural.codelength).toBeCloseTo(expected.codelength, 10);
  });

  it("have BOLD signals in a minute, which are correlated where the currents are", () => {
    const long = { tStart: 0, tStop: 60_000 };
    const random = uniforms(3);
    // A slow course that all areas share, at 40 spikes a second of a neuron in each population.
    const busy = Array.from({ length: 2400 }, () => random() * 60_000).filter(
      (time) => random() < 0.5 + 0.5 * Math.sin(time / 3000),
    );
    busy.sort((one, other) => one - other);
    const lists = described.populations.flatMap(({ view, index }) =>
      Array.from({ length: view.length }, (_, row) =>
        row === 0 ? busy.map((time) => time + 0.01 * index) : [],
      ),
    );
    const together = interactionsOf(described, activityOf(described, trainsOf(lists, long), long));
    expect(together?.bold?.[1]).toBeGreaterThan(0.95);
  });

  it("are not compared in half a second, nor alone", () => {
    const short = { tStart: 100, tStop: 599 };
    expect(interactionsOf(described, activityOf(described, trains, short))).toBeUndefined();
    const alone = multiArea(described.connectome, { areas: ["A1"], scale: 0.001, indegreeScale: 0.2 });
    const lists = Array.from({ length: alone.network.size }, () => [200]);
    expect(interactionsOf(alone, activityOf(alone, trainsOf(lists, window), window))).toBeUndefined();
  });

  it("have no order in time where all input between them is replaced", () => {
    const apart = multiArea(described.connectome, {
      replaceInterArea: true,
      scale: 0.001,
      indegreeScale: 0.2,
    });
    expect(interactionsOf(apart, activityOf(apart, trains, window))?.hierarchy.positions[0]).toBeNaN();
  });
});

describe("the report of areas", () => {
  const rates = described.populations.map(({ label, view }, place) => ({
    label,
    neurons: view.length,
    rate: 3,
    theory: null,
    reference: null,
    localVariation: activity.populations[place]?.localVariation as number,
    correlation: activity.populations[place]?.correlation as number,
  }));
  const report = areaReport({ activity, interactions: found, rates, shown: ["A1", "A3"] });

  it("has a row for each area and a pair in the files", () => {
    const areas = csvParse(report.files["areas.csv"] as string);
    expect(areas.map(({ area }) => area)).toEqual(names);
    expect(Number(areas[2]?.["order in time (0 to 1)"])).toBe(1);
    expect(areas.map((row) => Number(row["structural community"]) - 1)).toEqual([
      ...(found?.structural.labels ?? []),
    ]);
    const pairs = csvParse(report.files["connectivity.csv"] as string);
    expect(pairs.length).toBe(12);
    expect(pairs[0]).toMatchObject({ area: "A1", other: "A2", BOLD: "" });
    expect(Number(pairs[0]?.["follows by (ms)"])).toBe(found?.lags[1]);
    expect(report.statistics[2]).toMatchObject({ area: "A3", position: 1 });
    expect(report.tables[0]?.rows.length).toBe(4);
  });

  it("says what it needs more time for", () => {
    expect(report.facts.at(-1)).toEqual(["needs more time", "BOLD: 60 s"]);
    const brief = activityOf(described, trains, { tStart: 100, tStop: 200 });
    const { facts, files, drawings } = areaReport({
      activity: brief,
      interactions: undefined,
      rates,
      shown: ["A1"],
    });
    expect(facts[0]?.[1]).toBe(
      "LFP, EEG, dye: 0.2 s; functional connectivity, order in time: 0.5 s; spectra: 0.512 s; BOLD: 60 s",
    );
    expect(Object.keys(files)).toEqual(["areas.csv"]);
    expect(drawings.map(({ name }) => name)).not.toContain("area-spectra");
  });

  it("draws every figure on both grounds, with names and units", async () => {
    const drawn = new Map<string, string[]>();
    for (const { name, draw } of report.drawings) {
      drawn.set(name, texts(await draw("light")));
      expect((await draw("dark")).length).toBeGreaterThan(1000);
    }
    expect([...drawn.keys()]).toEqual([
      ...["area-activity", "area-trace-1", "area-trace-2", "area-neuron-rates", "area-spectra"],
      ...["area-boxes-rate", "area-boxes-localvariation", "area-boxes-correlation"],
      ...["area-connectivity", "area-structure", "area-lags"],
    ]);
    expect(drawn.get("area-activity")).toEqual(
      expect.arrayContaining(["A1", "A4", "time (ms)", "rate (1/s)"]),
    );
    expect(drawn.get("area-trace-1")).toContain("A1, bins of 2 ms");
    expect(drawn.get("area-trace-2")).toContain("A3, bins of 2 ms");
    const neurons = activity.areas[0]?.neurons;
    const rate = mean(activity.neuronRatesOf("A1"));
    expect(drawn.get("area-neuron-rates")).toContain(`A1, mean ${rate.toPrecision(3)}, n = ${neurons}`);
    expect(rate).toBeCloseTo(mean(activity.areas[0]?.rate as Float64Array), 10);
    expect(drawn.get("area-lags")).toEqual(expect.arrayContaining(["A1 0.00", "A3 1.00", "follows by (ms)"]));
    expect(drawn.get("area-boxes-rate")).toEqual(expect.arrayContaining(["23E", "6I"]));
  });
});
