// A folder with the files of the multi-area model's repository and invented numbers: five areas, of which TH has no
// layer 4 and nothing is known of MDP.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { encodeNpy } from "../../ts/io/numpy/npy.ts";

const names = ["23E", "23I", "4E", "4I", "5E", "5I", "6E", "6I"];
const areas = ["TH", "V1", "FEF", "MDP", "V2"];
const known = ["V1", "V2", "FEF", "MDP", "TH", "Ri"];

/** Populations of the areas: eight each, but for the layer 4 of TH. */
export const miniaturePopulations = 4 * 8 + 6;

const stains = (overall: number, upper: number, granular: number, deep: number): object => ({
  overall: { value: overall, error: 1 },
  "23": { value: upper },
  "4": { value: granular },
  "56": { value: deep },
});

const cells = (occurrence: number, synapses: Record<string, [number: number, share: number]>): object => ({
  occurrence,
  syn_dict: Object.fromEntries(
    Object.entries(synapses).map(([layer, [number, corticocortical]]) => [
      layer,
      { "number of synapses per neuron": number, corticocortical, TIs: "" },
    ]),
  ),
});

const distance = (one: string, other: string): number =>
  10 * Math.abs(known.indexOf(one) - known.indexOf(other));

/** The JSON of measured tables, to be changed and written. */
export const miniatureTables = () => ({
  area_list: [...areas],
  architecture: { V1: 8, V2: 7, FEF: 5, MDP: "?", TH: 2 } as Record<string, unknown>,
  hierarchy: { V1: 0, V2: 0.1, FEF: 0.8, MDP: "?", TH: 0.9 } as Record<string, unknown>,
  surface_data: { V1: 1000, V2: 400, FEF: 150, MDP: 80, TH: 40 } as Record<string, unknown>,
  neuronal_density_data: {
    V1: stains(160_000, 150_000, 180_000, 140_000),
    V2: stains(100_000, 95_000, 170_000, 80_000),
    Frontal: stains(45_000, 44_000, 70_000, 40_000),
    TH: stains(33_000, 32_000, 0, 34_000),
  } as Record<string, unknown>,
  Translation: { Frontal: ["FEF", "8"] },
  total_thickness_data: { V1: 1240, V2: 1460, FEF: Number.NaN, MDP: Number.NaN, TH: 1870 },
  laminar_thicknesses: {
    V1: {
      "1": [100, Number.NaN],
      "23": [400, 350],
      "4": [500, 450],
      "5": [150, 200],
      "6": [150, 200],
      total: [1300, 1250],
      "56": [Number.NaN, Number.NaN],
    },
    V2: { "1": 120, "23": 600, "4": 250, "5": 250, "6": 240, total: 1460 },
    FEF: {
      "1": Number.NaN,
      "23": Number.NaN,
      "4": Number.NaN,
      "5": Number.NaN,
      "6": Number.NaN,
      total: Number.NaN,
    },
    TH: { "1": 200, "23": 450, "4": 0, "5": 400, "6": Number.NaN, total: 1300 },
  } as Record<string, unknown>,
  num_V1: Object.fromEntries(
    [20_000, 6000, 22_000, 5500, 5000, 1000, 14_000, 3000].map((neurons, at) => [names[at], { neurons }]),
  ) as Record<string, unknown>,
  Intrinsic_Connectivity: Object.fromEntries(
    names.map((target, row) => [
      target,
      Object.fromEntries(names.map((source, column) => [source, ((row + 3 * column) % 7) * 0.02])),
    ]),
  ) as Record<string, Record<string, unknown>>,
  Intrinsic_FLN_Data: { mean: { mean: 0.79, error: 0.11 } },
  av_indegree_Cragg: 5000,
  av_indegree_OKusky: 3000,
  median_distance_data: Object.fromEntries(
    known.map((one) => [one, Object.fromEntries(known.map((other) => [other, distance(one, other)]))]),
  ) as Record<string, Record<string, unknown>>,
  cocomac_data: {
    V1: {
      V2: { source_pattern: ["0", "X", "X", "0", "2", "3"], target_pattern: ["3", "2", "?", "0", "1", "0"] },
      Ri: { source_pattern: null, target_pattern: null },
      FEF: { source_pattern: ["?", "0", "0", "0", "X", "?"], target_pattern: null },
    },
    V2: { V1: { source_pattern: null, target_pattern: null } },
    FEF: { TH: { source_pattern: null, target_pattern: ["X", "X", "0", "0", "X", "X"] } },
    MDP: {},
    TH: { V2: { source_pattern: null, target_pattern: null } },
  } as Record<string, Record<string, unknown>>,
  FLN_Data: {
    M1: { source_areas: { V2: { FLN: 0.5 }, "8m": { FLN: 0.01 } } },
    M2: { source_areas: { V2: { FLN: 0.3 }, V1: { FLN: 0.1 } } },
    M3: { source_areas: { V1: { FLN: 0.02 } } },
    M4: { source_areas: { V1: { FLN: 0.6 } } },
  } as Record<string, { source_areas: Record<string, unknown> }>,
  SLN_Data: { M1: { source_areas: { V2: { SLN: 0.4 } } } },
  overlap: {
    all: {
      V1_M132: { "FVE.V1": 90, "FVE_all.V1": 5, "???": 5 },
      V2_M132: { "FVE_all.V2": 100 },
      "8m_M132": { "FVE.FEF": 80, "FVE.46": 20 },
    } as Record<string, unknown>,
  },
  Binzegger_Data: {
    nb1: cells(2, { "1": [900, 50] }),
    "p2/3": cells(26, { "23": [5000, 10], "1": [1300, 78] }),
    "nb2/3": cells(7, { "23": [3000, 5] }),
    "ss4(L2/3)": cells(18, { "4": [4000, 8] }),
    b4: cells(6, { "4": [2000, 3] }),
    "p5(L5/6)": cells(6, { "5": [2500, 20], "1": [700, 60] }),
    b5: cells(2, { "5": [2000, 5] }),
    "p6(L4)": cells(14, { "6": [1000, 40], "4": [900, 12] }),
    b6: cells(3, { "6": [1500, 5] }),
    TCs: cells(0.5, { "": [1, 1] }),
  } as Record<string, unknown>,
});

export type MiniatureTables = ReturnType<typeof miniatureTables>;

/** JSON as Python writes it: NaN stands bare. */
export const pythonJson = (document: unknown): string =>
  JSON.stringify(document, (_, value) => (Number.isNaN(value) ? "\0NaN" : value)).replaceAll(
    '"\\u0000NaN"',
    "NaN",
  );

const sites = [
  "# Invented. Three lines of heading",
  "INJECTED AREA\tCASE\tMONKEY\tSECTION PLANE\tNODE NUMBER\tFIDUCIAL\tF99\t(X,Y,Z)\tFV91 Area\tComment",
  "\t\t\t\t\t\t\t\t\t",
  ...["M1\tV1", "M2\tV1", "M3\tArea 2 ", "M4\tV2"].map((pair) => {
    const [monkey, area] = pair.split("\t");
    return `x\t1\t${monkey}\tCORONAL\t1\t1\t-1\t1\t${area}\t`;
  }),
  "",
].join("\n");

const nissl = [
  '# Invented: "densities", two lines of heading',
  "",
  "V1,8,165000,1.24",
  "V2,7,105000,1.46",
  "V5/MT,6,81000,1.9",
  "DP,5,—,—",
  "TH,2,38000,1.87",
  "",
].join("\n");

/** In-degrees that are stabilised: every one its place in the matrix, but those that were taken away. */
export const miniatureMatrix = (): Float64Array =>
  Float64Array.from({ length: miniaturePopulations ** 2 }, (_, at) => (at % 10 === 0 ? -1e-9 : at));

const tablesFolder = "multiarea_model/data_multiarea";

export const miniaturePaths = {
  tables: `${tablesFolder}/viscortex_raw_data.json`,
  sites: `${tablesFolder}/raw_data/Markov2014_InjectionSites.csv`,
  nissl: `${tablesFolder}/raw_data/NeuronalDensities_Nissl.csv`,
  matrix: "figures/SchueckerSchmidt2017/K_prime_original.npy",
};

/** Contents of the files, by their paths; undefined leaves one out. */
export type Contents = Readonly<Record<string, string | Uint8Array | undefined>>;

const folders: string[] = [];

/** Writes such a folder, with other contents where some are given, and says where it is. Removed after the tests. */
export function miniatureRepository(contents: Contents = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "cajal-miniature-"));
  if (folders.push(folder) === 1)
    afterAll(() => {
      for (const one of folders) rmSync(one, { recursive: true });
    });
  const shape = [miniaturePopulations, miniaturePopulations];
  const all: Contents = {
    [miniaturePaths.tables]: pythonJson(miniatureTables()),
    [miniaturePaths.sites]: sites,
    [miniaturePaths.nissl]: nissl,
    [miniaturePaths.matrix]: encodeNpy({ data: miniatureMatrix(), shape }),
    ...contents,
  };
  for (const [path, content] of Object.entries(all)) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Stabilised in-degrees of one population, as a file of NumPy. */
export const miniatureNpy = (): Uint8Array => encodeNpy({ data: Float64Array.of(0.3), shape: [1, 1] });

/** The smallest file of the kind that the repository's scripts make: one population in one area. */
export const miniatureDataModel = (): Uint8Array =>
  new TextEncoder().encode(
    pythonJson({
      area_list: ["V1"],
      structure: { V1: ["23I"] },
      neuron_numbers: { V1: { "23I": 10 } },
      synapses: { V1: { "23I": { V1: { "23I": 5 }, external: { external: 20 } } } },
      distances: { V1: { V1: 0 } },
    }),
  );
