// A whole repository of invented tables becomes a connectome that obeys what the derivation promises.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { multiAreaTables } from "../../../../ts/networks/multi-area/index.ts";
import { connectomeFromRepository } from "../../../../ts/networks/multi-area/repository/from-repository.ts";
import {
  miniatureMatrix,
  miniaturePaths,
  miniaturePopulations,
  miniatureRepository,
  miniatureTables,
  pythonJson,
} from "../../../helpers/miniature-repository.ts";

const dir = miniatureRepository();
const connectome = connectomeFromRepository(dir);
const { areas, populations, inDegrees, externalInDegrees } = connectome;
const count = populations.length;
const areaIndex = (name: string): number => areas.findIndex((area) => area.name === name);

/** Synapses onto 1 mm^2 of an area that come from another one. */
function synapses(target: string, source: string): number {
  const [to, from] = [areaIndex(target), areaIndex(source)];
  let sum = 0;
  for (const [row, one] of populations.entries())
    for (const [column, other] of populations.entries())
      if (one.area === to && other.area === from)
        sum += (inDegrees[row * count + column] as number) * one.size;
  return sum;
}

const external = (area: string): number =>
  populations.reduce(
    (sum, one, at) => sum + (one.area === areaIndex(area) ? one.size * (externalInDegrees[at] as number) : 0),
    0,
  );
const neurons = (area: string): number =>
  populations.reduce((sum, one) => sum + (one.area === areaIndex(area) ? one.size : 0), 0);
const all = (area: string): number =>
  areas.reduce((sum, { name }) => sum + synapses(area, name), external(area));

describe("a connectome from a repository", () => {
  it("has the areas in the order of the model, with their populations, source and licence", () => {
    expect(areas.map(({ name }) => name)).toEqual(["V1", "V2", "MDP", "FEF", "TH"]);
    expect(areas.map(({ architecture }) => architecture)).toEqual([8, 7, 5, 5, 2]);
    expect(areas.map(({ hierarchy }) => hierarchy)).toEqual([0, 0.1, 0.5, 0.8, 0.9]);
    expect(count).toBe(miniaturePopulations);
    const ofTH = populations.filter(({ area }) => area === areaIndex("TH"));
    expect(ofTH.map(({ name }) => name)).toEqual(["23E", "23I", "5E", "5I", "6E", "6I"]);
    expect(connectome.licence).toContain("CC BY-NC-SA 4.0");
    expect(connectome.citation).toContain("Brain Struct Funct 223:1409");
    expect(connectome.name).toContain(dir);
    expect([...connectome.distances.subarray(0, 5)]).toEqual([0, 10, 30, 20, 40]);
  });

  it("gives neurons of V1 the in-degree that was measured, from all sources", () => {
    expect(all("V1") / neurons("V1")).toBeCloseTo(4000, 8);
    const { warnings: _, ...other } = connectomeFromRepository(dir, { av_indegree_V1: 1000 });
    expect(other.stabilisedInDegrees).toBeNull();
    for (const [at, value] of other.inDegrees.entries())
      expect(value).toBeCloseTo((inDegrees[at] as number) / 4, 8);
  });

  it("has as many synapses per mm^3 in other areas; MDP like FEF, but for what projects to them", () => {
    // FEF and MDP have no thickness of their own and densities of one type, so one thickness and one number of
    // synapses.
    const V2 = 1.46 / 1.24;
    expect(all("V2") / all("V1")).toBeCloseTo(V2, 10);
    expect(all("MDP")).toBeCloseTo(all("FEF"), 4);
    for (const { name } of areas) if (name !== "MDP") expect(synapses("MDP", name)).toBe(0);
  });

  it("gives areas their shares of the synapses", () => {
    // V1 from V2 as labelled, 0.4 by 1 in each of two; from FEF 0.8 * 0.01, which one of two found; from Ri by
    // distance.
    const [V2, FEF] = [0.4, (0.8 * 0.01) / 2];
    const fit = { near: (Math.log(V2) + Math.log(0.6 * 0.95)) / 2, far: Math.log(FEF) };
    const Ri = Math.exp(fit.near + (fit.far - fit.near) * 4);
    expect(synapses("V1", "V2") / all("V1")).toBeCloseTo((0.197 * V2) / (V2 + FEF + Ri), 10);
    expect(synapses("V2", "V1") / all("V2")).toBeCloseTo(0.197, 10);
  });

  it("has synapses from excitatory neurons of layers 2/3, 5 and 6 only between areas", () => {
    for (const [row, one] of populations.entries())
      for (const [column, other] of populations.entries())
        if (one.area !== other.area && !["23E", "5E", "6E"].includes(other.name))
          expect(inDegrees[row * count + column]).toBe(0);
    expect(synapses("FEF", "TH")).toBeGreaterThan(0);
  });

  it("takes a label of one side for the only side: V1 gets nothing from above layer 4 of FEF", () => {
    const at = (target: string, source: string, name: string): number =>
      populations.reduce((sum, one, row) => {
        const column = populations.findIndex(
          (other) => other.area === areaIndex(source) && other.name === name,
        );
        return one.area === areaIndex(target) ? sum + (inDegrees[row * count + column] as number) : sum;
      }, 0);
    expect(at("V1", "FEF", "23E")).toBe(0);
    expect(at("V1", "FEF", "5E")).toBeGreaterThan(0);
    expect(at("V1", "V2", "6E") / at("V1", "V2", "5E")).toBeCloseTo(10, 8);
    // Measured: 0.4 of the neurons lie above layer 4.
    const deep = at("V1", "V2", "5E") + at("V1", "V2", "6E");
    expect(at("V1", "V2", "23E") / (at("V1", "V2", "23E") + deep)).toBeCloseTo(0.4, 10);
  });

  it("has the same number of external synapses for all neurons of an area", () => {
    for (const [at, one] of populations.entries()) {
      const first = populations.findIndex(({ area }) => area === one.area);
      expect(externalInDegrees[at]).toBe(externalInDegrees[first]);
    }
  });

  it("has the stabilised in-degrees of the matrix, those below 1e-8 as 0", () => {
    const expected = miniatureMatrix().map((value) => Math.max(0, value));
    expect(connectome.stabilisedInDegrees).toEqual(expected);
    expect(connectomeFromRepository(dir, { stabilised: false }).stabilisedInDegrees).toBeNull();
  });

  it("makes a network, whose synapses are the whole numbers of in-degree times size", () => {
    const { synapses: numbers } = multiAreaTables(connectome, { state: "LA" });
    const [at, size] = [3 * count + 1, populations[3]?.size as number];
    expect(numbers[at]).toBe(Math.floor((inDegrees[at] as number) * size));
  });

  it("says which files are not the published ones, by their checksums", () => {
    const codes = connectome.warnings.map(({ code }) => code);
    expect(codes).toEqual(new Array(4).fill("W_DATA_CHANGED"));
    const digest = createHash("sha256").update(pythonJson(miniatureTables())).digest("hex");
    const [first] = connectome.warnings;
    expect(first?.message).toBe(
      `${join(dir, miniaturePaths.tables)} is not the published file: its SHA-256 must be ` +
        `1cb430c920ea732c3b22cd26b57cffc80fd13e0808fdc9f38f3bccc411d0d2d6, got ${digest}`,
    );
  });
});
