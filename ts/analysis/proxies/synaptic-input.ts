// The synaptic current that populations receive, from the rates of all.
import { checkArgument, checkLength, checkOptions, refuse } from "../../arguments/check.ts";
import { listOf, numbers, positive } from "../../arguments/kinds.ts";

/** Options of {@link synapticInput}. */
export interface SynapticInputOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** Decay of synaptic currents [ms]. */
  readonly timeConstant: number;
}

const call = "synapticInput";

/** Sum of the rates under the strengths of a target, at each sample. */
function summed(
  rates: readonly ArrayLike<number>[],
  strengths: ArrayLike<number>,
  first: number,
): Float64Array {
  const sum = new Float64Array(rates[0]?.length ?? 0);
  for (const [source, rate] of rates.entries()) {
    const strength = strengths[first + source] as number;
    if (strength === 0) continue;
    for (let sample = 0; sample < sum.length; sample++)
      sum[sample] = (sum[sample] as number) + strength * (rate[sample] as number);
  }
  return sum;
}

/**
 * Mean current of exponential synapses onto each target: sum_j W_ij K_ij nu_j(t) under exp(-t / timeConstant), exact
 * for rates that are constant over each sample, from rest. With the magnitudes of weights it is the input that Schmidt
 * et al. (2018) take for functional connectivity. Delays are left out.
 *
 * @param rates of the sources [1/s]
 * @param strengths [target * sources + source]: weight times in-degree [pA], summed or averaged as one likes
 * @returns the current at the end of each sample [pA], target by target
 * @throws CajalError when rates differ in length, the strengths are no whole rows, or a time is not positive
 * @example
 * const [current] = synapticInput([rateOfE, rateOfI], [87.8 * 1000, 351 * 250], { interval: 1, timeConstant: 0.5 });
 */
export function synapticInput(
  rates: readonly ArrayLike<number>[],
  strengths: ArrayLike<number>,
  options: SynapticInputOptions,
): Float64Array[] {
  checkArgument(rates, call, "rates", listOf(numbers));
  checkArgument(strengths, call, "strengths", numbers);
  checkOptions(options, call, { interval: positive, timeConstant: positive });
  const { interval, timeConstant } = options;
  for (const [index, rate] of rates.entries())
    checkLength(rate, (rates[0] as ArrayLike<number>).length, call, `rates[${index}]`);
  const targets = rates.length === 0 ? 0 : strengths.length / rates.length;
  if (!Number.isInteger(targets))
    refuse(
      strengths,
      `a row of ${rates.length} for each target`,
      { call, parameter: "strengths" },
      "E_SHAPE",
    );
  const decay = Math.exp(-interval / timeConstant);
  // One spike per second brings a charge of weight times time constant, in pA ms, every 1000 ms.
  const gain = ((1 - decay) * timeConstant) / 1000;
  return Array.from({ length: targets }, (_, target) => {
    let current = 0;
    return summed(rates, strengths, target * rates.length).map((drive) => {
      current = current * decay + gain * drive;
      return current;
    });
  });
}
