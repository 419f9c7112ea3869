// How far two simulations may lie apart by chance: what runs that differ only in the seed show.
import { incompleteBeta } from "../samples/incomplete-beta.ts";
import { type ComparedMeasure, isSample, runMeans, runsOf, type Side } from "./compared-measures.ts";
import type { PopulationMeasures } from "./population-measures.ts";
import { deviationOf, finiteMean, type Spread, type StoredPopulation } from "./stored-ensemble.ts";

// Two-sided probability of three standard deviations of a normal variable.
const beyondThree = 0.0027;

/**
 * As many standard deviations as make chance exceed them with the probability of three known ones, when the deviation
 * is an estimate with so many degrees of freedom (Student's t): 19 for 2, 4.5 for 7, 3 for very many.
 */
export function deviationsOf(freedom: number): number {
  let [low, high] = [0, 1000];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(freedom / (freedom + middle * middle), freedom / 2, 0.5) > beyondThree) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Spread of distances within sides, of so many runs together; undefined for fewer than two distances. */
export function spreadOf(distances: readonly number[], freedom: number): Spread | undefined {
  const deviation = deviationOf(distances);
  return deviation === undefined ? undefined : { mean: finiteMean(distances), deviation, freedom };
}

/** Spread of an ensemble that was stored; of numbers, two runs differ by 2 / sqrt(pi) deviations in the mean. */
export function storedSpread(
  measure: ComparedMeasure,
  stored: StoredPopulation | undefined,
): Spread | undefined {
  if (isSample(measure) || measure === "bandPower") return stored?.[measure]?.spread;
  const { deviation, runs = 1 } = stored?.[measure] ?? {};
  if (deviation === undefined || runs < 2) return undefined;
  return {
    mean: (2 / Math.sqrt(Math.PI)) * deviation,
    deviation: Math.sqrt(2 - 4 / Math.PI) * deviation,
    freedom: runs - 1,
  };
}

/** Deviation of the mean of so many runs from that of so many others, relative to that of single runs. */
function meansApart(measure: ComparedMeasure, a: number, b: Side): number {
  return Math.sqrt(1 / a + 1 / runsOf(measure, b));
}

/** Largest mean distance that chance explains, with `a` runs on one side. */
export function chanceDistance(measure: ComparedMeasure, spread: Spread, a: number, b: Side): number {
  // The distance to stored quantiles is uncertain by one step of probability.
  const quantiles = isSample(measure) && "stored" in b ? b.stored[measure]?.quantiles : undefined;
  const step = quantiles ? 1 / (quantiles.length - 1) : 0;
  const share = meansApart(measure, a, b) / Math.SQRT2;
  return spread.mean + deviationsOf(spread.freedom) * share * spread.deviation + step;
}

/** Largest difference of the means that chance explains; 0 where nothing shows it. */
export function chanceMeans(
  measure: ComparedMeasure,
  a: readonly PopulationMeasures[],
  b: Side,
  known: StoredPopulation | undefined,
): number {
  const sides = [runMeans(measure, a), "runs" in b ? runMeans(measure, b.runs) : []];
  const freedom = sides.reduce((sum, side) => sum + Math.max(0, side.length - 1), 0);
  const squares = sides.reduce((sum, side) => sum + (side.length - 1) * (deviationOf(side) ?? 0) ** 2, 0);
  const stored = "stored" in b && (b.stored[measure]?.runs ?? 1) > 1 ? b.stored : known;
  const kept = measure === "bandPower" ? undefined : stored?.[measure];
  const apart = meansApart(measure, a.length, b);
  if (freedom > 0) return deviationsOf(freedom) * Math.sqrt(squares / freedom) * apart;
  if (kept?.deviation === undefined || (kept.runs ?? 1) < 2) return 0;
  return deviationsOf((kept.runs as number) - 1) * kept.deviation * apart;
}
