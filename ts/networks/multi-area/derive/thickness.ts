// How thick cortex and its layers are.
import { log10 } from "../../elementary.ts";
import type { Densities } from "./densities.ts";
import { type Depth, depths } from "./layers.ts";
import { fitLine, type Line, onLine } from "./line.ts";
import { type LayerStudy, lacking, type Measurements } from "./measurements.ts";
import { mean, sum } from "./sums.ts";

/** [mm] */
export type Thicknesses = Readonly<Record<Depth | "total", number>>;

type Fractions = Record<Depth, number>;

const millimetre = 1000; // [um]

const logDensity = (densities: ReadonlyMap<string, Densities>, area: string): number =>
  log10((densities.get(area) as Densities).overall);

/** The line through what was measured in some areas, over the logarithm of their overall density. */
function overDensity(
  values: ReadonlyMap<string, number>,
  densities: ReadonlyMap<string, Densities>,
  what: string,
  file: string,
): Line {
  const points = [...values].map(([area, value]) => [logDensity(densities, area), value] as const);
  if (new Set(points.map(([x]) => x)).size < 2)
    throw lacking(file, `${what} of at least two areas of unlike density`);
  return fitLine(points);
}

/** A layer that is missing takes no part of cortex, even where its whole thickness is not known. */
const fractionIn = (study: LayerStudy, depth: Depth): number =>
  study[depth] === 0 ? 0 : study[depth] / study.total;

/** Mean over those studies that say; NaN if none does. */
const fractionOf = (studies: readonly LayerStudy[], depth: Depth): number =>
  mean(studies.map((study) => fractionIn(study, depth)).filter(Number.isFinite));

/** What the studies say, and what stands in for what they do not. */
function completed(
  fractions: ReadonlyMap<string, Fractions>,
  densities: ReadonlyMap<string, Densities>,
  file: string,
): ReadonlyMap<string, Fractions> {
  const known = (depth: Depth): [string, number][] =>
    [...fractions].flatMap(([area, { [depth]: value }]) => (Number.isFinite(value) ? [[area, value]] : []));
  const standIn = (depth: Depth): ((area: string) => number) => {
    const measured = known(depth);
    if (measured.length === fractions.size) return () => Number.NaN;
    if (depth === "4") {
      const line = overDensity(new Map(measured), densities, "thickness of layer 4", file);
      return (area) => onLine(line, logDensity(densities, area));
    }
    if (measured.length === 0) throw lacking(file, `thickness of layer ${depth} in any area`);
    const average = mean(measured.map(([, value]) => value));
    return () => average;
  };
  const standIns = depths.map((depth) => [depth, standIn(depth)] as const);
  return new Map(
    [...fractions].map(([area, found]) => {
      const whole = { ...found };
      for (const [depth, value] of standIns) if (!Number.isFinite(whole[depth])) whole[depth] = value(area);
      return [area, whole];
    }),
  );
}

/**
 * Thickness of cortex and of its layers in all areas. The total is measured, or lies on the straight line over the
 * logarithm of the overall density. The share of a layer is the mean over studies; where there is none, that of layer 4
 * lies on a line as well, and those of the others are means over areas. The five shares are then made to sum to 1.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, population sizes.
 *
 * @throws CajalError E_IO where the tables do not suffice
 */
export function layerThicknesses(
  { areas, thicknesses, layerStudies, file }: Measurements,
  densities: ReadonlyMap<string, Densities>,
): ReadonlyMap<string, Thicknesses> {
  const measured = new Map(
    areas.flatMap((area) => (thicknesses.has(area) ? [[area, thicknesses.get(area) as number]] : [])),
  );
  const line =
    measured.size < areas.length ? overDensity(measured, densities, "thickness of cortex", file) : undefined;
  const fractions = new Map(
    areas.map((area) => {
      const studies = layerStudies.get(area) ?? [];
      const of = depths.map((depth) => [depth, fractionOf(studies, depth)] as const);
      return [area, Object.fromEntries(of) as Fractions];
    }),
  );
  return new Map(
    [...completed(fractions, densities, file)].map(([area, shares]) => {
      const total = (measured.get(area) ?? onLine(line as Line, logDensity(densities, area))) / millimetre;
      const whole = sum(Object.values(shares));
      const thick = depths.map((depth) => [depth, (total * shares[depth]) / whole] as const);
      return [area, { ...(Object.fromEntries(thick) as Fractions), total }];
    }),
  );
}
