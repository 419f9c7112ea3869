// The activity of all areas of a multi-area run, from its recorded spikes.
import {
  firingRates,
  mean,
  meanCorrelation,
  populationCounts,
  revisedLocalVariation,
  type SpikeSource,
  type Trains,
  toTrains,
  train,
} from "../../../analysis/index.ts";
import type { MultiArea } from "../../../networks/index.ts";
import type { Window } from "../../files/summary.ts";

/** What is measured of a population. */
export interface PopulationActivity {
  /** Mean revised local variation of the neurons that fired; those with fewer than three spikes count 0. */
  readonly localVariation: number;
  /** Mean correlation of spike counts in 1 ms of up to 2000 neurons that fired. */
  readonly correlation: number;
  /** Rate in bins of 1 ms [1/s]. */
  readonly rate: Float64Array;
}

/** What is measured of an area. */
export interface AreaActivity {
  readonly name: string;
  readonly neurons: number;
  /** Rate per neuron in bins of 1 ms [1/s]. */
  readonly rate: Float64Array;
  /** Means over its populations. */
  readonly localVariation: number;
  readonly correlation: number;
}

/** The rates of areas. */
export interface AreaCourses {
  /** Begin of the measured time [ms]. */
  readonly tStart: number;
  readonly areas: readonly Pick<AreaActivity, "name" | "rate">[];
  /** All spike times of an area, ascending [ms]. */
  readonly timesOf: (area: string) => Float64Array;
}

/** Activity of all that was simulated. */
export interface Activity extends AreaCourses {
  /** End of the measured time [ms]. */
  readonly tStop: number;
  /** In the order of the network. */
  readonly populations: readonly PopulationActivity[];
  readonly areas: readonly AreaActivity[];
  /** Rates of all neurons of an area [1/s]. */
  readonly neuronRatesOf: (area: string) => Float64Array;
}

// As in the published analysis: bins of 1 ms, 2000 neurons, 2 ms of refractoriness.
const bin = 1;
const correlated = { size: 2000, seed: 1, active: true };
const refractory = 2;

function localVariationOf(trains: Trains): number {
  const each = revisedLocalVariation(trains, { refractory });
  const fired = each.filter((_, neuron) => train(trains, neuron).length > 0);
  return mean(fired.map((value) => (Number.isNaN(value) ? 0 : value)));
}

const rateOf = (trains: Trains, neurons: number): Float64Array =>
  populationCounts(trains, { bin }).map((count) => (count * 1000) / (bin * neurons));

function populationOf(trains: Trains, neurons: number): PopulationActivity {
  return {
    localVariation: localVariationOf(trains),
    correlation: meanCorrelation(trains, { bin, subsample: correlated }),
    rate: rateOf(trains, neurons),
  };
}

/** Mean of those that are known. */
const meanKnown = (values: readonly number[]): number => mean(values.filter(Number.isFinite));

/** The rate of populations together. */
function pooled(members: readonly { readonly rate: Float64Array; readonly size: number }[]) {
  const neurons = members.reduce((sum, { size }) => sum + size, 0);
  const rate = new Float64Array(members[0]?.rate.length ?? 0);
  for (const member of members)
    for (let sample = 0; sample < rate.length; sample++)
      rate[sample] = (rate[sample] as number) + ((member.rate[sample] as number) * member.size) / neurons;
  return { neurons, rate };
}

function areaOf(
  name: string,
  members: readonly (PopulationActivity & { readonly size: number })[],
): AreaActivity {
  return {
    name,
    ...pooled(members),
    localVariation: meanKnown(members.map(({ localVariation }) => localVariation)),
    correlation: meanKnown(members.map(({ correlation }) => correlation)),
  };
}

/** All times, ascending. */
function merged(lists: readonly Float64Array[]): Float64Array {
  const times = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const list of lists) {
    times.set(list, next);
    next += list.length;
  }
  return times.sort();
}

/** Where the trains of populations and areas are in what was recorded of a window. */
function partsOf({ populations, areas }: MultiArea, recorded: SpikeSource, window: Window) {
  const all = toTrains(recorded, window);
  // Recorded is everything, population after population.
  const firsts: number[] = [0];
  for (const { view } of populations) firsts.push((firsts.at(-1) as number) + view.length);
  const trainsAt = (place: number): Trains => {
    const first = firsts[place] as number;
    const neurons = Uint32Array.from(
      { length: (firsts[place + 1] as number) - first },
      (_, row) => first + row,
    );
    return toTrains(all, { neurons });
  };
  const placesOf = (name: string): number[] =>
    (areas.get(name) ?? []).map((member) => populations.indexOf(member));
  const timesOf = (name: string): Float64Array =>
    merged(placesOf(name).map((place) => trainsAt(place).times));
  return { trainsAt, placesOf, timesOf };
}

/** The rates of all areas alone, in a window of the recording. */
export function areaCourses(described: MultiArea, recorded: SpikeSource, window: Window): AreaCourses {
  const { trainsAt, placesOf, timesOf } = partsOf(described, recorded, window);
  const sized = (place: number) => {
    const size = described.populations[place]?.view.length as number;
    return { size, rate: rateOf(trainsAt(place), size) };
  };
  return {
    tStart: window.tStart,
    areas: [...described.areas.keys()].map((name) => ({ name, ...pooled(placesOf(name).map(sized)) })),
    timesOf,
  };
}

/** Measures all populations and areas in a window of the recording. */
export function activityOf(described: MultiArea, recorded: SpikeSource, { tStart, tStop }: Window): Activity {
  const { populations, areas } = described;
  const { trainsAt, placesOf, timesOf } = partsOf(described, recorded, { tStart, tStop });
  const measured = populations.map(({ view }, place) => populationOf(trainsAt(place), view.length));
  return {
    tStart,
    tStop,
    populations: measured,
    timesOf,
    neuronRatesOf: (name) =>
      Float64Array.from(placesOf(name).flatMap((place) => [...firingRates(trainsAt(place))])),
    areas: [...areas.keys()].map((name) =>
      areaOf(
        name,
        placesOf(name).map((place) => ({
          ...(measured[place] as PopulationActivity),
          size: populations[place]?.view.length as number,
        })),
      ),
    ),
  };
}
