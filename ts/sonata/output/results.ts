// The results of a run as its configuration asks for them.
import { type Check, checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { flag, optional, text } from "../../arguments/kinds.ts";
import { builtin } from "../../backend/environment.ts";
import { fileTarget } from "../../io/files/target.ts";
import type { SpikeChunk } from "../../io/formats/format.ts";
import { openRecording, spikeChunks, writeTraces, writing } from "../../io/recordings/recordings.ts";
import { type SpikeTrains, traces } from "../../simulate/recording.ts";
import { Simulation } from "../../simulate/simulation.ts";
import { isCircuit, type SonataCircuit } from "../circuit.ts";
import type { Report } from "./reports.ts";
import { type Recording, writeSpikeGroups, writeSpikeTable } from "./spikes.ts";

/** What was recorded of spikes, and whether earlier files may be replaced. */
export interface SonataResultOptions {
  /** The spikes: what `sim.read` gave, or the path of a recording; without them no spikes are written. */
  readonly spikes?: SpikeTrains | string | undefined;
  /** Replace files that exist; default: what output.overwrite_output_dir says. */
  readonly overwrite?: boolean | undefined;
}

const ofCircuit: Check = (value, place) => {
  if (!isCircuit(value)) refuse(value, "what fromSonata returned", place, "E_TYPE");
};

const ofSimulation: Check = (value, place) => {
  if (!(value instanceof Simulation)) refuse(value, "a simulation of the circuit's network", place, "E_TYPE");
};

const ofSpikes: Check = (value, place) => {
  const { ids, times, neurons } = (value ?? {}) as Partial<SpikeTrains>;
  const trains =
    ids instanceof Uint32Array && times instanceof Float64Array && neurons instanceof Uint32Array;
  if (typeof value !== "string" && !trains)
    refuse(value, "spike trains, or the path of a recording", place, "E_TYPE");
};

type Chunks = () => AsyncIterable<SpikeChunk> | Iterable<SpikeChunk>;

/** What a file says of its recording; where it does not, all point neurons were recorded from beginning to end. */
async function recordingIn(path: string, { groups, duration = 0 }: SonataCircuit): Promise<Recording> {
  const { input } = await openRecording(path, {});
  try {
    const head = input.kind === "spikes" ? input.head : undefined;
    const neurons = head?.neurons ?? Uint32Array.from(groups.flatMap(({ view }) => [...view.ids]));
    return { neurons, tStart: head?.tStart ?? 0, tStop: head?.tStop ?? duration };
  } finally {
    input.close();
  }
}

async function writeAllSpikes(
  circuit: SonataCircuit,
  folder: string,
  spikes: SpikeTrains | string,
  overwrite: boolean,
): Promise<string[]> {
  const { join } = builtin("node:path");
  const { csv, spikes: name } = circuit.output;
  const path = typeof spikes === "string" ? spikes : undefined;
  const chunks: Chunks = path === undefined ? () => [spikes as SpikeTrains] : () => spikeChunks(path);
  const recording = path === undefined ? (spikes as SpikeTrains) : await recordingIn(path, circuit);
  const groups = fileTarget(join(folder, name), overwrite);
  await writing(groups, () => writeSpikeGroups(groups, circuit, chunks(), recording));
  if (csv === undefined) return [name];
  const table = fileTarget(join(folder, csv), overwrite);
  await writing(table, () => writeSpikeTable(table, circuit, chunks()));
  return [name, csv];
}

/** The samples of a report, with the numbers of nodes and the times of the files. */
function samplesOf(simulation: Simulation, { recorder, nodeIds, variable, from, to }: Report, start: number) {
  const { times, values } = simulation.read(recorder);
  const width = nodeIds.length;
  const first = times.findIndex((time) => time >= from);
  const last = times.findLastIndex((time) => time <= to);
  const [begin, end] = first < 0 || last < first ? [0, 0] : [first, last + 1];
  return traces({
    times: times.slice(begin, end).map((time) => time + start),
    ids: Uint32Array.from(nodeIds),
    names: [variable],
    samples: (values[variable] as Float64Array).slice(begin * width, end * width),
  });
}

/**
 * Writes the results of a run into a folder that is there, as its configuration asks for them: spikes, population by
 * population and with the numbers of nodes, and reports. Times are those of the configuration, from run.tstart on.
 *
 * @returns the names of the files
 * @throws CajalError E_TYPE, E_UNKNOWN_PARAM, E_IO for files that exist or cannot be written, E_INDEX for a simulation
 * of another network
 * @example await writeSonataResults(circuit, simulation, "output", { spikes: simulation.read(recorder) });
 */
export async function writeSonataResults(
  circuit: SonataCircuit,
  simulation: Simulation,
  folder: string,
  options: SonataResultOptions = {},
): Promise<string[]> {
  const call = "writeSonataResults";
  checkArgument(circuit, call, "circuit", ofCircuit);
  checkArgument(simulation, call, "simulation", ofSimulation);
  checkArgument(folder, call, "folder", text);
  checkOptions(options, call, { spikes: optional(ofSpikes), overwrite: optional(flag) });
  const { spikes, overwrite = circuit.output.overwrite } = options;
  const names = spikes === undefined ? [] : await writeAllSpikes(circuit, folder, spikes, overwrite);
  const { join } = builtin("node:path");
  for (const report of circuit.reports) {
    const { file, population, variable, unit } = report;
    const table = {
      traces: samplesOf(simulation, report, circuit.start),
      units: unit === "" ? {} : { [variable]: unit },
    };
    const append = names.includes(file);
    await writeTraces(join(folder, file), table, {
      format: "sonata",
      population,
      variable,
      append,
      overwrite,
    });
    if (!append) names.push(file);
  }
  return names;
}
