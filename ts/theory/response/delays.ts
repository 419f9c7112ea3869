// What delays do to an oscillation: the mean of e^(-i omega d) over their distribution.
import { type Check, checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { finite, listOf, notNegative, number, oneOf, optional } from "../../arguments/kinds.ts";
import type { ComplexValues } from "../lif/transfer-function.ts";
import {
  type Complex,
  complex,
  difference,
  exponential,
  product,
  scaled,
  turned,
} from "../special/complex.ts";
import { cos, exp, log, sin } from "../special/elementary.ts";
import { erfcxOf, faddeevaOf } from "../special/faddeeva.ts";

/** How the delays of synapses are distributed. */
export interface DelayDistribution {
  /** Default "constant". */
  readonly distribution?: "constant" | "normal" | "lognormal";
  /** Mean [ms], from 0 on; that of a normal distribution before it is cut. */
  readonly mean: number;
  /** Standard deviation [ms], likewise; default 0. */
  readonly deviation?: number;
  /** Below it [ms] normal delays are drawn again; default 0, -Infinity for what is not cut. */
  readonly low?: number;
}

/** Refuses what is no distribution. */
export const delayDistribution: Check = (value, { call, parameter }) => {
  const at =
    (check: Check, name: string): Check =>
    (member) =>
      check(member, { call, parameter: `${parameter}.${name}` });
  checkOptions(
    value,
    call,
    {
      distribution: at(optional(oneOf(["constant", "normal", "lognormal"])), "distribution"),
      mean: at(notNegative, "mean"),
      deviation: at(optional(notNegative), "deviation"),
      low: at(optional(number), "low"),
    },
    parameter,
  );
  const { distribution, mean, low = 0 } = value as DelayDistribution;
  if (Number.isNaN(low) || low === Infinity)
    refuse(low, "a number below Infinity", { call, parameter: `${parameter}.low` }, "E_NOT_FINITE");
  if (distribution === "lognormal" && mean === 0)
    refuse(mean, "above 0 for lognormal delays", { call, parameter: `${parameter}.mean` });
};

/** A normal distribution cut below 0: its shifted tail goes into w, so that nothing overflows. */
function cutNormal(omega: number, mean: number, deviation: number): Complex {
  const [turns, ratio] = [omega * deviation, mean / deviation];
  // erfc(-ratio / sqrt 2), and the same with the oscillation, both times e^(ratio^2 / 2).
  const border = ratio / Math.SQRT2;
  const tail = faddeevaOf({ re: turns / Math.SQRT2, im: border });
  if (border < 0) {
    const whole = erfcxOf(-border);
    const one = faddeevaOf({ re: -turns / Math.SQRT2, im: -border });
    return scaled(one, 1 / whole);
  }
  const gauss = exp(-border * border);
  const whole = 2 - gauss * erfcxOf(border);
  const free = exponential({ re: (-turns * turns) / 2, im: -omega * mean });
  return scaled(difference(scaled(free, 2), scaled(tail, gauss)), 1 / whole);
}

function normalFactor(omega: number, mean: number, deviation: number, low: number): Complex {
  if (low === -Infinity)
    return exponential({ re: (-omega * omega * deviation * deviation) / 2, im: -omega * mean });
  return product(turned(-omega * low), cutNormal(omega, mean - low, deviation));
}

/**
 * A lognormal distribution: the trapezoidal rule over the standard normal number x, on a line below the real axis on
 * which the oscillation decays.
 */
function lognormalFactor(omega: number, mean: number, deviation: number): Complex {
  const spread = Math.sqrt(log(1 + (deviation / mean) ** 2));
  const middle = log(mean) - (spread * spread) / 2;
  const depth = Math.min(1.5, Math.PI / (2 * spread));
  const width = 0.02 / Math.max(1, spread);
  const [turn, fall] = [cos(spread * depth), sin(spread * depth)];
  let [re, im] = [0, 0];
  for (let place = Math.ceil(-9 / width); place * width <= 9; place++) {
    const x = place * width;
    const size = omega * exp(middle + spread * x);
    const weight = exp((depth * depth - x * x) / 2 - size * fall);
    const angle = depth * x - size * turn;
    re += weight * cos(angle);
    im += weight * sin(angle);
  }
  return scaled(complex(re, im), width / Math.sqrt(2 * Math.PI));
}

/** {@link delayFactor} at one frequency [1/s] without a look at the arguments. */
export function delayAt(
  { distribution = "constant", mean, deviation = 0, low = 0 }: DelayDistribution,
  frequency: number,
): Complex {
  if (frequency < 0) {
    const { re, im } = delayAt({ distribution, mean, deviation, low }, -frequency);
    return { re, im: -im };
  }
  const omega = (2 * Math.PI * frequency) / 1000;
  if (distribution === "constant" || deviation === 0) return turned(-omega * mean);
  return distribution === "normal"
    ? normalFactor(omega, mean, deviation, low)
    : lognormalFactor(omega, mean, deviation);
}

/**
 * By what a distribution of delays multiplies an oscillation: the mean of e^(-i omega d), whose phase is behind for all
 * distributions (NNMT has that of lognormal ones ahead). Relative error below 1e-10 of its value at frequency 0.
 *
 * @param frequencies [1/s]
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM
 * @example delayFactor({ distribution: "normal", mean: 1.5, deviation: 0.75 }, [60]); // cut at 0
 */
export function delayFactor(delay: DelayDistribution, frequencies: ArrayLike<number>): ComplexValues {
  const call = "delayFactor";
  checkArgument(delay, call, "delay", delayDistribution);
  checkArgument(frequencies, call, "frequencies", listOf(finite));
  const values = Array.from(frequencies, (frequency) => delayAt(delay, frequency));
  return { re: Float64Array.from(values, ({ re }) => re), im: Float64Array.from(values, ({ im }) => im) };
}
