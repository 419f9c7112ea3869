// What is said about each population after a run.
import { cvIsi, firingRates, mean, sortedFinite, type Trains, toTrains } from "../analysis/index.ts";
import type { View } from "../network/view.ts";
import type { SpikeTrains } from "../simulate/recording.ts";
import type { RunReport } from "../simulate/report.ts";
import { fixed, grouped, type Terminal } from "./terminal.ts";

/** A population of the network that was run. */
export interface PopulationInfo {
  readonly label: string;
  /** Its neurons; if spikes are recorded, those that are. */
  readonly view: View;
  /** Mean rate of the full-size network in NEST [1/s], if it is known. */
  readonly reference?: number | undefined;
}

/** Statistics of a population; null where it cannot be known. */
export interface PopulationStatistics {
  readonly label: string;
  readonly size: number;
  /** Mean rate [1/s]. */
  readonly rate: number | null;
  /** Mean CV of the interspike intervals of neurons with at least two of them. */
  readonly cvIsi: number | null;
  readonly reference?: number | undefined;
}

/** A population with what was measured of it. */
export interface MeasuredPopulation extends PopulationStatistics {
  readonly view: View;
  readonly trains: Trains;
  readonly rates: Float64Array;
  readonly cvs: Float64Array;
}

/** The window of the measurement [ms]. */
export interface Window {
  readonly tStart: number;
  readonly tStop: number;
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Measures rate and irregularity of each population. */
export function measure(
  spikes: SpikeTrains,
  populations: readonly PopulationInfo[],
  window: Window,
): MeasuredPopulation[] {
  return populations.map(({ label, view, reference }) => {
    const trains = toTrains(spikes, { ...window, neurons: view.ids });
    const rates = firingRates(trains);
    const cvs = cvIsi(trains, { minIntervals: 2 });
    const cv = orNull(mean(sortedFinite(cvs)));
    const [size, rate] = [view.length, orNull(mean(rates))];
    return { label, size, rate, cvIsi: cv, reference, view, trains, rates, cvs };
  });
}

/** The entries of whole populations of which nothing was recorded: mean rates come from the run's own counts. */
export function unmeasured(populations: readonly PopulationInfo[], run: RunReport): PopulationStatistics[] {
  return populations.map(({ label, view, reference }, index) => {
    const spikes = run.spikesByPopulation[index] ?? Number.NaN;
    const rate = orNull(spikes / view.length / (run.simulated / 1000));
    return { label, size: view.length, rate, cvIsi: null, reference };
  });
}

/** Only the numbers, for a document. */
export function plain({ label, size, rate, cvIsi }: PopulationStatistics): PopulationStatistics {
  return { label, size, rate, cvIsi };
}

/** Prints the table of populations. */
export function showPopulations(terminal: Terminal, populations: readonly PopulationStatistics[]): void {
  const referenced = populations.some(({ reference }) => reference !== undefined);
  const heading = [
    "population",
    "neurons",
    "rate (1/s)",
    "CV ISI",
    ...(referenced ? ["full size in NEST"] : []),
  ];
  const rows = populations.map(({ label, size, rate, cvIsi, reference }) => [
    label,
    grouped(size),
    fixed(rate, 3),
    fixed(cvIsi, 3),
    ...(referenced ? [fixed(reference, 3)] : []),
  ]);
  terminal.table(heading, rows);
}
