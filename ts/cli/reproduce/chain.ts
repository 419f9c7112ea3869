// The steps of a chain: the runs that figures need, what theory is asked, and the figures.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Connectome } from "../../networks/index.ts";
import { type DataOptions, dataFiles } from "../run/multi-area/data.ts";
import { UsageError } from "../terminal/failure.ts";
import { compose, drawingOf } from "./compose.ts";
import { runStep } from "./run-step.ts";
import {
  type FigureRun,
  type PublishedFigure,
  randomStarts,
  schmidt2018,
  type TheoryName,
  transient,
} from "./schmidt2018.ts";
import { recordOf, type Step, slugOf } from "./steps.ts";
import { theoryStep, theoryStepName } from "./theory-step.ts";

/** What the options of the command say. */
export interface ChainOptions extends DataOptions {
  /** Number of a figure, or `all`. */
  readonly figure: string;
  readonly seconds?: number;
  /** Random initial rates for theory. */
  readonly starts?: number;
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

const theoriesIn = ({ panels }: PublishedFigure): TheoryName[] =>
  panels.flatMap((panel) => ("theory" in panel ? [panel.theory] : []));

/** What figures ask theory, each once. */
export const theoriesOf = (figures: readonly string[]): TheoryName[] => [
  ...new Set(figures.flatMap((number) => theoriesIn(figureOf(number)))),
];

/** Names of all steps before a figure. */
export const stepsBefore = (number: string): string[] => [
  ...runsOf([number]).map(runStepName),
  ...theoriesOf([number]).map(theoryStepName),
];

/** Name of the step that makes a run, or a figure. */
export const runStepName = (run: FigureRun): string => `run ${run.name}`;
export const figureStepName = (number: string): string => `figure-${number}`;

/** Names of files that a figure is written to. */
export const figureFiles = (number: string): string[] =>
  [".svg", "-dark.svg", ".png"].map((ending) => `${figureStepName(number)}${ending}`);

/** Model time of a run after the transient [ms]. */
const timeOf = ({ seconds }: ChainOptions, run: FigureRun): number =>
  seconds === undefined ? run.time : seconds * 1000;

/** What decides about the connectome besides the content of its files. */
const sourceOf = ({ data, synthetic, connectomeSeed }: ChainOptions): Record<string, unknown> =>
  data === undefined ? { synthetic, connectomeSeed } : { data: resolve(data) };

/** What decides about the results of a run. */
function parametersOf(options: ChainOptions, run: FigureRun): Record<string, unknown> {
  const { scale, indegreeScale, seed } = options;
  const time = timeOf(options, run);
  return { ...sourceOf(options), ...run.options, scale, indegreeScale, seed, time, presim: transient };
}

// Where runs are short so is theory: for each second of theirs so many starts, but some at least.
const startsPerSecond = 100;
const fewestStarts = 10;

/** Random starts: as asked for, else as published, or as many as fit to runs that are shorter. */
const startsOf = ({ starts, seconds }: ChainOptions): number => {
  const fitting = seconds === undefined ? randomStarts.starts : Math.round(startsPerSecond * seconds);
  return starts ?? Math.min(randomStarts.starts, Math.max(fewestStarts, fitting));
};

/** The step that asks theory. */
export const stepOfTheory = (
  options: ChainOptions,
  name: TheoryName,
  connectome: Connectome,
  signal: AbortSignal,
): Step =>
  theoryStep({
    folder: options.out,
    name,
    source: sourceOf(options),
    connectome,
    starts: startsOf(options),
    seed: options.seed,
    inputs: dataFiles(options),
    signal,
  });

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
function notesOf(options: ChainOptions, figure: PublishedFigure, connectome: string): string[] {
  const { runs, scaled } = figure;
  const { scale, indegreeScale = scale, seed } = options;
  const thinned = options.indegreeScale === undefined ? "" : `, in-degrees ${indegreeScale}`;
  const size = `scale ${scale}${thinned}, seed ${seed}`;
  const times = [...new Set(runs.map((run) => timeOf(options, run)))];
  const lines = times.map((time) => {
    const names = runs.filter((run) => timeOf(options, run) === time).map(({ name }) => name);
    return `${names.join(", ")}: ${transient} to ${transient + time} ms of model time`;
  });
  const theory = theoriesIn(figure).length > 0 ? ["theory: the network at full size, without a run"] : [];
  return [`${connectome}; ${size}`, ...lines, ...theory, ...(scaled && indegreeScale < 1 ? [scaled] : [])];
}

/** The step that puts the panels of a figure together, once the steps before it are done. */
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

/** Refuses a figure before the steps that it needs are done. @throws UsageError */
export function checkBefore(folder: string, number: string): void {
  const missing = stepsBefore(number).find((step) => !recordOf(folder, step));
  if (missing)
    throw new UsageError(
      `reproduce: figure ${number} needs ${missing}, which is not done; do step ${slugOf(missing)} first`,
    );
}
