// `cajal compare`: are these runs statistically the same as those, or as a stored reference?
import { statSync } from "node:fs";
import { basename } from "node:path";
import { Command } from "commander";
import {
  type CompareOptions,
  type Comparison,
  compare,
  type MeasuredRun,
  populationMeasures,
} from "../analysis/index.ts";
import { writeResult } from "./files/result-folder.ts";
import type { Summary } from "./files/summary.ts";
import { type EnsembleFile, readEnsemble, standardProtocol } from "./report/ensemble-file.ts";
import { resultPage } from "./report/page.ts";
import { checkSameNetwork, openRun, type RecordedRun, runFolders } from "./report/recorded-run.ts";
import { knowledgeOf } from "./report/references.ts";
import { commandLine } from "./report/repetition.ts";
import { showVerdicts, verdictNote } from "./report/verdicts.ts";
import { asUsage, exitCodes, UsageError } from "./terminal/failure.ts";
import { printDocument } from "./terminal/output.ts";
import { progressOn } from "./terminal/progress.ts";
import { duration, terminalOn } from "./terminal/terminal.ts";

interface Options {
  readonly spread?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Makes the command. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("compare recorded runs with others, or with a stored reference")
    .argument("<runs>", "a folder written by cajal run, or a folder of several, equal but for the seed")
    .argument("<reference>", "the same, or a file written by cajal analyse --save")
    .option("--spread <file>", "such a file, which shows how far runs with other seeds lie apart")
    .option("--out <folder>", "write the comparison as a page there")
    .option("--json", "print the comparison as one JSON document")
    .action((runs: string, reference: string, options: Options) => {
      process.exitCode = compareCommandRun(runs, reference, options);
    });
}

/** One side: measured runs of it, or what was stored. */
interface Side {
  readonly runs: readonly MeasuredRun[];
  readonly summary: Summary;
  /** Whether parts of a recording are damaged and were left out. */
  readonly damaged: boolean;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function compareCommandRun(path: string, other: string, options: Options): number {
  const terminal = terminalOn(options.json ? process.stderr : process.stdout);
  const stored = isFile(other) ? readEnsemble(other) : undefined;
  const ours = measureSide(path, stored?.protocol ?? standardProtocol);
  const theirs = stored ? undefined : measureSide(other, standardProtocol);
  const knowledge: CompareOptions = {
    ...knowledgeOf(ours.summary),
    ...(options.spread ? { spread: spreadFrom(options.spread, ours.summary, path) } : {}),
  };
  const against = stored ?? (theirs as Side);
  sameTime(ours.summary, "window" in against ? against : against.summary, path, other);
  const others = "window" in against ? against.populations : against.runs;
  const comparisons = asUsage(() => compare(ours.runs, others, knowledge), `${path} and ${other}`);
  const reference = stored ? stored.source : other;
  terminal.say(`${path} (${count(ours.runs.length)}) beside ${reference}`);
  showVerdicts(terminal, comparisons);
  terminal.say(`  ${verdictNote}`);
  if (options.out) writePage({ ...options, out: options.out }, [path, other], reference, comparisons);
  if (options.json) printDocument({ reference: basename(other), comparisons });
  if (comparisons.some(({ verdict }) => verdict === "different")) return exitCodes.failed;
  return ours.damaged || theirs?.damaged ? exitCodes.damaged : exitCodes.done;
}

function spreadFrom(file: string, summary: Summary, path: string): EnsembleFile["populations"] {
  const ensemble = readEnsemble(file);
  sameTime(summary, ensemble, path, file);
  return ensemble.populations;
}

const count = (runs: number): string => `${runs} run${runs === 1 ? "" : "s"}`;

/**
 * Measures the runs of a side. All correlate the neurons of the same numbers: a recording differs in nothing from
 * itself, and networks of other seeds have other neurons under the same numbers.
 */
function measureSide(path: string, protocol: EnsembleFile["protocol"]): Side {
  const progress = progressOn(process.stderr);
  const begin = performance.now();
  const folders = runFolders(path);
  progress.begin("measure");
  let first: RecordedRun | undefined;
  let damaged = false;
  const runs = folders.map((folder, index) => {
    const run = openRun(folder);
    for (const note of run.notes) process.stderr.write(`  Warning: ${folder}: ${note}\n`);
    first ??= run;
    damaged ||= run.damaged;
    checkSameNetwork(first, run);
    const measured = run.groups.map(({ label, neurons }, place) => {
      const measures = populationMeasures(run.spikes, neurons, protocol);
      progress.advance({ fraction: (index + (place + 1) / run.groups.length) / folders.length });
      return [label, measures] as const;
    });
    return Object.fromEntries(measured);
  });
  progress.end(`${count(runs.length)} of ${path} in ${duration((performance.now() - begin) / 1000)}`);
  return { runs, summary: (first as RecordedRun).summary, damaged };
}

/** Distributions of rates, and all spreads, depend on how long was measured. */
function sameTime(
  { window }: Pick<Summary, "window">,
  other: Pick<Summary, "window">,
  path: string,
  otherPath: string,
): void {
  const [length, expected] = [window.tStop - window.tStart, other.window.tStop - other.window.tStart];
  if (Math.abs(length / expected - 1) <= 0.01) return;
  throw new UsageError(
    `compare: runs must be equally long, got ${length} ms in ${path} and ${expected} ms in ${otherPath}`,
  );
}

function writePage(
  { out, spread }: Options & { readonly out: string },
  paths: readonly [string, string],
  reference: string,
  comparisons: readonly Comparison[],
): void {
  const title = `${paths[0]} beside ${reference}`;
  const args = ["compare", ...paths, ...(spread ? ["--spread", spread] : []), "--out", out];
  const content = {
    title,
    facts: [],
    populations: [],
    judgement: { reference, comparisons },
    figures: [],
    repetition: { command: commandLine(args) },
    files: [],
  };
  writeResult(out, "comparison.html", resultPage(content));
}
