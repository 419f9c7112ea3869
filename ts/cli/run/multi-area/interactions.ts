// How areas act together: functional connectivity, communities, order in time and time scales.
import {
  boldSignal,
  type Communities,
  type LagHierarchy,
  lagHierarchy,
  louvainCommunities,
  type MapEquationCommunities,
  mapEquationCommunities,
  type SignalTimescale,
  signalCorrelation,
  signalLags,
  signalTimescale,
  synapticInput,
} from "../../../analysis/index.ts";
import { areaInputStrengths, type MultiArea } from "../../../networks/index.ts";
import { neuronParameters } from "../../../networks/multi-area/parameters.ts";
import type { Activity } from "./activity.ts";

/** Model time that a measure needs [ms]. */
export const leastTime = { interactions: 500, spectrum: 512, bold: 60_000 } as const;

/** What is found out about the areas together. Matrices are [area * areas + area]. */
export interface Interactions {
  readonly areas: readonly string[];
  /** Correlation of synaptic currents, of rates, and of the BOLD signals that the currents would cause. */
  readonly currents: Float64Array;
  readonly rates: Float64Array;
  readonly bold: Float64Array | undefined;
  /** Synapses per neuron of an area [target * areas + source], and between two areas as the mean of both directions. */
  readonly inDegrees: Float64Array;
  readonly structure: Float64Array;
  /** Communities of the correlations of currents, and of the synapses between areas. */
  readonly communities: Communities;
  readonly structural: MapEquationCommunities;
  /** By how much an area follows another [ms], and what comes of it for all. */
  readonly lags: Float64Array;
  readonly hierarchy: LagHierarchy;
  /** Of the autocorrelation of each area's rate. */
  readonly timescales: readonly SignalTimescale[];
}

// Rates have bins of 1 ms; lags and time scales reach 100 ms.
const interval = 1;
const longestLag = 100;
// The balloon begins at rest and swings to its working point with a decay of 2 / kappa = 3 s; what is left of that
// after the published 5 s would correlate all areas.
const boldTransient = 20_000;

/** Sums over the populations of the sources' areas: area by area. */
function betweenAreas(inDegrees: Float64Array, owners: readonly number[], count: number): Float64Array {
  const sums = new Float64Array(count * count);
  for (const [place, value] of inDegrees.entries()) {
    const cell = Math.floor(place / owners.length) * count + (owners[place % owners.length] as number);
    sums[cell] = (sums[cell] as number) + value;
  }
  return sums;
}

const mirrored = (cell: number, count: number): number => (cell % count) * count + Math.floor(cell / count);

function boldOf(currents: readonly Float64Array[]): Float64Array | undefined {
  if ((currents[0]?.length ?? 0) * interval < leastTime.bold) return undefined;
  const signals = currents.map((current) => {
    const largest = current.reduce((most, value) => Math.max(most, value), 0);
    const drive = current.map((value) => (largest > 0 ? value / largest : 0));
    return boldSignal(drive, { interval }).subarray(boldTransient / interval);
  });
  return signalCorrelation(signals).values;
}

/** Lags of pairs of areas that get input from others; without input an area follows nobody. */
function lagsOf(rates: readonly Float64Array[], directed: Float64Array): Float64Array {
  const count = rates.length;
  const driven = rates.map((_, area) =>
    rates.some((__, source) => source !== area && (directed[area * count + source] as number) > 0),
  );
  const { lags } = signalLags(rates, { interval, maxLag: longestLag });
  return lags.map((lag, cell) =>
    driven[Math.floor(cell / count)] && driven[cell % count] ? lag : Number.NaN,
  );
}

/** The same with 0 where there is no correlation, as of silent areas. */
const known = (values: Float64Array): Float64Array =>
  values.map((value) => (Number.isNaN(value) ? 0 : value));

/** Measures how areas act together; nothing for a single area or too short a time. */
export function interactionsOf(described: MultiArea, activity: Activity): Interactions | undefined {
  const { areas, populations } = activity;
  if (areas.length < 2 || activity.tStop - activity.tStart < leastTime.interactions) return undefined;
  const { strengths, inDegrees, areas: names } = areaInputStrengths(described);
  const sources = populations.map(({ rate }) => rate);
  const currents = synapticInput(sources, strengths, { interval, timeConstant: neuronParameters.tau_syn_ex });
  const rates = areas.map(({ rate }) => rate);
  const owners = described.populations.map(({ area }) => names.indexOf(area));
  const directed = betweenAreas(inDegrees, owners, names.length);
  const connectivity = signalCorrelation(currents).values;
  const lags = lagsOf(rates, directed);
  const synapses = directed.map(
    (value, cell) => value * (areas[Math.floor(cell / names.length)]?.neurons as number),
  );
  return {
    areas: names,
    currents: connectivity,
    rates: signalCorrelation(rates).values,
    lags,
    bold: boldOf(currents),
    inDegrees: directed,
    structure: directed.map(
      (value, cell) => (value + (directed[mirrored(cell, names.length)] as number)) / 2,
    ),
    communities: louvainCommunities(known(connectivity)),
    structural: mapEquationCommunities(synapses),
    hierarchy: lagHierarchy(lags),
    timescales: rates.map((rate) => signalTimescale(rate, { interval, maxLag: longestLag })),
  };
}

/** Correlation of two matrices over their pairs of areas, with 0 on the diagonals as published. */
export function likeness(one: Float64Array, other: Float64Array): number {
  const size = Math.sqrt(one.length);
  const flat = [one, other].map((matrix) =>
    known(matrix).map((value, cell) => (cell % (size + 1) === 0 ? 0 : value)),
  );
  return signalCorrelation(flat).values[1] as number;
}
