// How long the autocorrelation of a spike train lasts, by integration.

import { refuse } from "../../arguments/check.ts";
import { optional, positive } from "../../arguments/kinds.ts";
import { binIndex, binsWithin } from "../bins.ts";
import { ofSelection } from "../options.ts";
import { type Selection, type SpikeSource, takeTrains, train, trainCount } from "../trains.ts";
import { autoCorrelogram } from "./cross-correlogram.ts";

/** Options of {@link autocorrelationTimescale}. */
export interface AutocorrelationTimescaleOptions extends Selection {
  /** Width of the bins [ms]; default 1. */
  readonly bin?: number;
  /** Longest lag of the integral [ms], at least one bin. */
  readonly maxLag: number;
}

const call = "autocorrelationTimescale";
const checks = { ...ofSelection, bin: optional(positive), maxLag: positive };

/**
 * Autocorrelation time scale of each neuron [ms] (Wieland et al. 2015, equation 5): twice the integral over
 * positive lags of the squared autocorrelation coefficient relative to that of the first lag, by the
 * trapezoidal rule. Lag 0 is left out. Noisy where the coefficient of the first lag is near 0; NaN for fewer
 * than two spikes.
 *
 * @throws CajalError when the window is empty, no bin fits, or `maxLag` is shorter than a bin or not shorter
 * than the window.
 * @example
 * const timescales = autocorrelationTimescale(sim.read(spikes), { bin: 1, maxLag: 50 });
 */
export function autocorrelationTimescale(
  source: SpikeSource,
  options: AutocorrelationTimescaleOptions,
): Float64Array {
  const trains = takeTrains(call, source, options, checks);
  const { bin = 1, maxLag } = options;
  const lags = binIndex(maxLag / bin);
  if (!(lags >= 1 && lags < binsWithin(trains.tStart, trains.tStop, bin, call)))
    refuse(maxLag, "from one bin to below the window [ms]", { call, parameter: "maxLag" });
  return Float64Array.from({ length: trainCount(trains) }, (_, neuron) => {
    if (train(trains, neuron).length < 2) return Number.NaN;
    const { values } = autoCorrelogram(trains, { neuron, bin, lags: [bin, lags * bin], coefficient: true });
    const squares = values.map((value) => (value / (values[0] as number)) ** 2);
    let sum = 0;
    for (let lag = 1; lag < squares.length; lag++)
      sum += (squares[lag - 1] as number) + (squares[lag] as number);
    return sum * bin;
  });
}
