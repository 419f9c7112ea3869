// Where the connectome of a multi-area network comes from: a folder of the user, or the rules of the synthetic one.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { damage } from "../../io/files/damage.ts";
import { type Connectome, connectomeFromCsv, syntheticConnectome } from "../../networks/index.ts";

/** What the options say of it. */
export interface DataOptions {
  /** A folder. */
  readonly data?: string;
  /** Of the synthetic one: its areas and its seed. */
  readonly synthetic: number;
  readonly connectomeSeed: number;
}

/** Names of the tables in a folder, each perhaps with .gz behind it. */
const tables = {
  populations: "populations.csv",
  areas: "areas.csv",
  distances: "distances_mm.csv",
  connections: "connections_unstabilized_chi1.csv",
} as const;
const stabilisedTable = "connections_ground.csv";
const referenceTable = "reference_rates.csv";

/** The path of a table, plain or gzipped. */
const pathIn = (folder: string, name: string): string | undefined =>
  [name, `${name}.gz`].map((file) => join(folder, file)).find((path) => existsSync(path));

function fromTables(folder: string): Connectome {
  const paths = Object.entries(tables).map(([key, name]) => [key, pathIn(folder, name), name] as const);
  const missing = paths.filter(([, path]) => path === undefined).map(([, , name]) => name);
  if (missing.length > 0)
    throw damage({
      file: folder,
      problem: `there is no ${missing.join(", no ")}`,
      hint: "docs/guide/multi-area.md says which tables make a connectome, plain or gzipped, and what is in them",
    });
  const stabilised = pathIn(folder, stabilisedTable);
  const found = Object.fromEntries(paths) as unknown as Record<keyof typeof tables, string>;
  return connectomeFromCsv(stabilised === undefined ? found : { ...found, stabilised });
}

/**
 * The connectome that was asked for.
 *
 * @throws CajalError E_IO for a folder that has none
 */
export const connectomeOf = ({ data, synthetic: areas, connectomeSeed: seed }: DataOptions): Connectome =>
  data === undefined ? syntheticConnectome({ areas, seed }) : fromTables(data);

/**
 * Rates of a reference simulation of the ground state at full size [1/s], by population, where the folder of the
 * connectome has them: column `nest_ground_rate` of reference_rates.csv, in the order of the populations.
 */
export function referenceRates({ data }: DataOptions, state: string, count: number): number[] | undefined {
  const path = data === undefined ? undefined : join(data, referenceTable);
  if (state !== "ground" || path === undefined || !existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8").replace(/^(#.*\n)+/, "");
  const rates = csvParse(text).map(({ nest_ground_rate: rate = "" }) =>
    rate === "" ? Number.NaN : Number(rate),
  );
  return rates.length === count && rates.every((rate) => rate >= 0) ? rates : undefined;
}
