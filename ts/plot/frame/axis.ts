// Axes of figures: titles in the middle, powers of ten on logarithmic ones.
import type * as Plot from "@observablehq/plot";
import { checkArgument } from "../../arguments/check.ts";
import { number, optional, within } from "../../arguments/kinds.ts";

/** Options of figures with an axis for each of two quantities. */
export interface AxisOptions {
  /** Titles of the axes, with units. */
  readonly x: string;
  readonly y: string;
  /** Logarithmic axes; default false. Values that are not positive are left out. */
  readonly logX?: boolean;
  readonly logY?: boolean;
  /** What is shown of the positions; default: all. */
  readonly xRange?: readonly [number, number];
  /** What is shown of the values; default: all, with zero unless logarithmic. */
  readonly yRange?: readonly [number, number];
}

// As many as toPrecision writes.
const ofDigits = optional(within(1, 100));

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (value: number): string =>
  String(value).replace(/./g, (sign) => (sign === "-" ? "⁻" : (raised[Number(sign)] as string)));

/**
 * A number in few signs: 0.02, 300, 2×10⁻⁵; with so many digits at most.
 *
 * @example shortNumber(0.00002); // "2×10⁻⁵"
 */
export function shortNumber(value: number, digits = 3): string {
  checkArgument(value, "shortNumber", "value", number);
  checkArgument(digits, "shortNumber", "digits", ofDigits);
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e5))
    return String(Number(value.toPrecision(digits))).replace("-", "−");
  const [factor, power] = value.toExponential(digits - 1).split("e") as [string, string];
  const mantissa = Number(factor);
  const sign = mantissa < 0 ? "−" : "";
  const times = Math.abs(mantissa) === 1 ? sign : `${sign}${Math.abs(mantissa)}×`;
  return `${times}10${superscript(Number(power))}`;
}

/**
 * Ticks of a logarithmic axis: powers of ten, every so many, and 2 and 5 between them where these are few.
 */
export function logTicks(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low) + 1e-9), Math.ceil(Math.log10(high) - 1e-9)];
  const stride = Math.max(1, Math.ceil((last - first) / 7));
  const factors = Math.log10(high / low) < 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = first; power <= last; power += stride)
    // Division keeps 0.1 what it is, which the product with a negative power does not.
    for (const factor of factors) ticks.push(power < 0 ? factor / 10 ** -power : factor * 10 ** power);
  return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/**
 * Smallest and largest finite value, on a logarithmic axis of the positive ones; [0, 1], [1, 10] without any.
 */
export function extent(lists: readonly ArrayLike<number>[], log = false): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (let index = 0; index < list.length; index++) {
      const value = list[index] as number;
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  if (low > high) return log ? [1, 10] : [0, 1];
  if (low < high) return [low, high];
  // A value alone has no range of its own.
  const around = Math.max(Math.abs(low) / 10, low === 0 ? 1 : 0);
  return log ? [low / 2, high * 2] : [low - around, high + around];
}

/** An axis over a domain with its title in the middle. */
export function axis(
  title: string | null,
  domain: readonly [number, number],
  log = false,
): Plot.ScaleOptions {
  const common = { label: title, labelAnchor: "center", labelArrow: "none", domain: [...domain] } as const;
  if (log) {
    const ticks = logTicks(...domain);
    // Within less than a factor of two there may be none; Plot's are in equal steps there.
    return {
      ...common,
      type: "log",
      ticks: ticks.length > 1 ? ticks : 5,
      tickFormat: (tick: number) => shortNumber(tick),
    };
  }
  const size = Math.max(Math.abs(domain[0]), Math.abs(domain[1]));
  // The usual format writes all zeros of small numbers and groups the digits of large ones.
  const plain = size >= 0.01 && size < 1000;
  return { ...common, ...(plain ? {} : { tickFormat: (tick: number) => shortNumber(tick, 6) }) };
}
