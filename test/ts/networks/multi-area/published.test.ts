// The derivation on the published tables against the numbers that the model's own scripts made of them.
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { Connectome } from "../../../../ts/networks/multi-area/connectome.ts";
import { cellBodies } from "../../../../ts/networks/multi-area/derive/cell-bodies.ts";
import { neuronDensities } from "../../../../ts/networks/multi-area/derive/densities.ts";
import {
  distanceRule,
  measuredFln,
  tractsOnto,
} from "../../../../ts/networks/multi-area/derive/inter-area-fln.ts";
import { type Depth, depths, populationIndex } from "../../../../ts/networks/multi-area/derive/layers.ts";
import type { Measurements } from "../../../../ts/networks/multi-area/derive/measurements.ts";
import { layerThicknesses, type Thicknesses } from "../../../../ts/networks/multi-area/derive/thickness.ts";
import { readFile } from "../../../../ts/networks/multi-area/repository/files.ts";
import { connectomeFromDataModel } from "../../../../ts/networks/multi-area/repository/from-data-model.ts";
import {
  connectomeFromRepository,
  type ReadConnectome,
} from "../../../../ts/networks/multi-area/repository/from-repository.ts";
import { measurementsOf } from "../../../../ts/networks/multi-area/repository/measurements.ts";
import { publishedFiles } from "../../../../ts/networks/multi-area/repository/published.ts";
import { injectionSites, nisslDensities } from "../../../../ts/networks/multi-area/repository/tables.ts";
import { clone, dataModel, tableRows, withClone, withDataModel } from "./macaque.ts";

// The tables have eight to ten digits.
const digits = 1e-8;

const apart = (value: number, expected: number): number => Math.abs(value / expected - 1);

withClone.describe("the network of a clone", () => {
  let connectome: ReadConnectome;
  let { areas, populations } = {} as ReadConnectome;
  beforeAll(() => {
    connectome = connectomeFromRepository(clone);
    ({ areas, populations } = connectome);
  });

  it("is made of the published files", () => expect(connectome.warnings).toEqual([]));

  it("has the published populations, their sizes and external in-degrees", () => {
    const rows = tableRows("populations.csv");
    expect(populations.length).toBe(rows.length);
    for (const [at, [, area, name, size, , external]] of rows.entries()) {
      const { area: index, ...population } = populations[at] as (typeof populations)[number];
      expect([areas[index]?.name, population.name]).toEqual([area, name]);
      expect(apart(population.size, Number(size))).toBeLessThan(digits);
      expect(apart(connectome.externalInDegrees[at] as number, Number(external))).toBeLessThan(digits);
    }
    expect(populations.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(4_130_056.72, 2);
  });

  it("has the published distances, types and levels", () => {
    for (const [row, [, ...distances]] of tableRows("distances_mm.csv").entries())
      for (const [column, distance] of distances.entries())
        expect(connectome.distances[row * areas.length + column]).toBeCloseTo(Number(distance), 4);
    for (const [at, [name, type, level]] of tableRows("areas.csv").entries())
      expect(areas[at]).toEqual({ name, architecture: Number(type), hierarchy: Number(level) });
  });

  it.each([
    ["connections_unstabilized_chi1.csv.gz", "inDegrees", 11_979, 27_690_090_268],
    ["connections_ground.csv.gz", "stabilisedInDegrees", 8344, 24_126_516_728],
  ] as const)("has the in-degrees of %s, and its whole numbers of synapses", (file, which, pairs, total) => {
    const matrix = connectome[which] as Float64Array;
    const count = populations.length;
    const rows = tableRows(file).map((row) => row.map(Number));
    let [synapses, connected] = [0, 0];
    for (const [at, inDegree] of matrix.entries()) {
      const number = Math.floor(inDegree * (populations[Math.floor(at / count)]?.size as number));
      synapses += number;
      if (number > 0) connected++;
    }
    for (const [target = 0, source = 0, inDegree = 0, number] of rows) {
      const value = matrix[target * count + source] as number;
      if (apart(value, inDegree) > digits) expect(value).toBeCloseTo(inDegree, 8);
      if (Math.floor(value * (populations[target]?.size as number)) !== number)
        throw new Error(`synapses of ${source} onto ${target} must be ${number}`);
    }
    expect([rows.length, connected, synapses]).toEqual([pairs, pairs, total]);
  });
});

withDataModel.it("the network of the scripts is the same, to the last digits of its sums", () => {
  const made = connectomeFromDataModel(dataModel);
  const derived = connectomeFromRepository(clone);
  const sizes = ({ populations }: Connectome) => Float64Array.from(populations, ({ size }) => size);
  const compare = (values: Float64Array, expected: Float64Array, tolerance: number): void => {
    expect(values.length).toBe(expected.length);
    for (const [at, value] of values.entries())
      if (value !== expected[at]) expect(apart(value, expected[at] as number)).toBeLessThan(tolerance);
  };
  compare(sizes(derived), sizes(made), 1e-13);
  compare(derived.inDegrees, made.inDegrees, 1e-12);
  compare(derived.distances, made.distances, 1e-15);
  // The scripts solve for these by least squares.
  compare(derived.externalInDegrees, made.externalInDegrees, 1e-10);
});

withClone.describe("the steps of its derivation", () => {
  const at = (name: keyof typeof publishedFiles) => readFile(join(clone, publishedFiles[name].path));
  let measured: Measurements;
  beforeAll(() => {
    const sites = injectionSites(at("injectionSites"));
    measured = measurementsOf(
      { tables: at("tables"), sites, nissl: nisslDensities(at("nisslDensities")) },
      undefined,
    );
  });

  it("give the published densities and thicknesses of all areas", () => {
    // Six digits after the point.
    const lastDigit = 5.1e-7;
    const densities = neuronDensities(measured);
    const thicknesses = layerThicknesses(measured, densities);
    for (const [name = "", , , , total, L1, L23, L4, L5, L6, , overall] of tableRows("areas.csv")) {
      const layers = thicknesses.get(name) as Thicknesses;
      expect(layers.total).toBeCloseTo(Number(total), 5);
      for (const [at, layer] of [L1, L23, L4, L5, L6].entries())
        expect(Math.abs(layers[depths[at] as Depth] - Number(layer))).toBeLessThan(lastDigit);
      expect(apart(densities.get(name)?.overall as number, Number(overall))).toBeLessThan(1e-6);
    }
  });

  it("find 571 pairs of areas and the published distance rule", () => {
    const fractions = measuredFln(measured);
    const { intercept, slope } = distanceRule(measured, fractions);
    expect(intercept).toBeCloseTo(-3.093261, 6);
    expect(slope).toBeCloseTo(-0.114357, 6);
    const inNetwork = [...tractsOnto(measured, fractions).values()].flatMap((sources) =>
      [...sources.keys()].filter((source) => measured.areas.includes(source)),
    );
    expect(inNetwork.length).toBe(571);
  });

  it("give the published probabilities of cells by layer of the synapse", () => {
    const sizes = tableRows("populations.csv").slice(0, 8);
    const cells = cellBodies(
      measured.cellTypes,
      Float64Array.from(sizes, ([, , , size]) => Number(size)),
    );
    const published = {
      "1": { "23E": 0.56708, "4E": 0.17328, "5E": 0.25683, "6E": 0.0028 },
      "23": { "4E": 0.83696, "23I": 0.16304 },
      "4": { "4E": 0.72589, "4I": 0.15914, "5E": 0.02628, "6E": 0.08869 },
      "5": { "5E": 0.76076, "5I": 0.10407, "6E": 0.13518 },
      "6": { "6E": 0.8533, "6I": 0.1467 },
    } as const;
    for (const [layer, shares] of Object.entries(published)) {
      const found = cells[layer as keyof typeof published];
      for (const [name, share] of Object.entries(shares))
        expect(found[populationIndex(name as "23E")]).toBeCloseTo(share, 5);
      expect([...found].filter((share) => share > 0).length).toBe(Object.keys(shares).length);
    }
  });
});
