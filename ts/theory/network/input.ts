// The input of populations in theory: its mean and variance are linear in the rates of their sources.

/** The input of each population, as potentials above the resting one [mV]. */
export interface Input {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** What mean [mV] and variance [mV^2] of each target's input get from each source's rate [1/s], and from outside. */
export interface InputFactors {
  /** [target * P + source] */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** [target] */
  readonly externalMean: Float64Array;
  readonly externalVariance: Float64Array;
}

/** The input at given rates. */
export function inputOf(
  { mean, variance, externalMean, externalVariance }: InputFactors,
  rates: Float64Array,
): Input {
  const count = rates.length;
  const means = externalMean.slice();
  const deviations = externalVariance.slice();
  for (let target = 0; target < count; target++) {
    for (let source = 0; source < count; source++) {
      const rate = rates[source] as number;
      (means[target] as number) += (mean[target * count + source] as number) * rate;
      (deviations[target] as number) += (variance[target * count + source] as number) * rate;
    }
    deviations[target] = Math.sqrt(Math.max(0, deviations[target] as number));
  }
  return { means, deviations };
}
