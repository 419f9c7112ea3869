// Files that hold what is kept of an ensemble of runs, or of another simulator.
import { z } from "zod";
import type { SampleOptions, StoredEnsemble } from "../../analysis/index.ts";
import { readJson } from "../files/json-file.ts";
import type { Window } from "../files/summary.ts";

/** The content of such a file. */
export interface EnsembleFile {
  /** Where the numbers come from: simulator, version, seeds. */
  readonly source: string;
  readonly runs: number;
  /** The measured time [ms]. */
  readonly window: Window;
  /** How the samples were taken. */
  readonly protocol: Required<Pick<SampleOptions, "bin" | "correlated" | "minIntervals">>;
  readonly populations: StoredEnsemble;
}

const spread = z.object({ mean: z.number(), deviation: z.number(), freedom: z.number().positive() });
const runs = z.number().int().min(0).optional();
const number = z
  .object({
    mean: z.number().nullable(),
    deviation: z.number().optional(),
    runs,
    limit: z.number().optional(),
  })
  // JSON has no NaN, which is the mean frequency of peaks where there are none.
  .transform(({ mean, ...rest }) => ({ mean: mean ?? Number.NaN, ...rest }));
const sample = z.object({
  mean: z.number(),
  deviation: z.number().optional(),
  runs,
  quantiles: z.array(z.number()).min(2),
  spread: spread.optional(),
});

const schema = z.object({
  source: z.string(),
  runs: z.number().int().positive(),
  window: z.object({ tStart: z.number(), tStop: z.number() }),
  protocol: z.object({
    bin: z.number().positive(),
    correlated: z.number().int().positive(),
    minIntervals: z.number().int().positive(),
  }),
  populations: z.record(
    z.string(),
    z.object({
      rate: sample.optional(),
      cv: sample.optional(),
      correlation: sample.optional(),
      bandPower: z.object({ mean: z.array(z.number()), spread: spread.optional(), runs }).optional(),
      lowGamma: number.optional(),
      highGamma: number.optional(),
      synchrony: number.optional(),
      theory: z.object({ frequencies: z.array(z.number()), power: z.array(z.number()) }).optional(),
    }),
  ),
});

/** How samples are taken where nothing else is said: as in the reference data of the microcircuit. */
export const standardProtocol: EnsembleFile["protocol"] = { bin: 2, correlated: 250, minIntervals: 2 };

/**
 * Reads an ensemble.
 *
 * @throws CajalError `E_IO` when the file cannot be read or holds something else.
 */
export function readEnsemble(path: string): EnsembleFile {
  return readJson(path, schema, "name a file written by cajal analyse --save, or a folder of runs");
}

/** The text of an ensemble file, a list of numbers per line. */
export function ensembleText(file: EnsembleFile): string {
  const short = (_: string, value: unknown): unknown =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value;
  const text = JSON.stringify(file, short, 1);
  return `${text.replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, " "))}\n`;
}
