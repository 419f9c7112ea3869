// The numbers of the microcircuit that follow from its constants: synapses, weights, currents, scaling.
import { checkArgument } from "../arguments/check.ts";
import { below, finite, oneOf, wholeFrom } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { optionsOf } from "../network/values/fields.ts";
import {
  backgroundParameters as background,
  connectionProbabilities,
  neuronParameters as neuron,
  populationLabels,
  populationSizes,
  synapseParameters as synapse,
  thalamicParameters as thalamic,
} from "./microcircuit-parameters.ts";
import {
  type MicrocircuitVariant,
  type MicrocircuitVariantName,
  microcircuitVariants,
} from "./microcircuit-variants.ts";

/** Form and size of a microcircuit. */
export interface MicrocircuitScale {
  /** Which publication it follows; default: that of Potjans & Diesmann (2014). */
  readonly variant?: MicrocircuitVariantName;
  /** Factor on the numbers of neurons; default 1. */
  readonly scale?: number;
  /** Factor on the numbers of synapses per neuron; default: `scale`. */
  readonly indegreeScale?: number;
}

/** The numbers of a microcircuit of some size. Rows of matrices are targets, columns sources. */
export interface MicrocircuitTables {
  readonly labels: readonly string[];
  readonly sizes: readonly number[];
  /** Synapses of each projection. */
  readonly synapses: readonly (readonly number[])[];
  /** Synapses per target neuron. */
  readonly indegrees: readonly (readonly number[])[];
  /** Mean weight [pA]. */
  readonly weights: readonly (readonly number[])[];
  /** External synapses per neuron, their weight [pA], and rate per neuron [1/s]. */
  readonly externalIndegrees: readonly number[];
  readonly externalWeight: number;
  readonly externalRates: readonly number[];
  /** Constant current that equals the mean of the background of the full-size model [pA]. */
  readonly backgroundCurrents: readonly number[];
  /** Constant current for the recurrent and the external mean input that scaling has removed [pA]. */
  readonly recurrentCompensation: readonly number[];
  readonly externalCompensation: readonly number[];
  /** Thalamic synapses onto each population, and their mean weight [pA]. */
  readonly thalamicSynapses: readonly number[];
  readonly thalamicWeight: number;
  /** Standard deviation of delays relative to their mean. */
  readonly relativeDelayDeviation: number;
}

/**
 * Weight [pA] of an exponential current whose postsynaptic potential peaks at `potential` [mV], for the neurons
 * of the model (PD14 table 4; the peak of the double exponential response, solved for the current).
 *
 * @example potentialToCurrent(0.15); // 87.8 pA
 */
export function potentialToCurrent(potential: number): number {
  checkArgument(potential, "potentialToCurrent", "potential", finite);
  const { tau_m, tau_syn_ex: tau_s, C_m } = neuron;
  const ratio = tau_m / tau_s;
  const rise = ratio ** (tau_m / (tau_s - tau_m)) - ratio ** (tau_s / (tau_s - tau_m));
  return potential / (((tau_m * tau_s) / (C_m * (tau_s - tau_m))) * rise);
}

/**
 * Synapses between two groups of neurons that give the connection probability when both ends of each synapse
 * are drawn independently: ln(1 - p) / ln(1 - 1 / (sources targets)); PD14 equation 1. Not rounded.
 *
 * @example synapseNumber(0.1, 1000, 500); // 52680
 */
export function synapseNumber(probability: number, sources: number, targets: number): number {
  checkArgument(probability, "synapseNumber", "probability", below(0, 1));
  checkArgument(sources, "synapseNumber", "sources", wholeFrom(1));
  checkArgument(targets, "synapseNumber", "targets", wholeFrom(1));
  return Math.log1p(-probability) / Math.log1p(-1 / (sources * targets));
}

function variantOf(name: MicrocircuitVariantName): MicrocircuitVariant {
  checkArgument(name, "microcircuit", "variant", oneOf(Object.keys(microcircuitVariants)));
  return microcircuitVariants[name];
}

function checkScale(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0 && value <= 10) return;
  const allowed = "above 0, at most 10";
  fail("E_PARAM_RANGE", {
    call: "microcircuit",
    must: `${name} must be ${allowed}`,
    parameter: name,
    value,
    allowed,
  });
}

/**
 * Computes the numbers of a microcircuit. Synapse numbers are scaled with neurons and in-degrees, weights grow
 * with 1 / sqrt(indegreeScale) to keep the variance of the input, and constant currents replace its lost mean,
 * which keeps rates and irregularity near those of the full model (vA15).
 *
 * @throws CajalError `E_PARAM_RANGE` for a scale that is not above 0 and at most 10, `E_UNKNOWN_NAME` for a variant
 * that there is not, `E_UNKNOWN_PARAM` for another option.
 * @example
 * microcircuitTables().synapses[0][2]; // L4E to L23E: 20253647
 */
export function microcircuitTables(options: MicrocircuitScale = {}): MicrocircuitTables {
  optionsOf(options, ["variant", "scale", "indegreeScale"], "microcircuitTables");
  return tablesOf(options);
}

/** The same of the checked options of a microcircuit. */
export function tablesOf(options: MicrocircuitScale): MicrocircuitTables {
  const { scale = 1, indegreeScale = scale } = options;
  const variant = variantOf(options.variant ?? "published");
  checkScale("scale", scale);
  checkScale("indegreeScale", indegreeScale);
  const full = fullNumbers(variant);
  const growth = 1 / Math.sqrt(indegreeScale);
  const weight = potentialToCurrent(synapse.potential);
  const synapses = full.synapses.map((row) =>
    row.map((number) => Math.round(number * scale * indegreeScale)),
  );
  const sizes = populationSizes.map((size) => Math.max(1, Math.round(size * scale)));
  const externalIndegrees = variant.externalIndegrees.map((number) => Math.round(number * indegreeScale));
  // [pA] of mean current per (pA of weight and 1/s of input): an exponential current holds tau_syn times its peak.
  const charge = neuron.tau_syn_ex / 1000;
  const lost = 1 - Math.sqrt(indegreeScale);
  const external = variant.externalIndegrees.map((number) => number * background.rate * weight * charge);
  const recurrent = full.synapses.map((row, target) =>
    row.reduce((sum, number, source) => {
      const indegree = number / (populationSizes[target] as number);
      return sum + indegree * meanWeight(target, source) * (variant.fullSizeRates[source] as number) * charge;
    }, 0),
  );
  return {
    labels: populationLabels,
    sizes,
    synapses,
    indegrees: synapses.map((row, target) => row.map((number) => number / (sizes[target] as number))),
    weights: full.synapses.map((row, target) => row.map((_, source) => meanWeight(target, source) * growth)),
    externalIndegrees,
    externalWeight: weight * growth,
    externalRates: externalIndegrees.map((number) => number * background.rate),
    backgroundCurrents: external,
    recurrentCompensation: recurrent.map((current) => lost * current),
    externalCompensation: external.map((current) => lost * current),
    thalamicSynapses: full.thalamic.map((number) => Math.round(number * scale * indegreeScale)),
    thalamicWeight: weight * growth,
    relativeDelayDeviation: variant.relativeDelayDeviation,
  };
}

/** Synapse numbers of the full-size model, not rounded. */
function fullNumbers({ indegrees }: MicrocircuitVariant): { synapses: number[][]; thalamic: number[] } {
  const synapses = connectionProbabilities.map((row, target) =>
    row.map((p, source) =>
      synapseNumber(p, populationSizes[source] as number, populationSizes[target] as number),
    ),
  );
  for (const { source, target, indegree } of indegrees) {
    const row = populationLabels.indexOf(target);
    (synapses[row] as number[])[populationLabels.indexOf(source)] =
      indegree * (populationSizes[row] as number);
  }
  return {
    synapses,
    thalamic: thalamic.probabilities.map((p, target) =>
      synapseNumber(p, thalamic.size, populationSizes[target] as number),
    ),
  };
}

/** Mean weight of a projection in the full-size model [pA]. */
function meanWeight(target: number, source: number): number {
  const weight = potentialToCurrent(synapse.potential);
  if (source % 2 === 1) return weight * synapse.relativeInhibition;
  const upward = populationLabels[target] === "L23E" && populationLabels[source] === "L4E";
  return upward ? weight * synapse.upwardFactor : weight;
}
