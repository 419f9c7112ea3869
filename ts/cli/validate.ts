// `cajal validate`: are these runs statistically the same as those of another simulator?
import { basename, join } from "node:path";
import { Command } from "commander";
import { z } from "zod";
import {
  type Comparison,
  compareWithReference,
  mean,
  type PopulationSamples,
  populationSamples,
  type ReferencePopulation,
  type SampleOptions,
} from "../analysis/index.ts";
import { readSpikeFile } from "../io/index.ts";
import { toIds } from "../network/ranges.ts";
import { exitCodes, UsageError } from "./failure.ts";
import { readJson } from "./json-file.ts";
import { summarySchema } from "./summary.ts";
import { fixed, type Terminal, terminalOn } from "./terminal.ts";

const quantileList = z.array(z.number()).min(2);

const referenceSchema = z.object({
  simulator: z.string(),
  drive: z.string(),
  t_start_ms: z.number(),
  t_stop_ms: z.number(),
  cc_bin_ms: z.number().positive(),
  cc_subsample: z.number().int().positive(),
  cv_min_isis: z.number().int().positive(),
  populations: z.record(
    z.string(),
    z.object({
      rate_mean: z.number(),
      rate_quantiles: quantileList,
      cv_mean: z.number(),
      cv_quantiles: quantileList,
      cc_mean: z.number(),
      cc_quantiles: quantileList,
    }),
  ),
});

type Reference = z.infer<typeof referenceSchema>;

/** Makes the command. */
export function validateCommand(): Command {
  return new Command("validate")
    .description("compare recorded runs with stored distributions of another simulator")
    .argument(
      "<folders...>",
      "folders written by cajal run, equal but for the seed; three or more show the spread",
    )
    .requiredOption("--reference <file>", "distributions as in test/reference/pd14")
    .option("--json", "print the comparison as one JSON document")
    .action((folders: string[], options: { reference: string; json?: boolean }) => {
      const reference = readJson(
        options.reference,
        referenceSchema,
        "name a file of reference distributions",
      );
      const runs = folders.map((folder, index) => samplesOf(folder, reference, index + 1));
      const comparisons = compareWithReference(runs, stored(reference));
      const terminal = terminalOn(process.stdout);
      if (options.json) terminal.say(JSON.stringify({ reference: basename(options.reference), comparisons }));
      else show(terminal, comparisons, reference, folders.length);
      if (comparisons.some(({ passed }) => !passed)) process.exitCode = exitCodes.failed;
    });
}

/**
 * The samples of a recorded run, by population. Every run correlates neurons of its own choice (`seed`): which 250
 * of a population are taken moves the distribution more than another seed of the network does.
 */
function samplesOf(folder: string, reference: Reference, seed: number): Record<string, PopulationSamples> {
  const hint = "name a folder written by cajal run with --record spikes";
  const summary = readJson(join(folder, "summary.json"), summarySchema, hint);
  if (summary.recording === null) throw new UsageError(`${folder} has no recorded spikes; ${hint}`);
  const { spikes } = readSpikeFile(join(folder, summary.recording), summary.window);
  const options: SampleOptions = {
    minIntervals: reference.cv_min_isis,
    bin: reference.cc_bin_ms,
    correlated: reference.cc_subsample,
    seed,
  };
  const entries = summary.groups.map(
    ({ label, ranges }) => [label, populationSamples(spikes, toIds(ranges), options)] as const,
  );
  return Object.fromEntries(entries);
}

function stored(reference: Reference): Record<string, ReferencePopulation> {
  const entries = Object.entries(reference.populations).map(([label, population]) => {
    const samples = {
      rate: { mean: population.rate_mean, quantiles: population.rate_quantiles },
      cv: { mean: population.cv_mean, quantiles: population.cv_quantiles },
      correlation: { mean: population.cc_mean, quantiles: population.cc_quantiles },
    };
    return [label, samples] as const;
  });
  return Object.fromEntries(entries);
}

function row(comparison: Comparison): string[] {
  const { population, sample, distances, ownMean, ownDeviation, limit, passed } = comparison;
  const decimals = sample === "correlation" ? 5 : 3;
  return [
    population,
    sample,
    fixed(mean(distances), 3),
    fixed(Math.max(...distances), 3),
    fixed(ownMean, 3),
    fixed(ownDeviation, 3),
    fixed(limit, 3),
    fixed(comparison.mean, decimals),
    fixed(comparison.meanDeviation, decimals),
    fixed(comparison.referenceMean, decimals),
    fixed(comparison.meanLimit, decimals),
    passed ? "yes" : "NO",
  ];
}

const heading = [
  "",
  "sample",
  "KS",
  "KS max",
  "own KS",
  "own sd",
  "limit",
  "mean",
  "sd",
  "reference",
  "+-",
  "passed",
];

function show(
  terminal: Terminal,
  comparisons: readonly Comparison[],
  reference: Reference,
  runs: number,
): void {
  const { simulator, drive, t_start_ms: start, t_stop_ms: stop } = reference;
  terminal.say(`Reference: ${simulator}, ${drive} drive, ${start} to ${stop} ms`);
  terminal.table(heading, comparisons.map(row), [0, 1]);
  const passed = comparisons.filter((comparison) => comparison.passed).length;
  terminal.say(`\n${passed} of ${comparisons.length} samples passed.`);
  terminal.say(
    "KS: distance from the reference; own: distance between these runs. The limit is the larger one of the",
  );
  terminal.say("published limit for 900 s and own KS + 3 sd + one step of the stored quantiles.");
  if (runs < 3)
    terminal.say("Give three or more runs: fewer show no spread, and the published limits are for 900 s.");
}
