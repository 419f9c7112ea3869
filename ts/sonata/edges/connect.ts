// Bundles of edges as connections of a network.
import type { ModelName } from "../../models/model.ts";
import { findNeuron } from "../../models/model.ts";
import type { NetworkDescription } from "../../network/network-description.ts";
import { pairs } from "../../network/synapses/rules.ts";
import { type Grid, nearestStep, timeOf } from "../../network/values/grid.ts";
import { refuse, within } from "../files/complaint.ts";
import type { Nodes } from "../nodes/populations.ts";
import type { Bundle } from "./bundles.ts";

/** The receptor of a model by the number that NEST gives it. */
function receptorOf({ receptor, target, part, place }: Bundle): string | undefined {
  if (receptor === undefined) return undefined;
  const model = target.parts[part]?.population.model.name as ModelName;
  const names = (findNeuron(model)?.receptors ?? []).map(({ name }) => name);
  if (names.includes(String(receptor))) return String(receptor);
  // NEST counts named receptors from 1, and those of models that have one from 0.
  const number = typeof receptor === "number" ? receptor : Number.NaN;
  const named = names.length > 2 ? names[number - 1] : names[number];
  if (named !== undefined) return named;
  return refuse("E_UNKNOWN_NAME", place, {
    parameter: "receptor_type",
    problem: `${model} has no receptor of this number or name`,
    value: receptor,
    allowed: names.join(", "),
    hint: "correct receptor_type",
  });
}

/** Delays that are some steps shorter [ms]. */
function hurried(delays: number | Float64Array, steps: number, grid: Grid): number | Float64Array {
  if (steps === 0) return delays;
  const shorter = (delay: number): number => timeOf(nearestStep(delay, grid) - steps, grid);
  return typeof delays === "number" ? shorter(delays) : delays.map(shorter);
}

/**
 * Connects all bundles, each of which is forgotten then.
 *
 * @param late how many steps the relays of a population are late, which their synapses make up for
 */
export function connectBundles(
  network: NetworkDescription,
  bundles: Bundle[],
  late: (nodes: Nodes) => number,
): void {
  const { grid } = network.description;
  for (let bundle = bundles.shift(); bundle; bundle = bundles.shift()) {
    const { source, target, part, model, parameters, place } = bundle;
    const lists = { sources: bundle.sources.taken(), targets: bundle.targets.taken() };
    const weight = bundle.weights.taken();
    const delay = hurried(bundle.delays.taken(), late(source), grid);
    const receptor = receptorOf(bundle) as never;
    const synapse = Object.keys(parameters).length > 0 ? { model, ...parameters } : model;
    within(place, () =>
      network.connect(
        source.parts.map(({ population }) => population),
        (target.parts[part] as Nodes["parts"][number]).population,
        pairs(lists),
        { weight, delay, receptor, synapse: synapse as typeof model },
      ),
    );
  }
}
