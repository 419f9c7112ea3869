// From an experiment to its results: trains what is not done yet, writes tables, figures and page, tells.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeResultFolder, writeResult } from "../files/result-folder.ts";
import { resultPage } from "../report/page.ts";
import { commandLine } from "../report/repetition.ts";
import { warningLines } from "../report/warning-lines.ts";
import { exitCodes } from "../terminal/failure.ts";
import { watchInterrupt } from "../terminal/interrupt.ts";
import { printDocument } from "../terminal/output.ts";
import { progressOn } from "../terminal/progress.ts";
import { duration, terminalOn } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import { checkSpecs } from "./check-specs.ts";
import type { Experiment } from "./experiment.ts";
import { writeLearningFigures } from "./learning-figures.ts";
import type { LearningOptions } from "./learning-options.ts";
import { averages, conditionTable, curvesTable, outcomeOf, type Trained, warningsOf } from "./results.ts";
import { type Failure, runTrainings } from "./run-trainings.ts";
import { identityOf, readTraining, rowsOf } from "./training-file.ts";
import type { TrainingSpec } from "./training-spec.ts";

const experimentFile = "experiment.json";

/**
 * Whether all trainings of a folder are asked for again, with the same command and as they were. Else tables and
 * figures of this call would take the place of those that tell of more, and states that of others of the same name.
 */
function continuesIn({ command, specs }: Experiment): (folder: string) => boolean {
  const asked = new Map(specs.map((spec) => [spec.name, identityOf(spec)]));
  return (folder) => {
    const path = join(folder, experimentFile);
    if (!existsSync(path)) return false;
    try {
      const written: { command: unknown; specs: TrainingSpec[] } = JSON.parse(readFileSync(path, "utf8"));
      const kept = written.specs.every((spec) => asked.get(spec.name) === identityOf(spec));
      return written.command === command && kept;
    } catch {
      return false;
    }
  };
}

const reachedOf = (folder: string, { specs }: Experiment): Trained[] =>
  specs.map((spec) => ({ spec, reached: readTraining(folder, spec) }));

/** Whether nothing is left to do. */
const isDone = ({ reached }: Trained, { extent }: Experiment): boolean =>
  reached !== undefined && (reached.ended === "early" || reached.state.epoch > extent.epochs);

/** How far each training is, 0 to 1, by its name. */
function sharesOf(trainings: ReturnType<typeof reachedOf>, experiment: Experiment): Map<string, number> {
  const begun = (epoch: number): number => epoch / (experiment.extent.epochs + 1);
  return new Map(
    trainings.map((one) => [
      one.spec.name,
      isDone(one, experiment) ? 1 : begun(one.reached?.state.epoch ?? 0),
    ]),
  );
}

/** Trains what is open, with one bar for all; Ctrl-C stops it. */
async function train(
  experiment: Experiment,
  folder: string,
  { processes, threads }: LearningOptions,
): Promise<{ failures: readonly Failure[]; interrupted: boolean; seconds: number }> {
  const before = reachedOf(folder, experiment);
  const { extent } = experiment;
  const shares = sharesOf(before, experiment);
  const total = (): number => [...shares.values()].reduce((sum, share) => sum + share, 0) / shares.size;
  const began = { at: performance.now(), with: total() };
  const elapsed = (): number => (performance.now() - began.at) / 1000;
  const open = before.filter((one) => !isDone(one, experiment)).map(({ spec }) => spec);
  const interrupt = watchInterrupt();
  const progress = progressOn(process.stderr);
  progress.begin("train");
  try {
    const failures = await runTrainings(open, {
      folder,
      extent,
      processes,
      threads,
      signal: interrupt.signal,
      onProgress: ({ name }, { fraction }) => {
        shares.set(name, fraction);
        const now = total();
        const gained = now - began.with;
        progress.advance({ fraction: now, eta: gained > 0 ? (elapsed() * (1 - now)) / gained : undefined });
      },
    });
    const interrupted = interrupt.signal.aborted;
    if (!interrupted) progress.end(`${open.length} of ${before.length} trainings in ${duration(elapsed())}`);
    return { failures, interrupted, seconds: elapsed() };
  } finally {
    progress.abandon();
    interrupt.release();
  }
}

/** The one document of --json, and summary.json. */
function documentOf(
  { command, title, settings }: Experiment,
  folder: string,
  trained: readonly Trained[],
  interrupted: boolean,
  failures: readonly Failure[],
) {
  return {
    versions: { cajal: version, node: process.version },
    title,
    command,
    options: settings,
    folder,
    interrupted,
    trainings: trained.map(outcomeOf),
    warnings: warningsOf(trained),
    failures: failures.map(({ spec, message }) => ({ name: spec.name, message })),
  };
}

/**
 * Runs an experiment. The same call with the same folder goes on where it was stopped.
 *
 * @returns the exit code of the command
 */
export async function runExperiment(experiment: Experiment, options: LearningOptions): Promise<number> {
  const { out, overwrite = false, json } = options;
  checkSpecs(experiment);
  const folder = makeResultFolder(out, overwrite, continuesIn(experiment));
  const terminal = terminalOn(json ? process.stderr : process.stdout);
  const { command, specs } = experiment;
  writeResult(folder, experimentFile, `${JSON.stringify({ command, specs }, undefined, 1)}\n`);
  const { failures, interrupted, seconds } = await train(experiment, folder, options);
  const trained = reachedOf(folder, experiment);
  const document = documentOf(experiment, folder, trained, interrupted, failures);
  writeResult(folder, "curves.csv", curvesTable(trained));
  writeResult(folder, "summary.json", `${JSON.stringify(document, undefined, 1)}\n`);
  if (interrupted) {
    const again = overwrite ? "The same command without --overwrite" : "The same command";
    terminal.say(`Interrupted. ${again} goes on with what is in ${folder}`);
  } else {
    await report(experiment, folder, trained, failures, seconds);
    const { heading, rows } = conditionTable(experiment, trained);
    terminal.say();
    terminal.table(heading, rows);
    terminal.say(`\n  ${averages}`);
    for (const line of warningLines(document.warnings)) terminal.say(`  Warning: ${line}`);
    for (const { spec, message } of failures) terminal.say(`  ${spec.name} failed: ${message}`);
    terminal.say(`\n  Results are in ${folder}; open ${join(folder, "index.html")}`);
  }
  if (json) printDocument(document);
  if (interrupted) return exitCodes.interrupted;
  return failures.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** Draws the figures and writes the page. */
async function report(
  experiment: Experiment,
  folder: string,
  trained: readonly Trained[],
  failures: readonly Failure[],
  seconds: number,
): Promise<void> {
  const progress = progressOn(process.stderr);
  const began = performance.now();
  progress.begin("draw");
  const figures = trained.some(({ reached }) => rowsOf(reached).length > 0)
    ? await writeLearningFigures(folder, experiment, trained, (fraction) => progress.advance({ fraction }))
    : [];
  progress.end(`${figures.length} figures in ${duration((performance.now() - began) / 1000)}`);
  const spent = trained.reduce((sum, { reached }) => sum + (reached?.seconds ?? 0), 0);
  const page = resultPage({
    title: experiment.title,
    facts: [
      ["trainings", String(trained.length)],
      ["epochs", String(experiment.extent.epochs)],
      ["time", `${duration(seconds)} in this call; all trainings together took ${duration(spent)}`],
    ],
    warnings: warningLines(warningsOf(trained)),
    populations: [],
    tables: [{ title: "Results", ...conditionTable(experiment, trained) }],
    remarks: [
      averages,
      ...failures.map(({ spec, message }) => `${spec.name} failed: ${message}`),
      ...(experiment.remarks ?? []),
    ],
    figures,
    repetition: { command: commandLine(process.argv.slice(2)) },
    files: ["summary.json", "curves.csv", experimentFile],
  });
  writeResult(folder, "index.html", page);
}
