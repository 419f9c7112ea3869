// What is measured of each population of a run, and the table of it.
import {
  localVariation,
  mean,
  type PopulationMeasures,
  type PowerSpectrum,
  populationMeasures,
  rateSpectrum,
  sortedFinite,
  type Trains,
  toTrains,
} from "../../analysis/index.ts";
import type { SpikeTrains } from "../../simulate/recording.ts";
import type { RunReport } from "../../simulate/report.ts";
import type { Window } from "../files/summary.ts";
import { fixed, grouped, shortened, type Terminal } from "../terminal/terminal.ts";
import type { RecordedGroup } from "./recorded-run.ts";

/** Mean numbers of a population; null where they cannot be known. */
export interface PopulationStatistics {
  readonly label: string;
  readonly size: number;
  /** Mean rate [1/s]. */
  readonly rate: number | null;
  /** Mean CV of the intervals, of neurons with at least two. */
  readonly cvIsi: number | null;
  /** Mean local variation of the intervals, of neurons with at least two. */
  readonly localVariation: number | null;
  /** Mean correlation of spike counts in bins of 2 ms, of the pairs of 250 active neurons. */
  readonly correlation: number | null;
  /** Variance over mean of the population's spike count in bins of 3 ms. */
  readonly synchrony: number | null;
  /** Frequencies of the strongest peaks between 40 and 110 1/s and between 200 and 450 1/s. */
  readonly lowGamma: number | null;
  readonly highGamma: number | null;
}

/** A population with everything that was measured of it. */
export interface MeasuredGroup extends RecordedGroup {
  readonly trains: Trains;
  readonly measures: PopulationMeasures;
  readonly spectrum: PowerSpectrum;
  readonly statistics: PopulationStatistics;
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Options of {@link measureGroups}. */
export interface MeasureOptions extends Window {
  /** Hears the part that is done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Measures every population. */
export function measureGroups(
  spikes: SpikeTrains,
  groups: readonly RecordedGroup[],
  { tStart, tStop, onProgress }: MeasureOptions,
): MeasuredGroup[] {
  return groups.map((group, index) => {
    const trains = toTrains(spikes, { tStart, tStop, neurons: group.neurons });
    const rows = Uint32Array.from({ length: group.neurons.length }, (_, row) => row);
    const measures = populationMeasures(trains, rows, { ids: group.neurons });
    onProgress?.((index + 1) / groups.length);
    const statistics = statisticsOf(group, trains, measures);
    return { ...group, trains, measures, spectrum: rateSpectrum(trains), statistics };
  });
}

function statisticsOf(
  { label, neurons }: RecordedGroup,
  trains: Trains,
  measures: PopulationMeasures,
): PopulationStatistics {
  return {
    label,
    size: neurons.length,
    rate: orNull(mean(measures.rate)),
    cvIsi: orNull(mean(measures.cv)),
    localVariation: orNull(mean(sortedFinite(localVariation(trains)))),
    correlation: orNull(mean(measures.correlation)),
    synchrony: orNull(measures.synchrony),
    lowGamma: orNull(measures.lowGamma),
    highGamma: orNull(measures.highGamma),
  };
}

/**
 * The entries of populations of which nothing was recorded: mean rates come from the run's own counts. A group without
 * an `index` among the network's populations has its place in the list.
 */
export function unmeasured(
  groups: readonly (RecordedGroup & { readonly index?: number | undefined })[],
  run: RunReport,
): PopulationStatistics[] {
  return groups.map(({ label, neurons, index: own }, place) => {
    const spikes = run.spikesByPopulation[own ?? place] ?? Number.NaN;
    const rate = orNull(spikes / neurons.length / (run.simulated / 1000));
    const unknown = { cvIsi: null, localVariation: null, correlation: null, synchrony: null };
    return { label, size: neurons.length, rate, ...unknown, lowGamma: null, highGamma: null };
  });
}

/** Columns of the table: titles, and the cell of a population. */
export const columns: readonly (readonly [title: string, cell: (row: PopulationStatistics) => string])[] = [
  ["population", ({ label }) => shortened(label)],
  ["neurons", ({ size }) => grouped(size)],
  ["rate (1/s)", ({ rate }) => fixed(rate, 3)],
  ["CV", ({ cvIsi }) => fixed(cvIsi, 3)],
  ["LV", (row) => fixed(row.localVariation, 3)],
  ["correlation", ({ correlation }) => fixed(correlation, 5)],
  ["var/mean", ({ synchrony }) => fixed(synchrony, 2)],
  ["peaks (1/s)", ({ lowGamma, highGamma }) => `${fixed(lowGamma, 1)}, ${fixed(highGamma, 1)}`],
];

/** Prints the table of populations. */
export function showStatistics(terminal: Terminal, rows: readonly PopulationStatistics[]): void {
  terminal.table(
    columns.map(([title]) => title),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );
}
