// How the populations answered to a stimulus during the run.
import { type TransientResponse, transientResponse } from "../../analysis/index.ts";
import type { MeasuredGroup } from "../report/statistics.ts";
import { fixed, grouped, type Terminal } from "../terminal/terminal.ts";

/** The answer of one population. */
export interface PopulationResponse extends TransientResponse {
  readonly label: string;
}

// Time before the stimulus that gives a usable baseline, and after it that holds a response [ms].
const baseline = 50;
const response = 20;

/**
 * Measures the answers to a stimulus that begins at `onset` [ms]; nothing when the recording does not hold enough
 * time around it.
 */
export function measurePulse(populations: readonly MeasuredGroup[], onset: number): PopulationResponse[] {
  return populations
    .filter(({ trains }) => trains.tStart + baseline <= onset && onset + response <= trains.tStop)
    .map(({ label, trains }) => ({ label, ...transientResponse(trains, { onset }) }));
}

/** Prints the table of answers. */
export function showPulse(terminal: Terminal, responses: readonly PopulationResponse[], onset: number): void {
  if (responses.length === 0) {
    terminal.say(`  The stimulus at ${onset} ms is not within the recorded time.`);
    return;
  }
  const heading = [
    "population",
    "onset (ms)",
    "peak (ms)",
    "peak rate (1/s)",
    "before (1/s)",
    "extra spikes",
  ];
  const rows = responses.map(({ label, ...answer }) => [
    label,
    fixed(answer.onsetLatency, 1),
    fixed(answer.peakLatency, 1),
    fixed(answer.peakRate, 1),
    fixed(answer.baselineRate, 2),
    grouped(Math.round(answer.extraSpikes)),
  ]);
  terminal.say(`  Answer to the stimulus at ${onset} ms, in bins of 1 ms:`);
  terminal.table(heading, rows);
}
