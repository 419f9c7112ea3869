// How a neuron recovers from its spike, and the firing probability that makes its time on right all the same.
import { checkArgument, checkLength } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { entries, whole, within } from "../checks.ts";
import { exp } from "./exponential.ts";

/** The probability f(u) to fire in a step, before the gate. */
export type FiringFunction = (u: number) => number;

/** The gate of absolute refractoriness: closed until the last step of the time on. */
export function absoluteGate(tau: number): Float64Array {
  const steps = entries(tau, 1, "absoluteGate", "tau");
  const gate = new Float64Array(steps + 1);
  gate.fill(1, 0, 2);
  return gate;
}

/**
 * A gate that is closed for the first steps after a spike and then opens linearly.
 *
 * @param tau steps that a unit is on after a spike, at least 1
 * @param closed steps without any firing; default 0, at most tau - 1
 * @returns g(c) for the steps c = 0..tau that are left: g(0) = g(1) = 1
 * @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE
 */
export function linearGate(tau: number, closed = 0): Float64Array {
  const steps = entries(tau, 1, "linearGate", "tau");
  within(whole(closed, 0, "linearGate", "closed"), 0, steps - 1, "linearGate", "closed");
  const opening = steps - closed;
  return Float64Array.from({ length: steps + 1 }, (_, left) =>
    left <= 1 ? 1 : Math.max(0, (opening + 1 - left) / opening),
  );
}

/** @throws CajalError E_SHAPE unless there are tau + 1 values, E_PARAM_RANGE unless all are in [0, 1], g(0), g(1) 1 */
export function checkGate(gate: ArrayLike<number>, tau: number, call: string): Float64Array {
  checkArgument(gate, call, "gate", numbers);
  checkLength(gate, tau + 1, call, "gate");
  const checked = Float64Array.from(gate, (value, left) => within(value, 0, 1, call, `gate[${left}]`));
  for (const left of [0, 1]) {
    if (checked[left] === 1) continue;
    const parameter = `gate[${left}]`;
    const must = "a gate must be fully open at its end, or strong potentials could not hold a unit on";
    fail("E_PARAM_RANGE", { call, parameter, value: checked[left], allowed: "1", must });
  }
  return checked;
}

/** f(u) of absolute refractoriness: sigma(u - ln tau); Buesing et al. (2011), eq. 4 and 5. */
export const absoluteFiring =
  (tau: number): FiringFunction =>
  (u) =>
    1 / (1 + tau * exp(-u));

/** Odds of being on at a constant firing probability f: the left-hand side of the balance that f(u) solves. */
function oddsOn(gate: Float64Array, f: number): number {
  let [survived, on] = [1, 0];
  for (let left = gate.length - 1; left >= 1; left--) {
    on += survived;
    survived *= 1 - (gate[left] as number) * f;
  }
  return (f * on) / survived;
}

/** The f with oddsOn(f) = e^u, by bisection: the odds rise with f. */
function solveFiring(gate: Float64Array, u: number): number {
  const odds = exp(u);
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (oddsOn(gate, middle) < odds) low = middle;
    else high = middle;
  }
}

// Beyond these potentials a unit is off or on but for one part in 1e13.
const farthest = 30;
const resolution = 512;

/**
 * f(u) of a gate: the solution of
 * e^u = f sum_{c=1..tau} prod_{d=c+1..tau} (1 - g(d) f) / prod_{d=1..tau} (1 - g(d) f),
 * with which a unit at a constant potential u is on with probability sigma(u); Buesing et al. (2011), eq. 10. Tabulated
 * in steps of 1/512 and interpolated linearly: relative error below 1e-6.
 *
 * @param gate g(c) for c = 0..tau, as {@link linearGate} makes it
 */
export function gatedFiring(gate: Float64Array): FiringFunction {
  const table = Float64Array.from({ length: 2 * farthest * resolution + 1 }, (_, place) =>
    solveFiring(gate, place / resolution - farthest),
  );
  return (u) => {
    const place = (Math.min(Math.max(u, -farthest), farthest) + farthest) * resolution;
    const whole = Math.min(Math.floor(place), table.length - 2);
    const [before, after] = [table[whole] as number, table[whole + 1] as number];
    return before + (place - whole) * (after - before);
  };
}
