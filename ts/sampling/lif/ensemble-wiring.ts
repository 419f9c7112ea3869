// Which neurons of other machines are a neuron's noise, and what they do to its mean potential.
import { fail } from "../../error.ts";
import { uniformStream } from "../samplers/uniform-stream.ts";
import { highConductance, type LifParameters } from "./lif-parameters.ts";
import type { Calibration } from "./translation.ts";

/** Synapses by the positions of their neurons among all machines. */
export interface PositionPairs {
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
}

/** Background synapses of an ensemble. */
export interface NoiseWiring {
  readonly excitation: PositionPairs;
  readonly inhibition: PositionPairs;
}

/** What is drawn. */
export interface WiringOptions {
  /** Exciting, and as many inhibiting, neurons of each neuron. */
  readonly indegree: number;
  /** Neurons after those of all machines that have sources, but are nobody's. */
  readonly listeners: number;
  readonly seed: number;
}

/** @throws CajalError E_INDEGREE when other machines have too few neurons */
function checkIndegree(indegree: number, others: number): void {
  if (2 * indegree <= others) return;
  const allowed = `at most ${Math.floor(others / 2)}`;
  fail("E_INDEGREE", {
    call: "lifEnsemble",
    parameter: "indegree",
    value: indegree,
    allowed,
    must: `each neuron is excited and inhibited by ${indegree} different neurons of other machines`,
    hint: "take more machines, or a lower indegree and a larger noise_weight",
  });
}

/**
 * For each neuron as many exciting as inhibiting neurons of other machines, all different: one that did both would do
 * nothing but open the membrane.
 *
 * @param sizes neurons of each machine
 * @throws CajalError E_INDEGREE when the other machines have too few neurons
 */
export function noiseWiring(
  sizes: readonly number[],
  { indegree, listeners, seed }: WiringOptions,
): NoiseWiring {
  const uniform = uniformStream(seed);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  checkIndegree(indegree, total - Math.max(...sizes));
  const make = (): PositionPairs => {
    const length = (total + listeners) * indegree;
    return { sources: new Uint32Array(length), targets: new Uint32Array(length) };
  };
  const [excitation, inhibition] = [make(), make()];
  let first = 0;
  for (const [machine, size] of [...sizes, listeners].entries()) {
    const own = machine < sizes.length ? size : 0;
    const others = Uint32Array.from({ length: total - own }, (_, k) => (k < first ? k : k + own));
    for (let target = first; target < first + size; target++) {
      // The beginning of a Fisher-Yates shuffle; the rest is not needed.
      for (let drawn = 0; drawn < 2 * indegree; drawn++) {
        const chosen = drawn + Math.floor(uniform() * (others.length - drawn));
        const source = others[chosen] as number;
        others[chosen] = others[drawn] as number;
        others[drawn] = source;
        const { sources, targets } = drawn < indegree ? excitation : inhibition;
        const place = target * indegree + (drawn % indegree);
        sources[place] = source;
        targets[place] = target;
      }
    }
    first += size;
  }
  return { excitation, inhibition };
}

/**
 * By how much the leak potential of each neuron must move [mV], so that its mean potential under the expected rates of
 * its sources is what it would be under the background of the calibration.
 *
 * @param on part of the time that each unit of a machine is 1
 * @param neurons those with sources, of machines and listeners
 */
export function balancingShifts(
  { excitation, inhibition }: NoiseWiring,
  on: Float64Array,
  neurons: number,
  { center }: Calibration,
  parameters: LifParameters,
): Float64Array {
  const { g_L, E_ex, E_in, tau_syn, t_ref, noise_weight } = parameters;
  const { u_eff } = highConductance(parameters, center);
  const perSource = (noise_weight * tau_syn) / t_ref;
  const shifts = new Float64Array(neurons).fill(u_eff - center);
  const balance = ({ sources, targets }: PositionPairs, reversal: number): void => {
    for (let synapse = 0; synapse < sources.length; synapse++) {
      const conductance = perSource * (on[sources[synapse] as number] as number);
      const target = targets[synapse] as number;
      shifts[target] = (shifts[target] as number) - (conductance * (reversal - u_eff)) / g_L;
    }
  };
  balance(excitation, E_ex);
  balance(inhibition, E_in);
  return shifts;
}
