// Populations of edges as their files have them, read in pieces (developer guide of SONATA, "Representing Edges").
import type { Dataset } from "h5wasm";
import { datasetIf, find, type Hdf5, lengthOf, namesIn, numbersOf } from "../../io/hdf5/hdf5.ts";
import { checkLength, columnOf, datasetsIn, holdsTexts, nameIn } from "../files/columns.ts";
import { refuse } from "../files/complaint.ts";

/** Edges read at once. */
const pieceLength = 2 ** 20;

/** Values of the edges of a group at some of its places. */
export type ValuesAt = (places: Float64Array) => Float64Array;

/** The attributes of a group of edges. */
export interface EdgeGroup {
  readonly path: string;
  /** Numbers by name: syn_weight, delay, nsyns; parameters of the synapse. */
  readonly numbers: ReadonlyMap<string, ValuesAt>;
  readonly dynamics: ReadonlyMap<string, ValuesAt>;
  /** Texts, for each place. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

/** A population of edges in an open file. */
export interface EdgeTable {
  readonly file: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Names of the populations of nodes. */
  readonly source: string;
  readonly target: string;
  readonly groups: ReadonlyMap<number, EdgeGroup>;
  pieces(): Iterable<Piece>;
}

/** Some edges, one after the other. */
export interface Piece {
  /** The row of the first. */
  readonly from: number;
  readonly sources: Float64Array;
  readonly targets: Float64Array;
  readonly types: Float64Array;
  readonly groups: Float64Array;
  readonly places: Float64Array;
}

/** Reads a column near the places that are asked for, or whole once where these lie far apart. */
function valuesAt(file: Hdf5, dataset: Dataset): ValuesAt {
  const length = lengthOf(file, dataset);
  let whole: Float64Array | undefined;
  return (places) => {
    let [low, high] = [Infinity, -1];
    for (const place of places) {
      if (place < low) low = place;
      if (place > high) high = place;
    }
    if (high >= length)
      refuse(
        "E_IO",
        { file: file.name, where: dataset.path },
        {
          problem: `an edge is number ${high} of its group, and there are ${length} values`,
          hint: "take a whole copy, or write the file again",
        },
      );
    if (high < 0) return new Float64Array(0);
    const near = high - low < 4 * pieceLength;
    if (!near && !whole) whole = numbersOf(file, dataset);
    const values = near || !whole ? numbersOf(file, dataset, low, high + 1) : whole;
    const start = near ? low : 0;
    const chosen = new Float64Array(places.length);
    for (let k = 0; k < places.length; k++) chosen[k] = values[(places[k] as number) - start] as number;
    return chosen;
  };
}

const quantities = ["syn_weight", "delay", "nsyns", "receptor_type"];
const texts = ["model_template", "weight_function", "dynamics_params"];

function readGroup(file: Hdf5, path: string): EdgeGroup {
  const named = (names: readonly string[], folder: string) =>
    new Map(
      names.flatMap((name) => {
        const dataset = datasetIf(file, `${folder}/${name}`);
        if (dataset?.shape?.length !== 1) return [];
        return holdsTexts(file, dataset) ? [] : [[name, valuesAt(file, dataset)] as const];
      }),
    );
  const inner = `${path}/dynamics_params`;
  const group = find(file, inner) !== undefined && datasetIf(file, inner) === undefined;
  const words = texts.flatMap((name) => {
    const column = datasetIf(file, `${path}/${name}`) ? columnOf(file, path, name) : undefined;
    return column?.kind === "texts" ? [[name, column.values] as const] : [];
  });
  return {
    path,
    numbers: named(quantities, path),
    dynamics: group ? named(datasetsIn(file, inner), inner) : new Map(),
    texts: new Map(words),
  };
}

function endOf(file: Hdf5, path: string, which: "source" | "target"): [dataset: Dataset, population: string] {
  const dataset = datasetIf(file, `${path}/${which}_node_id`);
  const name = dataset && nameIn(file, dataset, "node_population");
  if (dataset && name !== undefined) return [dataset, name];
  return refuse(
    "E_IO",
    { file: file.name, where: `${path}/${which}_node_id` },
    {
      parameter: "node_population",
      problem: dataset
        ? "it has no attribute node_population, which says whose numbers it holds"
        : "there is no such dataset",
      hint: "write the file again as the developer guide of SONATA has it",
    },
  );
}

/** A column of the population that may be left out. */
function column(file: Hdf5, path: string, size: number, standard: (row: number) => number) {
  const dataset = datasetIf(file, path);
  if (dataset) checkLength(file, dataset, size);
  return (from: number, to: number): Float64Array =>
    dataset
      ? numbersOf(file, dataset, from, to)
      : Float64Array.from({ length: to - from }, (_, k) => standard(from + k));
}

function groupsOf(file: Hdf5, path: string): Map<number, EdgeGroup> {
  const numbered = namesIn(file, path).filter((name) => /^\d+$/.test(name));
  return new Map(numbered.map((name) => [Number(name), readGroup(file, `${path}/${name}`)]));
}

function openPopulation(file: Hdf5, name: string): EdgeTable {
  const path = `/edges/${name}`;
  const [[sources, source], [targets, target]] = [endOf(file, path, "source"), endOf(file, path, "target")];
  const size = lengthOf(file, sources);
  checkLength(file, targets, size);
  if (!datasetIf(file, `${path}/edge_type_id`))
    refuse(
      "E_IO",
      { file: file.name, where: `${path}/edge_type_id` },
      {
        problem: "there is no such dataset, and every edge needs a type",
        hint: "write the file again as the developer guide of SONATA has it",
      },
    );
  // As the first files called it.
  const group = datasetIf(file, `${path}/edge_group_id`) ? "edge_group_id" : "edge_group";
  const read = {
    types: column(file, `${path}/edge_type_id`, size, () => 0),
    groups: column(file, `${path}/${group}`, size, () => 0),
    places: column(file, `${path}/edge_group_index`, size, (row) => row),
  };
  function* pieces(): Generator<Piece, void, void> {
    for (let from = 0; from < size; from += pieceLength) {
      const to = Math.min(size, from + pieceLength);
      const ends = {
        sources: numbersOf(file, sources, from, to),
        targets: numbersOf(file, targets, from, to),
      };
      const [types, groups, places] = [read.types(from, to), read.groups(from, to), read.places(from, to)];
      yield { from, ...ends, types, groups, places };
    }
  }
  return { file: file.name, path, name, size, source, target, groups: groupsOf(file, path), pieces };
}

/**
 * The populations of a file of edges, which must stay open.
 *
 * @throws CajalError E_IO
 */
export function openEdges(file: Hdf5): EdgeTable[] {
  if (!find(file, "/edges"))
    refuse(
      "E_IO",
      { file: file.name, where: "/edges" },
      {
        problem: "there is no such group, so it is no file of edges",
        hint: "name the file of the edges",
      },
    );
  return namesIn(file, "/edges").map((name) => openPopulation(file, name));
}
