// What a run writes down about itself, as far as other commands read it.
import { z } from "zod";
import type { Warning } from "../../network/values/fields.ts";

/** A stretch of model time [ms]. */
export interface Window {
  readonly tStart: number;
  readonly tStop: number;
}

const states = ["running", "complete", "interrupted", "failed"] as const;

/**
 * How far a run is: `running` until it has ended, and for ever if it was killed; `interrupted` by Ctrl-C; `failed` with
 * an error, which stands beside it.
 */
export type RunState = (typeof states)[number];

/** What there is to tell of a run besides the measures of its populations, as its page shows it. */
export interface Supplement {
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly {
    readonly title: string;
    readonly heading: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  /** Files and figures that stand in the folder. */
  readonly files: readonly string[];
  readonly figures: readonly { readonly name: string; readonly title: string }[];
}

/** The file summary.json, as far as other commands read it. */
export interface Summary {
  readonly title: string;
  /** What was run: `run microcircuit`, `run file`. */
  readonly command: string;
  /** The options it was run with. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The measured time. */
  readonly window: Window;
  /** Name of the spike file in the same folder. */
  readonly recording: string | null;
  /** Recorded neurons of each population as ranges of global numbers: start, stop (exclusive), step, ... */
  readonly groups: readonly { readonly label: string; readonly ranges: readonly number[] }[];
  readonly interrupted: boolean;
  /** Over all spikes and the state. */
  readonly digest?: string | undefined;
  readonly warnings?: readonly Warning[] | undefined;
  /** How far the run is; files of earlier versions do not say so, and hold runs that have ended. */
  readonly state?: RunState | undefined;
  readonly supplement?: Supplement | undefined;
  /** Description of the network, or where it stands if it is long. */
  readonly network?: unknown;
}

const row = z.array(z.string());
const supplementSchema = z.object({
  facts: z.array(z.tuple([z.string(), z.string()])),
  tables: z.array(z.object({ title: z.string(), heading: row, rows: z.array(row) })),
  files: row,
  figures: z.array(z.object({ name: z.string(), title: z.string() })),
});

/** The form of a {@link Summary}. */
export const summarySchema: z.ZodType<Summary> = z.object({
  title: z.string(),
  command: z.string(),
  options: z.record(z.string(), z.unknown()),
  window: z.object({ tStart: z.number(), tStop: z.number() }),
  recording: z.string().nullable(),
  groups: z.array(z.object({ label: z.string(), ranges: z.array(z.number().int().min(0)) })),
  interrupted: z.boolean(),
  digest: z.string().optional(),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), count: z.number() })).optional(),
  state: z.enum(states).optional(),
  supplement: supplementSchema.optional(),
  network: z.unknown(),
});
