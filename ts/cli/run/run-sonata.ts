// `cajal run CONFIG.json`: the simulation that a configuration of SONATA describes.
import { basename, join } from "node:path";
import type { SpikeFileWriter } from "../../io/index.ts";
import type { Simulation } from "../../simulate/simulation.ts";
import type { SonataCircuit } from "../../sonata/circuit.ts";
import { fromSonata } from "../../sonata/from-sonata.ts";
import { writeSonataResults } from "../../sonata/output/results.ts";
import { makeResultFolder, recordingIn, recordingName } from "../files/result-folder.ts";
import type { Figure } from "../report/drawings.ts";
import { UsageError } from "../terminal/failure.ts";
import { watchInterrupt } from "../terminal/interrupt.ts";
import { grouped } from "../terminal/terminal.ts";
import { watched } from "./begun-run.ts";
import { checkMemory, checkTimes, execute } from "./execute.ts";
import { finish } from "./finish.ts";
import { drawReports } from "./report-figures.ts";
import { type CommonOptions, executionSettings } from "./run-options.ts";

/** The options of the command, and what the configuration says where they were not given. */
function settled(
  { duration, output }: SonataCircuit,
  file: string,
  options: CommonOptions,
  given: (option: string) => boolean,
): CommonOptions {
  if (duration === undefined && !given("time"))
    throw new UsageError(`${file}: run.tstop is missing; add it, or say how long: --time 1000`);
  return {
    ...options,
    time: given("time") ? options.time : (duration ?? 0) - options.presim,
    out: given("out") ? options.out : (output.folder ?? options.out),
    overwrite: options.overwrite ?? output.overwrite,
  };
}

/** Writes what the configuration asks for, and figures of its reports. */
async function writeResults(
  circuit: SonataCircuit,
  simulation: Simulation,
  folder: string,
): Promise<readonly Figure[]> {
  const spikes = circuit.groups.length > 0 ? join(folder, recordingName) : undefined;
  // The folder is that of this run alone, so what is in it may be replaced.
  const names = await writeSonataResults(circuit, simulation, folder, { spikes, overwrite: true });
  process.stderr.write(`SONATA: ${names.join(", ") || "nothing to write"}\n`);
  return circuit.reports.length === 0 ? [] : drawReports(folder, circuit, simulation);
}

const counted = ({ network, populations }: SonataCircuit): string => {
  const relays = populations.reduce((sum, { view, virtual }) => sum + (virtual ? view.length : 0), 0);
  const virtual = relays === 0 ? "" : ` and ${grouped(relays)} virtual nodes`;
  return `${grouped(network.size - relays)} neurons${virtual}`;
};

/** Runs what a configuration describes; times and folders of the command go before those of the configuration. */
export async function runSonata(
  file: string,
  common: CommonOptions,
  given: (option: string) => boolean,
): Promise<number> {
  const circuit = await fromSonata(file);
  const { network, groups } = circuit;
  const options = settled(circuit, file, common, given);
  checkTimes(options, network.resolution);
  await checkMemory(network, options);
  const folder = makeResultFolder(options.out, options.overwrite ?? false);
  const writer = groups.length > 0 ? recordingIn(folder, options) : undefined;
  try {
    const views = groups.map(({ view }) => view);
    if (writer) network.record(views, "spikes", { to: writer });
    process.stderr.write(`${basename(file)}: ${counted(circuit)}\n`);
    return await runCircuit(circuit, { file, folder, options, writer });
  } finally {
    writer?.end();
  }
}

interface Asked {
  readonly file: string;
  readonly folder: string;
  readonly options: CommonOptions;
  readonly writer: SpikeFileWriter | undefined;
}

/** Builds and runs a circuit, and writes its results. */
async function runCircuit(circuit: SonataCircuit, { file, folder, options, writer }: Asked): Promise<number> {
  const run = {
    title: basename(file),
    command: "run sonata",
    folder,
    options,
    settings: { file, ...executionSettings(options) },
    populations: circuit.groups,
    recording: writer && recordingName,
    network: { sonata: file },
    warnings: circuit.warnings,
  };
  const interrupt = watchInterrupt();
  return watched(run, async () => {
    const execution = await execute(circuit.network, options, interrupt);
    writer?.end();
    const { simulation } = execution;
    const traces = simulation ? await writeResults(circuit, simulation, folder) : [];
    return finish({ ...run, execution, recording: simulation && run.recording, traces });
  });
}
