// The input that areas have from others, in place of these: Poisson trains, or currents.
import type { Connectome } from "./connectome.ts";
import type { MultiAreaSize, RateCourse } from "./options.ts";
import { neuronParameters } from "./parameters.ts";

/** Poisson trains onto each neuron of a population: all replaced sources of one weight together. */
export interface ReplacedTrains {
  /** Index of the population. */
  readonly target: number;
  /** [pA] */
  readonly weight: number;
  /** [1/s] */
  readonly rate: number;
}

/** A current into each neuron of a population. */
export interface ReplacedCurrent {
  readonly target: number;
  /** In each interval [pA]. */
  readonly amplitudes: Float64Array;
}

/** Which populations are simulated, and which pairs of populations have their synapses. */
export interface Selection {
  /** Per population. */
  readonly simulated: readonly boolean[];
  /** Whether input from a source is replaced; both are indices, the target is simulated. */
  readonly replaces: (target: number, source: number) => boolean;
  /** Whether any input is. */
  readonly replacesAny: boolean;
}

/** What checked options select. */
export function selectionOf(
  { areas, populations }: Connectome,
  { areas: chosen, replaceInterArea = false }: MultiAreaSize,
): Selection {
  const names = populations.map(({ area }) => areas[area]?.name as string);
  const simulated = names.map((name) => !chosen || chosen.includes(name));
  const replaces = (target: number, source: number): boolean =>
    !simulated[source] || (replaceInterArea && names[target] !== names[source]);
  return { simulated, replaces, replacesAny: replaceInterArea || simulated.includes(false) };
}

/** Synapses per neuron, and their weights [pA], as the network has them. */
interface Synapses {
  readonly inDegrees: Float64Array;
  readonly weights: Float64Array;
}

/** Every replaced pair that has synapses. */
function* replacedPairs({ simulated, replaces }: Selection, { inDegrees, weights }: Synapses) {
  const count = simulated.length;
  for (let target = 0; target < count; target++) {
    if (!simulated[target]) continue;
    for (let source = 0; source < count; source++) {
      const indegree = inDegrees[target * count + source] as number;
      if (indegree > 0 && replaces(target, source))
        yield { target, source, indegree, weight: weights[target * count + source] as number };
    }
  }
}

/** The trains that stand for replaced sources, at the rate of each [1/s]. */
export function replacedTrains(
  selection: Selection,
  synapses: Synapses,
  rateOf: (source: number) => number,
): ReplacedTrains[] {
  const merged = new Map<string, ReplacedTrains>();
  for (const { target, source, indegree, weight } of replacedPairs(selection, synapses)) {
    const key = `${target} ${weight}`;
    const rate = (merged.get(key)?.rate ?? 0) + indegree * rateOf(source);
    if (rate > 0 && weight !== 0) merged.set(key, { target, weight, rate });
  }
  return [...merged.values()];
}

// [pA] of mean current per (pA of weight and 1/s of input): an exponential current holds tau_syn times its peak.
const charge = neuronParameters.tau_syn_ex / 1000;

/** The mean currents that stand for replaced sources whose rates change. */
export function replacedCurrents(
  selection: Selection,
  synapses: Synapses,
  { rates }: RateCourse,
): ReplacedCurrent[] {
  const length = Math.max(...rates.map((course) => course.length));
  const sums = new Map<number, Float64Array>();
  for (const { target, source, indegree, weight } of replacedPairs(selection, synapses)) {
    const sum = sums.get(target) ?? new Float64Array(length);
    const course = rates[source] as ArrayLike<number>;
    for (let interval = 0; interval < course.length; interval++)
      (sum[interval] as number) += indegree * weight * charge * (course[interval] as number);
    sums.set(target, sum);
  }
  return [...sums].map(([target, amplitudes]) => ({ target, amplitudes }));
}
