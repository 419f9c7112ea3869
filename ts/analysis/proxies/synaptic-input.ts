// The synaptic current that populations receive, from the rates of all.
import { checkArgument, checkLength, checkOptions, refuse } from "../../arguments/check.ts";
import { listOf, notNegative, numbers, optional, positive } from "../../arguments/kinds.ts";

/** Options of {@link synapticInput}. */
export interface SynapticInputOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** Decay of synaptic currents [ms]. */
  readonly timeConstant: number;
  /** [target * sources + source]: how long spikes take [ms], from 0 on; default: no time. */
  readonly delays?: ArrayLike<number>;
}

const call = "synapticInput";
const ofInput = { interval: positive, timeConstant: positive, delays: optional(listOf(notNegative)) };

/** Adds a rate times its strength, later by some samples; in between on the line from one sample to the next. */
function add(sum: Float64Array, rate: ArrayLike<number>, strength: number, later: number): void {
  const whole = Math.floor(later);
  const part = later - whole;
  let before = 0;
  for (let sample = whole; sample < sum.length; sample++) {
    const now = rate[sample - whole] as number;
    sum[sample] = (sum[sample] as number) + strength * (part === 0 ? now : now + part * (before - now));
    before = now;
  }
}

/**
 * Mean current of exponential synapses onto each target: sum_j W_ij K_ij nu_j(t - d_ij) under exp(-t / timeConstant),
 * exact for rates that are constant over each sample, from rest. With the magnitudes of weights and without delays it
 * is the input that Schmidt et al. (2018) take for functional connectivity. A delay between two samples is shared
 * between them in proportion.
 *
 * @param rates of the sources [1/s]
 * @param strengths [target * sources + source]: weight times in-degree [pA], summed or averaged as one likes
 * @returns the current at the end of each sample [pA], target by target
 * @throws CajalError when rates differ in length, the strengths are no whole rows, there are not as many delays as
 *   strengths, a time is not positive or a delay below 0
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
  checkOptions(options, call, ofInput);
  const { interval, timeConstant, delays } = options;
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
  if (delays) checkLength(delays, strengths.length, call, "delays");
  const decay = Math.exp(-interval / timeConstant);
  // One spike per second brings a charge of weight times time constant, in pA ms, every 1000 ms.
  const gain = ((1 - decay) * timeConstant) / 1000;
  return Array.from({ length: targets }, (_, target) => {
    const sum = new Float64Array(rates[0]?.length ?? 0);
    for (const [source, rate] of rates.entries()) {
      const cell = target * rates.length + source;
      const strength = strengths[cell] as number;
      if (strength !== 0) add(sum, rate, strength, (delays?.[cell] ?? 0) / interval);
    }
    let current = 0;
    return sum.map((drive) => {
      current = current * decay + gain * drive;
      return current;
    });
  });
}
