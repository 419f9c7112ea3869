// `cajal run microcircuit`: the cortical microcircuit of Potjans & Diesmann (2014).
import { join } from "node:path";
import { Command, Option } from "commander";
import type { View } from "../../network/neurons/view.ts";
import {
  type Microcircuit,
  type MicrocircuitVariantName,
  microcircuit,
  microcircuitVariants,
  populationLabels,
  silenceWarnings,
  thalamicParameters,
} from "../../networks/index.ts";
import { makeResultFolder, recordingIn, recordingName } from "../files/result-folder.ts";
import { asUsage } from "../terminal/failure.ts";
import { watchInterrupt } from "../terminal/interrupt.ts";
import { positive, wholeNumber } from "../terminal/options.ts";
import { grouped } from "../terminal/terminal.ts";
import { watched } from "./begun-run.ts";
import { checkMemory, checkTimes, execute } from "./execute.ts";
import { finish, type PopulationInfo } from "./finish.ts";
import { addCommonOptions, type CommonOptions, executionSettings } from "./run-options.ts";

interface Options extends CommonOptions {
  readonly drive: "poisson" | "dc";
  readonly variant: MicrocircuitVariantName;
  readonly scale: number;
  readonly indegreeScale?: number;
  readonly seed: number;
  readonly resolution: number;
  readonly initial: "optimized" | "original";
  readonly thalamus?: boolean;
  readonly record: "spikes" | "none";
}

/** Makes the command. */
export function microcircuitCommand(): Command {
  const command = new Command("microcircuit")
    .description(
      "the cortical microcircuit of Potjans & Diesmann (2014): 77,169 neurons, 298.9 million synapses",
    )
    .addOption(
      new Option("--drive <kind>", "background: Poisson trains or their mean as a current")
        .choices(["poisson", "dc"])
        .default("poisson"),
    )
    .addOption(
      new Option(
        "--variant <name>",
        "as first published, or as changed by Bos et al. (2016), with their spectra",
      )
        .choices(Object.keys(microcircuitVariants))
        .default("published"),
    )
    .option("--scale <factor>", "factor on the numbers of neurons and of synapses per neuron", positive, 1)
    .option("--indegree-scale <factor>", "factor on the synapses per neuron, if another one", positive)
    .option("--seed <number>", "everything random follows from it", wholeNumber, 55)
    .option("--resolution <ms>", "length of a step", positive, 0.1)
    .addOption(
      new Option("--initial <kind>", "initial potentials: optimized per population, or as first published")
        .choices(["optimized", "original"])
        .default("optimized"),
    )
    .option("--thalamus", "add the thalamic neurons, which fire at 700 ms for 10 ms")
    .addOption(
      new Option("--record <what>", "record the spikes of all neurons, or none")
        .choices(["spikes", "none"])
        .default("spikes"),
    );
  return addCommonOptions(command, join("results", "microcircuit"), 500).action(async (options: Options) => {
    process.exitCode = await runMicrocircuit(options);
  });
}

function modelOf(options: Options) {
  const { drive, variant, scale, indegreeScale, seed, resolution, initial, thalamus, record } = options;
  return {
    drive,
    variant,
    scale,
    seed,
    resolution,
    initial,
    thalamus: thalamus ?? false,
    record,
    ...(indegreeScale === undefined ? {} : { indegreeScale }),
  };
}

/** Describes what the options ask for. @throws UsageError for what cannot be run */
export function checkMicrocircuit(options: Options): Microcircuit {
  const described = asUsage(() => microcircuit(modelOf(options)));
  checkTimes(options, options.resolution);
  return described;
}

async function runMicrocircuit(options: Options): Promise<number> {
  await checkMemory(checkMicrocircuit(options).network, options);
  const { thalamus, record } = options;
  const model = modelOf(options);
  const folder = makeResultFolder(options.out, options.overwrite ?? false);
  const writer = record === "spikes" ? recordingIn(folder, options) : undefined;
  try {
    const described = microcircuit({ ...model, ...(writer ? { to: writer } : {}) });
    announce(described);
    const run = {
      title: titleOf(options),
      command: "run microcircuit",
      folder,
      options,
      settings: { ...model, ...executionSettings(options) },
      populations: populationsOf(described),
      recording: writer && recordingName,
      network: described.network,
    };
    const interrupt = watchInterrupt();
    return await watched(run, async () => {
      const execution = await execute(described.network, options, interrupt);
      writer?.end();
      return finish({
        ...run,
        execution,
        recording: execution.simulation && run.recording,
        warnings: silenceWarnings(described, execution.run),
        pulse: thalamus ? thalamicParameters.start : undefined,
      });
    });
  } finally {
    writer?.end();
  }
}

function titleOf({ variant, drive, scale, seed }: Options): string {
  const authors = variant === "bos2016" ? "Bos et al. (2016)" : "Potjans & Diesmann (2014)";
  const background = drive === "dc" ? "DC" : "Poisson";
  return `Cortical microcircuit of ${authors}, ${background} drive, scale ${scale}, seed ${seed}`;
}

function announce({ network }: Microcircuit): void {
  const { synapses } = network.estimate();
  process.stderr.write(
    `microcircuit: ${grouped(network.size)} neurons, ${grouped(synapses.expected)} synapses\n`,
  );
}

function populationsOf({ populations }: Microcircuit): PopulationInfo[] {
  return populationLabels.map((label) => ({ label, view: populations[label] as unknown as View }));
}
