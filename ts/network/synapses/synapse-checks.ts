/** Whether a synapse model suits its targets and its weights: what the kernel checks again. */

import { fail } from "../../error.ts";
import { defaultOf, findSynapse, type NeuronTable, type SynapseTable } from "../../models/model.ts";
import { type Description, populationsOf, type SynapseData, tableOf } from "../description.ts";
import type { Ranges } from "../neurons/ranges.ts";
import { type Draw, extent } from "../values/draw.ts";
import { isDeferred } from "../values/late.ts";

/** Where synapses of a model end. */
export interface Landing {
  readonly targets: Ranges;
  /** The number of the receptor, or of the port. */
  readonly receptor: number;
  readonly synapse: SynapseData;
}

type Populations = Description["populations"];

/** Where a weight was given. */
interface Place {
  readonly call: string;
  readonly where?: string | undefined;
}

/** A parameter's value: what was given, else the default; undefined where the model has no such parameter. */
function parameterOf({ model, parameters }: SynapseData, name: string): number | undefined {
  const field = (findSynapse(model) as SynapseTable).parameters.find((one) => one.name === name);
  return parameters[name] ?? (field && defaultOf(field));
}

/** Whether the weights change by themselves. */
export function learns(synapse: SynapseData): boolean {
  const { kind, learns: always } = findSynapse(synapse.model) as SynapseTable;
  return always || (kind === "values" && parameterOf(synapse, "eta") !== 0);
}

/** Refuses a synapse that learns where a target has no error that it could follow. */
function checkSignal(populations: Populations, { targets, receptor, synapse }: Landing, place: Place): void {
  const { name, kind, potential } = findSynapse(synapse.model) as SynapseTable;
  const entriesOf = ({ ports, receptors }: NeuronTable) => (kind === "values" ? ports : receptors);
  for (const table of new Set(populationsOf(populations, targets).map(tableOf))) {
    const able = !potential || table.potential;
    const entry = entriesOf(table)[receptor];
    if (able && entry?.signal) continue;
    const offered = entriesOf(table)
      .filter(({ signal }) => signal !== null)
      .map((one) => one.name);
    const known = able && offered.length > 0;
    const here = `'${entry?.name}' of ${table.name}`;
    fail("E_RULE_TARGET", {
      ...place,
      parameter: "synapse",
      value: name,
      allowed: known ? offered.join(", ") : "a target model with that error",
      must: `${name} follows an error of its target, and ${here} has none that it could follow`,
      hint: known
        ? `connect to the ${kind === "values" ? "port" : "receptor"} ${offered.join(" or ")}`
        : "connect to a neuron model that learns, or take a synapse that does not",
    });
  }
}

/**
 * Refuses negative weights onto a receptor that has the sign by itself.
 *
 * @throws CajalError E_WEIGHT_SIGN
 */
export function checkSign(
  populations: Populations,
  { targets, receptor }: Pick<Landing, "targets" | "receptor">,
  weight: Draw,
  place: Place,
): void {
  if (isDeferred(weight)) return;
  const [least] = extent(weight);
  if (!(least < 0)) return;
  for (const { name, receptors } of new Set(populationsOf(populations, targets).map(tableOf))) {
    const entry = receptors[receptor];
    if (entry?.use !== "not_negative") continue;
    fail("E_WEIGHT_SIGN", {
      ...place,
      parameter: "weight",
      value: least,
      allowed: "0 or more",
      must: `the weights onto '${entry.name}' of ${name} must be 0 or more, the receptor itself has the sign`,
      hint: "give the magnitude, or choose the receptor of the other sign",
    });
  }
}

/** The bounds that the weights of a synapse that learns may reach; none of others. */
export const boundsOf = (synapse: SynapseData): readonly number[] =>
  learns(synapse) || findSynapse(synapse.model)?.kind === "plastic"
    ? [parameterOf(synapse, "Wmin"), parameterOf(synapse, "Wmax")].filter((bound) => bound !== undefined)
    : [];

/** The weights that a synapse with bounds may have; where there is only the largest, its sign is that of all. */
function rangeOf(synapse: SynapseData): readonly [number, number] {
  const [low, high] = [parameterOf(synapse, "Wmin"), parameterOf(synapse, "Wmax")];
  if (low !== undefined) return [low, high ?? Infinity];
  return high === undefined ? [0, Infinity] : [Math.min(high, 0), Math.max(high, 0)];
}

/** A bound, with its name where it is a parameter of the model. */
const boundOf = (synapse: SynapseData, name: string, value: number): string =>
  parameterOf(synapse, name) === value ? `${name} (${value})` : `${value}`;

/** Refuses weights outside the bounds within which they may learn. */
function checkBounds(synapse: SynapseData, weight: Draw, place: Place): void {
  const [low, high] = rangeOf(synapse);
  if (low === high && parameterOf(synapse, "Wmin") === undefined)
    fail("E_PARAM_RANGE", {
      ...place,
      parameter: "Wmax",
      value: high,
      allowed: "above or below 0",
      must: "Wmax must not be 0: its sign is that of the weights",
      hint: "give the largest weight that the rule may reach",
    });
  if (low > high)
    fail("E_PARAM_RANGE", {
      ...place,
      parameter: "Wmin",
      value: low,
      allowed: `at most ${high}`,
      must: `Wmin must not be above Wmax (${high})`,
      hint: "exchange them",
    });
  if (isDeferred(weight)) return;
  const [least, most] = extent(weight);
  const outside = least < low ? least : most > high ? most : undefined;
  if (outside === undefined) return;
  const sign = (outside < 0 && low >= 0) || (outside > 0 && high <= 0);
  fail(sign ? "E_WEIGHT_SIGN" : "E_PARAM_RANGE", {
    ...place,
    parameter: "weight",
    value: outside,
    allowed: `from ${low} to ${high}`,
    must: `the weights must lie between ${boundOf(synapse, "Wmin", low)} and ${boundOf(synapse, "Wmax", high)}`,
    hint: "limit the weights, or widen the bounds",
  });
}

/**
 * Refuses a synapse model, its parameters or weights where targets do not suit them.
 *
 * @throws CajalError E_RULE_TARGET, E_WEIGHT_SIGN, E_PARAM_RANGE
 */
export function checkSynapse(populations: Populations, landing: Landing, weight: Draw, place: Place): void {
  const { kind, bounded } = findSynapse(landing.synapse.model) as SynapseTable;
  if (learns(landing.synapse)) checkSignal(populations, landing, place);
  if (kind !== "values") checkSign(populations, landing, weight, place);
  if (kind === "values" || bounded) checkBounds(landing.synapse, weight, place);
}
