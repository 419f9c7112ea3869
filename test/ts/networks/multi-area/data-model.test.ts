// The file that the repository's scripts make: a connectome written in its form is read back, and damaged ones are
// refused.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeNpy } from "../../../../ts/io/numpy/npy.ts";
import { multiAreaTables } from "../../../../ts/networks/multi-area/index.ts";
import { layerPopulations } from "../../../../ts/networks/multi-area/parameters.ts";
import { connectomeFromDataModel } from "../../../../ts/networks/multi-area/repository/from-data-model.ts";
import { connectomeFromRepository } from "../../../../ts/networks/multi-area/repository/from-repository.ts";
import { errorOf } from "../../../helpers/errors.ts";
import {
  miniaturePopulations,
  miniatureRepository,
  pythonJson,
} from "../../../helpers/miniature-repository.ts";

const dir = miniatureRepository();
const origin = connectomeFromRepository(dir);
const { areas, populations } = origin;

type Nested = { [name: string]: Nested | number };

/** What the scripts multiply external synapses with. */
const factor = (area: string | undefined, name: string): number => {
  const ofLayer = { "5E": 1.125, "6E": 1.41666667 }[name] ?? 1;
  return area === "TH" && (name === "23E" || name === "5E") ? 1.2 * ofLayer : ofLayer;
};

function synapsesOf(): Nested {
  const all: Nested = {};
  for (const { name: target } of areas) {
    const ofTarget: Nested = {};
    all[target] = ofTarget;
    for (const name of layerPopulations) {
      const row = populations.findIndex((one) => areas[one.area]?.name === target && one.name === name);
      const size = populations[row]?.size ?? 0;
      const inputs: Nested = {};
      for (const { name: source } of areas)
        inputs[source] = Object.fromEntries(
          layerPopulations.map((other) => {
            const column = populations.findIndex(
              (one) => areas[one.area]?.name === source && one.name === other,
            );
            const known = row >= 0 && column >= 0;
            return [
              other,
              known ? (origin.inDegrees[row * populations.length + column] as number) * size : 0,
            ];
          }),
        );
      const external = row >= 0 ? (origin.externalInDegrees[row] as number) * size : 0;
      ofTarget[name] = { ...inputs, external: { external: external * factor(target, name) } };
    }
  }
  return all;
}

const model = () => ({
  area_list: areas.map(({ name }) => name),
  structure: Object.fromEntries(
    areas.map(({ name }, area) => [
      name,
      populations.filter((one) => one.area === area).map((one) => one.name),
    ]),
  ) as Record<string, string[]>,
  neuron_numbers: Object.fromEntries(
    areas.map(({ name }, area) => [
      name,
      Object.fromEntries([
        ["total", 1],
        ...populations.filter((one) => one.area === area).map((one) => [one.name, one.size] as const),
      ]),
    ]),
  ) as Record<string, Record<string, unknown>>,
  synapses: synapsesOf(),
  distances: Object.fromEntries([
    ...areas.map(({ name }, row) => [
      name,
      Object.fromEntries([
        ...areas.map((other, column) => [other.name, origin.distances[row * areas.length + column]]),
        ["MW", Number.NaN],
      ]),
    ]),
    ["MW", { MW: Number.NaN }],
  ]) as Record<string, Record<string, unknown>>,
  synapse_weights_mean: { V1: Number.NaN },
});

const bytesOf = (document: unknown): Uint8Array => new TextEncoder().encode(pythonJson(document));

describe("a connectome from a data model", () => {
  const read = connectomeFromDataModel(bytesOf(model()));

  it("has its populations, in-degrees and distances", () => {
    expect(read.populations).toEqual(populations);
    expect(read.areas.map(({ name }) => name)).toEqual(areas.map(({ name }) => name));
    // n * K / n loses a bit at most.
    for (const [at, value] of read.inDegrees.entries())
      expect(value).toBeCloseTo(origin.inDegrees[at] as number, 9);
    expect(read.distances).toEqual(origin.distances);
    expect(read.stabilisedInDegrees).toBeNull();
    expect(read.licence).toBe(origin.licence);
  });

  it("has external in-degrees without the factors of layers 5 and 6 and of TH", () => {
    for (const [at, value] of read.externalInDegrees.entries())
      expect(value).toBeCloseTo(origin.externalInDegrees[at] as number, 9);
  });

  it("does not know types and levels of areas, and makes a network without them", () => {
    expect(read.areas.every(({ architecture, hierarchy }) => Number.isNaN(architecture + hierarchy))).toBe(
      true,
    );
    expect(multiAreaTables(read, { state: "LA" }).sizes.length).toBe(miniaturePopulations);
  });

  it("is read from files, with the stabilised in-degrees beside it", () => {
    const [json, npy] = [join(dir, "model.json"), join(dir, "K.npy")];
    const data = Float64Array.from({ length: miniaturePopulations ** 2 }, (_, at) => at / 8);
    writeFileSync(json, pythonJson(model()));
    writeFileSync(npy, encodeNpy({ data, shape: [miniaturePopulations, miniaturePopulations] }));
    const fromFiles = connectomeFromDataModel(json, npy);
    expect(fromFiles.stabilisedInDegrees).toEqual(data);
    expect(fromFiles.name).toContain(json);
    expect(fromFiles.inDegrees).toEqual(read.inDegrees);
  });
});

describe("a data model that is wrong", () => {
  type Model = ReturnType<typeof model>;
  const inside = (nested: Nested | number | undefined, name: string): Nested =>
    (nested as Nested)[name] as Nested;
  const cases: readonly (readonly [what: string, change: (model: Model) => void, message: string])[] = [
    ["no area", (m) => m.area_list.splice(0), "area_list: it must have at least one area"],
    ["an area twice", (m) => m.area_list.push("V2"), "area_list.5: 'V2' is listed twice"],
    ["an area without structure", (m) => m.area_list.push("V9"), "structure.V9: it must list populations"],
    [
      "an unknown population",
      (m) => m.structure.V1?.push("7E"),
      "structure.V1.8: it must be one of 23E, 23I, 4E, 4I, 5E, 5I, 6E, 6I, got '7E'",
    ],
    [
      "a negative size",
      (m) => Object.assign(m.neuron_numbers.V1 as object, { "4E": -7 }),
      "neuron_numbers.V1.4E: it must be a number from 0 on, or NaN, got -7",
    ],
    [
      "no neurons",
      (m) => Object.assign(m.neuron_numbers.V1 as object, { "4E": 0 }),
      "neuron_numbers.V1.4E: a population that exists must have neurons, got 0",
    ],
    [
      "NaN for neurons",
      (m) => Object.assign(m.neuron_numbers.V1 as object, { "4E": Number.NaN }),
      "must have neurons, got NaN",
    ],
    [
      "NaN for synapses",
      (m) => Object.assign(inside(inside(m.synapses.V1, "4E"), "V2"), { "23E": Number.NaN }),
      "synapses.V1.4E.V2.23E: it must be a number from 0 on, got NaN",
    ],
    [
      "missing synapses",
      (m) => Object.assign(inside(m.synapses.V1, "4E"), { V2: undefined }),
      "synapses.V1.4E.V2.23E: it must be a number from 0 on, got nothing",
    ],
    [
      "missing external synapses",
      (m) => Object.assign(inside(m.synapses.V1, "4I"), { external: {} }),
      "synapses.V1.4I.external.external: it must be a number from 0 on, got nothing",
    ],
    [
      "unlike external in-degrees",
      (m) => Object.assign(inside(m.synapses.V1, "4I"), { external: { external: 1 } }),
      "synapses.V1: inhibitory populations must have equal external in-degrees",
    ],
    [
      "a missing distance",
      (m) => Object.assign(m.distances.V1 as object, { V2: undefined }),
      "distances.V1.V2: it must be a number from 0 on",
    ],
    [
      "another kind of file",
      (m) => Object.assign(m, { synapses: [] }),
      "synapses: it must be an object, got",
    ],
  ];

  it.each(cases)("is refused for %s", (_, change, message) => {
    const changed = model();
    change(changed);
    const error = errorOf(() => connectomeFromDataModel(bytesOf(changed)));
    expect([error.code, error.parameter]).toEqual(["E_IO", "path"]);
    expect(error.message).toContain(message);
    expect(error.hint).toBeTruthy();
  });

  it("is refused where it is cut, with the place of the end", () => {
    const error = errorOf(() => connectomeFromDataModel(bytesOf(model()).subarray(0, 4000)));
    expect(error.message).toContain("the bytes: it cannot be read (");
  });

  it("is refused where it does not exist, by its path", () =>
    expect(errorOf(() => connectomeFromDataModel("/nowhere.json")).message).toContain(
      "/nowhere.json: it cannot be read: it does not exist",
    ));

  it("keeps NaN in texts, and what follows a quote in them", () => {
    const odd = { ...model(), note: 'NaN "NaN", \\ -Infinity' };
    expect(connectomeFromDataModel(bytesOf(odd)).populations).toEqual(populations);
  });
});
