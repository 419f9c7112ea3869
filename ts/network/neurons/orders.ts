/** Values that must lie in an order, such as V_reset below V_th, over all that was assigned to a population. */

import { fail } from "../../error.ts";
import type { Order } from "../../models/model.ts";
import { type AssignmentData, type PopulationData, tableOf } from "../description.ts";
import { type Draw, draw, isKnown, shareBelow, support } from "../values/draw.ts";
import type { Warning } from "../values/fields.ts";
import { isDeferred } from "../values/late.ts";
import { each } from "./ranges.ts";

/** The values that concern a population, in the order in which they were given. */
export function assignedTo(
  { first, size, values }: PopulationData,
  assignments: readonly AssignmentData[],
): AssignmentData[] {
  return [...values, ...assignments].filter(({ targets }) =>
    targets.some((start, k) => k % 3 === 0 && start < first + size && (targets[k + 1] as number) > first),
  );
}

/** Those of one name. */
const concerning = (assignments: readonly AssignmentData[], name: string, population: PopulationData) =>
  assignedTo(
    { ...population, values: population.values.filter((given) => given.name === name) },
    assignments.filter((given) => given.name === name),
  );

/** The least and greatest value that every neuron of a population can have for a name. */
function reach(name: string, population: PopulationData, assignments: readonly AssignmentData[]) {
  const { parameters, variables } = tableOf(population);
  const field = [...parameters, ...variables].find((candidate) => candidate.name === name);
  const { first, size } = population;
  const low = new Float64Array(size).fill(field?.value ?? Number.NaN);
  const high = low.slice();
  for (const { targets, draw: made } of concerning(assignments, name, population)) {
    const [least, most] = made.kind === "array" ? [0, 0] : support(made);
    each(targets, (id, position) => {
      if (id < first || id >= first + size) return;
      low[id - first] = made.kind === "array" ? (made.numbers[position] as number) : least;
      high[id - first] = made.kind === "array" ? (made.numbers[position] as number) : most;
    });
  }
  return { low, high };
}

/** The one value or distribution that a whole population has for a name, if it has one. */
function common(
  name: string,
  population: PopulationData,
  assignments: readonly AssignmentData[],
): Draw | undefined {
  const last = concerning(assignments, name, population).at(-1);
  if (!last) {
    const { parameters, variables } = tableOf(population);
    const value = [...parameters, ...variables].find((field) => field.name === name)?.value;
    return value === undefined || value === null ? undefined : draw("constant", [value]);
  }
  const { first, size } = population;
  const [start = 0, stop = 0, step] = last.targets;
  const covers = last.targets.length === 3 && step === 1 && start <= first && stop >= first + size;
  return covers && last.draw.kind !== "array" ? last.draw : undefined;
}

/** How many neurons of a population have, or are expected to have, `below` not below `above`; the first of them. */
function disorder(order: Order, population: PopulationData, assignments: readonly AssignmentData[]) {
  const [below, above] = [order.below, order.above].map((name) => common(name, population, assignments));
  if (below && above && above.kind === "constant") {
    const limit = above.numbers[0] as number;
    const equal = order.equal && below.kind === "constant" && below.numbers[0] === limit;
    const share = equal ? 0 : 1 - shareBelow(below, limit);
    const sure = isKnown(below) ? share > 0 : share >= 1;
    return {
      sure,
      count: Math.round(share * population.size),
      neuron: 0,
      values: [support(below)[0], limit],
    };
  }
  const less = reach(order.below, population, assignments);
  const more = reach(order.above, population, assignments);
  const reversed = (value: number, k: number): boolean =>
    order.equal ? value > (more.high[k] as number) : value >= (more.high[k] as number);
  const wrong = less.low.findIndex(reversed);
  const possible = less.low.reduce((sum, value, k) => sum + Number(reversed(value, k)), 0);
  const values = [less.low[wrong] as number, more.high[wrong] as number];
  return { sure: wrong >= 0, count: possible, neuron: Math.max(0, wrong), values };
}

// The symbols that models with a threshold share; a neuron that begins above it spikes in the first step.
const initial: Order = { below: "V_m", above: "V_th", code: "W_INITIAL_ABOVE_THRESHOLD" };

/** The orders of a model's table, and that of its initial value if it has a threshold. */
function ordersOf(population: PopulationData): readonly Order[] {
  const { orders, parameters, variables } = tableOf(population);
  const able =
    parameters.some(({ name }) => name === initial.above) &&
    variables.some(({ name }) => name === initial.below);
  return able ? [...orders, initial] : orders;
}

/** Checks the orders of a population's table, such as V_reset < V_th, for the names that change. */
export function checkOrders(
  population: PopulationData,
  names: ReadonlySet<string>,
  assignments: readonly AssignmentData[],
  call: string,
): Warning[] {
  if (population.size === 0) return [];
  const warnings: Warning[] = [];
  for (const order of ordersOf(population)) {
    if (!names.has(order.below) && !names.has(order.above)) continue;
    const given = [order.below, order.above].flatMap((name) => concerning(assignments, name, population));
    if (given.some(({ draw: made }) => isDeferred(made))) continue; // once they are known
    const { sure, count: wrong, neuron, values } = disorder(order, population, assignments);
    const allowed = `${order.equal ? "at most" : "below"} ${values[1]}`;
    const text = `${order.below} must be ${order.equal ? "at most" : "below"} ${order.above} (${values[1]})`;
    if (order.code.startsWith("W_")) {
      const message = `${order.below} is not below ${order.above} in neurons of ${population.label}`;
      if (wrong > 0) warnings.push({ code: order.code, message, count: wrong });
    } else if (sure) {
      fail(order.code, {
        call,
        parameter: order.below,
        value: values[0],
        allowed,
        must: text,
        where: `neuron ${neuron} of ${population.label}`,
        hint: `lower ${order.below} or raise ${order.above}`,
      });
    }
  }
  return warnings;
}
