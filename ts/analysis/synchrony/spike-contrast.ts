// Synchrony of a population at the time scale at which it is largest.

import { refuse } from "../../arguments/check.ts";
import { inside, optional, positive } from "../../arguments/kinds.ts";
import { mostBins } from "../bins.ts";
import { ofSelection } from "../options.ts";
import { type Selection, type SpikeSource, type Trains, takeTrains, train, trainCount } from "../trains.ts";

/** Options of {@link spikeContrast}. */
export interface SpikeContrastOptions extends Selection {
  /** Shortest bin [ms]; default 10. Half the shortest interval is the limit where that is longer. */
  readonly minBin?: number;
  /** Factor from one bin to the next, between 0 and 1; default 0.9. */
  readonly shrinkage?: number;
}

/** Synchrony, and how it depends on the width of the bins. */
export interface SpikeContrast {
  /** Largest synchrony of all bins, from 0 to 1; NaN without two trains or two spikes of a train. */
  readonly synchrony: number;
  /** Widths of the bins [ms], descending from half the window. */
  readonly bins: Float64Array;
  /**
   * How much the number of spikes changes from bin to bin, and the part of the trains that is active in a
   * bin.
   */
  readonly contrast: Float64Array;
  readonly active: Float64Array;
  /** Their product. */
  readonly curve: Float64Array;
}

const call = "spikeContrast";
const ofContrast = {
  ...ofSelection,
  minBin: optional(positive),
  shrinkage: optional(inside(0, 1)),
};

/**
 * Spike-contrast (Ciba et al. 2018): for bins of decreasing width, which overlap by half, the contrast of the
 * numbers of spikes times the part of the trains that is active; the maximum is the synchrony, its bin the
 * time scale.
 *
 * @throws CajalError when the window is empty, `minBin` is not positive or `shrinkage` not between 0 and 1.
 * @example
 * const { synchrony, bins, curve } = spikeContrast(sim.read(spikes), { tStart: 500 });
 */
export function spikeContrast(source: SpikeSource, options: SpikeContrastOptions = {}): SpikeContrast {
  const trains = takeTrains(call, source, options, ofContrast);
  const { minBin = 10, shrinkage = 0.9 } = options;
  const interval = shortestInterval(trains);
  const shortest = Math.max(minBin, interval / 2);
  const measurable = trainCount(trains) > 1 && Number.isFinite(interval);
  const longest = (trains.tStop - trains.tStart) / 2;
  const bins = measurable ? widthsOf(longest, shortest, shrinkage) : new Float64Array(0);
  const contrast = new Float64Array(bins.length);
  const active = new Float64Array(bins.length);
  for (const [index, bin] of bins.entries()) {
    const { spikes, trainsIn } = overlappingCounts(trains, bin, interval);
    contrast[index] = contrastOf(spikes, trains.times.length);
    active[index] = activePart(spikes, trainsIn, trainCount(trains));
  }
  const curve = contrast.map((value, index) => value * (active[index] as number));
  const synchrony = curve.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
  return { synchrony: bins.length > 0 ? synchrony : Number.NaN, bins, contrast, active, curve };
}

// A search in steps so small would not come to an end.
const mostWidths = 100_000;

function widthsOf(longest: number, shortest: number, shrinkage: number): Float64Array {
  if (2 * longest > shortest * mostBins)
    refuse(shortest, "a width of which at most 2^28 fit into the window", { call, parameter: "minBin" });
  if (Math.log(shortest / longest) < mostWidths * Math.log(shrinkage))
    refuse(shrinkage, "so small that 100,000 bins reach minBin", { call, parameter: "shrinkage" });
  const widths: number[] = [];
  for (let bin = longest; bin >= shortest; bin *= shrinkage) widths.push(bin);
  return Float64Array.from(widths);
}

function shortestInterval(trains: Trains): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < trainCount(trains); index++) {
    const times = train(trains, index);
    for (let spike = 1; spike < times.length; spike++)
      shortest = Math.min(shortest, (times[spike] as number) - (times[spike - 1] as number));
  }
  return shortest;
}

/** Spikes, and trains with a spike, in bins that begin every half bin, from `margin` before the window on. */
function overlappingCounts(
  trains: Trains,
  bin: number,
  margin: number,
): { readonly spikes: Float64Array; readonly trainsIn: Float64Array } {
  const step = bin / 2;
  const begin = trains.tStart - margin;
  const halves = Math.ceil((trains.tStop + margin + step - begin) / step) - 1;
  const spikes = new Float64Array(halves - 1);
  const trainsIn = new Float64Array(halves - 1);
  const add = (counts: Float64Array, place: number): void => {
    if (place >= 0 && place < counts.length) counts[place] = (counts[place] as number) + 1;
  };
  for (let index = 0; index < trainCount(trains); index++) {
    let last = -1;
    for (const time of train(trains, index)) {
      const half = halfOf(time, begin, step, halves);
      add(spikes, half - 1);
      add(spikes, half);
      if (last < half - 1) add(trainsIn, half - 1);
      if (last < half) add(trainsIn, half);
      last = half;
    }
  }
  return { spikes, trainsIn };
}

/**
 * Half bin of a time between the edges begin + k step as they round; the last half bin is closed on the
 * right.
 */
function halfOf(time: number, begin: number, step: number, halves: number): number {
  let half = Math.floor((time - begin) / step);
  if (begin + half * step > time) half--;
  else if (begin + (half + 1) * step <= time) half++;
  return Math.min(half, halves - 1);
}

function contrastOf(spikes: Float64Array, total: number): number {
  let sum = 0;
  for (let place = 1; place < spikes.length; place++)
    sum += Math.abs((spikes[place] as number) - (spikes[place - 1] as number));
  return sum / (2 * total);
}

function activePart(spikes: Float64Array, trainsIn: Float64Array, neurons: number): number {
  let [sum, weighted] = [0, 0];
  for (let place = 0; place < spikes.length; place++) {
    sum += spikes[place] as number;
    weighted += (spikes[place] as number) * (trainsIn[place] as number);
  }
  return (weighted / sum - 1) / (neurons - 1);
}
