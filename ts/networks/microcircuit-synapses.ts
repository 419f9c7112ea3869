// How weights and delays of the microcircuit are distributed around their means (PD14 table 5).
import { type Distribution, normal } from "../network/values/distributions.ts";
import { synapseParameters as synapse } from "./microcircuit-parameters.ts";

/** Normal around a mean; draws on the other side of zero are repeated, which keeps the sign. */
export function weightAround(mean: number): Distribution {
  const drawn = normal(mean, Math.abs(mean) * synapse.relativeWeightDeviation);
  return drawn.redraw(mean < 0 ? { max: 0 } : { min: 0 });
}

/** Normal around a mean, with a relative deviation; draws that would round to less than one step are repeated. */
export function delayAround(mean: number, deviation: number, resolution: number): Distribution {
  return normal(mean, mean * deviation).redraw({ min: resolution / 2 });
}
