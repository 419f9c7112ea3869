// `cajal analyse`: measures recorded runs again, writes their reports, and keeps what others can be compared with.
import { join } from "node:path";
import { Command } from "commander";
import { type MeasuredRun, storeEnsemble } from "../analysis/index.ts";
import { writeWhole } from "../io/files/target.ts";
import { ensembleText, standardProtocol } from "./report/ensemble-file.ts";
import { checkSameNetwork, openRun, type RecordedRun, runFolders } from "./report/recorded-run.ts";
import { type MeasuredGroup, showStatistics } from "./report/statistics.ts";
import { showDistances } from "./report/verdicts.ts";
import { analyse, filesOf, supplemented, writeReport } from "./report/write-report.ts";
import { exitCodes } from "./terminal/failure.ts";
import { printDocument } from "./terminal/output.ts";
import { progressOn } from "./terminal/progress.ts";
import { duration, type Terminal, terminalOn } from "./terminal/terminal.ts";
import { version } from "./version.ts";

interface Options {
  readonly save?: string;
  readonly json?: boolean;
}

/** Makes the command. */
export function analyseCommand(): Command {
  return new Command("analyse")
    .description("measure recorded runs, and write the report of each into its folder")
    .argument("<folders...>", "folders written by cajal run, or folders of such, as of a study")
    .option("--save <file>", "keep distributions, spectra and their spread over the runs, for cajal compare")
    .option("--json", "print one JSON document on stdout and everything else on stderr")
    .action(async (folders: string[], options: Options) => {
      const terminal = terminalOn(options.json ? process.stderr : process.stdout);
      const analysed: Analysed[] = [];
      for (const folder of folders.flatMap(runFolders)) {
        const next = await analyseFolder(folder, terminal);
        if (options.save) checkSameNetwork(analysed[0]?.run ?? next.run, next.run);
        analysed.push(next);
      }
      if (options.save) save(options.save, analysed);
      if (options.json) printDocument(analysed.map(plain));
      if (analysed.some(({ run }) => run.damaged)) process.exitCode = exitCodes.damaged;
    });
}

interface Analysed {
  readonly run: RecordedRun;
  readonly groups: readonly MeasuredGroup[];
}

async function analyseFolder(folder: string, terminal: Terminal): Promise<Analysed> {
  const run = openRun(folder);
  const { title, window } = run.summary;
  const progress = progressOn(process.stderr);
  for (const note of run.notes) process.stderr.write(`  Warning: ${folder}: ${note}\n`);
  terminal.say(`${title}, ${window.tStart} to ${window.tStop} ms (${folder})`);
  const analysis = analyse(run, progress);
  showStatistics(
    terminal,
    analysis.groups.map(({ statistics }) => statistics),
  );
  if (analysis.judged) showDistances(terminal, analysis.judged.comparisons);
  const facts: [string, string][] = [
    ["measured", `${duration((window.tStop - window.tStart) / 1000)} of model time`],
  ];
  const extras = supplemented({ facts, files: filesOf(run.summary) }, run.summary);
  await writeReport(run, analysis, extras, progress);
  terminal.say(`  The report is ${join(folder, "index.html")}\n`);
  return { run, groups: analysis.groups };
}

const measuresOf = ({ groups }: Analysed): MeasuredRun =>
  Object.fromEntries(groups.map(({ label, measures }) => [label, measures]));

const plain = ({ run, groups }: Analysed): object => ({
  folder: run.folder,
  window: run.summary.window,
  populations: groups.map(({ statistics }) => statistics),
});

function save(path: string, runs: readonly Analysed[]): void {
  const [first] = runs as [Analysed];
  const text = ensembleText({
    source: `cajal ${version}, ${runs.length} run${runs.length === 1 ? "" : "s"}`,
    runs: runs.length,
    window: first.run.summary.window,
    protocol: standardProtocol,
    populations: storeEnsemble(runs.map(measuresOf)),
  });
  writeWhole(path, text);
}
