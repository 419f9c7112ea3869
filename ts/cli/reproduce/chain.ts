// The steps of a chain: the runs that figures need, and the figures.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type DataOptions, dataFiles } from "../run/multi-area/data.ts";
import { UsageError } from "../terminal/failure.ts";
import { compose, drawingOf } from "./compose.ts";
import { runStep } from "./run-step.ts";
import { type FigureRun, type PublishedFigure, schmidt2018, transient } from "./schmidt2018.ts";
import { recordOf, type Step } from "./steps.ts";

/** What the options of the command say. */
export interface ChainOptions extends DataOptions {
  /** Number of a figure, or `all`. */
  readonly figure: string;
  readonly seconds?: number;
  readonly scale: number;
  readonly indegreeScale?: number;
  readonly seed: number;
  readonly threads: number | "auto";
  /** [bytes] */
  readonly memoryLimit?: number;
  readonly out: string;
}

/** Numbers of the figures that were asked for. */
export const figuresOf = ({ figure }: ChainOptions): readonly string[] =>
  figure === "all" ? Object.keys(schmidt2018) : [figure];

const figureOf = (number: string): PublishedFigure => schmidt2018[number] as PublishedFigure;

/** The runs that figures need, each once. */
export function runsOf(figures: readonly string[]): FigureRun[] {
  const all = figures.flatMap((number) => figureOf(number).runs);
  return [...new Map(all.map((run) => [run.name, run])).values()];
}

/** Name of the step that makes a run, or a figure. */
export const runStepName = (run: FigureRun): string => `run ${run.name}`;
export const figureStepName = (number: string): string => `figure-${number}`;

/** Names of files that a figure is written to. */
export const figureFiles = (number: string): string[] =>
  [".svg", "-dark.svg", ".png"].map((ending) => `${figureStepName(number)}${ending}`);

/** Model time of a run after the transient [ms]. */
const timeOf = ({ seconds }: ChainOptions, run: FigureRun): number =>
  seconds === undefined ? run.time : seconds * 1000;

/** What decides about the results of a run. */
function parametersOf(options: ChainOptions, run: FigureRun): Record<string, unknown> {
  const { data, synthetic, connectomeSeed, scale, indegreeScale, seed } = options;
  const source = data === undefined ? { synthetic, connectomeSeed } : { data: resolve(data) };
  const time = timeOf(options, run);
  return { ...source, ...run.options, scale, indegreeScale, seed, time, presim: transient };
}

/** The step that makes a run. */
export function stepOfRun(options: ChainOptions, run: FigureRun, signal: AbortSignal): Step {
  const { out: folder, threads, memoryLimit } = options;
  const limit = memoryLimit === undefined ? undefined : `${memoryLimit} B`;
  return runStep({
    folder,
    name: run.name,
    parameters: parametersOf(options, run),
    free: { threads, memoryLimit: limit },
    inputs: dataFiles(options),
    signal,
  });
}

/** What was run and for how long, a line for each time. */
function notesOf(options: ChainOptions, { runs, scaled }: PublishedFigure, connectome: string): string[] {
  const { scale, indegreeScale = scale, seed } = options;
  const thinned = options.indegreeScale === undefined ? "" : `, in-degrees ${indegreeScale}`;
  const size = `scale ${scale}${thinned}, seed ${seed}`;
  const times = [...new Set(runs.map((run) => timeOf(options, run)))];
  const lines = times.map((time) => {
    const names = runs.filter((run) => timeOf(options, run) === time).map(({ name }) => name);
    return `${names.join(", ")}: ${transient} to ${transient + time} ms of model time`;
  });
  return [`${connectome}; ${size}`, ...lines, ...(scaled && indegreeScale < 1 ? [scaled] : [])];
}

/** The step that puts the panels of a figure together, once the runs are there. */
export function stepOfFigure(options: ChainOptions, number: string, connectome: string): Step {
  const { out } = options;
  const figure = figureOf(number);
  const { title, panels } = figure;
  const wanted = panels.flatMap((panel) => [drawingOf(panel, "light"), drawingOf(panel, "dark")]);
  const drawings = [...new Set(wanted.filter((path) => path !== undefined))];
  const notes = notesOf(options, figure, connectome);
  const name = figureStepName(number);
  return {
    name,
    parameters: { title, panels, notes },
    inputs: drawings.filter((path) => existsSync(join(out, path))),
    work: async () => compose(out, { name, title: `Figure ${number}: ${title}`, panels, notes }),
  };
}

/** Refuses a figure before its runs are done. @throws UsageError */
export function checkRuns(folder: string, number: string): void {
  const missing = figureOf(number).runs.find((run) => !recordOf(folder, runStepName(run)));
  if (missing)
    throw new UsageError(
      `reproduce: figure ${number} needs run ${missing.name}, which is not done; do step run-${missing.name} first`,
    );
}
