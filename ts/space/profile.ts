import { checkArgument, checkOptions, refuse } from "../arguments/check.ts";
import { numbers, positive, wholeFrom, withParts } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { type Placed, shareSpace, wayAlong } from "./placed.ts";

/** Synapses by the positions of their neurons within the sources and the targets. */
export interface ProfileSynapses {
  readonly source: ArrayLike<number>;
  readonly target: ArrayLike<number>;
}

/** Where and how finely {@link distanceProfile} counts. */
export interface ProfileOptions {
  /** The largest distance. */
  readonly range: number;
  /** The number of bins up to there. */
  readonly bins: number;
}

/** How often pairs are connected, by their distance. */
export interface DistanceProfile {
  /** The middle of each bin. */
  readonly distances: Float64Array;
  /** Synapses per pair; not a number where no pair is. */
  readonly probability: Float64Array;
  /** Pairs of a source and a target. */
  readonly pairs: Float64Array;
  readonly synapses: Float64Array;
}

const call = "distanceProfile";
const ofPlaced = withParts({ dimensions: wholeFrom(1), periods: numbers, coordinates: numbers });

/**
 * Synapses and pairs at each distance, over periodic edges the shortest one. All pairs are looked at.
 *
 * @throws CajalError E_POSITIONS if sources and targets lie in different spaces; E_INDEX, E_PARAM_POSITIVE,
 * E_PARAM_RANGE, E_TYPE, E_UNKNOWN_PARAM
 * @example
 * const columns = sim.weights(recurrent);
 * if (E.positions) distanceProfile(E.positions, E.positions, columns, { range: 1, bins: 20 }).probability;
 */
export function distanceProfile(
  sources: Placed,
  targets: Placed,
  { source, target }: ProfileSynapses,
  options: ProfileOptions,
): DistanceProfile {
  checkArgument(sources, call, "sources", ofPlaced);
  checkArgument(targets, call, "targets", ofPlaced);
  checkArgument(source, call, "source", numbers);
  checkArgument(target, call, "target", numbers);
  checkOptions(options, call, { range: positive, bins: wholeFrom(1) });
  if (!shareSpace(sources, targets))
    fail("E_POSITIONS", {
      call,
      parameter: "targets",
      allowed: "the dimensions and periods of the sources",
      must: "targets must lie in the space of the sources",
    });
  if (target.length !== source.length)
    refuse(target.length, `${source.length} targets`, { call, parameter: "target" }, "E_SHAPE");
  const { dimensions, periods } = sources;
  const { range, bins } = options;
  const [n, m] = [sources.coordinates.length / dimensions, targets.coordinates.length / dimensions];
  const binOf = (i: number, k: number): number => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) {
      const [from, to] = [sources.coordinates[i * dimensions + d], targets.coordinates[k * dimensions + d]];
      const way = wayAlong(from as number, to as number, periods[d] as number);
      sum += way * way;
    }
    return Math.floor((Math.sqrt(sum) / range) * bins);
  };
  const [pairs, synapses] = [new Float64Array(bins), new Float64Array(bins)];
  for (let i = 0; i < n; i++)
    for (let k = 0; k < m; k++) {
      const bin = binOf(i, k);
      if (bin < bins) pairs[bin] = (pairs[bin] as number) + 1;
    }
  const inside = (value: number, count: number, parameter: string): void => {
    if (!(Number.isInteger(value) && value >= 0 && value < count))
      refuse(value, `a position below ${count}`, { call, parameter }, "E_INDEX");
  };
  for (let k = 0; k < source.length; k++) {
    const [i, j] = [source[k] as number, target[k] as number];
    inside(i, n, `source[${k}]`);
    inside(j, m, `target[${k}]`);
    const bin = binOf(i, j);
    if (bin < bins) synapses[bin] = (synapses[bin] as number) + 1;
  }
  return {
    distances: Float64Array.from({ length: bins }, (_, bin) => ((bin + 0.5) * range) / bins),
    probability: synapses.map((count, bin) => count / (pairs[bin] as number)),
    pairs,
    synapses,
  };
}
