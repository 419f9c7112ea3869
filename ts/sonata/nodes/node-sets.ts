// Node sets: nodes chosen by their attributes, or by the names of other sets (developer guide of SONATA, "Node Sets
// File").
import { isRecord } from "../../arguments/check.ts";
import { suggestion } from "../../text/nearest.ts";
import type { Section } from "../config/section.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import { attributeOfRow } from "./node-file.ts";
import type { Nodes } from "./populations.ts";

/** Rows of one population. */
export interface Chosen {
  readonly nodes: Nodes;
  readonly rows: readonly number[];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const same = (attribute: string | number | undefined, wanted: unknown): boolean =>
  attribute === wanted ||
  // Texts of type tables are numbers where numbers are wanted.
  (attribute !== undefined && wanted !== null && String(attribute) === String(wanted));

function populationsOf(all: readonly Nodes[], names: unknown, place: FilePlace): readonly Nodes[] {
  if (names === undefined) return all;
  return listOf(names).map((name) => {
    const found = all.find(({ table }) => table.name === name);
    if (found) return found;
    const known = all.map(({ table }) => table.name);
    return refuse("E_UNKNOWN_NAME", place, {
      parameter: "population",
      problem: "there is no population of this name",
      value: name,
      allowed: known.join(", "),
      hint: suggestion(String(name), known),
    });
  });
}

const aliases: Readonly<Record<string, string>> = { node_ids: "node_id", populations: "population" };

/** The nodes for which all rules hold. */
function bySpecification(
  all: readonly Nodes[],
  given: Readonly<Record<string, unknown>>,
  place: FilePlace,
): Chosen[] {
  const { population, node_id, ...rules } = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [aliases[key] ?? key, value]),
  );
  return populationsOf(all, population, place).map((nodes) => {
    const fits = (row: number): boolean =>
      Object.entries(rules).every(([key, value]) =>
        listOf(value).some((one) => same(attributeOfRow(nodes.table, row, key), one)),
      );
    if (node_id === undefined)
      return { nodes, rows: Array.from({ length: nodes.table.size }, (_, row) => row).filter(fits) };
    const rows = listOf(node_id).map((id) => {
      const row = typeof id === "number" ? nodes.rowOf(id) : undefined;
      if (row !== undefined) return row;
      return refuse("E_INDEX", place, {
        parameter: "node_id",
        problem: `the population '${nodes.table.name}' has no node of this number`,
        value: id,
        allowed: `numbers of its ${nodes.table.size} nodes`,
        hint: "correct the node set",
      });
    });
    return { nodes, rows: [...new Set(rows)].filter(fits) };
  });
}

/** The union of sets. */
function united(sets: readonly Chosen[][]): Chosen[] {
  const rows = new Map<Nodes, Set<number>>();
  for (const { nodes, rows: some } of sets.flat()) {
    const known = rows.get(nodes) ?? new Set();
    for (const row of some) known.add(row);
    rows.set(nodes, known);
  }
  return [...rows].map(([nodes, some]) => ({ nodes, rows: [...some].sort((a, b) => a - b) }));
}

/**
 * The nodes of a set: its name, that of a population, `all`, a list of names, or rules for attributes.
 *
 * @throws CajalError E_UNKNOWN_NAME, E_INDEX, E_TYPE, E_DESCRIPTION for sets that name themselves
 */
export function chooseNodes(
  all: readonly Nodes[],
  sets: Section,
  given: unknown,
  place: FilePlace,
  above: readonly string[] = [],
): Chosen[] {
  if (isRecord(given)) return bySpecification(all, given, place);
  if (Array.isArray(given) && given.every((name) => typeof name === "string"))
    return united(given.map((name) => chooseNodes(all, sets, name, place, above)));
  if (typeof given !== "string")
    refuse("E_TYPE", place, {
      parameter: "node_set",
      problem: "a node set must be a name, a list of names, or rules { attribute: value }",
      value: given,
      hint: 'to name nodes, write { "population": "...", "node_id": [0, 1] }',
    });
  if (above.includes(given))
    refuse("E_DESCRIPTION", sets.place, {
      parameter: given,
      problem: `the node set '${given}' is part of itself`,
      hint: "let it name other sets only",
    });
  const specification = sets.values[given];
  if (specification !== undefined)
    return chooseNodes(all, sets, specification, { ...sets.place, where: given }, [...above, given]);
  if (given === "all") return bySpecification(all, {}, place);
  const population = all.find(({ table }) => table.name === given);
  if (population) return bySpecification(all, { population: given }, place);
  const known = [...Object.keys(sets.values), ...all.map(({ table }) => table.name), "all"];
  return refuse("E_UNKNOWN_NAME", place, {
    parameter: "node_set",
    problem: "there is no node set or population of this name",
    value: given,
    allowed: known.join(", "),
    hint: suggestion(given, known),
  });
}
