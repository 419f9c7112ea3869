/** Functions that waited for the estimate are called, and what early values would raise is said of theirs. */

import type { AssignmentData, Description, DeviceValue } from "./description.ts";
import { assignedTo, checkOrders } from "./neurons/orders.ts";
import { count } from "./neurons/ranges.ts";
import { type Extremes, underflow } from "./synapses/connection.ts";
import type { Draw } from "./values/draw.ts";
import { isDeferred, isLate, lateWarnings } from "./values/late.ts";
import type { Warning } from "./values/warning.ts";

const drawsIn = (value: DeviceValue): readonly Draw[] =>
  value instanceof Float64Array ? [] : Array.isArray(value) ? value : [value as Draw];

/** All values that are given by functions and known late, in the order in which they were given. */
function lateDraws({ populations, assignments, connections, stimuli }: Description): Draw[] {
  return [
    ...populations.flatMap(({ values }) => values.map(({ draw }) => draw)),
    ...assignments.map(({ draw }) => draw),
    ...connections.flatMap(({ weight, delay }) => [weight, delay]),
    ...stimuli.flatMap(({ parameters, weight, delay }) => [
      ...[...parameters.values()].flatMap(drawsIn),
      weight,
      delay,
    ]),
  ].filter(isLate);
}

const isReady = ({ draw }: AssignmentData): boolean => isLate(draw) && !isDeferred(draw);

/** Orders between values of which some have become known late. */
function orderWarnings({ populations, assignments }: Description): Warning[] {
  return populations.flatMap((population) => {
    const ready = assignedTo(population, assignments).filter(isReady);
    if (ready.length === 0) return [];
    return checkOrders(population, new Set(ready.map(({ name }) => name)), assignments, "build");
  });
}

/** Weights that vanish beside others, as one after the other was given. */
function underflowWarnings({ populations, connections, stimuli }: Description): Warning[] {
  const extremes: Extremes = new Map();
  const added = [
    ...connections.map((one) => ({ ...one, expected: one.synapses.expected })),
    ...stimuli.map((one) => ({ ...one, expected: count(one.targets) })),
  ];
  if (!added.some(({ weight }) => isLate(weight))) return [];
  return added.flatMap((one) => {
    const found = underflow(extremes, populations, one);
    for (const [key, pair] of found.extremes) extremes.set(key, pair);
    return found.warnings;
  });
}

/** What is to be said of late values as far as they are known, beyond what was said of the others. */
export function warningsOfLate(description: Description): readonly Warning[] {
  const draws = lateDraws(description).filter((draw) => !isDeferred(draw));
  if (draws.length === 0) return [];
  const known = new Set(description.warnings.map(({ code, message }) => code + message));
  return [
    ...draws.flatMap(lateWarnings),
    ...[...orderWarnings(description), ...underflowWarnings(description)].filter(
      ({ code, message }) => !known.has(code + message),
    ),
  ];
}

/**
 * Calls the functions that wait, and says what is to be said of their values.
 *
 * @throws CajalError what the describing functions would have thrown for these values
 */
export function settle(description: Description): readonly Warning[] {
  for (const draw of lateDraws(description)) void draw.numbers;
  return warningsOfLate(description);
}
