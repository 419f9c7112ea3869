// What a run writes down about itself, and the one document that --json prints.
import { z } from "zod";
import type { PopulationStatistics } from "./statistics.ts";

/** The document of --json. Times in s, model times in ms, bytes, rates in 1/s. */
export interface RunDocument {
  readonly backend: string;
  readonly threads: number;
  readonly isa: string;
  readonly weights: string;
  readonly build: { readonly seconds: number; readonly synapses: number; readonly bytesPerSynapse: number };
  readonly run: {
    /** Model time after the warm-up [ms]. */
    readonly simulated: number;
    /** Wall-clock time for it [s]. */
    readonly wall: number;
    readonly realTimeFactor: number;
    /** Seconds in each phase of the steps. */
    readonly phases: Readonly<Record<string, number>>;
    readonly spikes: number;
    readonly synapticEvents: number;
  };
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
export const summarySchema = z.object({
  window: z.object({ tStart: z.number(), tStop: z.number() }),
  recording: z.string().nullable(),
  groups: z.array(z.object({ label: z.string(), size: z.number().int(), first: z.number().int() })),
  interrupted: z.boolean(),
});

/** See {@link summarySchema}. */
export type Summary = z.infer<typeof summarySchema>;
