/** Parameters of the synapses of a built network: changed between runs. */

import type { SynapseName, SynapseTable, SynapseUnits } from "../models/model.ts";
import { findSynapse } from "../models/model.ts";
import type { ConnectionData, SynapseData } from "../network/description.ts";
import { type SynapseParameters, synapseValues } from "../network/synapses/synapse.ts";
import { checkSynapse } from "../network/synapses/synapse-checks.ts";
import { draw } from "../network/values/draw.ts";
import { entriesOf } from "../network/values/fields.ts";
import { checkOwn, unitOf, type Weighted } from "./weights.ts";

/** The present synapse models of all connections, with what was set since the build. */
export type SynapseStates = Map<number, SynapseData>;

/** New parameters of synapses, by the names of their model, in the same units. */
export type SynapseChange = {
  [S in SynapseName]: keyof SynapseUnits<S> extends never ? never : SynapseParameters<S>;
}[SynapseName];

/** Sets parameters of synapses; everything is checked before anything is set. */
export function changeSynapses(weighted: Weighted, projections: unknown, values: unknown): void {
  const call = "setSynapses";
  const { description, records, kernel, synapses } = weighted;
  const changed: SynapseStates = new Map();
  const entries = entriesOf(values, call, "parameters");
  let given: SynapseData["parameters"] = {};
  for (const projection of Array.isArray(projections) ? projections : [projections]) {
    checkOwn(weighted, projection, call);
    const { index, sources, targets } = projection;
    const { receptor, targets: ranges } = description.connections[index] as ConnectionData;
    const place = { call, where: `from '${sources.label}' to '${targets.label}'` };
    const before = synapses.get(index) as SynapseData;
    given = synapseValues(findSynapse(before.model) as SynapseTable, entries, unitOf(weighted, index), place);
    const synapse = { ...before, parameters: { ...before.parameters, ...given } };
    // The kernel knows the present weights and holds them against the new bounds.
    checkSynapse(description.populations, { targets: ranges, receptor, synapse }, draw("array", []), place);
    changed.set(index, synapse);
  }
  const places = [...changed.keys()].map((index) => records.projections[index]);
  const present = places.filter((place) => place !== undefined);
  if (present.length > 0) kernel.setSynapses(present, given);
  for (const [index, synapse] of changed) synapses.set(index, synapse);
}
