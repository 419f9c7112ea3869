// What a multi-area network can be asked for, and the checks of it.
import {
  type Check,
  type Checks,
  checkLength,
  checkOptions,
  type Place,
  refuse,
} from "../../arguments/check.ts";
import {
  flag,
  listOf,
  listOfSome,
  notNegative,
  numbers,
  oneOf,
  optional,
  positive,
  text,
  within,
  withOptions,
} from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import { suggestion } from "../../text/nearest.ts";
import type { Connectome } from "./connectome.ts";
import { type MultiAreaStateOptions, stateChecks } from "./full-size.ts";

/** Rates that change with time, from which the currents of replaced input are made. */
export interface RateCourse {
  /** Length of the intervals, of whole steps [ms]; 1 in the published model. */
  readonly every: number;
  /** Per population of the connectome, its rate in each interval [1/s]; those that are not replaced may be empty. */
  readonly rates: readonly ArrayLike<number>[];
}

/** Which numbers a multi-area network has. */
export interface MultiAreaSize extends MultiAreaStateOptions {
  /** Factor on the numbers of neurons, above 0 and at most 1; default 1. */
  readonly scale?: number;
  /** Factor on the synapses per neuron, above 0 and at most 1; default: `scale`. */
  readonly indegreeScale?: number;
  /**
   * Stationary rate of each population of the connectome at full size [1/s], for constant currents in place of input
   * that scaling has taken away, and for the input from areas that are not simulated. Default: those of theory
   * (`multiAreaMeanField`), made where they are needed.
   */
  readonly rates?: ArrayLike<number>;
  /** Names of the areas that are simulated; default: all. The others are replaced by their input to these. */
  readonly areas?: readonly string[];
  /** Also replaces all input between areas that are simulated; default false. */
  readonly replaceInterArea?: boolean;
  /**
   * What replaces input: Poisson trains at `rates` (default), or at one rate for all [1/s], or the mean current of
   * rates that change with time.
   */
  readonly replacement?: number | RateCourse;
  /** Input from outside: independent Poisson trains (default) or their mean as a constant current. */
  readonly drive?: "poisson" | "dc";
}

const factor: Check = (value, place) => {
  positive(value, place);
  within(0, 1)(value, place);
};

const replacement: Check = (value, place) => {
  if (typeof value === "number") notNegative(value, place);
  else withOptions({ every: positive, rates: listOf(numbers) })(value, place);
};

/** Checks of {@link MultiAreaSize}. */
export const sizeChecks: Checks = {
  ...stateChecks,
  scale: optional(factor),
  indegreeScale: optional(factor),
  rates: optional(numbers),
  areas: optional(listOfSome(text)),
  replaceInterArea: optional(flag),
  replacement: optional(replacement),
  drive: optional(oneOf(["poisson", "dc"])),
};

/** Checks rates of so many populations. @throws CajalError E_SHAPE, E_TYPE, E_PARAM_RANGE, E_NOT_FINITE */
export function checkRates(rates: ArrayLike<number>, count: number, place: Place): void {
  checkLength(rates, count, place.call, place.parameter);
  for (let index = 0; index < count; index++)
    notNegative(rates[index], { ...place, parameter: `${place.parameter}[${index}]` });
}

function checkCourse({ rates }: RateCourse, count: number, call: string): void {
  checkLength(rates, count, call, "replacement.rates");
  const length = Math.max(0, ...rates.map((course) => course.length));
  for (const [index, course] of rates.entries()) {
    const parameter = `replacement.rates[${index}]`;
    if (course.length > 0) checkRates(course, length, { call, parameter });
  }
  if (length === 0)
    refuse(rates, "rates of at least one interval", { call, parameter: "replacement.rates" }, "E_SHAPE");
}

function checkAreas(names: readonly string[], { areas }: Connectome, call: string): void {
  const known = areas.map(({ name }) => name);
  for (const [index, value] of names.entries()) {
    const place = { call, parameter: `areas[${index}]`, value };
    if (!known.includes(value)) {
      const allowed = `an area of the connectome: ${known.join(", ")}`;
      const must = `${place.parameter} must be ${allowed}`;
      fail("E_UNKNOWN_NAME", { ...place, allowed, must, hint: suggestion(value, known) });
    }
    if (names.indexOf(value) < index) refuse(value, "named once", place);
  }
}

/**
 * Checks options against their table and the connectome.
 *
 * @throws CajalError E_TYPE, E_UNKNOWN_PARAM, E_UNKNOWN_NAME, E_PARAM_RANGE, E_PARAM_POSITIVE, E_SHAPE, E_NOT_FINITE
 */
export function checkSize(
  options: MultiAreaSize,
  connectome: Connectome,
  call: string,
  checks: Checks = sizeChecks,
): void {
  checkOptions(options, call, checks);
  refuseNull(options, call);
  const count = connectome.populations.length;
  if (options.rates) checkRates(options.rates, count, { call, parameter: "rates" });
  if (options.areas) checkAreas(options.areas, connectome, call);
  if (typeof options.replacement === "object") checkCourse(options.replacement, count, call);
}
