/** Parameters and initial values of neurons: checks of one value, and of values against each other. */

import { fail } from "../../error.ts";
import {
  type Field,
  listNameOf,
  type ModelName,
  type NeuronTable,
  type ParameterUnits,
} from "../../models/model.ts";
import {
  type AssignmentData,
  type Description,
  type PopulationPart,
  partsOf,
  tableOf,
} from "../description.ts";
import { constant, type Draw, isKnown, shareBelow } from "../values/draw.ts";
import { admitsInfinity, checkRange, fieldOf, type Warning } from "../values/fields.ts";
import { type Grid, nearestStep, neighbours, stepsOf, timeOf } from "../values/grid.ts";
import { type Checked, whenKnown } from "../values/late.ts";
import { type NumberArray, toDraw, type ValueIn } from "../values/value.ts";
import { type Compartment, flatEntries, type Within } from "./compartments.ts";
import { checkLists, type EntryOf, type ListName, noEntry } from "./lists.ts";
import { checkOrders } from "./orders.ts";
import { count, type Ranges } from "./ranges.ts";

type Nested<Units> = {
  readonly [Name in keyof Units | Compartment<keyof Units>]?:
    | (Name extends keyof Units
        ? ValueIn<Units[Name] & string>
        : {
            readonly [Full in keyof Units as Within<Full, Name>]?: ValueIn<Units[Full] & string> | undefined;
          })
    | undefined;
} & {
  readonly [List in ListName<keyof Units>]?:
    | readonly ValueIn<Units[EntryOf<keyof Units, List> & keyof Units] & string>[]
    | NumberArray
    | undefined;
};

/**
 * Parameters and initial values of a model, each in its unit; an unknown name is a type error. Those of compartments
 * by their full names, as `"soma.C_m"`, or nested, as `soma: { C_m: 300 }`. Lists are arrays, as `tau_sfa: [10, 100]`,
 * of which each entry is a value as of any other parameter; `"tau_sfa[1]"` is one entry of a list.
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
  { grid, strictTime }: Pick<Description, "grid" | "strictTime">,
  call: string,
): Checked {
  const fields = parts.map(({ population }) => {
    const { parameters, variables } = tableOf(population);
    return fieldOf(name, [...parameters, ...variables], call, population.model);
  });
  const [field] = fields as [Field, ...Field[]];
  if (value === noEntry && listNameOf(field) !== undefined) return { draw: constant(noEntry), warnings: [] };
  const total = count(targets);
  const where = [...new Set(parts.map(({ population }) => population.label))].join(", ");
  const place = { call, parameter: name, where, infinite: fields.every(admitsInfinity) };
  const made = toDraw(withoutBound(field, value), { ...place, unit: field.unit, count: total });
  return whenKnown(made, (known) => {
    for (const each of new Set(fields)) checkRange(each, known, place);
    const warnings = timeWarnings(field, known, total, grid, where);
    refuseOffGrid(warnings, strictTime, call);
    return { draw: known, warnings };
  });
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
  description: Pick<Description, "grid" | "strictTime">,
  targets: Ranges,
  entries: readonly (readonly [name: string, value: unknown])[],
  call: string,
  parts: readonly PopulationPart[],
): CheckedValues {
  const assignments: AssignmentData[] = [];
  const warnings: Warning[] = [];
  for (const [name, value] of entries) {
    const checked = checkOne(name, value, targets, parts, description, call);
    assignments.push({ targets, name, draw: checked.draw });
    warnings.push(...checked.warnings);
  }
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
  if (call === "population") for (const { population } of parts) checkLists(population, assignments, call);
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
