// The one document that a run prints with --json.
import type { Warning } from "../../network/values/fields.ts";
import type { Report, RunReport } from "../../simulate/report.ts";
import type { PopulationStatistics } from "../report/statistics.ts";
import type { AreaStatistics, PopulationRate } from "./supplement.ts";

/** The document of --json. Times in s, model times in ms, bytes, rates in 1/s. */
export interface RunDocument {
  readonly backend: string;
  readonly threads: number;
  readonly isa: string;
  readonly weights: string;
  /** Whether synapses were stored or made, and why; null where nothing was built. */
  readonly connectivity: Report["connectivity"] | null;
  readonly build: { readonly seconds: number; readonly synapses: number; readonly bytesPerSynapse: number };
  /** The measured run, after the warm-up. */
  readonly run: RunReport;
  /** The warm-up: model time [ms] and wall-clock time [s]. */
  readonly presim: { readonly simulated: number; readonly wall: number };
  readonly memory: { readonly peakBytes: number };
  readonly populations: readonly PopulationStatistics[];
  /** Of all populations, where only some are measured. */
  readonly rates?: readonly PopulationRate[];
  /** Of all areas, where the network has some and their spikes were recorded. */
  readonly areas?: readonly AreaStatistics[] | undefined;
  /** Over all spikes and the state; the same for any number of threads. */
  readonly digest: string;
  /** Codes of docs/errors.md with their messages. */
  readonly warnings: readonly Warning[];
  readonly interrupted: boolean;
  /** The folder with the results. */
  readonly folder: string;
}
