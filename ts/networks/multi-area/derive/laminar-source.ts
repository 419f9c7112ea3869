// From which layers of a source area its synapses onto another area come.

import erfc from "@stdlib/math-base-special-erfc";
import { log } from "../../elementary.ts";
import type { Densities } from "./densities.ts";
import { type PerPopulation, populationCount, populationIndex } from "./layers.ts";
import type { Measurements, Pattern } from "./measurements.ts";
import { type ByPair, inModel, overInjections } from "./tracers.ts";

/**
 * The share of labelled neurons above layer 4 (SLN) over the logarithm of the ratio of densities, target over source: a
 * probit, fitted with a beta-binomial distribution.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, cortico-cortical connectivity.
 */
const probit = { intercept: -0.1516142, slope: -1.53432 };

const normalDistribution = (x: number): number => erfc(-x / Math.SQRT2) / 2;

/** @param target and source: neurons per mm^3 of all layers */
export const expectedSln = (target: number, source: number): number =>
  normalDistribution(probit.intercept + probit.slope * log(target / source));

/** Measured shares of labelled neurons above layer 4. A source in another parcellation counts by overlap and FLN. */
export function measuredSln(measured: Measurements): ByPair {
  const fractions = overInjections(measured.flnInjections);
  const shares = overInjections(measured.slnInjections);
  const weighted = (weight: (share: number) => number): ByPair =>
    inModel(
      new Map(
        [...shares].map(([target, sources]) => [
          target,
          new Map(
            [...sources].map(([source, share]) => [
              source,
              weight(share) * (fractions.get(target)?.get(source) ?? 0),
            ]),
          ),
        ]),
      ),
      measured,
    );
  const above = weighted((share) => share);
  const below = weighted((share) => 1 - share);
  return new Map(
    [...above].map(([target, sources]) => {
      const ratios = [...sources].map(([source, part]) => {
        const rest = below.get(target)?.get(source) as number;
        return [source, part / (part + rest)] as const;
      });
      return [target, new Map(ratios.filter(([, ratio]) => Number.isFinite(ratio)))];
    }),
  );
}

/** The share of a pair of areas: as measured, or else as expected from their densities. */
export const supragranularShare = (
  measured: ByPair,
  target: string,
  source: string,
  densities: ReadonlyMap<string, Densities>,
): number =>
  measured.get(target)?.get(source) ??
  expectedSln((densities.get(target) as Densities).overall, (densities.get(source) as Densities).overall);

/** Layers 1 to 6 of a pattern as exponents of ten; where nothing is known, 0 in layers 1 and 4, else -1. */
const exponents = (pattern: Pattern): number[] =>
  pattern.map((entry, at) => {
    if (entry === "X") return 2;
    if (entry === "?") return at === 0 || at === 3 ? 0 : -1;
    return entry;
  });

const [upper, fifth, sixth] = [populationIndex("23E"), populationIndex("5E"), populationIndex("6E")];

const shares = (of23: number, of5: number, of6: number): PerPopulation => {
  const all = new Float64Array(populationCount);
  for (const [population, share] of [
    [upper, of23],
    [fifth, of5],
    [sixth, of6],
  ] as const)
    all[population] = share;
  return all;
};

/**
 * Shares of the populations of a source area among its synapses onto another one. Only excitatory neurons of layers
 * 2/3, 5 and 6 send axons to other areas. What comes from below layer 4 is shared between layers 5 and 6 by the
 * densities of CoCoMac, or else by numbers of neurons; where CoCoMac has no labelling on one side of layer 4, all
 * comes from the other.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, cortico-cortical connectivity.
 *
 * @param sizes of the populations of the source area
 */
export function originShares(origin: Pattern | null, sln: number, sizes: PerPopulation): PerPopulation {
  if (origin === null) {
    const [n5, n6] = [sizes[fifth] as number, sizes[sixth] as number];
    return shares(sln, ((1 - sln) * n5) / (n5 + n6), ((1 - sln) * n6) / (n5 + n6));
  }
  const labels = exponents(origin);
  const above = labels.slice(0, 3).some((label) => label !== 0);
  const deep = labels.slice(4).map((label) => (label === 0 ? 0 : 10 ** label));
  const [w5, w6] = deep as [number, number];
  if (w5 + w6 === 0) return shares(above ? 1 : 0, 0, 0);
  const below = above ? 1 - sln : 1;
  return shares(above ? sln : 0, (below * w5) / (w5 + w6), (below * w6) / (w5 + w6));
}
