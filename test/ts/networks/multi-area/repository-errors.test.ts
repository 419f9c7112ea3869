// Folders, tables and matrices that are not what they must be: what is said of each.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CajalError } from "../../../../ts/error.ts";
import { encodeNpy } from "../../../../ts/io/numpy/npy.ts";
import { checkConnectome } from "../../../../ts/networks/multi-area/arguments.ts";
import { connectomeFromRepository } from "../../../../ts/networks/multi-area/repository/from-repository.ts";
import { effort } from "../../../helpers/effort.ts";
import { errorOf } from "../../../helpers/errors.ts";
import {
  type Contents,
  type MiniatureTables,
  miniatureMatrix,
  miniaturePaths,
  miniaturePopulations,
  miniatureRepository,
  miniatureTables,
  pythonJson,
} from "../../../helpers/miniature-repository.ts";

const refusal = (contents: Contents, options = {}) =>
  errorOf(() => connectomeFromRepository(miniatureRepository(contents), options));

describe("a folder that is not whole", () => {
  it("is refused with all that is missing, and where to get it", () => {
    const { tables, matrix } = miniaturePaths;
    const error = refusal({ [tables]: undefined, [matrix]: undefined });
    expect(error.code).toBe("E_IO");
    expect(error.message).toContain(`it lacks ${tables}, ${matrix}; name the folder that 'git clone`);
    expect(error.hint).toContain("https://github.com/INM-6/multi-area-model");
    const nowhere = errorOf(() => connectomeFromRepository("/nowhere/at/all"));
    expect(nowhere.message).toContain(Object.values(miniaturePaths).join(", "));
  });

  it("need not have the matrix where it is not wanted", () => {
    const partial = miniatureRepository({ [miniaturePaths.matrix]: undefined });
    expect(connectomeFromRepository(partial, { stabilised: false }).populations.length).toBe(
      miniaturePopulations,
    );
    expect(connectomeFromRepository(partial, { av_indegree_V1: 3950 }).stabilisedInDegrees).toBeNull();
  });

  it("has no stabilised in-degrees for another number of synapses", () => {
    const error = errorOf(() =>
      connectomeFromRepository(miniatureRepository(), { av_indegree_V1: 3000, stabilised: true }),
    );
    expect([error.code, error.parameter]).toEqual(["E_PARAM_RANGE", "stabilised"]);
  });
});

/** Makes one change to the tables. */
const changed = (change: (tables: MiniatureTables) => void): Contents => {
  const tables = miniatureTables();
  change(tables);
  return { [miniaturePaths.tables]: pythonJson(tables) };
};

const cases: readonly (readonly [
  what: string,
  change: (tables: MiniatureTables) => void,
  message: string,
])[] = [
  ["an unknown area", (t) => t.area_list.push("V9"), "area_list.5: unknown area 'V9'"],
  ["an area twice", (t) => t.area_list.push("V1"), "area_list.5: 'V1' is listed twice"],
  ["no V1", (t) => t.area_list.splice(1, 1), "does not tell the size of V1"],
  [
    "a negative surface",
    (t) => Object.assign(t.surface_data, { V2: -1 }),
    "surface_data.V2: it must be a number above 0, at most 1000000, got -1",
  ],
  [
    "NaN for a surface",
    (t) => Object.assign(t.surface_data, { V2: Number.NaN }),
    "surface_data.V2: it must be a number above 0, at most 1000000, got NaN",
  ],
  [
    "a missing surface",
    (t) => Object.assign(t.surface_data, { V2: undefined }),
    "does not tell the surface of V2",
  ],
  ["an unknown type", (t) => Object.assign(t.architecture, { V2: "?" }), "tell the architecture of V2"],
  [
    "a type that is none",
    (t) => Object.assign(t.architecture, { V2: 9 }),
    "architecture.V2: it must be a whole number from 1 to 8, or ?, got 9",
  ],
  [
    "a missing table",
    (t) => Object.assign(t, { num_V1: undefined }),
    "num_V1: it must be an object, got nothing",
  ],
  ["a missing population", (t) => Object.assign(t.num_V1, { "5I": undefined }), "num_V1 of 5I"],
  [
    "a probability above 1",
    (t) => Object.assign(t.Intrinsic_Connectivity["4E"] as object, { "4I": 1.5 }),
    "Intrinsic_Connectivity.4E.4I: it must be a number from 0 to 1, got 1.5",
  ],
  [
    "a label that is none",
    (t) =>
      Object.assign(t.cocomac_data.V1 as object, { V2: { source_pattern: ["9"], target_pattern: null } }),
    "cocomac_data.V1.V2.source_pattern: it must be six labels of 0 to 3, X or ?, or null, got",
  ],
  [
    "a text for a fraction",
    (t) => Object.assign(t.FLN_Data.M1?.source_areas as object, { V2: { FLN: "much" } }),
    "FLN_Data.M1.source_areas.V2.FLN: it must be a number from 0 to 1, got 'much'",
  ],
  [
    "an injection without a site",
    (t) => Object.assign(t.FLN_Data, { M9: { source_areas: {} } }),
    "tell the injection site of M9 (FLN_Data)",
  ],
  [
    "a source without overlap",
    (t) => Object.assign(t.overlap.all, { "8m_M132": undefined }),
    "tell the overlap of 8m",
  ],
  [
    "studies of unlike number",
    (t) => Object.assign(t.laminar_thicknesses.V1 as object, { "4": 500 }),
    "laminar_thicknesses.V1.4: it must have 2 values as the total has, got 1",
  ],
  [
    "a missing distance",
    (t) => Object.assign(t.median_distance_data.V1 as object, { TH: Number.NaN }),
    "the tables lead to NaN mm between V1 and TH",
  ],
  [
    "no synapses of a cell type",
    (t) => Object.assign(t.Binzegger_Data, { b4: { occurrence: 6, syn_dict: { "4": {} } } }),
    "number of synapses per neuron of cells b4 in layer 4",
  ],
  [
    "more synapses from within an area than there are",
    (t) => Object.assign(t.Intrinsic_FLN_Data.mean, { mean: 1 }),
    "Intrinsic_FLN_Data.mean.mean: it must be a number from 0 to 0.98, got 1",
  ],
];

describe("tables that are wrong", () => {
  it.each(cases)("are refused for %s", (_, change, message) => {
    const error = refusal(changed(change));
    expect(error.code).toBe("E_IO");
    expect(error.message).toContain(miniaturePaths.tables);
    expect(error.message).toContain(message);
    expect(error.hint).toBeTruthy();
  });

  it.each([
    ["a cut JSON", miniaturePaths.tables, pythonJson(miniatureTables()).slice(0, 1000), "cannot be read"],
    ["a list instead", miniaturePaths.tables, "[1, NaN]", "it must be an object, got"],
    ["bytes that are no text", miniaturePaths.tables, Uint8Array.of(0xff, 0xfe), "it is no text in UTF-8"],
    ["a table without rows", miniaturePaths.sites, "# heading\n\n\n", "no rows below its 3 lines of heading"],
    [
      "a row that is too short",
      miniaturePaths.sites,
      "#\n\n\nV1\t1\tM1\n",
      "line 4: it must have 9 columns, got 3",
    ],
    [
      "a density in words",
      miniaturePaths.nissl,
      "#\n\nV1,8,many,1\n",
      "line 3: a density must be a number above 0",
    ],
    ["a negative density", miniaturePaths.nissl, "#\n\nV1,8,-5,1\n", "got '-5'"],
    ["a matrix that is none", miniaturePaths.matrix, "text", "does not begin as a NumPy array does"],
  ])("are refused for %s", (_, path, content, message) => {
    const error = refusal({ [path]: content });
    expect([error.code, error.parameter]).toEqual(["E_IO", "path"]);
    expect(error.message).toContain(path);
    expect(error.message).toContain(message);
  });

  it("are refused for a matrix of another shape, type, or with what is no in-degree", () => {
    const matrix = (data: Float64Array | BigInt64Array, shape: number[]) =>
      refusal({ [miniaturePaths.matrix]: encodeNpy({ data, shape }) }).message;
    const square = [miniaturePopulations, miniaturePopulations];
    const length = miniaturePopulations ** 2;
    expect(matrix(new Float64Array(6), [2, 3])).toContain("its shape must be (38, 38), got (2, 3)");
    expect(matrix(new Float64Array(length), [length])).toContain("got (1444)");
    expect(matrix(new BigInt64Array(length), square)).toContain("must be of type float64, got BigInt64Array");
    const holed = miniatureMatrix().fill(Number.NaN, 40, 41);
    expect(matrix(holed, square)).toContain(
      "row 1, column 2: an in-degree must be a finite number from 0 on, got NaN",
    );
    expect(matrix(miniatureMatrix().fill(-3, 77, 78), square)).toContain("row 2, column 1");
  });
});

/** The places of all values in a document. */
function* places(document: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof document !== "object" || document === null) return;
  for (const [key, value] of Object.entries(document)) {
    yield [...path, key];
    yield* places(value, [...path, key]);
  }
}

describe("any value of the tables that is another", () => {
  const others = [undefined, null, 1, 0, -1, 1e300, "x", [], {}, true, Number.NaN, [1], { a: 1 }];
  const all = [...places(miniatureTables())].flatMap((path) => others.map((other) => ({ path, other })));
  // A number that has no divisor in common with that of the values, so that all of them come to be.
  const some = all.filter((_, at) => at % effort(61, 7) === 0);

  it("makes a connectome all the same, or an error that names the file", () => {
    const dir = miniatureRepository();
    let refused = 0;
    for (const { path, other } of some) {
      const tables: Record<string, unknown> = miniatureTables();
      const parent = path.slice(0, -1).reduce((part, key) => part[key] as Record<string, unknown>, tables);
      parent[path.at(-1) as string] = other;
      writeFileSync(join(dir, miniaturePaths.tables), pythonJson(tables));
      try {
        checkConnectome(connectomeFromRepository(dir, { stabilised: false }), "test");
      } catch (error) {
        refused++;
        const message = error instanceof CajalError && error.code === "E_IO" ? error.message : `${error}`;
        expect(`${path.join(".")}: ${message}`).toContain(`${path.join(".")}: ${dir}`);
      }
    }
    expect(refused).toBeGreaterThan(some.length / 2);
  });
});
