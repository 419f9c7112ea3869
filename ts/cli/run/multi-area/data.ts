// Where the connectome of a multi-area network comes from: files of the user, or the rules of the synthetic one.
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { damage } from "../../../io/files/damage.ts";
import type { Warning } from "../../../network/values/fields.ts";
import {
  type Connectome,
  connectomeFromCsv,
  connectomeFromDataModel,
  connectomeFromRepository,
  syntheticConnectome,
} from "../../../networks/index.ts";
import { publishedFiles } from "../../../networks/multi-area/repository/published.ts";
import { numberOf, readTable } from "../../../networks/multi-area/table.ts";
import { countUpTo, wholeNumber } from "../../terminal/options.ts";

/** What the options say of it. */
export interface DataOptions {
  /** A folder of tables, a clone of the macaque model's repository, or the JSON file that its scripts make. */
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
const referenceColumn = "nest_ground_rate";

/** What tells a clone of the macaque model's repository, and the name of the stabilised in-degrees in it. */
const repositoryFolder = "multiarea_model";
const stabilisedMatrix = "K_prime_original.npy";

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** The path of a table, plain or gzipped. */
const pathIn = (folder: string, name: string): string | undefined =>
  [name, `${name}.gz`].map((file) => join(folder, file)).find((path) => existsSync(path));

function fromTables(folder: string): Connectome {
  const paths = Object.entries(tables).map(([key, name]) => [key, pathIn(folder, name), name] as const);
  const missing = paths.filter(([, path]) => path === undefined).map(([, , name]) => name);
  if (missing.length > 0)
    throw damage({
      file: folder,
      problem: isFolder(folder) ? `there is no ${missing.join(", no ")}` : "there is no such folder",
      hint: `docs/guide/multi-area.md says which tables there must be, or name a clone with ${repositoryFolder}`,
    });
  const stabilised = pathIn(folder, stabilisedTable);
  const found = Object.fromEntries(paths) as unknown as Record<keyof typeof tables, string>;
  return connectomeFromCsv(stabilised === undefined ? found : { ...found, stabilised });
}

/** What the file of the repository's scripts holds, with the stabilised in-degrees if they lie beside it. */
function fromDataModel(file: string): Connectome {
  const stabilised = join(dirname(file), stabilisedMatrix);
  return existsSync(stabilised) ? connectomeFromDataModel(file, stabilised) : connectomeFromDataModel(file);
}

/** Absolute paths of the files from which the connectome and its reference rates are read; none if synthetic. */
export function dataFiles({ data }: DataOptions): string[] {
  if (data === undefined) return [];
  const beside = join(dirname(data), stabilisedMatrix);
  const names = [...Object.values(tables), stabilisedTable, referenceTable];
  const inFolder = existsSync(join(data, repositoryFolder))
    ? Object.values(publishedFiles).map(({ path }) => join(data, path))
    : names.map((name) => pathIn(data, name));
  const files = data.endsWith(".json") ? [data, beside] : inFolder;
  return files
    .filter((path) => path !== undefined && existsSync(path))
    .map((path) => resolve(path as string));
}

/** Adds the options of the connectome to a command. */
export function addDataOptions(command: Command): Command {
  const data =
    "folder of tables, clone of INM-6/multi-area-model, or JSON that its scripts make; default: a synthetic connectome";
  return command
    .addOption(new Option("--data <path>", data).conflicts(["synthetic", "connectomeSeed"]))
    .option("--synthetic <areas>", "areas of the synthetic connectome", countUpTo(64), 32)
    .option("--connectome-seed <number>", "the synthetic connectome follows from it", wholeNumber, 1);
}

/**
 * The connectome that was asked for, and what is to be said of its files.
 *
 * @throws CajalError E_IO for a folder or a file that has none
 */
export function connectomeOf({
  data,
  synthetic: areas,
  connectomeSeed: seed,
}: DataOptions): Connectome & { readonly warnings?: readonly Warning[] } {
  if (data === undefined) return syntheticConnectome({ areas, seed });
  if (data.endsWith(".json")) return fromDataModel(data);
  return existsSync(join(data, repositoryFolder)) ? connectomeFromRepository(data) : fromTables(data);
}

/**
 * Rates of a reference simulation of the ground state at full size [1/s], by population, where the folder of the
 * connectome has them: column `nest_ground_rate` of reference_rates.csv, in the order of the populations.
 *
 * @throws CajalError E_IO for a table that is damaged or of another connectome
 */
export function referenceRates({ data }: DataOptions, state: string, count: number): number[] | undefined {
  const path = data === undefined ? undefined : pathIn(data, referenceTable);
  if (state !== "ground" || path === undefined) return undefined;
  const table = readTable(path, [referenceColumn]);
  if (table.rows.length !== count) {
    const problem = `there must be ${count} rows, one per population, got ${table.rows.length}`;
    throw damage({ file: path, problem, hint: "take the table of this connectome, or remove it" });
  }
  return table.rows.map((row) => numberOf(table, row, referenceColumn));
}
