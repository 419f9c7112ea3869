/** How the synapses of a network are kept: what was asked for, or what fits into memory. */

import type { Connectivity } from "../backend/backend.ts";
import type { ConnectionData, Description } from "../network/description.ts";
import { type Estimate, type EstimateOptions, estimateOf } from "../network/estimate/estimate.ts";
import { storedBecause } from "../network/estimate/made-synapses.ts";
import { readable } from "./budget.ts";

/** What was chosen, and what it is estimated to take. */
export interface Choice {
  readonly connectivity: Connectivity;
  readonly estimate: Estimate;
  readonly reasons: readonly string[];
}

// More connections than this are counted, not named.
const mostNamed = 8;

function explain({ rule, synapse }: ConnectionData, reason: "synapse" | "rule" | "space"): string {
  if (reason === "space") return `${rule.rule} or its values depend on distances`;
  return reason === "rule" ? `${rule.rule} draws by target` : `${synapse.model} changes or carries values`;
}

/** Why some connections are stored although synapses are made. */
function exceptions({ connections }: Description): string[] {
  const kept = connections.flatMap((connection, index) => {
    const reason = storedBecause(connection);
    return reason ? [`connection ${index} is stored: ${explain(connection, reason)}`] : [];
  });
  const more = kept.length - mostNamed;
  return more > 0 ? [...kept.slice(0, mostNamed), `${more} more connections are stored`] : kept;
}

/** Stored where that fits into the budget [bytes]; otherwise made where that can be, if it takes less. */
export function chooseConnectivity(
  description: Description,
  options: EstimateOptions & { readonly connectivity: Connectivity },
  budget: number,
): Choice {
  const { connectivity: wanted } = options;
  const stored = estimateOf(description, { ...options, connectivity: "stored" });
  const takes = `stored synapses take ${readable(stored.bytes.total)}`;
  if (wanted === "stored") return { connectivity: wanted, estimate: stored, reasons: ["asked for"] };
  if (wanted === "auto" && stored.bytes.total <= budget)
    return { connectivity: "stored", estimate: stored, reasons: [`${takes} of ${readable(budget)}`] };
  const estimate = estimateOf(description, options);
  if (wanted === "auto" && estimate.bytes.total >= stored.bytes.total)
    return { connectivity: "stored", estimate: stored, reasons: ["made synapses would take no less"] };
  const why = wanted === "made" ? "asked for" : `${takes}, and there are ${readable(budget)}`;
  return { connectivity: wanted, estimate, reasons: [why, ...exceptions(description)] };
}
