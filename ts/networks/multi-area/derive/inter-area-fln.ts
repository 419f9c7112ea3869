// Which areas project to which, and what share of a target's synapses each gives.
import { exp, log } from "../../elementary.ts";
import { fitLine, type Line, onLine } from "./line.ts";
import { lacking, type Measurements, type Tract } from "./measurements.ts";
import { type ByPair, inModel, overInjections } from "./tracers.ts";

/** Share of the synapses that come from below cortex (Markov et al. 2011). */
export const subcorticalShare = 0.013;

const unknownLayers: Tract = { origin: null, termination: null };

/** Measured fractions of labelled neurons (FLN) among the areas of the network, without the target itself. */
export function measuredFln(measured: Measurements): ByPair {
  const fractions = inModel(overInjections(measured.flnInjections), measured);
  return new Map(
    [...fractions].map(([target, sources]) => [
      target,
      new Map([...sources].filter(([source]) => source !== target && measured.areas.includes(source))),
    ]),
  );
}

/**
 * All tracts onto the areas of the network: those of CoCoMac, and those in which tracers found labelled neurons. Source
 * areas outside the network stay in.
 */
export function tractsOnto(
  { areas, tracts }: Measurements,
  fractions: ByPair,
): ReadonlyMap<string, ReadonlyMap<string, Tract>> {
  return new Map(
    areas.map((target) => {
      const found = [...(fractions.get(target) ?? [])].filter(([, fraction]) => fraction > 0);
      const sources = new Map(found.map(([source]) => [source, unknownLayers] as const));
      for (const [source, tract] of tracts.get(target) ?? [])
        if (source !== target) sources.set(source, tract);
      return [target, sources];
    }),
  );
}

/** [mm]; NaN where it is not known. */
const distanceOf = ({ distances }: Measurements, target: string, source: string): number =>
  distances.get(target)?.get(source) ?? Number.NaN;

/**
 * The exponential distance rule: ln FLN falls linearly with distance [1/mm], fitted to all measured values above 0.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, cortico-cortical connectivity; the rule is that of Ercsey-Ravasz
 * et al. (2013).
 */
export function distanceRule(measured: Measurements, fractions: ByPair): Line {
  const points = [...fractions].flatMap(([target, sources]) =>
    [...sources].flatMap(([source, fraction]) => {
      const distance = distanceOf(measured, target, source);
      return fraction > 0 && Number.isFinite(distance) ? [[distance, log(fraction)] as const] : [];
    }),
  );
  if (new Set(points.map(([distance]) => distance)).size < 2)
    throw lacking(measured.file, "FLN of at least two pairs of areas at unlike distances");
  return fitLine(points);
}

/** Of one target, by source: measured fractions, and those by distance of tracts that were not measured. */
function completed(
  measured: Measurements,
  target: string,
  fractions: ReadonlyMap<string, number>,
  tracts: ReadonlyMap<string, Tract>,
  rule: Line,
): ReadonlyMap<string, number> {
  const all = new Map(fractions);
  for (const source of tracts.keys()) {
    const distance = distanceOf(measured, target, source);
    if (!all.has(source) && Number.isFinite(distance)) all.set(source, exp(onLine(rule, distance)));
  }
  return all;
}

/**
 * Share of all synapses of a target area that come from each source area. Together with those from the area itself,
 * from below cortex, and from areas outside the network they sum to 1.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, cortico-cortical connectivity; data of Markov et al. (2014),
 * tracts of CoCoMac (Bakker et al. 2012).
 */
export function interAreaShares(
  measured: Measurements,
  fractions: ByPair,
  tracts: ReadonlyMap<string, ReadonlyMap<string, Tract>>,
): ByPair {
  const rule = distanceRule(measured, fractions);
  const corticocortical = 1 - measured.intrinsicFln - subcorticalShare;
  return new Map(
    [...tracts].map(([target, ofTarget]) => {
      const found = fractions.get(target) ?? new Map<string, number>();
      const all = [...completed(measured, target, found, ofTarget, rule)];
      const whole = all.reduce((total, [, fraction]) => total + fraction, 0);
      const inNetwork = all.filter(([source, fraction]) => fraction > 0 && measured.areas.includes(source));
      return [
        target,
        new Map(inNetwork.map(([source, fraction]) => [source, (corticocortical * fraction) / whole])),
      ];
    }),
  );
}
