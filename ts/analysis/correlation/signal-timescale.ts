// How long a signal keeps a memory of itself, from the decay of its autocorrelation.
import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { numbers, positive } from "../../arguments/kinds.ts";
import { binIndex } from "../bins.ts";
import { mean } from "../samples/moments.ts";
import { type DecayFit, fitDecay } from "./decay-fit.ts";

/** Options of {@link signalTimescale}. */
export interface SignalTimescaleOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** Longest lag of the fit [ms], from five intervals to below the whole signal. */
  readonly maxLag: number;
}

/** The time scale of a signal and what it was read from. */
export interface SignalTimescale extends DecayFit {
  /** Time scale of the decay [ms]; NaN when nothing decays. */
  readonly timescale: number;
  /** Lags from one interval on [ms]. */
  readonly lags: Float64Array;
  /** Autocorrelation coefficient at each lag; NaN for a signal that does not vary. */
  readonly autocorrelation: Float64Array;
  /** Position of the first lag of the fit. */
  readonly fitFrom: number;
}

const call = "signalTimescale";

function autocorrelationOf(signal: ArrayLike<number>, lags: number): Float64Array {
  const centre = mean(signal);
  const deviations = Float64Array.from(signal, (value) => value - centre);
  const products = (lag: number): number => {
    let sum = 0;
    for (let sample = lag; sample < deviations.length; sample++)
      sum += (deviations[sample] as number) * (deviations[sample - lag] as number);
    return sum / (deviations.length - lag);
  };
  const variance = products(0);
  return Float64Array.from({ length: lags }, (_, index) => products(index + 1) / variance);
}

/**
 * Time scale of a signal such as the rate of an area: A (exp(-lag / timescale) + B) is fitted by least squares to its
 * autocorrelation from the first lag on from which that falls, as Murray et al. (2014) do with counts and Chaudhuri et
 * al. (2015) with the activity of areas. Each lag has the mean over the pairs of samples that there are.
 *
 * @throws CajalError when the interval is not positive, or there are fewer than five lags or not more samples than lags
 * @example
 * const { timescale, r2 } = signalTimescale(rateOfV1, { interval: 1, maxLag: 200 });
 */
export function signalTimescale(signal: ArrayLike<number>, options: SignalTimescaleOptions): SignalTimescale {
  checkArgument(signal, call, "signal", numbers);
  checkOptions(options, call, { interval: positive, maxLag: positive });
  const { interval, maxLag } = options;
  const longest = binIndex(maxLag / interval);
  if (!(longest >= 5 && longest < signal.length))
    refuse(`${longest} of ${signal.length} samples`, "five or more intervals, within the signal", {
      call,
      parameter: "maxLag",
    });
  const autocorrelation = autocorrelationOf(signal, longest);
  const lags = Float64Array.from({ length: longest }, (_, index) => (index + 1) * interval);
  const fitFrom = autocorrelation.findIndex((value, index) => (autocorrelation[index + 1] as number) < value);
  const from = fitFrom >= 0 && autocorrelation.every(Number.isFinite) ? fitFrom : longest;
  const fit = fitDecay(lags.subarray(from), autocorrelation.subarray(from));
  return { ...fit, lags, autocorrelation, fitFrom };
}
