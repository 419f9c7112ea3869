/** Where spikes, currents and values enter neurons: receptors and ports by their names. */

import { fail } from "../../error.ts";
import type { Entry, NeuronTable } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { agreed, type Description, populationsOf, tableOf } from "../description.ts";
import type { Ranges } from "../neurons/ranges.ts";

/** Receptors take spikes; ports take currents, and the values that other neurons show. */
export type EntryKind = "receptor" | "port";

type Populations = Description["populations"];

const listOf = (table: NeuronTable, kind: EntryKind): readonly Entry[] =>
  kind === "port" ? table.ports : table.receptors;

/** What reaches a model that has entries of the other kind only. */
const elsewhere: Readonly<Record<EntryKind, string>> = {
  receptor: " but ports, which synapses that carry values reach: rate_synapse",
  port: " but receptors, which synapses that carry spikes reach",
};

/** The number that an entry has in one model. */
function numberIn(table: NeuronTable, kind: EntryKind, given: unknown, call: string): number {
  const names = listOf(table, kind).map(({ name }) => name);
  const allowed = names.length > 0 ? names.join(", ") : `none, ${table.name} has no ${kind}s`;
  const other = listOf(table, kind === "port" ? "receptor" : "port").length > 0;
  const place = { call, parameter: "receptor", value: given, allowed };
  const numbered = kind === "port" && typeof given === "number";
  const named =
    typeof given === "string" || (typeof given === "number" && names.some((one) => /^\d+$/.test(one)));
  if (given !== undefined && !named && !numbered)
    fail("E_TYPE", { ...place, must: `receptor must be the name of a ${kind}` });
  const number = given === undefined ? 0 : numbered ? (given as number) : names.indexOf(String(given));
  if (names[number] !== undefined) return number;
  const known = typeof given === "string" ? suggestion(given, names) : `known: ${allowed}`;
  const hint = names.length > 0 ? known : `${allowed}${other ? elsewhere[kind] : ""}`;
  return fail("E_UNKNOWN_NAME", {
    ...place,
    value: given ?? `the first ${kind}`,
    must: `receptor must be one of ${table.name}'s ${kind}s`,
    hint,
  });
}

/**
 * The number of a receptor or port in the kernel, by its name, for a port also by its number; the first by default.
 * Receptors named "1", "2", ... may be given as numbers.
 *
 * @throws CajalError E_TYPE, E_UNKNOWN_NAME where a target model has none of that name, or at another place
 */
export function entryOf(
  populations: Populations,
  targets: Ranges,
  kind: EntryKind,
  given: unknown,
  call: string,
): number {
  const tables = [...new Set(populationsOf(populations, targets).map(tableOf))];
  const numbers = tables.map((table) => numberIn(table, kind, given, call));
  const number = agreed(numbers, () =>
    fail("E_UNKNOWN_NAME", {
      call,
      parameter: "receptor",
      value: given,
      allowed: `a ${kind} at the same place in all target models`,
      must: `the target models hold this ${kind} at different places`,
      hint: "connect each model by itself",
    }),
  );
  return number ?? 0;
}

/** The name of a receptor or port in all of the targets, if they agree on one. */
export function entryName(
  populations: Populations,
  targets: Ranges,
  kind: EntryKind,
  number: number,
): string | undefined {
  const tables = populationsOf(populations, targets).map(tableOf);
  const names = new Set(tables.map((table) => listOf(table, kind)[number]?.name));
  return names.size === 1 ? [...names][0] : undefined;
}

/** The unit of a weight on a receptor of these neurons, by its number; "1" if they do not agree. */
export function weightUnit(populations: Populations, targets: Ranges, receptor: number): string {
  const tables = populationsOf(populations, targets).map(tableOf);
  const units = new Set(tables.map(({ receptors }) => receptors[receptor]?.unit ?? ""));
  return units.size === 1 ? ([...units][0] as string) : "1";
}
