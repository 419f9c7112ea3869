// Spike trains of files for virtual nodes: SONATA, CSV, NWB and what else cajal reads.
import { CajalError } from "../../error.ts";
import { openSource } from "../../io/files/source.ts";
import type { FormatName } from "../../io/formats/format.ts";
import { datasetIf, find, namesIn, openHdf5 } from "../../io/hdf5/hdf5.ts";
import { readSpikes } from "../../io/recordings/recordings.ts";
import type { SpikeTrains } from "../../simulate/recording.ts";
import { type Section, textIn } from "../config/section.ts";
import { refuse } from "../files/complaint.ts";

/** Formats by the names that `module` may have. */
const formats: Readonly<Record<string, FormatName>> = {
  sonata: "sonata",
  h5: "sonata",
  hdf5: "sonata",
  csv: "csv",
  nwb: "nwb",
};

/** Whether a module reads spike trains of a file. */
export const isSpikeModule = (module: string): boolean => Object.hasOwn(formats, module);

/** The names of the modules. */
export const spikeModules: readonly string[] = Object.keys(formats);

/** Which population of a SONATA file holds the trains of some nodes; undefined where the file names none. */
async function populationIn(path: string, name: string): Promise<string | undefined> {
  const file = await openHdf5(openSource(path));
  try {
    if (!find(file, "/spikes"))
      refuse(
        "E_IO",
        { file: path, where: "/spikes" },
        {
          problem: "there is no such group, so the file holds no spikes",
          hint: "name a file of spikes",
        },
      );
    if (datasetIf(file, "/spikes/timestamps")) return undefined;
    const names = namesIn(file, "/spikes");
    const chosen = names.includes(name) ? name : names.length === 1 ? names[0] : undefined;
    if (chosen !== undefined) return chosen;
    return refuse(
      "E_IO",
      { file: path, where: "/spikes" },
      {
        parameter: "population",
        problem: `none of its populations is '${name}'`,
        allowed: names.join(", "),
        hint: `they are ${names.join(", ") || "none"}; let the node set name one of them`,
      },
    );
  } finally {
    file.close();
  }
}

/** The spikes of a population in a file that may name its populations or not. */
async function spikesOf(path: string, format: FormatName, population: string): Promise<SpikeTrains> {
  if (format === "sonata")
    return readSpikes(path, { format, population: await populationIn(path, population) });
  try {
    return await readSpikes(path, { format, population });
  } catch (error) {
    // It names no populations, so all spikes are of the one that is asked for.
    if (!(error instanceof CajalError) || !error.message.includes("names no populations")) throw error;
    return readSpikes(path, { format });
  }
}

/**
 * The spikes that an input has for a population, with the numbers of its nodes.
 *
 * @throws CajalError E_IO, E_FORMAT
 */
export function readTrains(input: Section, population: string): Promise<SpikeTrains> {
  const path = textIn(input, "input_file");
  if (path === undefined)
    refuse("E_DESCRIPTION", input.place, {
      parameter: "input_file",
      problem: "it names no input_file",
      hint: "name the file with the spikes",
    });
  const format = formats[textIn(input, "module") ?? "sonata"] as FormatName;
  return spikesOf(path, format, population);
}
