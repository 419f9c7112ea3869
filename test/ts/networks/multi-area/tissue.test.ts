// From counts in stained sections to numbers of neurons: each step on small tables whose results were found by hand.
import { describe, expect, it } from "vitest";
import { neuronDensities } from "../../../../ts/networks/multi-area/derive/densities.ts";
import { fitLine } from "../../../../ts/networks/multi-area/derive/line.ts";
import type { LayerStudy, Measurements } from "../../../../ts/networks/multi-area/derive/measurements.ts";
import { populationSizes } from "../../../../ts/networks/multi-area/derive/population-sizes.ts";
import { synapseDensity } from "../../../../ts/networks/multi-area/derive/synapse-density.ts";
import { layerThicknesses } from "../../../../ts/networks/multi-area/derive/thickness.ts";
import { errorOf } from "../../../helpers/errors.ts";

const stains = (overall: number, upper: number, granular: number, deep: number) => ({
  overall,
  "23": upper,
  "4": granular,
  "56": deep,
});

describe("a straight line", () => {
  it("goes through points that lie on one", () => {
    const { intercept, slope } = fitLine([1, 2, 5].map((x) => [x, 3 - 2 * x]));
    expect(slope).toBeCloseTo(-2, 14);
    expect(intercept).toBeCloseTo(3, 14);
  });

  it("has the least squares elsewhere", () => {
    const { intercept, slope } = fitLine([
      [0, 0],
      [1, 1],
      [2, 1],
    ]);
    expect(slope).toBeCloseTo(1 / 2, 14);
    expect(intercept).toBeCloseTo(1 / 6, 14);
  });
});

describe("densities of neurons", () => {
  // The line through the Nissl densities of A, B and C over their NeuN counts: slope 2.15, intercept -100.
  const tables = {
    file: "tables.json",
    areas: ["A", "B", "C1", "C2", "D", "E"],
    architecture: new Map([
      ...["A", "C1", "C2"].map((area) => [area, 3] as const),
      ["B", 5],
      ["D", 5],
      ["E", 3],
    ]),
    stained: new Map([
      ["A", stains(1000, 900, 0, 800)],
      ["B", stains(2000, 1000, 3000, 2000)],
      ["C", stains(3000, 2000, 4000, 1000)],
      ["D", stains(4000, 3000, 5000, 2000)],
    ]),
    nissl: new Map([
      ["A", 2100],
      ["B", 4100],
      ["C", 6400],
      ["elsewhere", 5],
    ]),
    translation: new Map([["C", ["C1", "C2", "outside"]]]),
  } as unknown as Measurements;
  const densities = neuronDensities(tables);

  it("are NeuN counts on the line of Nissl stains, 0 where a layer is missing, layers 5 and 6 alike", () => {
    const { "23": upper, "4": granular, "5": fifth, "6": sixth } = densities.get("A") ?? {};
    expect(upper).toBeCloseTo(2.15 * 900 - 100, 9);
    expect(granular).toBe(0);
    expect(fifth).toBeCloseTo(2.15 * 800 - 100, 9);
    expect(sixth).toBe(fifth);
  });

  it("are Nissl counts over all layers, where there are some", () => {
    expect(densities.get("A")?.overall).toBe(2100);
    expect(densities.get("D")?.overall).toBeCloseTo(2.15 * 4000 - 100, 9);
  });

  it("serve all areas that one of another parcellation covers", () => {
    expect(densities.get("C1")).toEqual(densities.get("C2"));
    expect(densities.get("C1")?.overall).toBe(6400);
    expect([...densities.keys()]).toEqual(tables.areas);
  });

  it("are means of the architectural type elsewhere, missing layers included", () => {
    expect(densities.get("E")?.overall).toBeCloseTo((2100 + 6400 + 6400) / 3, 9);
    expect(densities.get("E")?.["4"]).toBeCloseTo((2 * (2.15 * 4000 - 100)) / 3, 9);
  });

  it("are not made up where nothing is like an area, or where no line can be drawn", () => {
    const alone = { ...tables, architecture: new Map([...tables.architecture, ["E", 7]]) };
    expect(errorOf(() => neuronDensities(alone)).message).toBe(
      "tables.json: it does not tell the densities of any area of architectural type 7; " +
        "take the file as it was published, or add what is missing",
    );
    const single = { ...tables, nissl: new Map([["A", 2100]]) };
    expect(errorOf(() => neuronDensities(single)).message).toContain("at least two areas in both stains");
    const unknown = { ...tables, architecture: new Map() };
    expect(errorOf(() => neuronDensities(unknown)).message).toContain("architectural type of");
  });
});

describe("thickness of layers", () => {
  const none = Number.NaN;
  const study = (...[first, upper, granular, fifth, sixth, total]: number[]) =>
    ({ "1": first, "23": upper, "4": granular, "5": fifth, "6": sixth, total }) as LayerStudy;
  const densities = new Map(
    Object.entries({ A: 1e4, B: 1e5, C: 10 ** 4.5 }).map(([area, overall]) => [
      area,
      { overall, "23": 1, "4": 1, "5": 1, "6": 1 },
    ]),
  );
  const tables = {
    file: "tables.json",
    areas: ["A", "B", "C"],
    thicknesses: new Map([
      ["A", 3000],
      ["B", 1000],
      ["elsewhere", 1],
    ]),
    layerStudies: new Map([
      ["A", [study(100, 400, 0, 200, none, none), study(100, 300, 100, 200, 300, 1000)]],
      ["B", [study(none, 500, 300, 100, 100, 1000)]],
    ]),
  } as unknown as Measurements;
  const thick = layerThicknesses(tables, densities);

  it("is measured, or lies on the line over the logarithm of density [mm]", () => {
    expect(thick.get("A")?.total).toBe(3);
    expect(thick.get("C")?.total).toBeCloseTo(2, 12);
  });

  it("is the mean share of those studies that say, a missing layer being none of any whole", () => {
    // Shares of A: 0.1, 0.3, (0 + 0.1) / 2, 0.2, 0.3, which sum to 0.95.
    const { "1": first, "23": upper, "4": granular, "6": sixth } = thick.get("A") ?? {};
    expect(first).toBeCloseTo((3 * 0.1) / 0.95, 12);
    expect(upper).toBeCloseTo((3 * 0.3) / 0.95, 12);
    expect(granular).toBeCloseTo((3 * 0.05) / 0.95, 12);
    expect(sixth).toBeCloseTo((3 * 0.3) / 0.95, 12);
  });

  it("is the mean over areas where no study says, but a line over density for layer 4", () => {
    // C: layer 1 as in A, the others means of A and B, layer 4 half way between 0.05 and 0.3 as its density is.
    const shares = [0.1, 0.4, 0.175, 0.15, 0.2];
    const whole = shares.reduce((total, share) => total + share, 0);
    const { total, ...layers } = thick.get("C") ?? { total: none };
    for (const [at, layer] of ["1", "23", "4", "5", "6"].entries())
      expect(layers[layer as keyof typeof layers]).toBeCloseTo((2 * (shares[at] as number)) / whole, 12);
    expect(thick.get("B")?.["1"]).toBeCloseTo(0.1 / 1.1, 12);
    expect(total).toBeCloseTo(2, 12);
  });

  it("sums to the total", () => {
    for (const { total, ...layers } of thick.values())
      expect(Object.values(layers).reduce((sum, layer) => sum + layer, 0)).toBeCloseTo(total, 12);
  });

  it("is not made up where no area has been measured", () => {
    const no = (change: Partial<Measurements>) =>
      errorOf(() => layerThicknesses({ ...tables, ...change }, densities)).message;
    expect(no({ thicknesses: new Map([["A", 1]]) })).toContain("thickness of cortex of at least two areas");
    expect(no({ layerStudies: new Map() })).toContain("does not tell the thickness of layer 1 in any area");
  });
});

describe("numbers of neurons", () => {
  const circuit = {
    sizes: Float64Array.of(300, 100, 80, 20, 50, 50, 90, 10),
    probabilities: new Float64Array(64),
  };
  const densities = { overall: 1, "23": 1000, "4": 0, "5": 2000, "6": 100 };
  const thicknesses = { total: 2, "1": 0.2, "23": 0.8, "4": 0.1, "5": 0.3, "6": 0.6 };

  it("are density times thickness, shared as in the microcircuit; a layer without neurons stays empty", () => {
    const expected = [600, 200, 0, 0, 300, 300, 54, 6];
    const sizes = populationSizes({ circuit }, densities, thicknesses);
    for (const [population, size] of expected.entries()) expect(sizes[population]).toBeCloseTo(size, 9);
  });

  it("give the density of synapses over all layers", () => {
    expect(synapseDensity(3950, Float64Array.of(600, 200), 1.6)).toBeCloseTo((3950 * 800) / 1.6, 6);
  });
});
