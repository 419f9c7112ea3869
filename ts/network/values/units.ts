/**
 * Quantities as text: "250 pF", "1.5 ms", "8 /s". A unit is a product of powers of volt, ampere, second, byte and
 * degree with a power of ten; the kernel's units (ms, mV, pA, pF, nS, 1/s, Hz, deg) are such products like any other.
 */

import { checkArgument, checkParts } from "../../arguments/check.ts";
import { text as aText } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";

/** A number with its unit, e.g. `"250 pF"`. */
export type Quantity = `${number} ${string}`;

/** Exponents of [second, volt, ampere, byte, degree], and the power of ten that scales them. */
interface Unit {
  readonly powers: readonly [number, number, number, number, number];
  readonly ten: number;
}

const prefixes: Readonly<Record<string, number>> = {
  "": 0,
  f: -15,
  p: -12,
  n: -9,
  u: -6,
  µ: -6,
  μ: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
};

const symbols: Readonly<Record<string, Unit["powers"]>> = {
  s: [1, 0, 0, 0, 0],
  V: [0, 1, 0, 0, 0],
  A: [0, 0, 1, 0, 0],
  B: [0, 0, 0, 1, 0],
  Hz: [-1, 0, 0, 0, 0],
  deg: [0, 0, 0, 0, 1],
  "°": [0, 0, 0, 0, 1],
  C: [1, 0, 1, 0, 0],
  F: [1, -1, 1, 0, 0],
  S: [0, -1, 1, 0, 0],
  Ohm: [0, 1, -1, 0, 0],
  Ω: [0, 1, -1, 0, 0],
};

const none: Unit = { powers: [0, 0, 0, 0, 0], ten: 0 };

function power({ powers: [s, v, a, b, d], ten }: Unit, exponent: number): Unit {
  return {
    powers: [s * exponent, v * exponent, a * exponent, b * exponent, d * exponent],
    ten: ten * exponent,
  };
}

function product({ powers: [s, v, a, b, d], ten }: Unit, other: Unit): Unit {
  const [s2, v2, a2, b2, d2] = other.powers;
  return { powers: [s + s2, v + v2, a + a2, b + b2, d + d2], ten: ten + other.ten };
}

function parseSymbol(text: string): Unit | undefined {
  if (text === "1") return none;
  for (const [symbol, powers] of Object.entries(symbols)) {
    if (!text.endsWith(symbol)) continue;
    const prefix = text.slice(0, text.length - symbol.length);
    if (Object.hasOwn(prefixes, prefix)) return { powers, ten: prefixes[prefix] as number };
  }
  return undefined;
}

/** Reads a unit such as `nS`, `1/s`, `pA*ms/mV` or `s^-1`; undefined if it is none. */
function parseUnit(text: string): Unit | undefined {
  const compact = text.replace(/\s+/g, "").replace(/\*\*/g, "^").replace(/·/g, "*");
  const factors = compact.startsWith("/") ? `1${compact}` : compact;
  let result = none;
  for (const match of factors.matchAll(/(^|[*/])([^*/^]+)(?:\^([+-]?\d))?/g)) {
    const unit = parseSymbol(match[2] as string);
    if (!unit) return undefined;
    result = product(result, power(unit, Number(match[3] ?? 1) * (match[1] === "/" ? -1 : 1)));
  }
  return /[*/^]$|[*/]{2}|\^[^+\-\d]/.test(factors) ? undefined : result;
}

const ofPlace = { call: aText, parameter: aText };

/** Where a quantity was written, for messages. */
export interface QuantityPlace {
  readonly call: string;
  readonly parameter: string;
  readonly where?: string | undefined;
}

/**
 * The number of a quantity in `unit`, e.g. `parseQuantity("0.25 nF", "pF")` is 250. The decimal digits are kept:
 * scaling by powers of ten rounds once.
 *
 * @throws CajalError E_TYPE for text that is no quantity, E_DIM for a unit of another dimension
 * @example parseQuantity("0.25 nF", "pF", { call: "mine", parameter: "C_m" }); // 250
 */
export function parseQuantity(text: string, unit: string, place: QuantityPlace): number {
  checkParts(place, "parseQuantity", "place", ofPlace);
  checkArgument(text, place.call, place.parameter, aText);
  checkArgument(unit, place.call, "unit", aText);
  const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+))?\s*(\S.*)?$/.exec(text.slice(0, 1000));
  if (!match?.[3]) {
    fail("E_TYPE", {
      ...place,
      value: text,
      allowed: unit === "" ? "a number" : `a number [${unit}] or a text with its unit`,
      must:
        unit === ""
          ? `${place.parameter} must be a number`
          : `${place.parameter} must be a number, or a number with its unit in a text such as '1 ${unit}'`,
    });
  }
  const target = parseUnit(unit) ?? none;
  const given = parseUnit(match[3]);
  if (!given || given.powers.some((exponent, k) => exponent !== target.powers[k])) {
    fail("E_DIM", {
      ...place,
      value: text,
      allowed: `a quantity that can be expressed in ${unit}`,
      must: `${place.parameter} must be a quantity in ${unit} or a multiple of it`,
      hint: given
        ? `the dimension of '${match[3].trim()}' is another one`
        : `'${match[3].trim()}' is not a known unit`,
    });
  }
  return Number(`${match[1]}e${Number(match[2] ?? 0) + given.ten - target.ten}`);
}
