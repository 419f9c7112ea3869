/** Whether a kernel and the types of this package belong together. */

import { tables } from "../models/model.ts";

const names = (list: unknown): string =>
  (Array.isArray(list) ? list : []).map((entry) => String((entry as { name?: unknown }).name)).join(", ");

/** Refuses the tables of a kernel whose models are not the ones these types were made from. */
export function checkTables(text: string): void {
  const built = JSON.parse(text) as Record<string, unknown>;
  for (const kind of ["neurons", "synapses", "devices", "rules"] as const) {
    const [theirs, ours] = [names(built[kind]), names(tables[kind])];
    if (theirs !== ours)
      throw new Error(`it was built from other sources: its ${kind} are ${theirs}, not ${ours}`);
  }
}
