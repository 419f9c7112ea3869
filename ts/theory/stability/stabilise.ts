// The connectivity that keeps a network in its state of low activity when it is driven more.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179
import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { callback, optional, wholeFrom } from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { slopesOf } from "../lif/rate.ts";
import { isConductance, type MeanFieldNetwork } from "../network/mean-field-network.ts";
import type { Complex } from "../special/complex.ts";
import { checkRange, type Member, membersOf, type NetworkFamily } from "./family.ts";
import type { Stability } from "./stability.ts";
import {
  jumpBetween,
  relaxingOf,
  type Transition,
  type TransitionOptions,
  transitionChecks,
  type UnstablePoint,
  unstableNear,
} from "./transition.ts";

/** Options of {@link stabilise}. */
export interface StabiliseOptions extends TransitionOptions {
  /** How often connectivity is changed at most; default 4, as published. */
  readonly rounds?: number;
  /** Whether the in-degree of a couple of populations, by their numbers, may change; default all may. */
  readonly adjustable?: (target: number, source: number) => boolean;
}

/** One change of the connectivity. */
export interface StabilisationRound extends Transition, UnstablePoint {
  /** By how much the critical eigenvalue at the unstable point changes to first order. */
  readonly shift: Complex;
  /** By how much the drive at `to` would move the unstable point's answers, by population [1/s]. */
  readonly drive: Float64Array;
  /** What is added to the in-degrees, [target * P + source]. */
  readonly change: Float64Array;
}

/** What comes of a stabilisation. */
export interface Stabilisation {
  readonly rounds: readonly StabilisationRound[];
  /** [target * P + source] */
  readonly inDegrees: Float64Array;
  /** The network at `to` with these in-degrees. */
  readonly network: MeanFieldNetwork;
  /** Whether the state of low activity now is reached at `to` as well. */
  readonly stabilised: boolean;
}

const call = "stabilise";

/**
 * What a synapse more in each place adds to the effective connectivity [1], and what the drive adds to answers
 * [1/s].
 */
function gainsAt({ network, field }: Member, driven: Member, rates: Float64Array, method: LifMethod) {
  const [here, there] = [field.surroundings(rates), driven.field.surroundings(rates)];
  const { weights, weightDeviations } = network;
  const count = rates.length;
  const gains = new Float64Array(count * count);
  const drive = new Float64Array(count);
  here.neurons.forEach((neuron, target) => {
    const [mean, deviation] = [here.means[target] as number, here.deviations[target] as number];
    const slopes = slopesOf(neuron, { mean, deviation }, method);
    const byVariance = deviation > 0 ? slopes.deviation / (2 * deviation) : 0;
    drive[target] =
      slopes.mean * ((there.means[target] as number) - mean) +
      byVariance * ((there.deviations[target] as number) ** 2 - deviation ** 2);
    for (let place = target * count; place < (target + 1) * count; place++) {
      const [weight, spread] = [weights[place] as number, weightDeviations?.[place] ?? 0];
      gains[place] =
        (neuron.tau_m / 1000) * (slopes.mean * weight + byVariance * (weight ** 2 + spread ** 2));
    }
  });
  return { gains, drive };
}

const timesReal = ({ re, im }: Stability["left"], values: Float64Array): Complex => ({
  re: re.reduce((sum, part, index) => sum + part * (values[index] as number), 0),
  im: im.reduce((sum, part, index) => sum + part * (values[index] as number), 0),
});

const over = (a: Complex, b: Complex): Complex => {
  const square = b.re ** 2 + b.im ** 2;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
};

/** left^T right. */
function overlap({ left, right }: Stability): Complex {
  const [re, im] = [timesReal(left, right.re), timesReal(left, right.im)];
  return { re: re.re - im.im, im: re.im + im.re };
}

/** The shift of the critical mode that undoes what the drive adds to it: -(v drive) / (v rates) (S17). */
function shiftOf({ left, rates }: Stability, drive: Float64Array): Complex {
  const held = timesReal(left, rates);
  if (Math.hypot(held.re, held.im) < 1e-12 * Math.hypot(...rates))
    fail("E_NUMERIC", {
      call,
      parameter: "networkAt",
      allowed: "networks whose unstable point has a part in its critical mode",
      must: "networkAt must make networks whose unstable point has a part in its critical mode",
      hint: "the network has two halves that mirror each other; change the initial rates",
    });
  const part = over(timesReal(left, drive), held);
  return { re: -part.re, im: -part.im };
}

/** Re(shift u_i v_j / (v u)) over what one synapse adds there (S17), within what may change and from 0 on. */
function changeOf(
  unstable: Stability,
  shift: Complex,
  gains: Float64Array,
  inDegrees: Float64Array,
  adjustable: (target: number, source: number) => boolean,
): Float64Array {
  const { left, right, rates } = unstable;
  const scale = over(shift, overlap(unstable));
  const count = rates.length;
  return gains.map((gain, place) => {
    const [target, source] = [Math.floor(place / count), place % count];
    if (gain === 0 || !adjustable(target, source)) return 0;
    const [ur, ui] = [right.re[target] as number, right.im[target] as number];
    const [vr, vi] = [left.re[source] as number, left.im[source] as number];
    const wanted = (scale.re * (ur * vr - ui * vi) - scale.im * (ur * vi + ui * vr)) / gain;
    return Math.max(wanted, -(inDegrees[place] as number));
  });
}

const checks = {
  ...transitionChecks,
  rounds: optional(wholeFrom(1)),
  adjustable: optional(callback),
};

/** The family with other in-degrees. */
const familyWith =
  (networkAt: NetworkFamily, inDegrees: Float64Array): NetworkFamily =>
  (value) => ({ ...networkAt(value), inDegrees });

/** The in-degrees of a family, which must not depend on its parameter. */
function inDegreesOf(
  networkAt: NetworkFamily,
  { from, to, method = "shift" }: StabiliseOptions,
): Float64Array {
  const memberAt = membersOf(networkAt, method, call);
  const [first, last] = [memberAt(from).network, memberAt(to).network];
  const current = first.populations.findIndex(({ neuron }) => isConductance(neuron));
  if (current >= 0)
    refuse("conductances", "current-based neurons, whose synapses add up", {
      call,
      parameter: `network.populations[${current}].neuron`,
    });
  const { inDegrees } = first;
  const changed = Array.from(inDegrees).findIndex((value, place) => value !== last.inDegrees[place]);
  if (changed >= 0)
    refuse(last.inDegrees[changed], `${inDegrees[changed]} as at ${from}: only drives may differ`, {
      call,
      parameter: `network.inDegrees[${changed}]`,
    });
  return Float64Array.from(inDegrees);
}

/** One round; nothing where no jump is left. */
function roundOf(
  networkAt: NetworkFamily,
  inDegrees: Float64Array,
  options: StabiliseOptions,
): StabilisationRound | undefined {
  const { from, to, tolerance = 5e-4, method = "shift", adjustable = () => true } = options;
  const family = familyWith(networkAt, inDegrees);
  const memberAt = membersOf(family, method, call);
  const relaxing = relaxingOf(options, memberAt(from).field.count, call);
  const ways = jumpBetween(memberAt, [from, to], relaxing, tolerance * Math.abs(to - from));
  if (!ways) return undefined;
  const [{ slow: _, ...before }, { slow: __, ...after }] = ways;
  const { unstable, unstableAt } = unstableNear(family, memberAt, ways, method, call);
  const here = memberAt(unstableAt);
  const { gains, drive } = gainsAt(here, memberAt(to), unstable.rates, method);
  const shift = shiftOf(unstable, drive);
  return {
    before,
    after,
    unstable,
    unstableAt,
    shift,
    drive,
    change: changeOf(unstable, shift, gains, inDegrees, adjustable),
  };
}

/**
 * Changes in-degrees so that a stronger drive no longer takes a network out of its state of low activity (S17). Each
 * round finds where the state from silence jumps between `from` and `to` and the unstable fixed point there, and
 * changes the connectivity along the critical mode so that the point stays where it is when the drive goes on to
 * `to`. It ends where nothing jumps any more.
 *
 * @param networkAt the network at a value of the drive, which external inputs and potentials may depend on
 * @throws CajalError as `workingPoint` for each network; E_PARAM_RANGE for a range without extent, for in-degrees that
 * depend on the parameter and for conductance-based neurons; E_NUMERIC where no unstable point is found
 * @example
 * const { inDegrees, stabilised } = stabilise((kappa) => multiAreaTheory(connectome, { state: "LA", kappa }),
 *   { from: 1, to: 1.2 });
 */
export function stabilise(networkAt: NetworkFamily, options: StabiliseOptions): Stabilisation {
  checkArgument(networkAt, call, "networkAt", callback);
  checkOptions(options, call, checks);
  refuseNull(options, call);
  const { from, to, rounds: most = 4, method = "shift" } = options;
  checkRange(from, to, call);
  let inDegrees = inDegreesOf(networkAt, options);
  const rounds: StabilisationRound[] = [];
  let stabilised = false;
  while (rounds.length < most && !stabilised) {
    const round = roundOf(networkAt, inDegrees, options);
    stabilised = round === undefined;
    if (!round) break;
    rounds.push(round);
    inDegrees = inDegrees.map((value, place) => value + (round.change[place] as number));
  }
  const memberAt = membersOf(familyWith(networkAt, inDegrees), method, call);
  if (!stabilised) {
    const relaxing = relaxingOf(options, memberAt(from).field.count, call);
    stabilised = jumpBetween(memberAt, [from, to], relaxing, Math.abs(to - from)) === undefined;
  }
  return { rounds, inDegrees, network: memberAt(to).network, stabilised };
}
