// Mean and standard deviation of values that are drawn.
import type { Draw } from "../../network/values/draw.ts";
import { overPanel } from "../special/quadrature.ts";

/** Mean and standard deviation. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** A standard variable: its density, its range, and the drawn value that belongs to it, which grows with it. */
interface Standard {
  readonly from: number;
  readonly to: number;
  density(z: number): number;
  value(z: number): number;
}

function standardOf({ kind, numbers }: Draw): Standard | undefined {
  const [a = 0, b = 0] = numbers;
  const normal = { from: -9, to: 9, density: (z: number) => Math.exp((-z * z) / 2) };
  if (kind === "normal") return { ...normal, value: (z) => a + b * z };
  // The second moment of a lognormal variable lies around 2 sigma.
  if (kind === "lognormal") return { ...normal, to: 9 + 2 * b, value: (z) => Math.exp(a + b * z) };
  if (kind === "uniform") return { from: 0, to: 1, density: () => 1, value: (z) => a + (b - a) * z };
  if (kind === "exponential") return { from: 0, to: 45, density: (z) => Math.exp(-z), value: (z) => a * z };
  return undefined;
}

/** Where a growing function passes a value, within its range. */
function crossing({ from, to, value }: Standard, wanted: number): number {
  let [low, high] = [from, to];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (value(middle) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function panels(value: (z: number) => number, from: number, to: number): number {
  const count = Math.ceil(to - from);
  let sum = 0;
  for (let panel = 0; panel < count; panel++)
    sum += overPanel(value, from + ((to - from) * panel) / count, from + ((to - from) * (panel + 1)) / count);
  return sum;
}

function listMoments(values: ArrayLike<number>): Moments {
  let [sum, squares] = [0, 0];
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  const mean = sum / values.length;
  for (let index = 0; index < values.length; index++) squares += ((values[index] as number) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

// Networks of many areas draw from few distributions, again and again.
const known = new Map<string, Moments>();
const most = 10_000;

/** Moments of values as they come out, their limits included; nothing for values that depend on distances. */
export function momentsOf(draw: Draw): Moments | undefined {
  const { kind, numbers, limit, low, high } = draw;
  if (kind === "constant") return { mean: numbers[0] ?? 0, deviation: 0 };
  if (kind === "array") return listMoments(numbers);
  const standard = standardOf(draw);
  if (!standard) return undefined;
  const key = [kind, ...numbers, limit, low, high].join();
  const found = known.get(key) ?? drawnMoments(draw, standard);
  if (known.size < most) known.set(key, found);
  return found;
}

function drawnMoments({ limit, low, high }: Draw, standard: Standard): Moments {
  const { from, to, density, value } = standard;
  if (value(from) === value(to)) return { mean: value(from), deviation: 0 };
  const [start, stop] = limit === "none" ? [from, to] : [crossing(standard, low), crossing(standard, high)];
  const moments = [0, 1, 2].map((power) => {
    const inside = panels((z) => density(z) * value(z) ** power, start, stop);
    if (limit !== "clip") return inside;
    const below = start > from ? panels(density, from, start) * low ** power : 0;
    return inside + below + (stop < to ? panels(density, stop, to) * high ** power : 0);
  });
  const [mass, first, second] = moments as [number, number, number];
  const mean = first / mass;
  return { mean, deviation: Math.sqrt(Math.max(0, second / mass - mean * mean)) };
}
