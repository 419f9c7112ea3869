// The signal of a voltage-sensitive dye, estimated from membrane potentials of populations.
import { checkArgument, checkLength } from "../../arguments/check.ts";
import { listOf, notNegative, numbers } from "../../arguments/kinds.ts";
import { mean } from "../samples/moments.ts";

const call = "dyeProxy";

/**
 * Relative change of the mean membrane potential, (V - V0) / |V0| with V the weighted mean over populations and V0 its
 * mean over time, to which the fluorescence of a voltage-sensitive dye is proportional (Zerlaut, Chemla, Chavane &
 * Destexhe 2018, J. Comput. Neurosci. 44:45, who weight by numbers of neurons: 0.8 excitatory, 0.2 inhibitory). The dye
 * stains the upper layers, whose excitatory neurons contribute most (Chemla & Chavane 2010, NeuroImage 53:420), so take
 * the populations of layer 2/3.
 *
 * @param potentials of populations [mV], equally long
 * @param weights of the populations, e.g. their numbers of neurons; only their ratios matter
 * @returns relative change at each sample, without unit; NaN where all weights are 0 or V0 is 0
 * @throws CajalError for no population, potentials of unequal length, or another number of weights
 * @example
 * const signal = dyeProxy([excitatoryPotential, inhibitoryPotential], [0.8, 0.2]);
 */
export function dyeProxy(potentials: readonly ArrayLike<number>[], weights: ArrayLike<number>): Float64Array {
  checkArgument(potentials, call, "potentials", listOf(numbers));
  checkArgument(weights, call, "weights", listOf(notNegative));
  checkLength(weights, potentials.length, call, "weights");
  const samples = potentials[0]?.length ?? 0;
  for (const [index, potential] of potentials.entries())
    checkLength(potential, samples, call, `potentials[${index}]`);
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  const weighted = Float64Array.from({ length: samples }, (_, sample) => {
    let sum = 0;
    for (const [index, potential] of potentials.entries())
      sum += (weights[index] as number) * (potential[sample] as number);
    return sum / total;
  });
  const baseline = mean(weighted);
  return weighted.map((value) => (value - baseline) / Math.abs(baseline));
}
