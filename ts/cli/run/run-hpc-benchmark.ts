// `cajal run hpc-benchmark`: the network with plastic synapses on which simulators are compared.
import { join } from "node:path";
import { Command, Option } from "commander";
import type { View } from "../../network/neurons/view.ts";
import { type HpcBenchmark, hpcBenchmark } from "../../networks/index.ts";
import { histogramPlot } from "../../plot/index.ts";
import type { Simulation } from "../../simulate/simulation.ts";
import { makeResultFolder, recordingIn, recordingName } from "../files/result-folder.ts";
import { type Figure, writeDrawings } from "../report/drawings.ts";
import { asUsage } from "../terminal/failure.ts";
import { watchInterrupt } from "../terminal/interrupt.ts";
import { positive, wholeNumber } from "../terminal/options.ts";
import { watched } from "./begun-run.ts";
import { checkMemory, checkTimes, execute } from "./execute.ts";
import { finish } from "./finish.ts";
import { addCommonOptions, type CommonOptions, executionSettings } from "./run-options.ts";

interface Options extends CommonOptions {
  readonly scale: number;
  readonly indegreeScale: number;
  readonly plasticity: boolean;
  readonly seed: number;
  readonly resolution: number;
  readonly record: "spikes" | "none";
}

/** Makes the command. */
export function hpcBenchmarkCommand(): Command {
  const command = new Command("hpc-benchmark")
    .description(
      "a balanced network of 11,250 neurons, whose excitatory synapses learn from spike times (Morrison et al. 2007)",
    )
    .option("--scale <factor>", "factor on the numbers of neurons, whose in-degrees stay", positive, 1)
    .option("--indegree-scale <factor>", "factor on the synapses per neuron, as much stronger", positive, 1)
    .option("--no-plasticity", "all synapses keep their weights")
    .option("--seed <number>", "everything random follows from it", wholeNumber, 1)
    .option("--resolution <ms>", "length of a step", positive, 0.1)
    .addOption(
      new Option("--record <what>", "record the spikes of all neurons, or none")
        .choices(["spikes", "none"])
        .default("spikes"),
    );
  return addCommonOptions(command, join("results", "hpc-benchmark"), 50).action(async (options: Options) => {
    process.exitCode = await runHpcBenchmark(options);
  });
}

function modelOf({ scale, indegreeScale, plasticity: plastic, seed, resolution, record }: Options) {
  return { scale, indegreeScale, plastic, seed, resolution, record };
}

async function runHpcBenchmark(options: Options): Promise<number> {
  const model = modelOf(options);
  const checked = asUsage(() => hpcBenchmark(model));
  checkTimes(options, options.resolution);
  await checkMemory(checked.network, options);
  const folder = makeResultFolder(options.out, options.overwrite ?? false);
  const writer = options.record === "spikes" ? recordingIn(folder, options) : undefined;
  try {
    const described = hpcBenchmark({ ...model, ...(writer ? { to: writer } : {}) });
    const run = {
      title: titleOf(options),
      command: "run hpc-benchmark",
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
      const { simulation, interrupted } = execution;
      const drawn = simulation && !interrupted && options.plasticity;
      const traces = drawn ? await drawWeights(folder, described, simulation) : [];
      return finish({ ...run, execution, recording: simulation && run.recording, traces });
    });
  } finally {
    writer?.end();
  }
}

function titleOf({ scale, plasticity, seed }: Options): string {
  return `HPC benchmark${plasticity ? "" : " without plasticity"}, scale ${scale}, seed ${seed}`;
}

function populationsOf({ populations }: HpcBenchmark) {
  return (["E", "I"] as const).map((label) => ({ label, view: populations[label] as unknown as View }));
}

// Reading more weights would take gigabytes.
const mostDrawn = 2e7;

/** How the weights of excitatory synapses are distributed after the run. */
async function drawWeights(
  folder: string,
  { learning, weight }: HpcBenchmark,
  simulation: Simulation,
): Promise<Figure[]> {
  if (learning.expectedSynapses > mostDrawn) return [];
  const values = simulation.weights(learning).weight;
  const size = { columns: 1, panelWidth: 560, panelHeight: 200 };
  return writeDrawings(folder, [
    {
      name: "weights",
      title: `Weights among excitatory neurons after the run; all began at ${weight.toFixed(2)} pA`,
      draw: (theme) => histogramPlot([{ label: "E to E", values }], { x: "weight (pA)", ...size, theme }),
    },
  ]);
}
