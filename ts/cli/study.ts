// `cajal study`: a network over a grid of parameters and seeds, in parallel processes; goes on where it was stopped.
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { Command } from "commander";
import { writeResult } from "./files/result-folder.ts";
import { pointsFile } from "./report/recorded-run.ts";
import { checkPoints } from "./study/check-points.ts";
import { layOut, type PointFolder, resultOf } from "./study/point-folder.ts";
import { type Ended, runPoints } from "./study/run-points.ts";
import { pointsOf, readStudy } from "./study/study-file.ts";
import { studyPage, studyWarnings } from "./study/study-page.ts";
import { studyProgress } from "./study/study-progress.ts";
import { studyTable } from "./study/study-table.ts";
import { exitCodes } from "./terminal/failure.ts";
import { watchInterrupt } from "./terminal/interrupt.ts";
import { positiveInteger } from "./terminal/options.ts";
import { duration, type Terminal, terminalOn } from "./terminal/terminal.ts";

interface Options {
  readonly out?: string;
  readonly processes: number;
  readonly dry?: boolean;
}

/** Makes the command. */
export function studyCommand(): Command {
  return new Command("study")
    .description("run a network over all combinations of some parameters and seeds")
    .argument(
      "<file>",
      'JSON: { "network": "microcircuit", "options": {...}, "vary": { "seed": [1, 2, 3] } }',
    )
    .option("--out <folder>", "where the points go, a folder each; default: results/<name of the file>")
    .option(
      "--processes <number>",
      "points that run at the same time, one thread each unless options say otherwise",
      positiveInteger,
      availableParallelism(),
    )
    .option("--dry", "list the points and what is done already, and run nothing")
    .action(async (file: string, options: Options) => {
      process.exitCode = await study(file, options);
    });
}

async function study(file: string, { out, processes, dry }: Options): Promise<number> {
  const read = readStudy(file);
  const folder = out ?? join("results", read.name);
  const folders = layOut(read, pointsOf(read), folder);
  const open = folders.filter((point) => resultOf(point) === undefined);
  checkPoints(file, read, open);
  const terminal = terminalOn(process.stdout);
  terminal.say(`${read.name}: ${folders.length} points, ${folders.length - open.length} done already`);
  if (dry) {
    showPoints(terminal, folders);
    return exitCodes.done;
  }
  const names = folders.map(({ path }) => basename(path));
  writeResult(folder, pointsFile, `${JSON.stringify(names, undefined, 1)}\n`);
  const failed: Ended[] = [];
  const interrupt = watchInterrupt();
  const progress = studyProgress(process.stderr, open.length);
  try {
    await runPoints(open, processes, interrupt.signal, (ended) => {
      if (ended.failure !== undefined) failed.push(ended);
      if (!interrupt.signal.aborted) progress.ended(ended);
    });
  } finally {
    progress.stop();
    interrupt.release();
  }
  const rows = folders.map((point) => ({ folder: point, result: resultOf(point) }));
  const table = join(folder, "table.csv");
  writeResult(folder, "table.csv", studyTable(rows));
  writeResult(folder, "index.html", studyPage(read.name, file, rows));
  const done = rows.filter(({ result }) => result !== undefined).length;
  terminal.say(`${done} of ${folders.length} points are done; the table is ${table}`);
  for (const line of studyWarnings(rows)) terminal.say(`  Warning: ${line}`);
  if (interrupt.signal.aborted) {
    terminal.say(`Interrupted. The same command goes on: cajal study ${file}`);
    return exitCodes.interrupted;
  }
  if (failed.length > 0) showFailures(terminal, failed);
  return failed.length > 0 ? exitCodes.failed : exitCodes.done;
}

function showPoints(terminal: Terminal, folders: readonly PointFolder[]): void {
  const names = Object.keys(folders[0]?.point ?? {});
  terminal.table(
    ["folder", ...names, "state"],
    folders.map((folder) => [
      folder.path,
      ...names.map((name) => String(folder.point[name])),
      resultOf(folder) ? "done" : "open",
    ]),
  );
}

function showFailures(terminal: Terminal, failed: readonly Ended[]): void {
  terminal.say(`${failed.length} failed; run the study again to repeat them:`);
  for (const { folder, failure, seconds } of failed)
    terminal.say(`  ${folder.path} after ${duration(seconds)}: ${failure}`);
}
