// What the options of figures and the populations in them must be.
import { type Check, type Checks, refuse } from "../../arguments/check.ts";
import {
  flag,
  interval,
  listOf,
  listOfSome,
  numbers,
  oneOf,
  optional,
  positive,
  text,
  wholeFrom,
  within,
  withParts,
} from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";

// Bitmaps have up to three pixels for one of the figure in each direction.
const longestSide = 10_000;

/** A side [px]. */
const side = within(1, longestSide);

// Narrower panels would vanish between their margins.
const panelSide = within(20, longestSide);

/** Ground of a figure. */
export const ofTheme: Checks = { theme: optional(oneOf(["light", "dark"])) };

const ofHeading: Checks = { ...ofTheme, title: optional(text) };

/** Options of every figure. */
export const ofFigure: Checks = { ...ofHeading, width: optional(side), height: optional(side) };

const ofScales: Checks = {
  logX: optional(flag),
  logY: optional(flag),
  xRange: optional(interval),
  yRange: optional(interval),
};

/** Options of figures whose axes have titles of their own. */
export const ofAxes: Checks = { ...ofFigure, ...ofScales, x: text, y: text };

/** The same where the titles have defaults. */
export const ofTitledAxes: Checks = { ...ofFigure, ...ofScales, x: optional(text), y: optional(text) };

/** Options of figures in which colours are numbers. */
export const ofColours: Checks = {
  ...ofFigure,
  z: optional(text),
  scale: optional(oneOf(["sequential", "diverging"])),
  range: optional(interval),
  x: optional(text),
  y: optional(text),
};

/** Options of figures of panels. */
export const ofPanels: Checks = {
  ...ofHeading,
  x: text,
  binWidth: optional(positive),
  range: optional(interval),
  logY: optional(flag),
  columns: optional(wholeFrom(1)),
  panelWidth: optional(panelSide),
  panelHeight: optional(panelSide),
};

const colour: Check = (value, place) => {
  if (typeof value !== "string") refuse(value, "a colour as #rrggbb", place, "E_TYPE");
  if (!/^#[0-9a-f]{6}$/i.test(value)) refuse(value, "a colour as #rrggbb", place);
};

/** An array in the narrow sense, whose methods are used. */
export const arrayThat =
  (check: Check): Check =>
  (value, place) => {
    if (!Array.isArray(value)) refuse(value, "an array", place, "E_TYPE");
    check(value, place);
  };

/** At least one text. */
export const someTexts: Check = arrayThat(listOfSome(text));

const groupWith = (parts: Checks): Check => withParts({ label: text, colour: optional(colour), ...parts });

/** Populations, if any, with the parts of a figure beside their names and colours. */
export const groupsOf = (parts: Checks): Check => arrayThat(listOf(groupWith(parts)));

/** At least one population. */
export const someGroupsOf = (parts: Checks): Check => arrayThat(listOfSome(groupWith(parts)));

/** Values of lines. */
export const ofLine: Checks = {
  x: numbers,
  y: numbers,
  band: optional(withParts({ lower: numbers, upper: numbers })),
  points: optional(flag),
  joined: optional(flag),
  dashed: optional(flag),
};

/** On a logarithmic axis there is nothing below 0. @throws CajalError E_PARAM_RANGE */
export function checkPositive(
  call: string,
  parameter: string,
  range: readonly [number, number] | undefined,
  log: boolean,
): void {
  if (range === undefined || !log || range[0] > 0) return;
  refuse(`[${range[0]}, ${range[1]}]`, "two ascending positive numbers", { call, parameter });
}

/** Refuses values that are not as many as they must be. @throws CajalError E_SHAPE */
export function refuseCounts(call: string, parameter: string, must: string): never {
  return fail("E_SHAPE", { call, parameter, must });
}

/** Distance of middles that ascend at equal ones; 1 of a single one. @throws CajalError E_PARAM_RANGE */
export function distanceOf(call: string, parameter: string, middles: ArrayLike<number>): number {
  const first = middles[0] as number;
  const last = middles[middles.length - 1] as number;
  const width = middles.length > 1 ? (last - first) / (middles.length - 1) : 1;
  for (let index = 0; index < middles.length; index++) {
    const off = Math.abs((middles[index] as number) - first - index * width);
    if (width > 0 && off < 1e-3 * width) continue;
    refuse(middles[index], "ascending at equal distances", { call, parameter: `${parameter}[${index}]` });
  }
  return width;
}
