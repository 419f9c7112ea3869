// Remembers functions of the potential by state, where states are few: an exponential takes longer than all the rest.
import type { Units } from "./chain.ts";
import type { FiringFunction } from "./refractoriness.ts";

const mostRemembered = 10; // units: 2^10 states take 80 kB

/** f(u) of a unit at the present state of all, for a function that never changes. */
export function remembered(units: Units, f: FiringFunction): (unit: number) => number {
  const { u, number, memory } = units;
  const count = u.length;
  if (count > mostRemembered) return (unit) => f(u[unit] as number);
  memory.values = new Float64Array(count * 2 ** count).fill(Number.NaN);
  return (unit) => {
    const place = (number[0] as number) * count + unit;
    const known = memory.values[place] as number;
    if (!Number.isNaN(known)) return known;
    const value = f(u[unit] as number);
    memory.values[place] = value;
    return value;
  };
}
