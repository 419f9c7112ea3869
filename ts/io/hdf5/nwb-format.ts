// NWB 2 (schema 2.7.0, nwb.file.yaml and nwb.misc.yaml): the table /units, one row per neuron, times in s.
// Written is the least that the schema demands of a file, and the table with id, spike_times and obs_intervals.
import type { Dataset, Group } from "h5wasm";
import { CajalError } from "../../error.ts";
import { checkedTimes } from "../columns/numbers.ts";
import { placesOf } from "../columns/populations.ts";
import { fromRanges, toRanges } from "../columns/ranges.ts";
import { neuronsOf } from "../columns/samples.ts";
import { type SpikeSorter, spikeSorter } from "../columns/sorter.ts";
import { toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import type { ByteTarget } from "../files/target.ts";
import type {
  Format,
  FormatReadOptions,
  FormatWriteOptions,
  LabelledNeurons,
  SpikeChunk,
  SpikeInput,
  SpikeOutput,
  SpikeSummary,
} from "../formats/format.ts";
import { chunkLength, extend, growing, numbersInto } from "./columns.ts";
import {
  contentOf,
  createHdf5,
  datasetAt,
  datasetIf,
  find,
  type Hdf5,
  type Hdf5Output,
  lengthOf,
  numbersOf,
  openHdf5,
  opening,
} from "./hdf5.ts";
import { nwb1Version, openNwb1 } from "./nwb1.ts";

const hint = "take a whole copy, or export the table again";

/** The ends of the rows of a ragged column: they never descend, and the last one is the column's length. */
function endsOf(file: Hdf5, path: string, rows: number, length: number): Float64Array {
  const ends = numbersOf(file, datasetAt(file, path));
  const right = ends.every((end, k) => end >= (ends[k - 1] ?? 0)) && (ends.at(-1) ?? 0) === length;
  if (ends.length !== rows || !right)
    throw damage({ file: file.name, where: path, problem: "the ends of its rows make no sense", hint });
  return ends;
}

/** From the earliest begin to the latest end of all intervals of observation [ms]. */
function windowOf(file: Hdf5): { tStart: number | undefined; tStop: number | undefined } {
  const intervals = find(file, "/units/obs_intervals") as Dataset | undefined;
  const numbers = intervals ? numbersOf(file, intervals) : new Float64Array(0);
  if (numbers.length === 0) return { tStart: undefined, tStop: undefined };
  const milliseconds = toMilliseconds("s", file.name, "/units/obs_intervals");
  let [least, most] = [Infinity, -Infinity];
  for (let k = 0; k + 1 < numbers.length; k += 2) {
    least = Math.min(least, numbers[k] as number);
    most = Math.max(most, numbers[k + 1] as number);
  }
  return { tStart: milliseconds(least), tStop: milliseconds(most) };
}

/** Neurons by population, as a file of cajal has them beside the column of names. */
function populationsIn(file: Hdf5): readonly LabelledNeurons[] | undefined {
  const note = datasetIf(file, notePath);
  if (!note) return undefined;
  const text = new TextDecoder().decode(Uint8Array.from(numbersOf(file, note)));
  const found = JSON.parse(text) as readonly { readonly label: string; readonly ranges: number[] }[];
  return found.map(({ label, ranges }) => ({ label, neurons: fromRanges(ranges, file.name) }));
}

/** The neurons of the rows, and where the spikes of each end; without a column of spikes there are none. */
function rowsOf(file: Hdf5, times: Dataset | undefined): { neurons: Uint32Array; ends: Float64Array } {
  const id = datasetIf(file, "/units/id");
  const index = datasetIf(file, "/units/spike_times_index");
  if (times && !index)
    throw damage({
      file: file.name,
      where: "/units",
      problem: "spike_times has no spike_times_index",
      hint: "which unit each spike belongs to is not said; export the table again",
    });
  const rows = id ? lengthOf(file, id) : index ? lengthOf(file, index) : 0;
  const numbers = id ? numbersOf(file, id) : Array.from({ length: rows }, (_, row) => row);
  const neurons = neuronsOf(numbers, "/units/id", file.name);
  const count = times ? lengthOf(file, times) : 0;
  const ends = times ? endsOf(file, "/units/spike_times_index", rows, count) : new Float64Array(0);
  return { neurons, ends };
}

function openUnits(file: Hdf5, { population }: FormatReadOptions): SpikeInput {
  const version = nwb1Version(file);
  if (version !== undefined) return openNwb1(file, version, population);
  if (!find(file, "/units"))
    throw damage({
      file: file.name,
      problem: "there is no table of units (/units) in it",
      hint: `there are no sorted spikes in it: ${contentOf(file)}`,
    });
  const times = datasetIf(file, "/units/spike_times");
  const count = times ? lengthOf(file, times) : 0;
  const { neurons, ends } = rowsOf(file, times);
  const milliseconds = toMilliseconds("s", file.name, "/units/spike_times");
  const silent = `${file.name}: /units has no column spike_times, so its ${neurons.length} units are taken as silent`;
  let done = 0;
  return {
    kind: "spikes",
    head: { neurons, ...windowOf(file), resolution: undefined, populations: populationsIn(file) },
    ordered: false,
    notes: times ? [] : [silent],
    *chunks(size): Generator<SpikeChunk, void, void> {
      let row = 0;
      done = 0;
      for (let from = 0; times && from < count; from = done) {
        const to = Math.min(count, from + Math.max(size, chunkLength));
        const ids = new Uint32Array(to - from);
        for (let spike = from; spike < to; spike++) {
          while (spike >= (ends[row] as number)) row++;
          ids[spike - from] = neurons[row] as number;
        }
        done = to;
        const found = numbersOf(file, times, from, to).map(milliseconds);
        yield { ids, times: checkedTimes(found, times.path, file.name, from) };
      }
    },
    done: () => (count === 0 ? 1 : done / count),
    close: () => file.close(),
  };
}

type Attributes = Readonly<Record<string, string | readonly string[]>>;

/** Where cajal's own note on populations stands, in numbers that have a checksum. */
const notePath = "/units/cajal_populations";

function describe(owner: Dataset | Group, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes))
    owner.create_attribute(name, typeof value === "string" ? value : [...value]);
}

const typed = (type: string, namespace: string): Attributes => ({
  namespace,
  neurodata_type: type,
  object_id: globalThis.crypto.randomUUID(),
});

/** Everything that the schema demands beside the table. */
function writeFrame({ root }: Hdf5, sessionStart: Date): void {
  describe(root, { ...typed("NWBFile", "core"), nwb_version: "2.7.0" });
  const [now, start] = [new Date(), sessionStart].map((date) => date.toISOString().replace("Z", "+00:00"));
  const text = (name: string, value: string): void =>
    void root.create_dataset({ name, data: value, dtype: "S" });
  root.create_dataset({ name: "file_create_date", data: [now as string], shape: [1], dtype: "S" });
  text("identifier", globalThis.crypto.randomUUID());
  text("session_description", "spikes of a simulation, converted by cajal");
  text("session_start_time", start as string);
  text("timestamps_reference_time", start as string);
  for (const name of ["acquisition", "analysis", "general", "processing"]) root.create_group(name);
  const stimulus = root.create_group("stimulus");
  for (const name of ["presentation", "templates"]) stimulus.create_group(name);
}

/** A column, and for a ragged one the ends of its rows. */
function describeColumn(column: Dataset, description: string, index?: Dataset): void {
  describe(column, { ...typed("VectorData", "hdmf-common"), description });
  if (!index) return;
  describe(index, {
    ...typed("VectorIndex", "hdmf-common"),
    description: `Index for VectorData '${column.path.split("/").at(-1)}'`,
  });
  index.create_attribute("target", column.create_reference());
}

/** The name of each row's population, for others as a column of texts, and as a note for cajal. */
function writePopulations(units: Group, populations: readonly LabelledNeurons[], neurons: Uint32Array): void {
  const placeOf = placesOf(populations);
  const labels = Array.from(neurons, (id) => populations[placeOf(id) ?? -1]?.label ?? "");
  units.create_dataset({ name: "population", data: labels, shape: [labels.length], dtype: "S" });
  describeColumn(units.get("population") as Dataset, "the population of each neuron");
  const note = populations.map(({ label, neurons: own }) => ({ label, ranges: toRanges(own) }));
  numbersInto(units, "cajal_populations", new TextEncoder().encode(JSON.stringify(note)));
}

function writeColumns(units: Group, times: Dataset, ends: BigUint64Array, summary: SpikeSummary): void {
  const { neurons, tStart, tStop } = summary;
  const rows = neurons.length;
  const ids = numbersInto(units, "id", BigInt64Array.from(neurons.slice().sort(), BigInt));
  describe(ids, typed("ElementIdentifiers", "hdmf-common"));
  const index = numbersInto(units, "spike_times_index", ends);
  describeColumn(times, "the spike times of each neuron, in s", index);
  if (summary.resolution !== undefined)
    times.create_attribute("resolution", summary.resolution / 1000, null, "<d");
  const window = Float64Array.from({ length: 2 * rows }, (_, k) => (k % 2 === 0 ? tStart : tStop) / 1000);
  const intervals = numbersInto(units, "obs_intervals", window, [rows, 2]);
  if (summary.populations && rows > 0)
    writePopulations(units, summary.populations, summary.neurons.slice().sort());
  const each = BigUint64Array.from({ length: rows }, (_, k) => BigInt(k + 1));
  describeColumn(
    intervals,
    "begin and end of the recording of each neuron, in s",
    numbersInto(units, "obs_intervals_index", each),
  );
}

/** Writes the table from spikes sorted by neuron. */
function writeUnits(file: Hdf5Output, sorter: SpikeSorter, summary: SpikeSummary, sessionStart: Date): void {
  file.attempt("/units", () => {
    writeFrame(file, sessionStart);
    const units = file.root.create_group("units");
    const labelled = summary.populations !== undefined && summary.neurons.length > 0;
    describe(units, {
      ...typed("Units", "core"),
      colnames: ["spike_times", "obs_intervals", ...(labelled ? ["population"] : [])],
      description: "the recorded neurons",
    });
    const times = growing(units, "spike_times", "<d");
    const row = new Map(Array.from(summary.neurons.slice().sort(), (id, k) => [id, k]));
    const ends = new BigUint64Array(summary.neurons.length);
    let count = 0;
    for (const chunk of sorter.sorted(chunkLength)) {
      extend(
        times,
        count,
        chunk.times.map((time) => time / 1000),
      );
      for (const id of chunk.ids) ends[row.get(id) as number] = BigInt(++count);
    }
    for (let k = 1; k < ends.length; k++) if ((ends[k] as bigint) === 0n) ends[k] = ends[k - 1] as bigint;
    writeColumns(units, times, ends, summary);
  });
}

async function writeSpikes(
  target: ByteTarget,
  { sessionStart = new Date() }: FormatWriteOptions,
): Promise<SpikeOutput> {
  if (Number.isNaN(sessionStart.getTime()))
    throw new CajalError("E_TYPE", "writeSpikes: sessionStart must be a valid date", {
      parameter: "sessionStart",
    });
  const file = await createHdf5(target);
  const sorter = spikeSorter("neuron");
  return {
    write: (chunk) => sorter.add(chunk),
    end(summary) {
      writeUnits(file, sorter, summary, sessionStart);
      file.close();
      sorter.dispose();
    },
    abandon() {
      sorter.dispose();
      file.abandon();
    },
  };
}

/** Spikes as experiments publish them. */
export const nwbFormat: Format = {
  name: "nwb",
  title: "Neurodata Without Borders 2 in HDF5: the table of units; spikes",
  extensions: [".nwb"],
  recognises: () => false,
  open: async (source, options) => opening(await openHdf5(source), (file) => openUnits(file, options)),
  writeSpikes: (target, _head, options) => writeSpikes(target, options),
};
