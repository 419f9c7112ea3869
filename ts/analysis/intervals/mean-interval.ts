// The mean time between spikes.
import { ofSelection } from "../options.ts";
import { checkMeasure, type Selection, type SpikeSource } from "../trains.ts";
import { intervalStatistics } from "./interval-statistics.ts";

/**
 * Mean interspike interval of each train [ms]; NaN for fewer than two spikes. It is not the inverse of the
 * rate, which counts the time before the first spike and after the last one too.
 *
 * @throws CajalError when the window is empty.
 * @example
 * const intervals = meanInterval(sim.read(spikes), { tStart: 500 });
 */
export function meanInterval(source: SpikeSource, selection: Selection = {}): Float64Array {
  checkMeasure("meanInterval", source, selection, ofSelection);
  return intervalStatistics(source, { ...selection, measures: ["meanInterval"] }).meanInterval;
}
