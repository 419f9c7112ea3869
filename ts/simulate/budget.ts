/** Refuses what would not fit into memory, before anything is allocated. */

import { availableMemory, groupMemory } from "../backend/environment.ts";
import { fail } from "../error.ts";
import type { Estimate } from "../network/estimate/estimate.ts";
import { toNumber } from "../network/values/value.ts";

// The rest is left to the system and to other programs.
const usable = 0.85;

/** The memory that a simulation may take [bytes]; `limit` is the user's own or that of the backend. */
export const memoryBudget = (limit: number): number =>
  Math.min(limit, groupMemory(), usable * availableMemory());

/** The user's limit [bytes]: a number, or a text such as "4 GB". */
export function checkLimit(limit: unknown): number | undefined {
  if (limit === undefined) return undefined;
  const call = "build";
  const bytes = toNumber(limit, { call, parameter: "memoryLimit", unit: "B", count: 1, infinite: true });
  if (bytes > 0) return bytes;
  return fail("E_PARAM_RANGE", {
    call,
    parameter: "memoryLimit",
    value: limit,
    allowed: "above 0 bytes",
    must: "memoryLimit must be above 0 [bytes]",
  });
}

/** Bytes in the unit people read. */
export function readable(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${(bytes / 1000 ** power).toPrecision(3)} ${units[power]}`;
}

/** Refuses a network that is estimated to exceed the budget [bytes]. */
export function checkBudget(
  { bytes, synapses }: Estimate,
  budget: number,
  { weights, connectivity }: { readonly weights: string; readonly connectivity: string },
): void {
  if (bytes.total <= budget) return;
  const rows = Object.entries(bytes).map(([name, value]) => `\n  ${name.padEnd(14)}${readable(value)}`);
  const suggestions = [
    ...(connectivity === "stored" ? ['let synapses be made when they are needed: connectivity "auto"'] : []),
    weights === "exact" ? 'store weights compactly: build({ weights: "compact" })' : "take fewer recorders",
    "make the network smaller, or scale its in-degrees",
    "use a machine with more memory, or raise memoryLimit",
  ];
  fail("E_MEMORY_BUDGET", {
    call: "build",
    parameter: "memory",
    value: readable(bytes.total),
    allowed: `at most ${readable(budget)}`,
    must: `the network must fit into ${readable(budget)} of memory`,
    hint: `${synapses.upper} synapses at most:${rows.join("")}\n${suggestions.map((text) => `- ${text}`).join("\n")}`,
  });
}

/** Refuses a run whose samples would exceed the budget [bytes]. */
export function checkSamples(bytes: number, budget: number): void {
  if (bytes <= budget) return;
  fail("E_RECORD", {
    call: "run",
    parameter: "record",
    value: readable(bytes),
    allowed: `at most ${readable(budget)}`,
    must: `the samples of this run must fit into ${readable(budget)} of memory`,
    hint: "record fewer neurons or variables, sample less often, or read with { clear: true } between runs",
  });
}
