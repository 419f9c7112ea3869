// How areas answer to pulses into one of them: their rates and spikes beside those of the same network without.
import { quantiles, signalCorrelation, sortedFinite, uniforms } from "../../../analysis/index.ts";
import type { Connectome } from "../../../networks/index.ts";
import type { AreaCourses } from "./activity.ts";
import type { Pulse } from "./pulse.ts";

/** The answer of one area. */
export interface AreaResponse {
  readonly area: string;
  /** From the area of the pulse [mm], and the place in the cortical hierarchy, 0 to 1, NaN where it is not known. */
  readonly distance: number;
  readonly hierarchy: number;
  /** After the first pulse, until a spike differs from those without it [ms]; NaN where none does. */
  readonly firstChange: number;
  /** After the pulses, until the mean change of the rate is beyond chance [ms]; NaN where it never is. */
  readonly latency: number;
  /** Largest change of the rate [1/s], and the begin of its bin after the pulses [ms]; NaN without a latency. */
  readonly peak: number;
  readonly peakLatency: number;
  /** Change of the rate around the pulses, mean over these [1/s]; bins of `bin` ms from `before` ms before them. */
  readonly course: Float64Array;
}

/** The answers of all areas. */
export interface PulseResponses {
  readonly pulse: Pulse;
  /** In the order in which the pulse reaches them. */
  readonly areas: readonly AreaResponse[];
  /** Correlations over areas but the excited one of the first change with distance and hierarchy. */
  readonly withDistance: number;
  readonly withHierarchy: number;
}

/** Bins of the courses, and their begin before the pulses [ms]. */
export const bin = 2;
export const before = 20;

// Draws of chance for each area, and the part of them that an answer must exceed anywhere in its window.
const draws = 400;
const significance = 0.99;

/** Mean over places of a rate in bins of 1 ms, in coarser bins that begin `from` bins after each place. */
function around(
  rate: ArrayLike<number>,
  places: readonly number[],
  from: number,
  count: number,
): Float64Array {
  const length = rate.length;
  return Float64Array.from({ length: count }, (_, index) => {
    let sum = 0;
    for (const place of places)
      for (let k = 0; k < bin; k++) {
        const at = (place + from + index * bin + k) % length;
        sum += rate[at < 0 ? at + length : at] as number;
      }
    return sum / (bin * places.length);
  });
}

const minus = (one: Float64Array, other: Float64Array): Float64Array =>
  one.map((value, index) => value - (other[index] as number));

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * What the largest change in the window stays below by chance: differences of the control from itself, each side at
 * places moved by a random time, as two runs differ that have lost sight of each other.
 */
function chanceOf(control: Float64Array, places: readonly number[], count: number): number {
  const random = uniforms(1);
  const moved = (): Float64Array => {
    const shift = Math.floor(random() * control.length);
    return around(
      control,
      places.map((place) => place + shift),
      0,
      count,
    );
  };
  const most = Float64Array.from({ length: draws }, () => largest(minus(moved(), moved())));
  return quantiles(sortedFinite(most), [significance])[0] as number;
}

/** The first time at which two ascending lists of times differ; NaN where they do not. */
export function firstDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  for (let k = 0; k < Math.max(one.length, other.length); k++)
    if (one[k] !== other[k]) return Math.min(...[one[k], other[k]].filter((time) => time !== undefined));
  return Number.NaN;
}

/** The answer of an area's rate; both in bins of 1 ms. */
function answerOf(pulsed: Float64Array, control: Float64Array, places: readonly number[], window: number) {
  const count = Math.floor(window / bin);
  const course = minus(
    around(pulsed, places, -before, before / bin + count),
    around(control, places, -before, before / bin + count),
  );
  const answer = course.subarray(before / bin);
  const limit = chanceOf(control, places, count);
  const begin = answer.findIndex((value) => Math.abs(value) > limit);
  if (begin < 0) return { course, latency: Number.NaN, peak: Number.NaN, peakLatency: Number.NaN };
  const place = answer.reduce(
    (best, value, index) => (Math.abs(value) > Math.abs(answer[best] as number) ? index : best),
    0,
  );
  return { course, latency: begin * bin, peak: answer[place] as number, peakLatency: place * bin };
}

const correlated = (areas: readonly AreaResponse[], of: (area: AreaResponse) => number): number => {
  const known = areas.filter((area) => Number.isFinite(area.firstChange) && Number.isFinite(of(area)));
  if (known.length < 3) return Number.NaN;
  return signalCorrelation([known.map(({ firstChange }) => firstChange), known.map(of)]).values[1] as number;
};

/** Measures the answers of all areas in a run with pulses beside one without. */
export function pulseResponses(
  pulse: Pulse,
  connectome: Pick<Connectome, "areas" | "distances">,
  pulsed: AreaCourses,
  control: AreaCourses,
): PulseResponses {
  const { areas: known, distances } = connectome;
  const places = pulse.onsets.map((onset) => Math.round(onset - pulsed.tStart));
  const indexOf = (area: string): number => known.findIndex(({ name }) => name === area);
  const first = pulse.onsets[0] as number;
  const areas = pulsed.areas.map(({ name, rate }, row): AreaResponse => {
    const index = indexOf(name);
    return {
      area: name,
      distance: distances[index * known.length + indexOf(pulse.area)] as number,
      hierarchy: known[index]?.hierarchy as number,
      // Times are on the grid of steps, of 1 ns or more; their difference is not.
      firstChange: Number((firstDifference(pulsed.timesOf(name), control.timesOf(name)) - first).toFixed(6)),
      ...answerOf(rate, control.areas[row]?.rate as Float64Array, places, pulse.window),
    };
  });
  const late = ({ firstChange }: AreaResponse): number =>
    Number.isNaN(firstChange) ? Number.MAX_VALUE : firstChange;
  const others = areas.filter(({ area }) => area !== pulse.area);
  return {
    pulse,
    areas: [...areas].sort((one, other) => late(one) - late(other) || one.distance - other.distance),
    withDistance: correlated(others, ({ distance }) => distance),
    withHierarchy: correlated(others, ({ hierarchy }) => hierarchy),
  };
}
