// What a run writes down about itself, and the one document that --json prints.
import { z } from "zod";
import type { RunReport } from "../simulate/report.ts";
import type { PopulationStatistics } from "./statistics.ts";

/** The document of --json. Times in s, model times in ms, bytes, rates in 1/s. */
export interface RunDocument {
  readonly backend: string;
  readonly threads: number;
  readonly isa: string;
  readonly weights: string;
  readonly build: { readonly seconds: number; readonly synapses: number; readonly bytesPerSynapse: number };
  /** The measured run, after the warm-up. */
  readonly run: RunReport;
  /** The warm-up: model time [ms] and wall-clock time [s]. */
  readonly presim: { readonly simulated: number; readonly wall: number };
  readonly memory: { readonly peakBytes: number };
  readonly populations: readonly PopulationStatistics[];
  /** Over all spikes and the state; the same for any number of threads. */
  readonly digest: string;
  readonly interrupted: boolean;
  /** The folder with the results. */
  readonly folder: string;
}

/** The file summary.json, as far as other commands read it. */
export interface Summary {
  /** The measured time [ms]. */
  readonly window: { readonly tStart: number; readonly tStop: number };
  /** Name of the spike file in the same folder. */
  readonly recording: string | null;
  /** Recorded neurons of each population as ranges of global numbers: start, stop (exclusive), step, ... */
  readonly groups: readonly { readonly label: string; readonly ranges: readonly number[] }[];
  readonly interrupted: boolean;
}

/** The form of a {@link Summary}. */
export const summarySchema: z.ZodType<Summary> = z.object({
  window: z.object({ tStart: z.number(), tStop: z.number() }),
  recording: z.string().nullable(),
  groups: z.array(z.object({ label: z.string(), ranges: z.array(z.number().int().min(0)) })),
  interrupted: z.boolean(),
});
