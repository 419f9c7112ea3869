/** Weights and delays: what connections and stimuli have in common. */

import { fail } from "../../error.ts";
import { type Description, populationsOf } from "../description.ts";
import type { Ranges } from "../neurons/ranges.ts";
import { type Draw, isKnown, shareBelow, support } from "../values/draw.ts";
import type { Warning } from "../values/fields.ts";
import { type Grid, longestDelay, nearestStep, onGrid, stepsOf, timeOf } from "../values/grid.ts";
import type { SpaceOf } from "../values/in-space.ts";
import { type Checked, isDeferred, whenKnown } from "../values/late.ts";
import { toDraw } from "../values/value.ts";

/** Where weights and delays go. */
export interface WirePlace {
  readonly call: string;
  readonly where: string;
  /** The number of elements; undefined where it is drawn. */
  readonly count: number | undefined;
  /** The number of elements to expect. */
  readonly expected: number;
  /** Where values may depend on distances. */
  readonly space?: SpaceOf | undefined;
}

// A share of draws that is as good as none, even among 1e10 synapses of 1e3 networks.
const negligible = 1e-12;

/** Refuses delays that differ between targets where the stimulus has one for all. */
export function refuseDelays(delay: Draw, kind: string, place: WirePlace): void {
  if (delay.kind === "constant") return;
  fail("E_TYPE", {
    ...place,
    parameter: "delay",
    value: delay.kind,
    allowed: "a number [ms]",
    must: `${kind} takes one delay for all its targets`,
    hint: "give a number",
  });
}

/** A checked weight in the unit of the receptor. */
export function checkWeight(value: unknown, unit: string, place: WirePlace): Draw {
  return toDraw(value ?? 1, { ...place, parameter: "weight", unit });
}

/** Throws what is wrong with a listed delay. */
function refuseOne(delay: Draw, k: number, grid: Grid, place: WirePlace): never {
  const step = grid.resolution;
  const longest = timeOf(longestDelay, grid);
  const value = delay.numbers[k] as number;
  const parameter = delay.kind === "array" ? `delay[${k}]` : "delay";
  const full = { ...place, parameter, value };
  if (value < 0)
    fail("E_DELAY_NEGATIVE", {
      ...full,
      allowed: `${step} ms or more`,
      must: `${parameter} must not be negative [ms]`,
    });
  if (nearestStep(value, grid) < 1)
    fail("E_DELAY_BELOW_DT", {
      ...full,
      allowed: `${step} ms or more`,
      must: `${parameter} must be at least one step (${step} ms)`,
    });
  return fail("E_DELAY_TOO_LARGE", {
    ...full,
    allowed: `at most ${longest} ms`,
    must: `${parameter} must be at most ${longestDelay} steps (${longest} ms)`,
  });
}

function refuseKnown(delay: Draw, grid: Grid, place: WirePlace): void {
  const { numbers } = delay;
  for (let k = 0; k < numbers.length; k++) {
    const value = numbers[k] as number;
    const steps = nearestStep(value, grid);
    if (value < 0 || steps < 1 || steps > longestDelay) refuseOne(delay, k, grid, place);
  }
}

/** Refuses delays by distance that may lie outside of the grid. */
function refuseInSpace({ low, high }: Draw, grid: Grid, place: WirePlace): void {
  const [shortest, longest] = [grid.resolution / 2, (longestDelay + 0.5) * grid.resolution];
  if (low >= shortest && high < longest) return;
  const most = timeOf(longestDelay, grid);
  const short = low < shortest;
  fail(short ? (low < 0 ? "E_DELAY_NEGATIVE" : "E_DELAY_BELOW_DT") : "E_DELAY_TOO_LARGE", {
    ...place,
    parameter: "delay",
    value: short ? low : high,
    allowed: `from ${shortest} to ${most} ms at all distances`,
    hint: `limit it: .clip(${short ? `{ min: ${grid.resolution} }` : `{ max: ${most} }`})`,
    must: short
      ? `the delay must be at least one step (${grid.resolution} ms) at all distances`
      : `the delay must be at most ${longestDelay} steps (${most} ms) at all distances`,
  });
}

function refuseDrawn(delay: Draw, grid: Grid, place: WirePlace): void {
  const step = grid.resolution;
  const shortest = step / 2;
  const below = shareBelow(delay, shortest);
  const full = { ...place, parameter: "delay", value: `${delay.kind}(${delay.numbers.join(", ")})` };
  const percent = (share: number): string => `${(100 * share).toPrecision(3)} %`;
  if (below > 1 - negligible)
    fail("E_DISTRIBUTION_EMPTY", {
      ...full,
      allowed: `delays of at least half a step (${shortest} ms)`,
      must: `the delays that can be drawn all lie below one step (${step} ms)`,
    });
  const negative = shareBelow(delay, 0) > negligible;
  if (below > negligible)
    fail(negative ? "E_DELAY_NEGATIVE" : "E_DELAY_BELOW_DT", {
      ...full,
      allowed: `delays of at least half a step (${shortest} ms)`,
      hint: `use .redraw({ min: ${shortest} })`,
      must: `${percent(below)} of the delays drawn would be below one step (${step} ms)`,
    });
  const longest = (longestDelay + 0.5) * step;
  if (support(delay)[1] >= longest && 1 - shareBelow(delay, longest) > negligible)
    fail("E_DELAY_TOO_LARGE", {
      ...full,
      allowed: `at most ${timeOf(longestDelay, grid)} ms`,
      hint: `use .redraw({ max: ${timeOf(longestDelay, grid)} })`,
      must: `${percent(1 - shareBelow(delay, longest))} of the delays drawn would exceed ${longestDelay} steps`,
    });
}

type OnGrid = Pick<Description, "grid" | "strictTime">;

/** Listed delays on the grid, and the warning that some of them will be rounded. */
function checkKnown(given: Draw, { grid, strictTime }: OnGrid, place: WirePlace): Checked {
  refuseKnown(given, grid, place);
  const delay = { ...given, numbers: given.numbers.map((time: number) => onGrid(time, grid)) };
  const off = delay.numbers.filter((time: number) => stepsOf(time, grid) === undefined);
  if (off.length === 0) return { draw: delay, warnings: [] };
  if (strictTime)
    fail("E_TIME_GRID", {
      ...place,
      parameter: "delay",
      value: off[0],
      allowed: `multiples of ${grid.resolution} ms`,
      must: `delay must be a multiple of the resolution (${grid.resolution} ms), as strictTime demands`,
    });
  const number = delay.kind === "constant" ? Math.round(place.expected) : off.length;
  const message = `delays (${place.where}) are rounded to multiples of the resolution (${grid.resolution} ms)`;
  return { draw: delay, warnings: [{ code: "W_DELAY_ROUNDED", message, count: number }] };
}

/**
 * A checked delay [ms] and the warning that some of them are rounded. Drawn delays are continuous, so for them
 * rounding is part of their meaning and raises no warning.
 */
export function checkDelay(value: unknown, description: OnGrid, place: WirePlace): Checked {
  return whenKnown(toDraw(value, { ...place, parameter: "delay", unit: "ms" }), (given) => {
    if (isKnown(given)) return checkKnown(given, description, place);
    const refuse = given.kind === "expression" ? refuseInSpace : refuseDrawn;
    refuse(given, description.grid, place);
    return { draw: given, warnings: [] };
  });
}

// Two weights further apart than this share no fixed-point scale of 32 bits.
const widest = 2 ** 31;

/** The largest and smallest magnitude of a weight that is known not to be zero. */
function magnitudes(weight: Draw): readonly [number, number] {
  if (!isKnown(weight)) {
    const ends = support(weight).map(Math.abs).filter(Number.isFinite);
    return [Math.max(0, ...ends), Infinity];
  }
  let [largest, smallest] = [0, Infinity];
  for (const value of weight.numbers) {
    if (value === 0) continue;
    largest = Math.max(largest, Math.abs(value));
    smallest = Math.min(smallest, Math.abs(value));
  }
  return [largest, smallest];
}

/** The largest and smallest magnitude of the weights on each receptor of each population. */
export type Extremes = Map<string, readonly [largest: number, smallest: number]>;

/**
 * Warns of weights that vanish beside the largest one on the same receptor of the same population; the extremes to
 * remember come with it.
 */
export function underflow(
  known: Extremes,
  populations: Description["populations"],
  added: { targets: Ranges; weight: Draw; receptor: number; expected: number },
): { extremes: Extremes; warnings: Warning[] } {
  const [large, small] = isDeferred(added.weight) ? [0, Infinity] : magnitudes(added.weight);
  const extremes: Extremes = new Map();
  const warnings: Warning[] = [];
  for (const { first, label } of populationsOf(populations, added.targets)) {
    const key = `${first}/${added.receptor}`;
    const [largest, smallest] = known.get(key) ?? [0, Infinity];
    const [most, least] = [Math.max(large, largest), Math.min(small, smallest)];
    extremes.set(key, [most, least]);
    if (most / least <= widest) continue;
    const message = `weights onto ${label} span more than 2^31 : 1, so the smallest ones vanish in fixed point`;
    warnings.push({ code: "W_WEIGHT_UNDERFLOW", message, count: Math.round(added.expected) });
  }
  return { extremes, warnings };
}
