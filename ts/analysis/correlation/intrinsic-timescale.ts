// How long the activity of neurons keeps a memory of itself, from counts that covary across trials.

import { refuse } from "../../arguments/check.ts";
import { optional, positive } from "../../arguments/kinds.ts";
import { binIndex, binsWithin } from "../bins.ts";
import { ofSelection } from "../options.ts";
import { type Selection, type SpikeSource, type Trains, takeTrains, train, trainCount } from "../trains.ts";
import { trainCounts } from "./counts.ts";
import { type DecayFit, fitDecay } from "./decay-fit.ts";
import { signalCorrelation } from "./rate-correlation.ts";

/** Options of {@link intrinsicTimescale}. */
export interface IntrinsicTimescaleOptions extends Selection {
  /** Width of the bins [ms]; default 50. */
  readonly bin?: number;
  /**
   * Length of a trial [ms]: the trains of the neurons are cut into pieces of this length, and the
   * autocorrelations of the neurons are averaged. Default: the trains of the source are trials of one neuron.
   */
  readonly trial?: number;
  /** Longest lag of the fit [ms]; default half a trial. */
  readonly maxLag?: number;
}

/** An intrinsic time scale and what it was read from. */
export interface IntrinsicTimescale extends DecayFit {
  /** Time scale of the decay [ms]; NaN when nothing decays. */
  readonly timescale: number;
  /** Lags from one bin on [ms]. */
  readonly lags: Float64Array;
  /** Correlation coefficient of the counts at each lag; NaN where no pair of bins has one. */
  readonly autocorrelation: Float64Array;
  /** Position of the first lag of the fit. */
  readonly fitFrom: number;
}

const call = "intrinsicTimescale";
const checks = {
  ...ofSelection,
  bin: optional(positive),
  trial: optional(positive),
  maxLag: optional(positive),
};

/**
 * Intrinsic time scale (Murray et al. 2014): the counts of two bins of a trial are correlated across trials,
 * the coefficients of all pairs of bins at a lag are averaged, and A (exp(-lag / timescale) + B) is fitted by
 * least squares. The fit begins at the first lag from which the autocorrelation falls, which leaves out
 * refractoriness.
 *
 * @throws CajalError when the window is empty, or there are fewer than three trials or five lags.
 * @example
 * const { timescale, r2 } = intrinsicTimescale(sim.read(spikes), { bin: 20, trial: 1000 });
 */
export function intrinsicTimescale(
  source: SpikeSource,
  options: IntrinsicTimescaleOptions = {},
): IntrinsicTimescale {
  const trains = takeTrains(call, source, options, checks);
  const { bin = 50, trial, maxLag } = options;
  const length = trial ?? trains.tStop - trains.tStart;
  const bins = binsWithin(0, length, bin, call);
  const longest = binIndex((maxLag ?? length / 2) / bin);
  if (!(longest >= 5 && longest < bins))
    refuse(`${longest} of ${bins} bins`, "five or more bins, within a trial", { call, parameter: "maxLag" });
  const neurons = trial === undefined ? [trialsOf(trains, bin, bins)] : piecesOf(trains, bin, bins, trial);
  const autocorrelation = averaged(neurons, longest);
  const lags = Float64Array.from({ length: longest }, (_, index) => (index + 1) * bin);
  const fitFrom = autocorrelation.findIndex((value, index) => (autocorrelation[index + 1] as number) < value);
  const usable = fitFrom >= 0 && autocorrelation.every(Number.isFinite);
  const fit = usable
    ? fitDecay(lags.subarray(fitFrom), autocorrelation.subarray(fitFrom))
    : fitDecay(new Float64Array(), new Float64Array());
  return { ...fit, lags, autocorrelation, fitFrom };
}

/** Counts of one neuron: for each bin of a trial, its counts over trials. */
type CountsOfBins = readonly Float64Array[];

function checkTrials(trials: number): void {
  if (trials < 3) refuse(trials, "three or more", { call, parameter: "trials" }, "E_SHAPE");
}

function trialsOf(trains: Trains, bin: number, bins: number): CountsOfBins {
  const trials = trainCount(trains);
  checkTrials(trials);
  const table = Array.from({ length: bins }, () => new Float64Array(trials));
  for (let trial = 0; trial < trials; trial++) {
    const { places, counts } = trainCounts(train(trains, trial), trains.tStart, bin, bins, false);
    for (let entry = 0; entry < places.length; entry++)
      (table[places[entry] as number] as Float64Array)[trial] = counts[entry] as number;
  }
  return table;
}

function piecesOf(trains: Trains, bin: number, bins: number, trial: number): CountsOfBins[] {
  const trials = binsWithin(trains.tStart, trains.tStop, trial, call);
  checkTrials(trials);
  return Array.from({ length: trainCount(trains) }, (_, neuron) => {
    const table = Array.from({ length: bins }, () => new Float64Array(trials));
    for (const time of train(trains, neuron)) {
      const piece = binIndex((time - trains.tStart) / trial);
      const place = binIndex((time - trains.tStart - piece * trial) / bin);
      const counts = table[place];
      if (counts && piece < trials) counts[piece] = (counts[piece] as number) + 1;
    }
    return table;
  });
}

/** Mean over neurons and pairs of bins of the coefficients at lags 1 to `longest` [bins]. */
function averaged(neurons: readonly CountsOfBins[], longest: number): Float64Array {
  const sums = new Float64Array(longest);
  const found = new Float64Array(longest);
  for (const counts of neurons) {
    const { values, size } = signalCorrelation(counts);
    for (let one = 0; one < size; one++) {
      for (let lag = 1; lag <= longest && one + lag < size; lag++) {
        const value = values[one * size + one + lag] as number;
        if (Number.isNaN(value)) continue;
        sums[lag - 1] = (sums[lag - 1] as number) + value;
        found[lag - 1] = (found[lag - 1] as number) + 1;
      }
    }
  }
  return sums.map((sum, index) => sum / (found[index] as number));
}
