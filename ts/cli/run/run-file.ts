// `cajal run FILE.json`: a network that was written with JSON.stringify(network).
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { Command } from "commander";
import type { StateRecorder } from "../../network/devices/recorder.ts";
import type { SpikeSink } from "../../network/devices/sink.ts";
import { parseNetwork } from "../../network/json/schema.ts";
import { type Ranges, toIds } from "../../network/neurons/ranges.ts";
import type { View } from "../../network/neurons/view.ts";
import { timeOf } from "../../network/values/grid.ts";
import { Network } from "../../simulate/network.ts";
import type { Simulation } from "../../simulate/simulation.ts";
import { isConfig } from "../../sonata/config/config.ts";
import { suggestion } from "../../text/nearest.ts";
import { readText } from "../files/json-file.ts";
import { makeResultFolder, recordingIn, recordingName } from "../files/result-folder.ts";
import type { Figure } from "../report/drawings.ts";
import { asUsage, UsageError } from "../terminal/failure.ts";
import { watchInterrupt } from "../terminal/interrupt.ts";
import { grouped } from "../terminal/terminal.ts";
import { watched } from "./begun-run.ts";
import { checkMemory, checkTimes, execute } from "./execute.ts";
import { finish, type PopulationInfo } from "./finish.ts";
import { addCommonOptions, type CommonOptions, executionSettings } from "./run-options.ts";

const publishedNetworks = [
  "microcircuit",
  "multi-area",
  "dendritic-bars",
  "dendritic-self-prediction",
  "dendritic-teacher",
  "dendritic-digits",
  "urbanczik-senn",
];

/** Makes the command. */
export function fileCommand(): Command {
  const command = new Command("file")
    .description("a network from a JSON file, or a circuit in SONATA's files: cajal run FILE.json")
    .argument("[file]", "a file written with JSON.stringify(network), or a configuration of SONATA");
  return addCommonOptions(command, join("results", "network"), 0).action(
    async (file: string | undefined, options: CommonOptions) => {
      if (file === undefined)
        throw new UsageError("run: name a network: cajal run microcircuit, or a file: cajal run FILE.json");
      const given = (name: string): boolean => command.getOptionValueSource(name) === "cli";
      process.exitCode = await runFile(file, options, given);
    },
  );
}

/** Whether a text is a configuration of SONATA; what is no JSON is none. */
function isSonata(text: string): boolean {
  try {
    return isConfig(JSON.parse(text));
  } catch {
    return false;
  }
}

/** The network of a file's text. @throws UsageError for what cannot be run */
export function checkFile(text: string, file: string, options: CommonOptions): Network {
  const stored = asUsage(() => Network.from(text), file);
  checkTimes(options, stored.resolution);
  return stored;
}

async function runFile(
  file: string,
  options: CommonOptions,
  given: (option: string) => boolean,
): Promise<number> {
  if (!file.includes(".") && !existsSync(file)) {
    throw new UsageError(`run: there is no network '${file}'; ${suggestion(file, publishedNetworks)}`);
  }
  const text = readText(file);
  if (isSonata(text)) return (await import("./run-sonata.ts")).runSonata(file, options, given);
  const stored = checkFile(text, file, options);
  const recordsSpikes = stored.description.recorders.some(({ kind }) => kind === "spikes");
  await checkMemory(stored, options);
  const folder = makeResultFolder(options.out, options.overwrite ?? false);
  const writer = recordsSpikes ? recordingIn(folder, options) : undefined;
  try {
    const { network, groups, traces } = prepare(text, stored, writer);
    process.stderr.write(`${basename(file)}: ${grouped(network.size)} neurons\n`);
    const run = {
      title: basename(file),
      command: "run file",
      folder,
      options,
      settings: { file, ...executionSettings(options) },
      populations: groups,
      recording: writer && recordingName,
      network: stored,
    };
    const interrupt = watchInterrupt();
    return await watched(run, async () => {
      const execution = await execute(network, options, interrupt);
      writer?.end();
      const { simulation } = execution;
      const drawn = simulation ? await drawTraces(folder, simulation, traces) : [];
      return finish({ ...run, execution, recording: simulation && run.recording, traces: drawn });
    });
  } finally {
    writer?.end();
  }
}

/** Writes what was recorded of variables. */
async function drawTraces(
  folder: string,
  simulation: Simulation,
  recorders: readonly StateRecorder[],
): Promise<readonly Figure[]> {
  if (recorders.length === 0) return [];
  const { writeTraces } = await import("./trace-files.ts");
  const recorded = recorders.map((recorder) => simulation.read(recorder));
  return writeTraces(folder, recorded);
}

interface Prepared {
  readonly network: Network;
  /** The recorded neurons of each population, or all where nothing is recorded. */
  readonly groups: readonly PopulationInfo[];
  readonly traces: readonly StateRecorder[];
}

/** The stored network with the same recordings, but with all spikes in one file and the others in reach. */
function prepare(text: string, stored: Network, writer: SpikeSink | undefined): Prepared {
  const network = Network.from({ ...parseNetwork(text), recorders: [] });
  const { recorders, grid } = stored.description;
  const spiking = recorders.filter(({ kind }) => kind === "spikes").map(({ targets }) => targets);
  const all = network.populations.map((view) => ({ label: view.label, view }));
  const groups = writer ? choose(network, spiking) : all;
  if (writer) network.record(viewsOf(groups), "spikes", { to: writer });
  const traces = recorders
    .filter(({ kind }) => kind === "state")
    .map(({ targets, variables, every, label }) =>
      network.record(viewsOf(choose(network, [targets])), variables as readonly never[], {
        every: timeOf(every, grid),
        label,
      }),
    );
  return { network, groups, traces };
}

const viewsOf = (groups: readonly PopulationInfo[]): View[] => groups.map(({ view }) => view);

/** The neurons of some ranges, population by population. */
function choose(network: Network, ranges: readonly Ranges[]): PopulationInfo[] {
  const wanted = new Set(ranges.flatMap((part) => Array.from(toIds(part))));
  return network.populations.flatMap((population) => {
    const ids = population.ids;
    const view = population.where((position) => wanted.has(ids[position] as number));
    return view.length === 0 ? [] : [{ label: population.label, view }];
  });
}
