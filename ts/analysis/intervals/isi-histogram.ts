// How often an interval between spikes has which length.
import { type Checks, isRecord, refuse } from "../../arguments/check.ts";
import { flag, optional, positive } from "../../arguments/kinds.ts";
import { binIndex, binsWithin } from "../bins.ts";
import { ofSelection } from "../options.ts";
import { type Selection, type SpikeSource, takeTrains } from "../trains.ts";

/** Bins of equal width from 0 on. */
export interface LinearIntervalBins {
  /** Width [ms]. */
  readonly bin: number;
  /** End of the last bin [ms]; what is left of it beyond whole bins is dropped. */
  readonly max: number;
}

/** Bins that have equal widths on a logarithmic axis. */
export interface LogarithmicIntervalBins {
  /** Bins for a factor of ten. */
  readonly binsPerDecade: number;
  /** Begin of the first bin [ms], above 0. */
  readonly min: number;
  /** End of the last bin [ms]. */
  readonly max: number;
}

/** Options of {@link isiHistogram}. */
export type IsiHistogramOptions = Selection &
  (LinearIntervalBins | LogarithmicIntervalBins) & {
    /**
     * Divide by the number of intervals and the width of the bin: a probability density [1/ms]; default
     * false.
     */
    readonly density?: boolean;
  };

/** Intervals of all trains together. */
export interface IsiHistogram {
  /** Edges of the bins [ms], one more than there are bins. */
  readonly edges: Float64Array;
  /** Number of intervals in each bin, or their density [1/ms]. */
  readonly values: Float64Array;
  /** Number of all intervals, also of those in no bin. */
  readonly intervals: number;
  /** Intervals shorter than the first edge; intervals not shorter than the last one. */
  readonly below: number;
  readonly above: number;
}

/** The edges, and in which bin an interval is: below 0 before the first. */
interface Scale {
  readonly edges: Float64Array;
  indexOf(interval: number): number;
}

const call = "isiHistogram";

const ofHistogram: Checks = { ...ofSelection, density: optional(flag), max: positive };
// The width first: it tells which bins are meant.
const linear: Checks = { bin: positive, ...ofHistogram };
const logarithmic: Checks = { binsPerDecade: positive, min: positive, ...ofHistogram };

const isLogarithmic = (options: unknown): boolean => isRecord(options) && "binsPerDecade" in options;

function scaleOf(options: IsiHistogramOptions): Scale {
  if (!("binsPerDecade" in options)) {
    const { bin, max } = options;
    const edges = Float64Array.from({ length: binsWithin(0, max, bin, call) + 1 }, (_, edge) => edge * bin);
    return { edges, indexOf: (interval) => binIndex(interval / bin) };
  }
  const { binsPerDecade, min, max } = options;
  if (!(max > min)) refuse(max, `above min (${min} ms)`, { call, parameter: "max" });
  const count = binsWithin(0, Math.log10(max / min), 1 / binsPerDecade, call);
  return {
    edges: Float64Array.from({ length: count + 1 }, (_, edge) => min * 10 ** (edge / binsPerDecade)),
    indexOf: (interval) => (interval > 0 ? binIndex(Math.log10(interval / min) * binsPerDecade) : -1),
  };
}

/**
 * Histogram of the interspike intervals of all trains together; take one neuron with `neurons: [index]`. Bins
 * are closed on the left.
 *
 * @throws CajalError when the window is empty or the bins are impossible.
 * @example
 * const { edges, values } = isiHistogram(sim.read(spikes), { bin: 5, max: 500 });
 * const logarithmic = isiHistogram(sim.read(spikes), { binsPerDecade: 10, min: 1, max: 10_000 });
 */
export function isiHistogram(source: SpikeSource, options: IsiHistogramOptions): IsiHistogram {
  const checks = isLogarithmic(options) ? logarithmic : linear;
  const { times, offsets } = takeTrains(call, source, options, checks);
  const { edges, indexOf } = scaleOf(options);
  const values = new Float64Array(edges.length - 1);
  let [intervals, below, above] = [0, 0, 0];
  for (let row = 0; row + 1 < offsets.length; row++) {
    const to = offsets[row + 1] as number;
    for (let spike = (offsets[row] as number) + 1; spike < to; spike++) {
      const index = indexOf((times[spike] as number) - (times[spike - 1] as number));
      intervals++;
      if (index < 0) below++;
      else if (index >= values.length) above++;
      else values[index] = (values[index] as number) + 1;
    }
  }
  if (options.density)
    for (let bin = 0; bin < values.length; bin++) {
      const width = (edges[bin + 1] as number) - (edges[bin] as number);
      values[bin] = (values[bin] as number) / (intervals * width);
    }
  return { edges, values, intervals, below, above };
}
