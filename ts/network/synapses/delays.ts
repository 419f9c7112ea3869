/** The two parts of a delay: before the synapse, and behind it. */

import { fail } from "../../error.ts";
import type { SynapseTable } from "../../models/model.ts";
import type { Description } from "../description.ts";
import { optionsOf } from "../values/fields.ts";
import { checkDelay } from "./connection.ts";

/** What `connect` was given as its delay. */
export interface DelayParts {
  /** [ms], whole steps. */
  readonly axonal: number;
  /** As it was given. */
  readonly dendritic: unknown;
}

interface Place {
  readonly call: string;
  readonly where: string;
}

const isParts = (given: unknown): boolean =>
  typeof given === "object" && given !== null && ("axonal" in given || "dendritic" in given);

/**
 * The parts of a delay; a delay without parts is dendritic.
 *
 * @throws CajalError E_TYPE for parts where the synapse does not follow spikes, or an axonal one that is no number;
 * E_UNKNOWN_PARAM; the codes of `connect` for delays
 */
export function delaysOf(
  given: unknown,
  { name, kind }: SynapseTable,
  description: Pick<Description, "grid" | "strictTime">,
  place: Place,
): DelayParts {
  if (!isParts(given)) return { axonal: 0, dendritic: given };
  if (kind !== "plastic")
    fail("E_TYPE", {
      ...place,
      parameter: "delay",
      value: given,
      allowed: "one delay",
      must: `${name} takes one delay: its two parts differ only for synapses that spikes change`,
      hint: "give their sum",
    });
  const parts = optionsOf(given, ["axonal", "dendritic"], place.call);
  const axonal = parts.get("axonal") ?? 0;
  if (axonal === 0) return { axonal: 0, dendritic: parts.get("dendritic") };
  const { draw } = checkDelay(axonal, description, { ...place, count: 1, expected: 1 });
  if (draw.kind !== "constant")
    fail("E_TYPE", {
      ...place,
      parameter: "delay.axonal",
      value: axonal,
      allowed: "a number [ms]",
      must: "the axonal delay must be one number for all synapses of a connection",
      hint: "give what differs between synapses as the dendritic delay",
    });
  return { axonal: draw.numbers[0] as number, dendritic: parts.get("dendritic") };
}
