// Edges of a file, piece by piece, into bundles.
import { type FilePlace, refuse } from "../files/complaint.ts";
import { type Types, typeOf } from "../files/types.ts";
import type { Nodes } from "../nodes/populations.ts";
import { type Bundle, type bundlesOf, parametersOfTarget } from "./bundles.ts";
import type { EdgeGroup, EdgeTable, Piece, ValuesAt } from "./edge-file.ts";
import { type SynapseKind, type SynapseKinds, synapseKind } from "./synapse-kinds.ts";

/** NEST's delay where a circuit names none [ms]. */
const standardDelay = 1;

/** What is needed to sort the edges of a population. */
export interface Sorting {
  readonly table: EdgeTable;
  readonly types: Types;
  readonly source: Nodes;
  readonly target: Nodes;
  readonly kinds: SynapseKinds;
  /** Half a step [ms]: what is shorter has no step. */
  readonly shortest: number;
  readonly bundles: ReturnType<typeof bundlesOf>;
}

const rowPlace = ({ table }: Sorting, row: number): FilePlace => ({
  file: table.file,
  where: `${table.path}, row ${row}`,
});

function refuseNode(sorting: Sorting, row: number, id: number, which: "source" | "target"): never {
  const { name, size } = sorting[which].table;
  return refuse("E_INDEX", rowPlace(sorting, row), {
    parameter: `${which}_node_id`,
    problem: `the population '${name}' has no node of this number`,
    value: id,
    allowed: `numbers of its ${size} nodes`,
    hint: "the files of nodes and edges must belong to each other",
  });
}

function refuseValues(sorting: Sorting, row: number, weight: number | undefined, delay: number): never {
  const place = rowPlace(sorting, row);
  if (weight === undefined)
    return refuse("E_DESCRIPTION", place, {
      parameter: "syn_weight",
      problem: "the edge has no syn_weight, nor has its type",
      hint: "give the type a syn_weight, or the edges one each",
    });
  const [parameter, value] = Number.isFinite(weight)
    ? (["delay", delay] as const)
    : (["syn_weight", weight] as const);
  if (!Number.isFinite(value))
    return refuse("E_NOT_FINITE", place, {
      parameter,
      problem: `${parameter} must be a finite number`,
      value,
      hint: "correct it, or nsyns, with which a weight is multiplied",
    });
  return refuse(delay < 0 ? "E_DELAY_NEGATIVE" : "E_DELAY_BELOW_DT", place, {
    parameter,
    problem: `the delay must be at least one step (${2 * sorting.shortest} ms)`,
    value,
    hint: "correct the delay, or choose a shorter run.dt",
  });
}

/** The values of some edges of one group, by name. */
interface Values {
  readonly weight: Float64Array | undefined;
  readonly delay: Float64Array | undefined;
  readonly count: Float64Array | undefined;
  readonly receptor: Float64Array | undefined;
  readonly dynamics: readonly (readonly [name: string, values: Float64Array])[];
}

function valuesOf({ numbers, dynamics }: EdgeGroup, places: Float64Array): Values {
  const at = (values: ValuesAt | undefined): Float64Array | undefined => values?.(places);
  return {
    weight: at(numbers.get("syn_weight")),
    delay: at(numbers.get("delay")),
    count: at(numbers.get("nsyns")),
    receptor: at(numbers.get("receptor_type")),
    dynamics: [...dynamics].map(([name, values]) => [name, values(places)] as const),
  };
}

/** What edges of a group and type are, each found once. */
function kindFinder({ types, kinds, table }: Sorting, group: EdgeGroup) {
  const found = new Map<string, SynapseKind>();
  return (typeId: number, place: number, row: number): [key: string, kind: SynapseKind] => {
    const own = Object.fromEntries(
      [...group.texts].flatMap(([name, values]) => {
        const text = values[place];
        return text === undefined || text === "" || text === "NULL" ? [] : [[name, text]];
      }),
    );
    const key = `${typeId}${group.texts.size > 0 ? JSON.stringify(own) : ""}`;
    const known = found.get(key);
    if (known) return [key, known];
    const asked = { file: table.file, where: `${table.path}, row ${row}` };
    const type = typeOf(types, typeId, "edge", asked);
    const where =
      type && types.file !== undefined
        ? { file: types.file, where: `line ${type.line} (type ${typeId} of ${table.name})` }
        : asked;
    const kind = synapseKind(kinds, type, own, where);
    found.set(key, kind);
    return [key, kind];
  };
}

/** An edge's bundle and what its type gives. */
type Found = readonly [bundle: Bundle, kind: SynapseKind];

/** Finds bundles; where nothing but type and target decides, each is looked up once. */
function bundleFinder(sorting: Sorting, group: EdgeGroup, values: Values) {
  const { target, bundles } = sorting;
  const kindOf = kindFinder(sorting, group);
  const alike = values.dynamics.length === 0 && target.ofSynapses.size === 0;
  const simple = alike && !values.receptor && group.texts.size === 0;
  const seen = new Map<number, Found[]>();
  return (typeId: number, place: number, row: number, targetRow: number, j: number): Found => {
    const part = target.partOf[targetRow] as number;
    const before = simple ? seen.get(typeId)?.[part] : undefined;
    if (before) return before;
    const [name, kind] = kindOf(typeId, place, row);
    const own = Object.fromEntries(values.dynamics.map(([one, column]) => [one, column[j] as number]));
    const parameters = alike
      ? kind.parameters
      : { ...parametersOfTarget(kind, target, targetRow), ...kind.parameters, ...own };
    const receptor = values.receptor?.[j] ?? kind.receptor;
    const found: Found = [bundles.of(name, kind, { part, receptor, parameters }), kind];
    const list = seen.get(typeId) ?? [];
    list[part] = found;
    seen.set(typeId, list);
    return found;
  };
}

/** Puts the edges of one group in a piece into their bundles. */
function sortGroup(sorting: Sorting, piece: Piece, group: EdgeGroup, members: Float64Array): void {
  const { source, target, shortest } = sorting;
  const places = members.map((k) => piece.places[k] as number);
  const values = valuesOf(group, places);
  const find = bundleFinder(sorting, group, values);
  for (let j = 0; j < members.length; j++) {
    const k = members[j] as number;
    const row = piece.from + k;
    const [from, to] = [piece.sources[k] as number, piece.targets[k] as number];
    const sourceRow = source.rowOf(from) ?? refuseNode(sorting, row, from, "source");
    const targetRow = target.rowOf(to) ?? refuseNode(sorting, row, to, "target");
    const [bundle, kind] = find(piece.types[k] as number, places[j] as number, row, targetRow, j);
    const strength = values.weight ? (values.weight[j] as number) : kind.weight;
    const weight = strength === undefined ? undefined : strength * (values.count?.[j] ?? kind.count);
    const delay = values.delay?.[j] ?? kind.delay ?? standardDelay;
    if (weight === undefined || !Number.isFinite(weight) || !(delay >= shortest && delay < Infinity))
      refuseValues(sorting, row, weight, delay);
    const sourcePart = source.partOf[sourceRow] as number;
    bundle.sources.push((source.offsets[sourcePart] as number) + (source.placeIn[sourceRow] as number));
    bundle.targets.push(target.placeIn[targetRow] as number);
    bundle.weights.push(weight);
    bundle.delays.push(delay);
  }
}

const nothing: EdgeGroup = { path: "", numbers: new Map(), dynamics: new Map(), texts: new Map() };

/** The places of the edges of each group in a piece. */
function membersOf({ groups }: Piece): Map<number, Float64Array> {
  const counts = new Map<number, number>();
  let [now, count] = [groups[0] as number, 0];
  const note = (): void => void counts.set(now, (counts.get(now) ?? 0) + count);
  for (const number of groups) {
    if (number !== now) {
      note();
      [now, count] = [number, 0];
    }
    count++;
  }
  note();
  const members = new Map([...counts].map(([number, size]) => [number, new Float64Array(size)]));
  const filled = new Map<number, number>();
  for (let k = 0; k < groups.length; k++) {
    const number = groups[k] as number;
    const place = filled.get(number) ?? 0;
    (members.get(number) as Float64Array)[place] = k;
    filled.set(number, place + 1);
  }
  return members;
}

/** Puts the edges of a piece into their bundles. */
export function sortPiece(sorting: Sorting, piece: Piece): void {
  for (const [number, members] of membersOf(piece))
    sortGroup(sorting, piece, sorting.table.groups.get(number) ?? nothing, members);
}
