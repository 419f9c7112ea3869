// Parameters of nodes by the names of a model: what types and single nodes give, in one form.
import { isRecord } from "../../arguments/check.ts";
import {
  choicesOf,
  defaultOf,
  type Field,
  findNeuron,
  listNameOf,
  type NeuronTable,
} from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import type { JsonObject } from "../files/json.ts";

/** Numbers by the full names of parameters; entries of lists as `tau_syn[0]`. */
export type Flat = ReadonlyMap<string, number>;

/** What NEST keeps in neurons and cajal in the synapses onto them. */
export const ofSynapses: readonly string[] = ["tau_minus", "tau_minus_triplet"];

// What NEST offers to choose and cajal has one of.
const settled: Readonly<Record<string, unknown>> = { V_dynamics_method: "linear_exact" };

/** All fields of a model by their names. */
export const fieldsOf = (model: string): ReadonlyMap<string, Field> => {
  const { parameters, variables } = findNeuron(model) as NeuronTable;
  return new Map([...parameters, ...variables].map((field) => [field.name, field]));
};

/** The fields of the entries of a list; empty if there is no list of that name. */
export const entriesOfList = (fields: ReadonlyMap<string, Field>, name: string): Field[] =>
  [...fields.values()].filter((field) => listNameOf(field) === name);

/** A value of a parameter file as a number. */
function numberOf(field: Field, value: unknown, place: FilePlace): number {
  const choice = typeof value === "string" ? (choicesOf(field)?.indexOf(value) ?? -1) : -1;
  if (choice >= 0) return choice;
  if (typeof value === "boolean" && field.unit === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  const allowed = choicesOf(field)?.join(", ") ?? (field.unit === "boolean" ? "true or false" : "a number");
  return refuse("E_TYPE", place, {
    parameter: field.name,
    problem: `${field.name} must be ${allowed}`,
    value,
    allowed,
    hint: "correct the value",
  });
}

function refuseName(
  name: string,
  model: string,
  fields: ReadonlyMap<string, Field>,
  place: FilePlace,
): never {
  const known = [...new Set([...fields.values()].map((field) => listNameOf(field) ?? field.name))];
  return refuse("E_UNKNOWN_PARAM", place, {
    parameter: name,
    problem: `${model} has no parameter '${name}'`,
    allowed: known.join(", "),
    hint: suggestion(name, known),
  });
}

/** Names and values with compartments, as `soma: { C_m: 300 }`, by their full names. */
function flattened(parameters: JsonObject): [string, unknown][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    isRecord(value)
      ? flattened(value).map(([inner, one]): [string, unknown] => [`${name}.${inner}`, one])
      : [[name, value]],
  );
}

/**
 * The parameters of a file by the names of a model.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_SHAPE with the file
 */
export function flatOf(model: string, parameters: JsonObject, place: FilePlace): Flat {
  const fields = fieldsOf(model);
  const flat = new Map<string, number>();
  for (const [name, value] of flattened(parameters)) {
    if (Object.hasOwn(settled, name) && value === settled[name]) continue;
    const field = fields.get(name);
    const entries = entriesOfList(fields, name);
    if (field) flat.set(name, numberOf(field, value, place));
    else if (ofSynapses.includes(name) && typeof value === "number") flat.set(name, value);
    else if (entries.length === 0) refuseName(name, model, fields, place);
    else {
      const list = Array.isArray(value) ? value : [value];
      if (list.length > entries.length)
        refuse("E_SHAPE", place, {
          parameter: name,
          problem: `${name} of ${model} must have at most ${entries.length} values`,
          value: list.length,
          hint: "shorten the list",
        });
      for (const [k, one] of list.entries())
        flat.set(`${name}[${k}]`, numberOf(entries[k] as Field, one, place));
      // An empty list is another one than the default.
      if (list.length === 0) flat.set(`${name}[]`, 0);
    }
  }
  return flat;
}

/** The names of the lists in some parameters. */
export const listsIn = (flat: Flat): Set<string> =>
  new Set([...flat.keys()].flatMap((name) => /^(.+)\[\d*\]$/.exec(name)?.[1] ?? []));

/** How many entries a list has in some parameters, or by default. */
export function lengthOfList(flat: Flat, fields: ReadonlyMap<string, Field>, list: string): number {
  if (flat.has(`${list}[]`)) return 0;
  const entries = entriesOfList(fields, list);
  const given = entries.filter(({ name }) => flat.has(name)).length;
  return given > 0 ? given : entries.filter(({ value }) => value !== null).length;
}

/** A parameter's value where nothing gives it. */
export const standardOf = (fields: ReadonlyMap<string, Field>, name: string): number =>
  defaultOf(fields.get(name) as Field);
