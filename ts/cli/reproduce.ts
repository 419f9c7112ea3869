// `cajal reproduce`: figures of a paper from their data, by a chain that does again only what has changed.
import { join } from "node:path";
import { Command, Option } from "commander";
import type { Connectome } from "../networks/index.ts";
import { checkOut, writeResult } from "./files/result-folder.ts";
import { type AskedOptions, allFigures, checkAsked } from "./reproduce/asked.ts";
import {
  type ChainOptions,
  checkBefore,
  figureStepName,
  figuresOf,
  runStepName,
  runsOf,
  stepOfFigure,
  stepOfRun,
  stepOfTheory,
  theoriesOf,
} from "./reproduce/chain.ts";
import { crateFile, writeCrate } from "./reproduce/crate.ts";
import { Interrupted, RunFailed } from "./reproduce/run-step.ts";
import { paper } from "./reproduce/schmidt2018.ts";
import { snakefile, snakefileName } from "./reproduce/snakefile.ts";
import { readLedger, type Step, slugOf, take } from "./reproduce/steps.ts";
import { theoryStepName } from "./reproduce/theory-step.ts";
import { addDataOptions, connectomeOf } from "./run/multi-area/data.ts";
import { asUsage, exitCodes } from "./terminal/failure.ts";
import { type Interrupt, watchInterrupt } from "./terminal/interrupt.ts";
import { memory, positive, positiveInteger, threads, wholeNumber } from "./terminal/options.ts";
import { type Terminal, terminalOn } from "./terminal/terminal.ts";

/** Makes the command. */
export function reproduceCommand(): Command {
  const command = new Command("reproduce")
    .description("make a figure of a paper from its data; what is done already is not done again")
    .addArgument(new Command().createArgument("<paper>", "the paper").choices(["schmidt2018"]))
    .addOption(new Option("--figure <number>", "which, or all").choices([...allFigures, "all"]))
    .option("--step <name>", "do this step of the chain alone, such as run-ground or figure-3")
    .option("--snakefile", "do nothing but write a Snakefile that does it, for Snakemake on a cluster");
  return addDataOptions(command)
    .option("--seconds <s>", "model time that is measured; default: as published, 10 or 100", positive)
    .option(
      "--starts <number>",
      "random starts of theory (figure 4); default: as published, 1000, or 100 per second of --seconds",
      positiveInteger,
    )
    .option("--scale <factor>", "factor on the numbers of neurons", positive, 0.005)
    .option("--indegree-scale <factor>", "factor on the synapses per neuron, as of cajal run", positive)
    .option("--seed <number>", "everything random but the connectome follows from it", wholeNumber, 1)
    .option("--threads <number>", "threads, or auto", threads, "auto")
    .option("--memory-limit <size>", "the most memory to use, such as '12 GB'", memory)
    .option("--out <folder>", "where runs, figures and their record go", join("results", "schmidt2018"))
    .action(async (_: string, options: AskedOptions) => {
      process.exitCode = await reproduce(options);
    });
}

/** Does a step and says so. */
async function tell(folder: string, step: Step, terminal: Terminal): Promise<void> {
  terminal.say(`  ${step.name.padEnd(22)} ${(await take(folder, step)) ? "done" : "up to date"}`);
}

/** Does one step; the record of all is left to the last one, as others may be under way elsewhere. */
async function takeOne(
  options: ChainOptions,
  step: string,
  connectome: Connectome,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<void> {
  const { out } = options;
  const run = runsOf(allFigures).find((one) => slugOf(runStepName(one)) === step);
  if (run) return tell(out, stepOfRun(options, run, interrupt.signal), terminal);
  const theory = theoriesOf(allFigures).find((one) => slugOf(theoryStepName(one)) === step);
  if (theory) return tell(out, stepOfTheory(options, theory, connectome, interrupt.signal), terminal);
  const number = allFigures.find((one) => figureStepName(one) === step) as string;
  checkBefore(out, number);
  return tell(out, stepOfFigure(options, number, connectome.name), terminal);
}

async function takeAll(
  options: ChainOptions,
  connectome: Connectome,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<void> {
  const { out } = options;
  const figures = figuresOf(options);
  const { signal } = interrupt;
  for (const run of runsOf(figures)) await tell(out, stepOfRun(options, run, signal), terminal);
  for (const theory of theoriesOf(figures))
    await tell(out, stepOfTheory(options, theory, connectome, signal), terminal);
  for (const number of figures) await tell(out, stepOfFigure(options, number, connectome.name), terminal);
  writeCrate(out, readLedger(out), {
    name: `Figures of the multi-area model: ${connectome.name}`,
    paper,
    description: `Made by cajal reproduce schmidt2018 after ${paper.name}. ${connectome.citation}`.trim(),
    licence: connectome.licence || "none is stated; choose one before you publish this",
  });
  const made = figures.map((number) => join(out, `${figureStepName(number)}.png`)).join(", ");
  terminal.say(`  Made: ${made}; their record is ${join(out, crateFile)}`);
}

async function reproduce(options: AskedOptions): Promise<number> {
  checkOut(options.out, "reproduce");
  checkAsked(options);
  const { step, figure = "all", snakefile: written, ...others } = options;
  const chain = { ...others, figure };
  const connectome = asUsage(() => connectomeOf(chain));
  const terminal = terminalOn(process.stdout);
  if (written) {
    writeResult(chain.out, snakefileName, snakefile(chain));
    terminal.say(`  ${join(chain.out, snakefileName)} is written; in its folder: snakemake --cores all`);
    return exitCodes.done;
  }
  const interrupt = watchInterrupt();
  try {
    if (step === undefined) await takeAll(chain, connectome, terminal, interrupt);
    else await takeOne(chain, step, connectome, terminal, interrupt);
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
  return exitCodes.done;
}
