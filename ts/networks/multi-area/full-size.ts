// The numbers of a multi-area network at full size that follow from its connectome and its state.
import type { Checks } from "../../arguments/check.ts";
import { flag, oneOf, optional, within } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { potentialToCurrent } from "../microcircuit-tables.ts";
import type { Connectome } from "./connectome.ts";
import {
  externalInput,
  type MultiAreaState,
  type MultiAreaStateName,
  multiAreaStates,
  multiAreaSynapses as synapses,
} from "./parameters.ts";

/** A state by its name, and what is changed of it. */
export interface MultiAreaStateOptions extends Partial<MultiAreaState> {
  /** Default "ground". */
  readonly state?: MultiAreaStateName;
}

// Factors beyond it are no model of cortex, and their squares still are numbers.
const largest = 1000;

/** Checks of {@link MultiAreaStateOptions}. The external input of 6E is positive from this kappa on. */
export const stateChecks: Checks = {
  state: optional(oneOf(Object.keys(multiAreaStates))),
  g: optional(within(-largest, 0)),
  stabilised: optional(flag),
  kappa: optional(within(0.7, largest)),
  chi: optional(within(0, largest)),
  chiInhibitory: optional(within(0, largest)),
};

/** The state of checked options. */
export function stateOf({ state = "ground", ...changed }: MultiAreaStateOptions): MultiAreaState {
  const named = multiAreaStates[state];
  const { g = named.g, stabilised = named.stabilised, kappa = named.kappa } = changed;
  const { chi = named.chi, chiInhibitory = named.chiInhibitory } = changed;
  return { g, stabilised, kappa, chi, chiInhibitory };
}

/** A network of areas at full size. P populations; matrices are [target * P + source]. */
export interface FullSize {
  /** Synapses per target neuron. */
  readonly inDegrees: Float64Array;
  /** Mean weights [pA]. */
  readonly weights: Float64Array;
  /** Mean delays [ms]. */
  readonly delays: Float64Array;
  /** External synapses per neuron, with all factors, and their weight [pA]. */
  readonly externalInDegrees: Float64Array;
  readonly externalWeight: number;
}

/** The in-degrees that a state asks for. @throws CajalError E_PARAM_RANGE where they are not known */
function inDegreesOf(connectome: Connectome, { stabilised }: MultiAreaState, call: string): Float64Array {
  if (!stabilised) return connectome.inDegrees;
  if (connectome.stabilisedInDegrees) return connectome.stabilisedInDegrees;
  return fail("E_PARAM_RANGE", {
    call,
    parameter: "stabilised",
    value: true,
    allowed: "false",
    must: `stabilised must be false for '${connectome.name}', whose stabilised in-degrees are not known`,
    hint: "choose state LA or HA, or a connectome that has them",
  });
}

/** Whether neurons of a population excite; the last letter of its name says so. */
export const excites = (name: string): boolean => name.endsWith("E");

/** A matrix with a value for each target and source. */
function matrix(
  { populations }: Connectome,
  value: (target: Connectome["populations"][number], source: Connectome["populations"][number]) => number,
): Float64Array {
  const made = new Float64Array(populations.length ** 2);
  let place = 0;
  for (const target of populations) for (const source of populations) made[place++] = value(target, source);
  return made;
}

/** Mean weights [pA]: within areas as in the microcircuit, between them changed by chi. */
function weightsOf(connectome: Connectome, { g, chi, chiInhibitory }: MultiAreaState): Float64Array {
  const weight = potentialToCurrent(synapses.potential);
  const upward = potentialToCurrent(synapses.upwardPotential);
  return matrix(connectome, (target, source) => {
    const own = excites(source.name) ? weight : g * weight;
    if (target.area !== source.area) return own * chi * (excites(target.name) ? 1 : chiInhibitory);
    return source.name === "4E" && target.name === "23E" ? upward : own;
  });
}

/** Mean delays [ms]: constant within areas, between them by their distance. */
function delaysOf(connectome: Connectome): Float64Array {
  const { areas, distances } = connectome;
  return matrix(connectome, (target, source) => {
    if (target.area !== source.area)
      return (distances[target.area * areas.length + source.area] as number) / synapses.speed;
    return excites(source.name) ? synapses.delayExcitatory : synapses.delayInhibitory;
  });
}

/** External in-degrees with the factors of layers 5 and 6, and of areas without layer 4. */
function externalOf(
  { populations, externalInDegrees }: Connectome,
  { kappa }: MultiAreaState,
  withoutLayerFour: number,
): Float64Array {
  const layered = new Set(populations.filter(({ name }) => name === "4E").map(({ area }) => area));
  // At the smallest kappa, 0.7, nothing is left for 6E.
  const layers: Readonly<Record<string, number>> = {
    "5E": kappa,
    "6E": Math.max(0, (10 / 3) * kappa - 7 / 3),
  };
  return externalInDegrees.map((indegree, index) => {
    const { area, name } = populations[index] as Connectome["populations"][number];
    const agranular = !layered.has(area) && (name === "23E" || name === "5E");
    return indegree * (layers[name] ?? 1) * (agranular ? withoutLayerFour : 1);
  });
}

/**
 * The numbers of a state at full size.
 *
 * @throws CajalError E_PARAM_RANGE if the state is stabilised and the connectome is not
 */
export function fullSize(
  connectome: Connectome,
  state: MultiAreaState,
  call: string,
  withoutLayerFour: number = externalInput.withoutLayerFour,
): FullSize {
  return {
    inDegrees: inDegreesOf(connectome, state, call),
    weights: weightsOf(connectome, state),
    delays: delaysOf(connectome),
    externalInDegrees: externalOf(connectome, state, withoutLayerFour),
    externalWeight: potentialToCurrent(synapses.potential),
  };
}
