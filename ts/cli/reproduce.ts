// `cajal reproduce`: a figure of a paper from its data, by a chain that does again only what has changed.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { checkOut } from "./files/result-folder.ts";
import { compose, drawingOf } from "./reproduce/compose.ts";
import { crateFile, writeCrate } from "./reproduce/crate.ts";
import { Interrupted, RunFailed, runStep } from "./reproduce/run-step.ts";
import {
  type FigureRun,
  type PublishedFigure,
  paper,
  schmidt2018,
  transient,
} from "./reproduce/schmidt2018.ts";
import { readLedger, type Step, take } from "./reproduce/steps.ts";
import { addDataOptions, connectomeOf, type DataOptions, dataFiles } from "./run/multi-area/data.ts";
import { asUsage, exitCodes } from "./terminal/failure.ts";
import { type Interrupt, watchInterrupt } from "./terminal/interrupt.ts";
import { memory, positive, threads, wholeNumber } from "./terminal/options.ts";
import { type Terminal, terminalOn } from "./terminal/terminal.ts";

interface Options extends DataOptions {
  readonly figure: string;
  readonly seconds?: number;
  readonly scale: number;
  readonly indegreeScale?: number;
  readonly seed: number;
  readonly threads: number | "auto";
  readonly memoryLimit?: number;
  readonly out: string;
}

/** Makes the command. */
export function reproduceCommand(): Command {
  const command = new Command("reproduce")
    .description("make a figure of a paper from its data; what is done already is not done again")
    .addArgument(new Command().createArgument("<paper>", "the paper").choices(["schmidt2018"]))
    .addOption(
      new Option("--figure <number>", "which").choices(Object.keys(schmidt2018)).makeOptionMandatory(),
    );
  return addDataOptions(command)
    .option("--seconds <s>", "model time that is measured; default: as published, 10 or 100", positive)
    .option("--scale <factor>", "factor on the numbers of neurons", positive, 0.005)
    .option("--indegree-scale <factor>", "factor on the synapses per neuron, as of cajal run", positive)
    .option("--seed <number>", "everything random but the connectome follows from it", wholeNumber, 1)
    .option("--threads <number>", "threads, or auto", threads, "auto")
    .option("--memory-limit <size>", "the most memory to use, such as '12 GB'", memory)
    .option("--out <folder>", "where runs, figures and their record go", join("results", "schmidt2018"))
    .action(async (_: string, options: Options) => {
      process.exitCode = await reproduce(options);
    });
}

/** What decides about the results of a run. */
function parametersOf(options: Options, figure: PublishedFigure, run: FigureRun): Record<string, unknown> {
  const { data, synthetic, connectomeSeed, seconds, scale, indegreeScale, seed } = options;
  const source = data === undefined ? { synthetic, connectomeSeed } : { data: resolve(data) };
  const time = seconds === undefined ? figure.time : seconds * 1000;
  return { ...source, ...run.options, scale, indegreeScale, seed, time, presim: transient };
}

function notesOf(options: Options, figure: PublishedFigure, connectome: string): string[] {
  const { seconds, scale, indegreeScale, seed } = options;
  const time = seconds === undefined ? figure.time : seconds * 1000;
  const size = `scale ${scale}${indegreeScale === undefined ? "" : `, in-degrees ${indegreeScale}`}, seed ${seed}`;
  return [`${connectome}; ${size}; ${transient} to ${transient + time} ms of model time`];
}

/** The step that puts the panels together, once the runs are there. */
function figureStep(options: Options, figure: PublishedFigure, connectome: string): Step {
  const { out, figure: number } = options;
  const { title, panels } = figure;
  const wanted = panels.flatMap((panel) => [drawingOf(panel, "light"), drawingOf(panel, "dark")]);
  const drawings = [...new Set(wanted.filter((path) => path !== undefined))];
  const notes = notesOf(options, figure, connectome);
  const name = `figure-${number}`;
  return {
    ...{ name, parameters: { title, panels, notes } },
    inputs: drawings.filter((path) => existsSync(join(out, path))),
    work: async () => compose(out, { name, title: `Figure ${number}: ${title}`, panels, notes }),
  };
}

async function takeAll(options: Options, terminal: Terminal, interrupt: Interrupt): Promise<void> {
  const figure = schmidt2018[options.figure] as PublishedFigure;
  const { out: folder, threads: team, memoryLimit } = options;
  const connectome = asUsage(() => connectomeOf(options));
  const limit = memoryLimit === undefined ? undefined : `${memoryLimit} B`;
  const tell = async (step: Step): Promise<void> =>
    terminal.say(`  ${step.name.padEnd(22)} ${(await take(folder, step)) ? "done" : "up to date"}`);
  for (const run of figure.runs)
    await tell(
      runStep({
        ...{ folder, name: run.name, parameters: parametersOf(options, figure, run) },
        ...{
          free: { threads: team, memoryLimit: limit },
          inputs: dataFiles(options),
          signal: interrupt.signal,
        },
      }),
    );
  await tell(figureStep(options, figure, connectome.name));
  writeCrate(folder, readLedger(folder), {
    ...{ name: `Figures of the multi-area model: ${connectome.name}`, paper },
    description: `Made by cajal reproduce schmidt2018 after ${paper.name}. ${connectome.citation}`.trim(),
    licence: connectome.licence || "none is stated; choose one before you publish this",
  });
}

async function reproduce(options: Options): Promise<number> {
  checkOut(options.out, "reproduce");
  const terminal = terminalOn(process.stdout);
  const interrupt = watchInterrupt();
  try {
    await takeAll(options, terminal, interrupt);
  } catch (error) {
    if (error instanceof Interrupted) {
      terminal.say("Interrupted. The same command goes on.");
      return exitCodes.interrupted;
    }
    if (!(error instanceof RunFailed)) throw error;
    process.stderr.write(`cajal: reproduce: ${error.message}; what was done before is kept\n`);
    return error.code === exitCodes.usage ? exitCodes.usage : exitCodes.failed;
  } finally {
    interrupt.release();
  }
  const made = join(options.out, `figure-${options.figure}.png`);
  terminal.say(`  The figure is ${made}, its record ${join(options.out, crateFile)}`);
  return exitCodes.done;
}
