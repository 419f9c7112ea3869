// Synapses between the populations of one area.
import { log, log1p } from "../../elementary.ts";
import { meanFromCentre, meanInDisk } from "./connection-range.ts";
import { type PerPopulation, populationCount } from "./layers.ts";
import type { Measurements } from "./measurements.ts";
import { exists } from "./population-sizes.ts";
import { mean, sum } from "./sums.ts";

type Circuit = Measurements["circuit"];

// From this surface on [mm^2] the published network is computed with logarithms of 1 + x.
const largeSurface = 100;

/** Synapses between two populations, from the probability that two of their neurons have at least one. */
function synapseNumber(probability: number, pairs: number, surface: number): number {
  if (probability === 0) return 0;
  // Both as published. 1 / pairs is down to 1e-13, of which the rounding of 1 - 1 / pairs takes or adds up to 2e-4: the
  // published network has this in areas below 100 mm^2.
  const synapses =
    surface < largeSurface
      ? log(1 - probability) / log(1 - 1 / pairs)
      : log1p(probability) / log1p(1 / pairs);
  return Math.round(synapses);
}

/**
 * In-degrees of the microcircuit of Potjans & Diesmann (2014) on another surface, [target * 8 + source]: its
 * probabilities in proportion to the mean over the disk, its neurons in proportion to the surface.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, local connectivity: K = ln(1 - c) / ln(1 - 1 / (N_i N_j)) / N_i,
 * with N of the whole surface.
 *
 * @param surface [mm^2]
 */
export function circuitInDegrees({ sizes, probabilities }: Circuit, surface: number): Float64Array {
  const ratio = meanInDisk(surface) / meanFromCentre;
  return probabilities.map((probability, at) => {
    const [target, source] = [Math.floor(at / populationCount), at % populationCount];
    const [targets, sources] = [sizes[target] as number, sizes[source] as number];
    const pairs = targets * sources * surface ** 2;
    return synapseNumber(probability * ratio, pairs, surface) / (targets * surface);
  });
}

/**
 * The share of all synapses of an area's neurons that comes from under the same square millimetre: the intrinsic FLN
 * of whole areas, in the proportion in which in-degrees of the patch and of the whole area stand, averaged over the
 * pairs of populations that connect.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, local connectivity.
 */
export function localShare(intrinsicFln: number, patch: Float64Array, whole: Float64Array): number {
  const ratios = [...patch].flatMap((inDegree, at) =>
    (whole[at] as number) > 0 ? [inDegree / (whole[at] as number)] : [],
  );
  return intrinsicFln * mean(ratios);
}

/**
 * Synapses within 1 mm^2 of an area, [target * 8 + source]. Relative in-degrees are those of the microcircuit; one
 * factor per area brings their sum to the local share of all synapses. It counts sources that the area does not have.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, local connectivity: c_A = FLN rho_syn D / sum K'_ij N_i.
 *
 * @param patch in-degrees of the microcircuit on 1 mm^2
 * @param synapses of the area, from all sources [1/mm^2]
 * @param share that is local
 */
export function localSynapses(
  patch: Float64Array,
  sizes: PerPopulation,
  synapses: number,
  share: number,
): Float64Array {
  const targetOf = (at: number): number => Math.floor(at / populationCount);
  const counts = patch.map((inDegree, at) => inDegree * (sizes[targetOf(at)] as number));
  const factor = (share * synapses) / sum(counts);
  return counts.map((count, at) => (exists(sizes, at % populationCount) ? count * factor : 0));
}
