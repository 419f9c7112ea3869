// The models that the page can put on the bench.
import { findNeuron, modelNames } from "cajal/models";

/** Whether spikes of either sign drive a model, and nothing but spikes comes out of it. */
function fits(name: string): boolean {
  const table = findNeuron(name);
  if (!table || table.receptors.length === 0 || table.outputs.length > 0) return false;
  return table.receptors.every(({ use }) => use !== "not_negative");
}

/** The names of these models. */
export const benchModels: readonly string[] = modelNames.filter(fits);
