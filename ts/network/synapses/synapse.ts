/** Synapse models of connections: which one, with which parameters, showing which output of the source. */

import { fail } from "../../error.ts";
import {
  type Field,
  findSynapse,
  type SynapseName,
  type SynapseTable,
  type SynapseUnits,
  synapseNames,
} from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { agreed, type Description, populationsOf, type SynapseData, tableOf } from "../description.ts";
import type { Ranges } from "../neurons/ranges.ts";
import type { Scalar } from "../values/distributions.ts";
import { constant } from "../values/draw.ts";
import { checkRange, entriesOf, fieldOf } from "../values/fields.ts";
import { toNumber } from "../values/value.ts";

/** Parameters of a synapse model, in the units of its table; bounds of the weight in the unit of the receptor. */
export type SynapseParameters<S extends SynapseName = SynapseName> = S extends SynapseName
  ? { readonly [Name in keyof SynapseUnits<S>]?: Scalar | undefined }
  : never;

type Detailed<S extends SynapseName> = S extends SynapseName
  ? { readonly model: S } & SynapseParameters<S>
  : never;

/** A synapse model: its name, or its name with parameters. `"static"` is `"static_synapse"`. */
export type Synapse = "static" | SynapseName | Detailed<SynapseName>;

/** A synapse model that was named, with the parameters that were given. */
export interface NamedSynapse {
  readonly table: SynapseTable;
  readonly entries: readonly [name: string, value: unknown][];
}

const standard = "static_synapse";

/** The bounds of a weight are in its own unit. */
const unitOf = ({ name, unit }: Field, weightUnit: string): string =>
  name === "Wmin" || name === "Wmax" ? weightUnit : unit;

/** The model that an option names. */
export function namedSynapse(given: unknown, where: string): NamedSynapse {
  const simple = given === undefined || typeof given === "string";
  const entries = simple ? [] : entriesOf(given, "connect", "synapse");
  const named = simple ? (given ?? standard) : entries.find(([name]) => name === "model")?.[1];
  const table = typeof named === "string" ? findSynapse(named === "static" ? standard : named) : undefined;
  if (table) return { table, entries: entries.filter(([name]) => name !== "model") };
  return fail(typeof named === "string" ? "E_UNKNOWN_NAME" : "E_TYPE", {
    call: "connect",
    parameter: "synapse",
    value: named ?? given,
    allowed: synapseNames.join(", "),
    where,
    must: "the synapse must be a known model, by its name or as { model: name, ...parameters }",
    hint: typeof named === "string" ? suggestion(named, synapseNames) : `known: ${synapseNames.join(", ")}`,
  });
}

/**
 * Checked values of the parameters that were given.
 *
 * @throws CajalError E_UNKNOWN_PARAM with the nearest name, E_TYPE, E_DIM, E_NOT_FINITE, E_PARAM_POSITIVE,
 * E_PARAM_RANGE
 */
export function synapseValues(
  table: SynapseTable,
  entries: NamedSynapse["entries"],
  weightUnit: string,
  place: { readonly call: string; readonly where?: string | undefined },
): SynapseData["parameters"] {
  const values = entries.map(([name, value]) => {
    const field = fieldOf(name, table.parameters, place.call, table.name);
    const full = { ...place, parameter: name, unit: unitOf(field, weightUnit), count: 1 };
    const number = toNumber(value, full);
    checkRange(field, constant(number), full);
    return [name, number] as const;
  });
  return Object.fromEntries(values);
}

/**
 * The number of the sources' output that synapses of a model carry; the first by default.
 *
 * @throws CajalError E_UNKNOWN_NAME, E_TYPE; E_UNKNOWN_PARAM for synapses that carry spikes
 */
export function outputOf(
  { name: model, kind }: SynapseTable,
  populations: Description["populations"],
  sources: Ranges,
  given: unknown,
  where: string,
): number {
  const place = { call: "connect", parameter: "output", value: given, where };
  if (kind !== "values") {
    if (given === undefined) return 0;
    fail("E_UNKNOWN_PARAM", {
      ...place,
      must: `${model} carries spikes and takes no output`,
      hint: "leave it out, or take a synapse that carries values: rate_synapse",
    });
  }
  const numbers = [...new Set(populationsOf(populations, sources).map(tableOf))].map(({ name, outputs }) => {
    const known = outputs.map((output) => output.name);
    const allowed = known.length > 0 ? known.join(", ") : `none, ${name} sends spikes only`;
    if (given !== undefined && typeof given !== "string")
      fail("E_TYPE", { ...place, allowed, must: "output must be the name of an output" });
    const number = given === undefined ? 0 : known.indexOf(given);
    if (known[number] !== undefined) return number;
    const hint = typeof given === "string" && known.length > 0 ? suggestion(given, known) : allowed;
    return fail("E_UNKNOWN_NAME", {
      ...place,
      value: given ?? "the first output",
      allowed,
      must: `output must be one of ${name}'s outputs`,
      hint,
    });
  });
  const number = agreed(numbers, () =>
    fail("E_UNKNOWN_NAME", {
      ...place,
      allowed: "an output at the same place in all source models",
      must: "the source models hold this output at different places",
      hint: "connect each model by itself",
    }),
  );
  return number ?? 0;
}

/** The name of an output of the sources, if there are any. */
export function outputName(
  populations: Description["populations"],
  sources: Ranges,
  number: number,
): string | undefined {
  const [population] = populationsOf(populations, sources);
  return population && tableOf(population).outputs[number]?.name;
}
