// What every `run` command does at its end: measure, draw, write down, tell.
import { join } from "node:path";
import type { Comparison } from "../../analysis/index.ts";
import { readSpikeFile } from "../../io/index.ts";
import type { View } from "../../network/neurons/view.ts";
import type { Warning } from "../../network/values/fields.ts";
import { keptNetwork } from "../files/network-file.ts";
import { writeResult } from "../files/result-folder.ts";
import type { Summary } from "../files/summary.ts";
import type { Figure } from "../report/drawings.ts";
import { resultPage } from "../report/page.ts";
import type { RecordedRun } from "../report/recorded-run.ts";
import { repetitionOf } from "../report/repetition.ts";
import { type PopulationStatistics, showStatistics, unmeasured } from "../report/statistics.ts";
import { showDistances } from "../report/verdicts.ts";
import { warningLines } from "../report/warning-lines.ts";
import {
  type Analysis,
  analyse,
  filesOf,
  type ReportExtras,
  supplemented,
  writeReport,
} from "../report/write-report.ts";
import { exitCodes } from "../terminal/failure.ts";
import { printDocument } from "../terminal/output.ts";
import { progressOn } from "../terminal/progress.ts";
import { bytes, duration, grouped, type Terminal, terminalOn } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import type { Execution, ExecutionOptions } from "./execute.ts";
import { measurePulse, type PopulationResponse, showPulse } from "./pulse.ts";
import type { RunDocument } from "./run-document.ts";
import type { AllRates } from "./supplement.ts";

/** A population of the network that was run. */
export interface PopulationInfo {
  readonly label: string;
  /** Its neurons; if spikes are recorded, those that are. */
  readonly view: View;
  /** Its place among the network's populations; default: that in the list. */
  readonly index?: number;
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
  /** What there is to tell of populations that are not measured. */
  readonly all?: AllRates | undefined;
  /** Begin of a stimulus whose answers are to be measured [ms]. */
  readonly pulse?: number | undefined;
  /** Description of the network, for summary.json. */
  readonly network: unknown;
  /** What there is to warn of besides what the simulation does. */
  readonly warnings?: readonly Warning[];
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
  writeSummary(summary, document, analysis, responses);
  if (execution.interrupted) {
    const kept = execution.simulation ? "What was recorded is" : "Nothing was simulated yet; the summary is";
    terminal.say(`Interrupted. ${kept} in ${folder}`);
  } else {
    const { traces: figures = [] } = finished;
    const extras = supplemented({ facts: facts(document), figures, files: filesOf(summary) }, summary);
    tell(terminal, document, analysis, extras.facts);
    if (finished.pulse !== undefined && analysis) showPulse(terminal, responses, finished.pulse);
    warn(terminal, document.warnings);
    if (run && analysis) await writeReport(run, analysis, extras, progress);
    else writeResult(folder, "index.html", unmeasuredPage(summary, document, extras));
    terminal.say(`\n  Results are in ${folder}; open ${join(folder, "index.html")}`);
  }
  if (options.json) printDocument(document);
  return execution.interrupted ? exitCodes.interrupted : exitCodes.done;
}

/** The page of a run that recorded no spikes. */
function unmeasuredPage(summary: Summary, { populations }: RunDocument, extras: ReportExtras): string {
  return resultPage({
    ...extras,
    title: summary.title,
    populations,
    figures: extras.figures ?? [],
    warnings: warningLines(summary.warnings ?? []),
    repetition: repetitionOf(summary),
  });
}

function summaryOf(finished: Finished): Summary {
  const { title, command, settings, options, execution, recording, populations } = finished;
  return {
    title,
    command,
    options: settings,
    window: { tStart: options.presim, tStop: options.presim + execution.run.simulated },
    recording: recording ?? null,
    groups: populations.map(({ label, view }) => ({ label, ranges: [...view.ranges] })),
    interrupted: execution.interrupted,
    digest: execution.simulation?.digest() ?? "",
    warnings: warningsOf(finished),
    network: keptNetwork(finished.folder, finished.network),
    state: execution.interrupted ? "interrupted" : "complete",
    supplement: finished.all?.supplement,
  };
}

const warningsOf = ({ execution, warnings = [] }: Finished): readonly Warning[] => [
  ...(execution.simulation?.report.warnings ?? []),
  ...warnings,
];

function recorded({ folder, populations }: Finished, summary: Summary): RecordedRun | undefined {
  if (summary.recording === null) return undefined;
  const { spikes } = readSpikeFile(join(folder, summary.recording), summary.window);
  return { folder, summary, spikes, groups: groupsOf(populations), notes: [], damaged: false };
}

const groupsOf = (populations: readonly PopulationInfo[]) =>
  populations.map(({ label, view, index }) => ({ label, neurons: view.ids, index }));

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
  { interrupted, digest = "", warnings = [] }: Summary,
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
    connectivity: report?.connectivity ?? null,
    build: {
      seconds: report?.build.seconds ?? 0,
      synapses: report?.build.synapses ?? 0,
      bytesPerSynapse: report?.build.bytesPerSynapse ?? 0,
    },
    run,
    presim: { simulated: presim.simulated, wall: presim.wall },
    memory: { peakBytes: process.resourceUsage().maxRSS * 1024 },
    populations: statisticsOf(finished, analysis),
    ...(finished.all ? { rates: finished.all.rates, areas: finished.all.areas } : {}),
    digest,
    warnings,
    interrupted,
    folder,
  };
}

function writeSummary(
  summary: Summary,
  document: RunDocument,
  analysis: Analysis | undefined,
  responses: readonly PopulationResponse[],
): void {
  const versions = { cajal: version, node: process.version };
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
    // Last, because it may be long.
    network: summary.network,
  };
  writeResult(document.folder, "summary.json", `${JSON.stringify(content, undefined, 1)}\n`);
}

function facts(document: RunDocument): [string, string][] {
  const { build, run, memory, threads, isa, weights, connectivity, digest } = document;
  const { wall } = run;
  const phases = Object.entries(run.phases).map(([name, seconds]) => `${name} ${duration(seconds)}`);
  return [
    ["build", `${grouped(build.synapses)} synapses in ${duration(build.seconds)}`],
    ["run", `${duration(run.simulated / 1000)} of model time in ${duration(wall)}`],
    ["real-time factor", run.realTimeFactor.toFixed(2)],
    ["phases", phases.join(", ")],
    ["spikes", `${grouped(run.spikes)}; ${grouped(run.synapticEvents)} synaptic events`],
    ["memory", `${bytes(memory.peakBytes)} at most; ${build.bytesPerSynapse.toFixed(2)} bytes per synapse`],
    ["machine", `${threads} thread${threads === 1 ? "" : "s"}, ${isa}`],
    ["synapses", `${connectivity?.form ?? "none"}, ${weights} weights`],
    ["digest", digest],
  ];
}

function tell(
  terminal: Terminal,
  document: RunDocument,
  analysis: Analysis | undefined,
  told: ReportExtras["facts"],
): void {
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
  for (const [name, value] of told) terminal.say(`  ${name.padEnd(17)} ${value}`);
  terminal.say();
}

function warn(terminal: Terminal, warnings: readonly Warning[]): void {
  for (const line of warningLines(warnings)) terminal.say(`  Warning: ${line}`);
}
