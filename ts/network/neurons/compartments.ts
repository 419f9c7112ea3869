/** Parameters of compartments as nested objects: `{ soma: { C_m: 300 } }` gives `soma.C_m`. */

import type { NeuronTable } from "../../models/model.ts";
import { entriesOf } from "../values/fields.ts";
import { withEntries } from "./lists.ts";

/** What stands before the dot of a name. */
export type Compartment<Name> = Name extends `${infer Before}.${string}` ? Before : never;

/** What stands after the dot of a name that begins with a compartment. */
export type Within<Name, Before> = Before extends string
  ? Name extends `${Before}.${infer After}`
    ? After
    : never
  : never;

const known = new WeakMap<NeuronTable, ReadonlySet<string>>();

/** The compartments of a model: what stands before the dots of its names. */
function compartmentsOf(table: NeuronTable): ReadonlySet<string> {
  const before = known.get(table);
  if (before) return before;
  const dotted = [...table.parameters, ...table.variables].filter(({ name }) => name.includes("."));
  const made = new Set(dotted.map(({ name }) => name.slice(0, name.indexOf("."))));
  known.set(table, made);
  return made;
}

/**
 * Parameters by their full names; those of compartments may be given as objects, lists as arrays.
 *
 * @throws CajalError E_TYPE where a compartment is no object or a list no array, E_SHAPE, E_NAME
 */
export function flatEntries(
  given: unknown,
  tables: Iterable<NeuronTable>,
  call: string,
): [string, unknown][] {
  const all = [...tables];
  const entries = withEntries(entriesOf(given, call, "parameters"), all, call);
  const compartments = all.map(compartmentsOf).filter(({ size }) => size > 0);
  if (compartments.length === 0) return entries;
  return entries.flatMap(([name, value]): [string, unknown][] =>
    compartments.some((names) => names.has(name))
      ? entriesOf(value, call, name).map(([part, inner]) => [`${name}.${part}`, inner])
      : [[name, value]],
  );
}
