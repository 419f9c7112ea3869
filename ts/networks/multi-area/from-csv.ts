// A connectome from tables: populations, areas, distances, and the synapses between all populations.
import { checkOptions } from "../../arguments/check.ts";
import { fail } from "../../error.ts";
import type { FileInput } from "../../io/files/source.ts";
import { checkConnectome } from "./arguments.ts";
import type { Area, AreaPopulation, Connectome } from "./connectome.ts";
import { layerPopulations } from "./parameters.ts";
import { cellOf, indexOf, numberOf, type Row, readTable, type Table, wrongCell } from "./table.ts";

/** Tables of a connectome: paths (Node only) or bytes, plain or gzipped. */
export interface ConnectomeTables {
  /** Columns area, population, N_real, K_ext_kappa1; a row per population, in order of areas and layers. */
  readonly populations: FileInput;
  /** Columns area, arch_type, hierarchy; a row per area. */
  readonly areas: FileInput;
  /** Columns area and the name of each area; a row per target area [mm]. */
  readonly distances: FileInput;
  /** Columns target, source (rows of `populations`, from 0), indegree, n_syn; pairs that are left out have none. */
  readonly connections: FileInput;
  /** The same after stabilisation, where it is known. */
  readonly stabilised?: FileInput;
}

const fileInput = (value: unknown, place: { readonly call: string; readonly parameter: string }): void => {
  if (typeof value === "string" || value instanceof Uint8Array) return;
  const allowed = "the path of a file or its bytes";
  fail("E_TYPE", { ...place, value, allowed, must: `${place.parameter} must be ${allowed}` });
};

const checks = {
  populations: fileInput,
  areas: fileInput,
  distances: fileInput,
  connections: fileInput,
  stabilised: (value: unknown, place: { readonly call: string; readonly parameter: string }) => {
    if (value !== undefined) fileInput(value, place);
  },
};

function areasOf(table: Table): Area[] {
  const names: string[] = [];
  return table.rows.map((row) => {
    const name = cellOf(table, row, "area");
    if (name === "" || names.includes(name))
      throw wrongCell(table, row, "area", `there must be a name that no other area has, got '${name}'`);
    names.push(name);
    return {
      name,
      architecture: numberOf(table, row, "arch_type"),
      hierarchy: numberOf(table, row, "hierarchy"),
    };
  });
}

interface Populations {
  readonly populations: AreaPopulation[];
  readonly externalInDegrees: Float64Array;
}

function populationsOf(table: Table, areas: readonly Area[]): Populations {
  const kinds: readonly string[] = layerPopulations;
  let before = -1;
  const populations = table.rows.map((row) => {
    const name = cellOf(table, row, "population");
    const areaName = cellOf(table, row, "area");
    const area = areas.findIndex((one) => one.name === areaName);
    if (area < 0)
      throw wrongCell(table, row, "area", `there must be an area of the table of areas, got '${areaName}'`);
    if (!kinds.includes(name))
      throw wrongCell(table, row, "population", `there must be one of ${kinds.join(", ")}, got '${name}'`);
    const order = area * kinds.length + kinds.indexOf(name);
    if (order <= before)
      throw wrongCell(
        table,
        row,
        "population",
        `${areaName} ${name} must stand in order of areas and layers`,
      );
    before = order;
    const size = numberOf(table, row, "N_real");
    if (size < 1) throw wrongCell(table, row, "N_real", `there must be at least one neuron, got ${size}`);
    return { area, name, size };
  });
  const external = table.rows.map((row) => numberOf(table, row, "K_ext_kappa1"));
  return { populations, externalInDegrees: Float64Array.from(external) };
}

function distancesOf(table: Table, areas: readonly Area[]): Float64Array {
  const distances = new Float64Array(areas.length ** 2);
  if (table.rows.length !== areas.length) {
    const [row = { line: 1, cells: [] }] = table.rows;
    throw wrongCell(table, row, "area", `there must be ${areas.length} rows, got ${table.rows.length}`);
  }
  for (const [target, row] of table.rows.entries()) {
    const expected = areas[target]?.name as string;
    const name = cellOf(table, row, "area");
    if (name !== expected) throw wrongCell(table, row, "area", `there must be '${expected}', got '${name}'`);
    for (const [source, { name: from }] of areas.entries())
      distances[target * areas.length + source] = numberOf(table, row, from);
  }
  return distances;
}

// Digits of the in-degrees in tables: products with sizes may miss the number of synapses by as much.
const precision = 1e-7;

/**
 * The in-degree of a row. As tables round it, its product with the size may miss the whole number of synapses beside
 * it, which then decides.
 */
function inDegreeOf(table: Table, row: Row, size: number): number {
  const indegree = numberOf(table, row, "indegree");
  const synapses = indexOf(table, row, "n_syn", Number.MAX_SAFE_INTEGER);
  const product = indegree * size;
  if (Math.floor(product) === synapses) return indegree;
  if (Math.abs(product - synapses) <= 1 + precision * product) return (synapses + 0.5) / size;
  const expected = Math.floor(product);
  throw wrongCell(table, row, "n_syn", `there must be ${expected}, indegree times N_real, got ${synapses}`);
}

function inDegreesOf(input: FileInput, populations: readonly AreaPopulation[]): Float64Array {
  const table = readTable(input, ["target", "source", "indegree", "n_syn"]);
  const count = populations.length;
  const inDegrees = new Float64Array(count ** 2);
  const seen = new Set<number>();
  for (const row of table.rows) {
    const target = indexOf(table, row, "target", count);
    const place = target * count + indexOf(table, row, "source", count);
    if (seen.has(place)) throw wrongCell(table, row, "source", "this pair stands above already");
    seen.add(place);
    inDegrees[place] = inDegreeOf(table, row, (populations[target] as AreaPopulation).size);
  }
  return inDegrees;
}

/** What the remarks say of the licence, up to the end of the sentence. */
const licenceOf = (remarks: string): string =>
  /licen[cs]e:?\s+((?:[^.;,]|\.\d)+)/i.exec(remarks)?.[1]?.trim() ?? "";

/**
 * A connectome from tables as text. The remarks at their begin, lines with `#`, are its citation, and the licence that
 * they name is its licence: show both where the network is used.
 *
 * @throws CajalError E_IO with file, line and column of what is wrong; E_TYPE, E_UNKNOWN_PARAM
 * @example
 * const [populations, areas] = ["mam/populations.csv", "mam/areas.csv"];
 * const [distances, connections] = ["mam/distances_mm.csv", "mam/connections_unstabilized_chi1.csv.gz"];
 * const stabilised = "mam/connections_ground.csv.gz";
 * const connectome = connectomeFromCsv({ populations, areas, distances, connections, stabilised });
 */
export function connectomeFromCsv(tables: ConnectomeTables): Connectome {
  const call = "connectomeFromCsv";
  checkOptions(tables, call, checks);
  const areaTable = readTable(tables.areas, ["area", "arch_type", "hierarchy"]);
  const areas = areasOf(areaTable);
  const table = readTable(tables.populations, ["area", "population", "N_real", "K_ext_kappa1"]);
  const { populations, externalInDegrees } = populationsOf(table, areas);
  const distanceTable = readTable(tables.distances, ["area", ...areas.map(({ name }) => name)]);
  const citation = [...new Set([...areaTable.remarks, ...table.remarks])].join(" ");
  const connectome = {
    name: `connectome of ${table.file}`,
    citation,
    licence: licenceOf(citation),
    areas,
    populations,
    inDegrees: inDegreesOf(tables.connections, populations),
    stabilisedInDegrees: tables.stabilised === undefined ? null : inDegreesOf(tables.stabilised, populations),
    externalInDegrees,
    distances: distancesOf(distanceTable, areas),
  };
  checkConnectome(connectome, call);
  return connectome;
}
