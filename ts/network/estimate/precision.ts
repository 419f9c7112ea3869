/** What the fixed-point form of weights costs in precision: one unit for all weights onto a population. */

import { findSynapse, type SynapseTable } from "../../models/model.ts";
import { type Description, type PopulationData, populationsOf, tableOf } from "../description.ts";
import { isCurrent } from "../devices/devices.ts";
import type { Ranges } from "../neurons/ranges.ts";
import { boundsOf } from "../synapses/synapse-checks.ts";
import { type Draw, extent, isKnown, shareBelow } from "../values/draw.ts";
import type { Warning } from "../values/fields.ts";
import { isDeferred } from "../values/late.ts";

/** How weights are stored. */
export type WeightForm = "exact" | "compact";

// core/synapses/static_row.hpp: integers of 16 or 32 bits, symmetric.
const bits = { compact: 15, exact: 31 } as const;

/**
 * The power of two that is one unit where no weight is larger than `largest`, which is finite; as
 * core/engine/slices/units/fixed_point.cc chooses it.
 */
export function weightUnitOf(largest: number, form: WeightForm): number {
  if (!(largest > 0)) return 1;
  let exponent = Math.floor(Math.log2(largest)) + 1;
  while (2 ** exponent <= largest) exponent++;
  while (2 ** (exponent - 1) > largest) exponent--;
  const unit = 2 ** Math.max(exponent - bits[form], -1000);
  return Math.floor(largest / unit + 0.5) > 2 ** bits[form] - 1 ? 2 * unit : unit;
}

/** To a multiple of the unit, halves to even. */
function stored(weight: number, unit: number): number {
  const below = Math.floor(weight / unit);
  const rest = weight / unit - below;
  return (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below) * unit;
}

// The relative error from which on a weight counts, and the share of drawn weights that must have it: some of any
// distribution around zero do.
const tolerance = 1e-3;
const drawnShare = 0.1;

/** Weights onto some neurons. */
interface Weights {
  readonly name: string;
  readonly targets: Ranges;
  readonly receptor: number;
  readonly weight: Draw;
  readonly expected: number;
  /** Bounds within which they may learn, or none. */
  readonly bounds: readonly number[];
}

/** The labels of the populations of a selection. */
const labels = (populations: readonly PopulationData[], ranges: Ranges): string =>
  populationsOf(populations, ranges)
    .map(({ label }) => label)
    .join(", ");

/** All weights that are kept in fixed point, with those in `present` in place of the described ones. */
function weightsOf(description: Description, present: ReadonlyMap<number, Draw>): Weights[] {
  const { populations, connections, stimuli } = description;
  const spiking = connections.flatMap(({ sources, targets, receptor, weight, synapses, synapse }, index) => {
    if ((findSynapse(synapse.model) as SynapseTable).kind === "values") return [];
    const name = `from ${labels(populations, sources)} to ${labels(populations, targets)}`;
    const { expected } = synapses;
    const bounds = boundsOf(synapse);
    return [{ name, targets, receptor, weight: present.get(index) ?? weight, expected, bounds }];
  });
  const sent = stimuli.flatMap(({ kind, targets, receptor, weight }, index) => {
    if (isCurrent(kind)) return [];
    const name = `of stimulus ${index} (${kind}) to ${labels(populations, targets)}`;
    let expected = 0;
    for (let k = 0; k < targets.length; k += 3)
      expected += Math.ceil(
        ((targets[k + 1] as number) - (targets[k] as number)) / (targets[k + 2] as number),
      );
    return [{ name, targets, receptor, weight, expected, bounds: [] }];
  });
  return [...spiking, ...sent].filter(({ weight }) => !isDeferred(weight));
}

/** How many of the weights lose more than the tolerance, and one of them as it is given and as it is stored. */
function loss({ weight, expected }: Weights, unit: number, form: WeightForm) {
  if (isKnown(weight)) {
    const numbers = weight.numbers as readonly number[];
    // Exact weights below one unit raise W_WEIGHT_UNDERFLOW.
    const lossy = (value: number): boolean =>
      Math.abs(stored(value, unit) - value) > tolerance * Math.abs(value) &&
      (form === "compact" || Math.abs(value) >= unit);
    let lost = 0;
    for (let k = 0; k < numbers.length; k++) lost += Number(lossy(numbers[k] as number));
    const given = numbers.find(lossy) ?? 0;
    return { share: lost / Math.max(1, numbers.length), given, kept: stored(given, unit), expected };
  }
  const limit = unit / (2 * tolerance);
  const share = shareBelow(weight, limit) - shareBelow(weight, -limit);
  const ends = extent(weight).map((end) => Math.min(limit, Math.max(-limit, end)));
  const given = (ends[0] as number) / 2 + (ends[1] as number) / 2 || limit / 2;
  return { share: share > drawnShare ? share : 0, given, kept: stored(given, unit), expected };
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));

/**
 * Warns of weights that the stored form changes by more than a thousandth, because one unit serves all weights onto a
 * population, up to the largest.
 */
export function precisionWarnings(
  description: Description,
  form: WeightForm,
  present: ReadonlyMap<number, Draw> = new Map(),
): Warning[] {
  const { populations } = description;
  const all = weightsOf(description, present);
  const heeded = ({ receptor }: Weights, population: PopulationData): boolean =>
    tableOf(population).receptors[receptor]?.use !== "count";
  const largest = new Map<PopulationData, number>();
  for (const weights of all)
    for (const population of populationsOf(populations, weights.targets))
      if (heeded(weights, population))
        largest.set(
          population,
          Math.max(
            largest.get(population) ?? 0,
            ...[...extent(weights.weight), ...weights.bounds].map(Math.abs),
          ),
        );
  const advice =
    form === "compact"
      ? 'build with weights: "exact"'
      : "make the largest weights smaller, or give the targets of the small ones a population of their own";
  return all.flatMap((weights) =>
    populationsOf(populations, weights.targets).flatMap((population) => {
      const most = largest.get(population) ?? 0;
      // Such weights are refused when the network is built.
      if (most === Number.POSITIVE_INFINITY) return [];
      const { share, given, kept, expected } = loss(weights, weightUnitOf(most, form), form);
      if (!(share > 0) || !heeded(weights, population)) return [];
      const message =
        `weights ${weights.name}: ${shown(given)} is stored as ${shown(kept)}, because weights onto ` +
        `${population.label} reach ${shown(most)} and all share one ${form} scale; ${advice}`;
      return [{ code: "W_WEIGHT_PRECISION", message, count: Math.max(1, Math.round(share * expected)) }];
    }),
  );
}
