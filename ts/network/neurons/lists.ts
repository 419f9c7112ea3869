/** Parameters that are lists: `{ tau_sfa: [10, 100] }` gives `tau_sfa[0]` and `tau_sfa[1]`. */

import { fail } from "../../error.ts";
import { type Field, listNameOf, type NeuronTable } from "../../models/model.ts";
import { type AssignmentData, type PopulationData, tableOf } from "../description.ts";

/** The list that a name is an entry of. */
export type ListName<Name> = Name extends `${infer List}[${string}]` ? List : never;

/** The entries of a list. */
export type EntryOf<Name, List> = List extends string
  ? Name extends `${List}[${string}]`
    ? Name
    : never
  : never;

/** What stands where a list has ended: it takes no further entry. */
export const noEntry: number = Infinity;

/** The lists of models with the number of entries that each may have. */
function lengthsOf(tables: Iterable<NeuronTable>): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const { parameters } of tables) {
    const lists = parameters.map(listNameOf).filter((list) => list !== undefined);
    for (const list of new Set(lists))
      lengths.set(list, Math.max(lengths.get(list) ?? 0, lists.filter((one) => one === list).length));
  }
  return lengths;
}

/** The entries of a list and the end of what is left. */
function spread(list: string, value: unknown, most: number, call: string): [string, unknown][] {
  const typed = ArrayBuffer.isView(value) && !(value instanceof DataView);
  const allowed = `a list of at most ${most} values`;
  const place = { call, parameter: list, allowed };
  if (!typed && !Array.isArray(value))
    fail("E_TYPE", { ...place, value, must: `${list} must be ${allowed}`, hint: `${list}: [value, ...]` });
  const given = Array.from(value as ArrayLike<unknown>);
  if (given.length > most)
    fail("E_SHAPE", { ...place, value: given.length, must: `${list} must have at most ${most} values` });
  return Array.from({ length: most }, (_, k) => [`${list}[${k}]`, k < given.length ? given[k] : noEntry]);
}

/** Refuses lists of one call that belong together and have unlike lengths. */
function refuseUnlike(given: ReadonlyMap<string, number>, tables: Iterable<NeuronTable>, call: string): void {
  for (const { lists } of tables)
    for (const together of lists ?? []) {
      const present = together.filter((list) => given.has(list));
      const [first] = present;
      const unlike = present.find((list) => given.get(list) !== given.get(first as string));
      if (first === undefined || unlike === undefined) continue;
      const [length, wanted] = [given.get(unlike), given.get(first)];
      fail("E_SHAPE", {
        call,
        parameter: unlike,
        value: length,
        allowed: `${wanted} values`,
        must: `${unlike} must have as many values as ${first} (${wanted})`,
      });
    }
}

/**
 * Parameters with lists replaced by their entries, those beyond the end of a list included.
 *
 * @throws CajalError E_TYPE where a list is none, E_SHAPE where it is too long or unlike those it belongs to
 */
export function withEntries(
  given: readonly [string, unknown][],
  tables: Iterable<NeuronTable>,
  call: string,
): [string, unknown][] {
  const all = [...tables];
  const lengths = lengthsOf(all);
  if (lengths.size === 0) return [...given];
  const lists = given.filter(([name]) => lengths.has(name));
  const spreads = new Map(
    lists.map(([name, value]) => [name, spread(name, value, lengths.get(name) as number, call)]),
  );
  refuseUnlike(
    new Map(lists.map(([name, value]) => [name, (value as ArrayLike<unknown>).length])),
    all,
    call,
  );
  return given.flatMap((entry) => spreads.get(entry[0]) ?? [entry]);
}

/** How many entries a list has after assignments to a whole population. */
function lengthAfter(list: string, fields: readonly Field[], assignments: readonly AssignmentData[]): number {
  const entries = fields.filter((field) => listNameOf(field) === list);
  const ended = entries.findIndex(({ name, value }) => {
    const last = assignments.findLast((given) => given.name === name);
    return last ? last.draw.kind === "constant" && last.draw.numbers[0] === noEntry : value === null;
  });
  return ended < 0 ? entries.length : ended;
}

/**
 * Checks that lists which belong together are equally long in a population that is being made.
 *
 * @throws CajalError E_SHAPE
 */
export function checkLists(
  population: PopulationData,
  assignments: readonly AssignmentData[],
  call: string,
): void {
  const { parameters, lists = [] } = tableOf(population);
  for (const [first, ...others] of lists) {
    const wanted = lengthAfter(first as string, parameters, assignments);
    for (const other of others) {
      const length = lengthAfter(other, parameters, assignments);
      if (length !== wanted)
        fail("E_SHAPE", {
          call,
          parameter: other,
          value: length,
          allowed: `${wanted} values`,
          must: `${other} must have as many values as ${first} (${wanted})`,
          where: population.label,
        });
    }
  }
}
