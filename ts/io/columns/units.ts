// Units of times in files of other programs.
import { damage } from "../files/damage.ts";

// [ms], by the names that programs give to units.
const milliseconds: Readonly<Record<string, number>> = Object.fromEntries(
  [
    { scale: 1, names: ["ms", "msec", "millisecond", "milliseconds"] },
    { scale: 1000, names: ["s", "sec", "secs", "second", "seconds"] },
    { scale: 1e-3, names: ["us", "\u00b5s", "\u03bcs", "microsecond", "microseconds"] },
    { scale: 1e-6, names: ["ns", "nanosecond", "nanoseconds"] },
  ].flatMap(({ scale, names }) => names.map((name) => [name, scale])),
);

/** Converts times [unit] to [ms]; throws E_IO for a unit that is none of time. */
export function toMilliseconds(unit: string, file: string, where: string): (time: number) => number {
  const scale = milliseconds[unit.trim().toLowerCase()];
  if (scale === undefined)
    throw damage({
      file,
      where,
      problem: `the unit of time must be ms, s, us or ns, got '${unit}'`,
      hint: "name the unit of the times in the file",
    });
  return scale === 1 ? (time) => time : (time) => nearest(time * scale);
}

/** A time in ms [ms] without the rounding of the conversion, if it is a whole number of nanoseconds. */
export function nearest(time: number): number {
  const ticks = Math.round(time * 1e6);
  const whole = Number.isSafeInteger(ticks) && Math.abs(time * 1e6 - ticks) <= 1e-15 * Math.abs(ticks);
  return whole ? ticks / 1e6 : time;
}
