// The activity of all areas of a multi-area run, from its recorded spikes.
import {
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

/** Activity of all that was simulated. */
export interface Activity {
  /** The measured time [ms]. */
  readonly tStart: number;
  readonly tStop: number;
  /** In the order of the network. */
  readonly populations: readonly PopulationActivity[];
  readonly areas: readonly AreaActivity[];
  /** All spike times of an area, ascending [ms]. */
  readonly timesOf: (area: string) => Float64Array;
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

function populationOf(trains: Trains, neurons: number): PopulationActivity {
  return {
    localVariation: localVariationOf(trains),
    correlation: meanCorrelation(trains, { bin, subsample: correlated }),
    rate: populationCounts(trains, { bin }).map((count) => (count * 1000) / (bin * neurons)),
  };
}

/** Mean of those that are known. */
const meanKnown = (values: readonly number[]): number => mean(values.filter(Number.isFinite));

function areaOf(
  name: string,
  members: readonly (PopulationActivity & { readonly size: number })[],
): AreaActivity {
  const neurons = members.reduce((sum, { size }) => sum + size, 0);
  const rate = new Float64Array((members[0] as PopulationActivity).rate.length);
  for (const member of members)
    for (let sample = 0; sample < rate.length; sample++)
      rate[sample] = (rate[sample] as number) + ((member.rate[sample] as number) * member.size) / neurons;
  return {
    ...{ name, neurons, rate },
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

/** Measures all populations and areas in a window of the recording. */
export function activityOf(
  { populations, areas }: MultiArea,
  recorded: SpikeSource,
  { tStart, tStop }: { readonly tStart: number; readonly tStop: number },
): Activity {
  const all = toTrains(recorded, { tStart, tStop });
  // Recorded is everything, population after population.
  const firsts: number[] = [0];
  for (const { view } of populations) firsts.push((firsts.at(-1) as number) + view.length);
  const trainsOf = (place: number): Trains => {
    const first = firsts[place] as number;
    const neurons = Uint32Array.from(
      { length: (firsts[place + 1] as number) - first },
      (_, row) => first + row,
    );
    return toTrains(all, { neurons });
  };
  const measured = populations.map(({ view }, place) => populationOf(trainsOf(place), view.length));
  const placesOf = (name: string): number[] =>
    (areas.get(name) ?? []).map((member) => populations.indexOf(member));
  return {
    ...{ tStart, tStop, populations: measured },
    areas: [...areas.keys()].map((name) =>
      areaOf(
        name,
        placesOf(name).map((place) => ({
          ...(measured[place] as PopulationActivity),
          size: populations[place]?.view.length as number,
        })),
      ),
    ),
    timesOf: (name) => merged(placesOf(name).map((place) => trainsOf(place).times)),
  };
}
