// The macaque's tables, which are not part of the project: where they are, and what else they say.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Connectome, connectomeFromCsv } from "../../../../ts/networks/multi-area/index.ts";
import { type Need, needing } from "../../../helpers/needs.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/multi-area/", import.meta.url));

/** A clone of the model's repository. */
export const clone: string = process.env.CAJAL_MULTI_AREA_MODEL ?? `${folder}../multi-area-model`;

/** The file that the repository's scripts make in it. */
export const dataModel = `${clone}/multiarea_model/data_multiarea/default_Data_Model_.json`;

/** Groups of tests that need that file. */
export const withDataModel: Need = needing(
  existsSync(dataModel),
  `needs in CAJAL_MULTI_AREA_MODEL the folder of a clone in which compute_Model_params() was called: ${dataModel}`,
);

/** Groups of tests that need the repository's own files. */
export const withClone: Need = needing(
  existsSync(folder) && existsSync(clone),
  `needs ${folder} and, in CAJAL_MULTI_AREA_MODEL, the folder of a clone of INM-6/multi-area-model`,
);

/** Groups of tests that need the tables. */
export const withMacaque: Need = needing(existsSync(folder), `needs the tables of the macaque in ${folder}`);

/** The connectome of the tables. */
export function macaque(): Connectome {
  const [populations, areas, distances] = ["populations", "areas", "distances_mm"].map(
    (name) => `${folder}${name}.csv`,
  ) as [string, string, string];
  const connections = `${folder}connections_unstabilized_chi1.csv.gz`;
  const stabilised = `${folder}connections_ground.csv.gz`;
  return connectomeFromCsv({ populations, areas, distances, connections, stabilised });
}

const rowsOf = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .slice(1)
    .map((line) => line.split(","));

/** Rows of any of the tables below its heading. */
export function tableRows(name: string): string[][] {
  const bytes = readFileSync(`${folder}${name}`);
  return rowsOf((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString());
}

/** Rows of a table of connections: target, source, in-degree, synapses, weight, its deviation, delay, its deviation. */
export const connectionRows = (name: string): number[][] =>
  tableRows(`connections_${name}.csv.gz`).map((row) => row.map(Number));

const columns = ["nestGround", "lvr", "correlation", "ground", "metastable", "shipped", "nestSmall"] as const;

/** Rates by population [1/s]. */
export function referenceColumns(): Record<(typeof columns)[number], number[]> {
  const rows = tableRows("reference_rates.csv");
  const entries = columns.map((name, place) => [name, rows.map((row) => Number(row[place + 3]))]);
  return Object.fromEntries(entries);
}
