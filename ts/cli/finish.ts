// What every `run` command does at its end: measure, draw, write down, tell.
import { join } from "node:path";
import type { Comparison } from "../analysis/index.ts";
import { readSpikeFile } from "../io/index.ts";
import type { View } from "../network/neurons/view.ts";
import type { Execution, ExecutionOptions } from "./execute.ts";
import { exitCodes } from "./failure.ts";
import { progressOn } from "./progress.ts";
import { measurePulse, type PopulationResponse, showPulse } from "./pulse.ts";
import type { Figure } from "./report/figures.ts";
import { resultPage } from "./report/page.ts";
import type { RecordedRun } from "./report/recorded-run.ts";
import { type PopulationStatistics, showStatistics, unmeasured } from "./report/statistics.ts";
import { showDistances } from "./report/verdicts.ts";
import { type Analysis, analyse, writeReport } from "./report/write-report.ts";
import { writeResult } from "./result-folder.ts";
import type { RunDocument } from "./run-document.ts";
import type { Summary } from "./summary.ts";
import { bytes, duration, grouped, type Terminal, terminalOn } from "./terminal.ts";
import { version } from "./version.ts";

/** A population of the network that was run. */
export interface PopulationInfo {
  readonly label: string;
  /** Its neurons; if spikes are recorded, those that are. */
  readonly view: View;
}

/** A run that has come to its end. */
export interface Finished {
  /** What was run, for titles. */
  readonly title: string;
  readonly command: string;
  readonly folder: string;
  readonly execution: Execution;
  readonly options: ExecutionOptions & { readonly json?: boolean };
  /** All options of the command, for summary.json. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly populations: readonly PopulationInfo[];
  /** Name of the spike file in the folder, if spikes were recorded. */
  readonly recording: string | undefined;
  /** Figures of recorded variables, which are written already. */
  readonly traces?: readonly Figure[] | undefined;
  /** Begin of a stimulus whose answers are to be measured [ms]. */
  readonly pulse?: number | undefined;
  /** Description of the network, for summary.json. */
  readonly network: unknown;
}

/**
 * Writes summary, figures and page of a run and prints its tables. An interrupted run keeps what was recorded
 * and writes the summary, but draws nothing.
 *
 * @returns the exit code of the command
 */
export async function finish(finished: Finished): Promise<number> {
  const { execution, folder, options } = finished;
  const terminal = terminalOn(options.json ? process.stderr : process.stdout);
  const progress = progressOn(process.stderr);
  const summary = summaryOf(finished);
  const run = execution.interrupted ? undefined : recorded(finished, summary);
  const analysis = run && analyse(run, progress);
  const responses =
    analysis && finished.pulse !== undefined ? measurePulse(analysis.groups, finished.pulse) : [];
  const document = documentOf(finished, summary, analysis);
  writeSummary(finished, summary, document, analysis, responses);
  if (execution.interrupted) {
    const kept = execution.simulation ? "What was recorded is" : "Nothing was simulated yet; the summary is";
    terminal.say(`Interrupted. ${kept} in ${folder}`);
  } else {
    tell(terminal, document, analysis);
    if (finished.pulse !== undefined && analysis) showPulse(terminal, responses, finished.pulse);
    warn(terminal, execution);
    const extras = { facts: facts(document), figures: finished.traces ?? [], files: filesOf(summary) };
    if (run && analysis) await writeReport(run, analysis, extras, progress);
    else writeResult(folder, "index.html", resultPage({ ...extras, ...document, title: finished.title }));
    terminal.say(`\n  Results are in ${folder}; open ${join(folder, "index.html")}`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(document)}\n`);
  return execution.interrupted ? exitCodes.interrupted : exitCodes.done;
}

const filesOf = ({ recording }: Summary): string[] => ["summary.json", ...(recording ? [recording] : [])];

function summaryOf({
  title,
  command,
  settings,
  options,
  execution,
  recording,
  populations,
}: Finished): Summary {
  return {
    ...{ title, command, options: settings },
    window: { tStart: options.presim, tStop: options.presim + execution.run.simulated },
    recording: recording ?? null,
    groups: populations.map(({ label, view }) => ({ label, ranges: [...view.ranges] })),
    interrupted: execution.interrupted,
  };
}

function recorded({ folder, populations }: Finished, summary: Summary): RecordedRun | undefined {
  if (summary.recording === null) return undefined;
  const { spikes } = readSpikeFile(join(folder, summary.recording), summary.window);
  return { folder, summary, spikes, groups: groupsOf(populations) };
}

const groupsOf = (populations: readonly PopulationInfo[]) =>
  populations.map(({ label, view }) => ({ label, neurons: view.ids }));

function statisticsOf(
  { execution, populations }: Finished,
  analysis: Analysis | undefined,
): readonly PopulationStatistics[] {
  return (
    analysis?.groups.map(({ statistics }) => statistics) ?? unmeasured(groupsOf(populations), execution.run)
  );
}

function documentOf(
  finished: Finished,
  { interrupted }: Summary,
  analysis: Analysis | undefined,
): RunDocument {
  const { execution, folder, options } = finished;
  const { simulation, run, presim } = execution;
  const report = simulation?.report;
  return {
    backend: report?.backend.name ?? "none",
    threads: report?.threads ?? 0,
    isa: report?.isa ?? "none",
    weights: options.weights,
    build: {
      seconds: report?.build.seconds ?? 0,
      synapses: report?.build.synapses ?? 0,
      bytesPerSynapse: report?.build.bytesPerSynapse ?? 0,
    },
    run,
    presim: { simulated: presim.simulated, wall: presim.wall },
    memory: { peakBytes: process.resourceUsage().maxRSS * 1024 },
    populations: statisticsOf(finished, analysis),
    digest: simulation?.digest() ?? "",
    interrupted,
    folder,
  };
}

function writeSummary(
  { network, execution }: Finished,
  summary: Summary,
  document: RunDocument,
  analysis: Analysis | undefined,
  responses: readonly PopulationResponse[],
): void {
  const versions = { cajal: version, node: process.version };
  const warnings = execution.simulation?.report.warnings ?? [];
  const pulse = responses.length > 0 ? { responses } : {};
  const judged = analysis?.judged;
  const verdict: { reference: string; comparisons: readonly Comparison[] } | undefined = judged && {
    reference: judged.reference.source,
    comparisons: judged.comparisons,
  };
  const content = {
    versions,
    ...summary,
    ...document,
    ...pulse,
    ...(verdict ? { verdict } : {}),
    warnings,
    network,
  };
  writeResult(document.folder, "summary.json", `${JSON.stringify(content, undefined, 1)}\n`);
}

function facts(document: RunDocument): [string, string][] {
  const { build, run, memory, threads, isa, weights, digest } = document;
  const { wall } = run;
  const phases = Object.entries(run.phases).map(([name, seconds]) => `${name} ${duration(seconds)}`);
  return [
    ["build", `${grouped(build.synapses)} synapses in ${duration(build.seconds)}`],
    ["run", `${duration(run.simulated / 1000)} of model time in ${duration(wall)}`],
    ["real-time factor", run.realTimeFactor.toFixed(2)],
    ["phases", phases.join(", ")],
    ["spikes", `${grouped(run.spikes)}; ${grouped(run.synapticEvents)} synaptic events`],
    ["memory", `${bytes(memory.peakBytes)} at most; ${build.bytesPerSynapse.toFixed(2)} bytes per synapse`],
    ["machine", `${threads} thread${threads === 1 ? "" : "s"}, ${isa}, ${weights} weights`],
    ["digest", digest],
  ];
}

function tell(terminal: Terminal, document: RunDocument, analysis: Analysis | undefined): void {
  terminal.say();
  showStatistics(terminal, document.populations);
  if (document.populations.every(({ cvIsi }) => cvIsi === null))
    terminal.say(
      analysis
        ? "  The CV of ISI is not known, because no neuron fired three times."
        : "  The CV of ISI is not known, because no spikes were recorded.",
    );
  if (analysis?.judged) {
    terminal.say(`\n  Beside ${analysis.judged.reference.source}:`);
    showDistances(terminal, analysis.judged.comparisons);
  }
  terminal.say();
  for (const [name, value] of facts(document)) terminal.say(`  ${name.padEnd(17)} ${value}`);
  terminal.say();
}

/** One line per kind of warning; summary.json has them all. */
function warn(terminal: Terminal, { simulation }: Execution): void {
  const warnings = simulation?.report.warnings ?? [];
  for (const [index, { code, message }] of warnings.entries()) {
    const kind = warnings.filter((other) => other.code === code);
    if (kind[0] !== warnings[index]) continue;
    const more = kind.length > 1 ? `, and ${kind.length - 1} more of this kind` : "";
    terminal.say(`  Warning: ${message}${more} [${code}]`);
  }
}
