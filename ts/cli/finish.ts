// What every `run` command does at its end: measure, draw, write down, tell.
import { join } from "node:path";
import { readSpikeFile } from "../io/index.ts";
import type { SpikeTrains } from "../simulate/recording.ts";
import type { Execution, ExecutionOptions } from "./execute.ts";
import { exitCodes } from "./failure.ts";
import type { Figure } from "./figures.ts";
import { resultPage } from "./page.ts";
import { measurePulse, type PopulationResponse, showPulse } from "./pulse.ts";
import { writeResult } from "./result-folder.ts";
import {
  type MeasuredPopulation,
  measure,
  type PopulationInfo,
  type PopulationStatistics,
  plain,
  showPopulations,
  unmeasured,
  type Window,
} from "./statistics.ts";
import type { RunDocument, Summary } from "./summary.ts";
import { bytes, duration, grouped, type Terminal, terminalOn } from "./terminal.ts";
import { version } from "./version.ts";

/** A run that has come to its end. */
export interface Finished {
  /** What was run, for titles. */
  readonly title: string;
  readonly folder: string;
  readonly execution: Execution;
  readonly options: ExecutionOptions & { readonly json?: boolean };
  readonly populations: readonly PopulationInfo[];
  /** Name of the spike file in the folder, if spikes were recorded. */
  readonly recording: string | undefined;
  /** Figures of recorded variables, which are written already. */
  readonly traces?: readonly Figure[] | undefined;
  /** Begin of a stimulus whose answers are to be measured [ms]. */
  readonly pulse?: number | undefined;
  /** More for summary.json: options and description of the network. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Writes summary, figures and page of a run and prints its tables. An interrupted run keeps what was recorded
 * and writes the summary, but draws nothing.
 *
 * @returns the exit code of the command
 */
export async function finish(finished: Finished): Promise<number> {
  const { execution, folder, options, populations } = finished;
  const terminal = terminalOn(options.json ? process.stderr : process.stdout);
  const window = { tStart: options.presim, tStop: options.presim + execution.run.simulated };
  const spikes = execution.interrupted ? undefined : recorded(finished, window);
  const measured = spikes && measure(spikes, populations, window);
  const statistics = measured ?? unmeasured(populations, execution.run);
  const responses = measured && finished.pulse !== undefined ? measurePulse(measured, finished.pulse) : [];
  const document = documentOf(finished, statistics);
  writeSummary(finished, document, window, responses);
  if (execution.interrupted) {
    const kept = execution.simulation ? "What was recorded is" : "Nothing was simulated yet; the summary is";
    terminal.say(`Interrupted. ${kept} in ${folder}`);
  } else {
    tell(terminal, document, statistics, measured !== undefined);
    if (finished.pulse !== undefined && measured) showPulse(terminal, responses, finished.pulse);
    warn(terminal, execution);
    await present(finished, document, statistics, spikes, measured, window);
    terminal.say(`\n  Results are in ${folder}`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(document)}\n`);
  return execution.interrupted ? exitCodes.interrupted : exitCodes.done;
}

function recorded({ recording, folder }: Finished, window: Window): SpikeTrains | undefined {
  return recording === undefined ? undefined : readSpikeFile(join(folder, recording), window).spikes;
}

function documentOf(finished: Finished, statistics: readonly PopulationStatistics[]): RunDocument {
  const { execution, folder, options } = finished;
  const { simulation, run, presim, interrupted } = execution;
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
    populations: statistics.map(plain),
    digest: simulation?.digest() ?? "",
    interrupted,
    folder,
  };
}

function writeSummary(
  { recording, populations, details, execution }: Finished,
  document: RunDocument,
  window: Window,
  responses: readonly PopulationResponse[],
): void {
  const reading: Summary = {
    window,
    recording: recording ?? null,
    groups: populations.map(({ label, view }) => ({ label, ranges: [...view.ranges] })),
    interrupted: document.interrupted,
  };
  const versions = { cajal: version, node: process.version };
  const warnings = execution.simulation?.report.warnings ?? [];
  const pulse = responses.length > 0 ? { responses } : {};
  const content = { versions, ...reading, ...document, ...pulse, warnings, ...details };
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

function tell(
  terminal: Terminal,
  document: RunDocument,
  statistics: readonly PopulationStatistics[],
  recorded: boolean,
): void {
  terminal.say();
  showPopulations(terminal, statistics);
  if (statistics.every(({ cvIsi }) => cvIsi === null))
    terminal.say(
      recorded
        ? "  The CV of ISI is not known, because no neuron fired three times."
        : "  The CV of ISI is not known, because no spikes were recorded.",
    );
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

async function present(
  { title, folder, traces = [], recording }: Finished,
  document: RunDocument,
  statistics: readonly PopulationStatistics[],
  spikes: SpikeTrains | undefined,
  measured: readonly MeasuredPopulation[] | undefined,
  window: Window,
): Promise<void> {
  let figures: Figure[] = [];
  if (spikes && measured && measured.length > 0) {
    // Loaded here, so that no other command waits for the drawing library.
    const { writeFigures } = await import("./figures.ts");
    figures = await writeFigures(folder, spikes, measured, window);
  }
  writeResult(
    folder,
    "index.html",
    resultPage({
      ...{ title, facts: facts(document), populations: statistics, figures: [...figures, ...traces] },
      files: ["summary.json", ...(recording ? [recording] : [])],
    }),
  );
}
