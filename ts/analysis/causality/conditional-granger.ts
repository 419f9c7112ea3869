// Whether the past of a signal helps to predict another one, given the past of all others.
import { checkArgument, checkLength, checkOptions, refuse } from "../../arguments/check.ts";
import { finite, listOf, numbers, optional, wholeFrom } from "../../arguments/kinds.ts";
import { leveneTest } from "../samples/levene.ts";
import { mean, standardDeviation } from "../samples/moments.ts";
import { addPasts, invert, type LaggedRegression, laggedRegression } from "./lagged-regression.ts";

/** Options of {@link conditionalGranger}. */
export interface GrangerOptions {
  /** Samples of the past; default 25. */
  readonly order?: number;
}

/** What each source adds to the prediction of a target. */
export interface GrangerCausality {
  /**
   * By source: logarithm of the residual variance without its past over that with it, 0 or more; NaN for a source that
   * does not vary, and for all where the pasts of some depend on each other or the target does not vary.
   */
  readonly strengths: Float64Array;
  /** Of Levene's test that both residuals spread alike; NaN where there is no strength. */
  readonly pValues: Float64Array;
}

const call = "conditionalGranger";

/** What round-off leaves of a constant signal, relative to its mean. */
const roundOff = 1e-13;

/** Mean 0 and deviation 1, which changes no strength; nothing for a signal that does not vary. */
function standardised(signal: ArrayLike<number>): Float64Array | undefined {
  const [centre, deviation] = [mean(signal), standardDeviation(signal)];
  if (!(deviation > roundOff * Math.abs(centre))) return undefined;
  return Float64Array.from(signal, (value) => (value - centre) / deviation);
}

const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

/**
 * The residuals of the fit without one signal. With S the inverse of the normal equations and b the coefficients of the
 * signal, leaving it out changes all coefficients by -S_b S_bb^-1 b.
 */
function residualsWithout(
  { coefficients, inverse, residuals }: LaggedRegression,
  signals: readonly Float64Array[],
  left: number,
  order: number,
): Float64Array {
  const size = coefficients.length;
  const first = 1 + left * order;
  const block = Float64Array.from(
    { length: order * order },
    (_, cell) => inverse[(first + Math.floor(cell / order)) * size + first + (cell % order)] as number,
  );
  invert(block, order);
  const weights = Float64Array.from({ length: order }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < order; column++)
      sum += (block[row * order + column] as number) * (coefficients[first + column] as number);
    return sum;
  });
  const change = coefficients.map((_, row) =>
    weights.reduce(
      (sum, weight, column) => sum + weight * (inverse[row * size + first + column] as number),
      0,
    ),
  );
  const reduced = residuals.slice();
  addPasts(reduced, signals, change, order);
  return reduced;
}

/** A sample that is not finite would take its signal, and with it a cause of others, out of all fits. */
function checkSamples(signal: ArrayLike<number>, parameter: string): void {
  for (let sample = 0; sample < signal.length; sample++)
    finite(signal[sample], { call, parameter: `${parameter}[${sample}]` });
}

function checkSignals(target: ArrayLike<number>, sources: readonly ArrayLike<number>[], order: number): void {
  checkSamples(target, "target");
  for (const [index, source] of sources.entries()) {
    checkLength(source, target.length, call, `sources[${index}]`);
    checkSamples(source, `sources[${index}]`);
  }
  const unknowns = 1 + (1 + sources.length) * order;
  if (target.length - order <= unknowns)
    refuse(
      target,
      `more than ${unknowns + order} samples for ${sources.length} sources and order ${order}`,
      { call, parameter: "target" },
      "E_SHAPE",
    );
}

/**
 * Conditional Granger causality in the time domain (Geweke 1984): a target is predicted by least squares from a
 * constant, its own past and that of all sources, and once more without each source; the strength of a source is the
 * logarithm of the ratio of the residual variances. Whether it is more than chance tells Levene's test on the
 * residuals, as in Schmidt et al. (2018), who take rates in bins of 1 ms and 25 of them.
 *
 * @param target the signal that is predicted; it must not be among the sources
 * @param sources signals of equal length, such as the rates of all populations that project to the target
 * @throws CajalError when signals differ in length or are not finite, there are not more samples than coefficients, or
 *   the order is no whole number from 1 on
 * @example
 * const { strengths, pValues } = conditionalGranger(rateOfV2, [rateOfV1, rateOfFEF], { order: 25 });
 */
export function conditionalGranger(
  target: ArrayLike<number>,
  sources: readonly ArrayLike<number>[],
  options: GrangerOptions = {},
): GrangerCausality {
  checkArgument(target, call, "target", numbers);
  checkArgument(sources, call, "sources", listOf(numbers));
  checkOptions(options, call, { order: optional(wholeFrom(1)) });
  const { order = 25 } = options;
  checkSignals(target, sources, order);
  const strengths = new Float64Array(sources.length).fill(Number.NaN);
  const pValues = strengths.slice();
  const own = standardised(target);
  const scaled = sources.map(standardised);
  const varying = [...scaled.keys()].filter((index) => scaled[index]);
  const signals = own ? [own, ...varying.map((index) => scaled[index] as Float64Array)] : [];
  const fit = own && laggedRegression(signals, order);
  if (!fit) return { strengths, pValues };
  const remaining = squares(fit.residuals);
  for (const [place, index] of varying.entries()) {
    const reduced = residualsWithout(fit, signals, place + 1, order);
    strengths[index] = Math.max(0, Math.log(squares(reduced) / remaining));
    pValues[index] = leveneTest(fit.residuals, reduced).pValue;
  }
  return { strengths, pValues };
}
