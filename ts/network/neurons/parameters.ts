/** Parameters and initial values of neurons: checks of one value, and of values against each other. */

import { fail } from "../../error.ts";
import type { Field, ModelName, NeuronTable, Order, ParameterUnits } from "../../models/model.ts";
import {
  type AssignmentData,
  type Description,
  type PopulationData,
  type PopulationPart,
  partsOf,
  tableOf,
} from "../description.ts";
import { type Draw, draw, isDeferred, isKnown, shareBelow, support } from "../values/draw.ts";
import { admitsInfinity, checkRange, fieldOf, type Warning } from "../values/fields.ts";
import { type Grid, nearestStep, neighbours, stepsOf, timeOf } from "../values/grid.ts";
import { toDraw, type ValueIn } from "../values/value.ts";
import { type Compartment, flatEntries, type Within } from "./compartments.ts";
import { count, each, type Ranges } from "./ranges.ts";

type Nested<Units> = {
  readonly [Name in keyof Units | Compartment<keyof Units>]?:
    | (Name extends keyof Units
        ? ValueIn<Units[Name] & string>
        : {
            readonly [Full in keyof Units as Within<Full, Name>]?: ValueIn<Units[Full] & string> | undefined;
          })
    | undefined;
};

/**
 * Parameters and initial values of a model, each in its unit; an unknown name is a type error. Those of compartments
 * by their full names, as `"soma.C_m"`, or nested, as `soma: { C_m: 300 }`.
 */
export type Parameters<M extends ModelName> = Nested<ParameterUnits<M>>;

/** Values that passed, with the warnings they raise. */
export interface CheckedValues {
  readonly assignments: readonly AssignmentData[];
  readonly warnings: readonly Warning[];
}

// A decay by exp(-h / tau) is lost in one step below this share of a step, and hardly any above this time [ms].
const shortestTau = 0.1;
const longestTau = 1e9;

/** Warnings about times that do not suit the grid: by its table a positive time is a time constant. */
function timeWarnings(field: Field, made: Draw, total: number, grid: Grid, label: string): Warning[] {
  if (field.unit !== "ms") return [];
  if (field.low === 0 && field.open) {
    const extreme = shareBelow(made, shortestTau * grid.resolution) + 1 - shareBelow(made, longestTau);
    const number = Math.round(extreme * total);
    if (number === 0) return [];
    const message =
      `${field.name} of ${label} lies far from the resolution (${grid.resolution} ms): below a tenth of it the ` +
      `decay is over within one step, above 1e9 ms nothing decays`;
    return [{ code: "W_TAU_VS_DT", message, count: number }];
  }
  if (!isKnown(made) || (field.rounding ?? "none") === "none") return [];
  const off = made.numbers.findIndex(
    (time: number) => Number.isFinite(time) && stepsOf(time, grid) === undefined,
  );
  if (off < 0) return [];
  const time = made.numbers[off] as number;
  const used = field.rounding === "up" ? neighbours(time, grid)[1] : timeOf(nearestStep(time, grid), grid);
  const message = `${field.name} of ${label} is not a multiple of the resolution: ${time} ms is taken as ${used} ms`;
  return [{ code: "W_TIME_ROUNDED", message, count: made.kind === "constant" ? total : 1 }];
}

/** The values of one name that concern a population, in the order in which they were given. */
function concerning(assignments: readonly AssignmentData[], name: string, population: PopulationData) {
  const { first, size, values } = population;
  return [...values, ...assignments].filter(
    (given) =>
      given.name === name &&
      given.targets.some(
        (start, k) => k % 3 === 0 && start < first + size && (given.targets[k + 1] as number) > first,
      ),
  );
}

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
    const share = 1 - shareBelow(below, limit);
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
  const wrong = less.low.findIndex((value, k) => value >= (more.high[k] as number));
  const possible = less.low.reduce((sum, value, k) => sum + Number(value >= (more.high[k] as number)), 0);
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
function checkOrders(
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
    if (given.some(({ draw: made }) => isDeferred(made))) continue; // the kernel compares them
    const { sure, count: wrong, neuron, values } = disorder(order, population, assignments);
    const text = `${order.below} must be below ${order.above} (${values[1]})`;
    if (order.code.startsWith("W_")) {
      const message = `${order.below} is not below ${order.above} in neurons of ${population.label}`;
      if (wrong > 0) warnings.push({ code: order.code, message, count: wrong });
    } else if (sure) {
      fail(order.code, {
        call,
        parameter: order.below,
        value: values[0],
        allowed: `below ${values[1]}`,
        must: text,
        where: `neuron ${neuron} of ${population.label}`,
        hint: `lower ${order.below} or raise ${order.above}`,
      });
    }
  }
  return warnings;
}

/** Infinity where it means that there is no bound, as NEST writes it, is the bound that the table has by default. */
function withoutBound({ value: none }: Field, given: unknown): unknown {
  if (none === null || Math.abs(none) < 1e300) return given;
  const replaced = (one: unknown): unknown => (one === Math.sign(none) * Infinity ? none : one);
  if (typeof given === "function") return (k: number) => replaced(given(k));
  if (Array.isArray(given)) return given.map(replaced);
  return given instanceof Float64Array || given instanceof Float32Array
    ? Float64Array.from(given, (one) => replaced(one) as number)
    : replaced(given);
}

/** One name's values for the parts of a selection, each checked against its model's table. */
function checkOne(
  name: string,
  value: unknown,
  targets: Ranges,
  parts: readonly PopulationPart[],
  grid: Grid,
  call: string,
): { assignment: AssignmentData; warnings: Warning[] } {
  const fields = parts.map(({ population }) => {
    const { parameters, variables } = tableOf(population);
    return fieldOf(name, [...parameters, ...variables], call, population.model);
  });
  const [field] = fields as [Field, ...Field[]];
  const total = count(targets);
  const where = [...new Set(parts.map(({ population }) => population.label))].join(", ");
  const place = { call, parameter: name, where, infinite: fields.every(admitsInfinity) };
  const made = toDraw(withoutBound(field, value), { ...place, unit: field.unit, count: total });
  if (isDeferred(made)) return { assignment: { targets, name, draw: made }, warnings: [] };
  for (const each of new Set(fields)) checkRange(each, made, place);
  return {
    assignment: { targets, name, draw: made },
    warnings: timeWarnings(field, made, total, grid, where),
  };
}

/** The tables of the models in a selection. */
export const tablesOf = (parts: readonly PopulationPart[]): ReadonlySet<NeuronTable> =>
  new Set(parts.map(({ population }) => tableOf(population)));

/**
 * Checks values of parameters and variables, by their full names, for a selection, each by itself.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_DIM, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_SHAPE,
 * E_DISTRIBUTION_EMPTY, E_TIME_GRID
 */
export function checkValues(
  { grid, strictTime }: Pick<Description, "grid" | "strictTime">,
  targets: Ranges,
  entries: readonly (readonly [name: string, value: unknown])[],
  call: string,
  parts: readonly PopulationPart[],
): CheckedValues {
  const assignments: AssignmentData[] = [];
  const warnings: Warning[] = [];
  for (const [name, value] of entries) {
    const checked = checkOne(name, value, targets, parts, grid, call);
    assignments.push(checked.assignment);
    warnings.push(...checked.warnings);
  }
  refuseOffGrid(warnings, strictTime, call);
  return { assignments, warnings };
}

/**
 * Checks parameters and initial values for a selection, given everything assigned before.
 *
 * @throws CajalError as `checkValues`, E_NAME, and the codes of the model's orders
 */
export function checkParameters(
  description: Pick<Description, "populations" | "assignments" | "grid" | "strictTime">,
  targets: Ranges,
  given: unknown,
  call: string,
  parts: readonly PopulationPart[] = partsOf(description.populations, targets),
): CheckedValues {
  const entries = parts.length === 0 ? [] : flatEntries(given, tablesOf(parts), call);
  const { assignments, warnings } = checkValues(description, targets, entries, call, parts);
  const names = new Set(assignments.map(({ name }) => name));
  const all = [...description.assignments, ...assignments];
  const disordered = [...new Set(parts.map(({ population }) => population))].flatMap((population) =>
    checkOrders(population, names, all, call),
  );
  return { assignments, warnings: [...warnings, ...disordered] };
}

function refuseOffGrid(warnings: readonly Warning[], strict: boolean, call: string): void {
  const off = strict ? warnings.find(({ code }) => code === "W_TIME_ROUNDED") : undefined;
  if (off)
    fail("E_TIME_GRID", {
      call,
      must: off.message,
      hint: "strictTime allows multiples of the resolution only",
    });
}
