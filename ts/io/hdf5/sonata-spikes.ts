// SONATA spikes (developer guide of SONATA, "Spike file"): /spikes/<population>/{timestamps, node_ids}, or, as the
// first files had it, /spikes/{timestamps, gids} without a population.
import type { Dataset } from "h5wasm";
import { joinedSpikes } from "../columns/joined-spikes.ts";
import { checkedTimes } from "../columns/numbers.ts";
import { populationMissing } from "../columns/populations.ts";
import { neuronsOf } from "../columns/samples.ts";
import { toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import type { FormatReadOptions, SpikeChunk, SpikeInput } from "../formats/format.ts";
import { chunkLength } from "./columns.ts";
import {
  attributeOf,
  datasetAt,
  datasetIf,
  groupAt,
  type Hdf5,
  lengthOf,
  namesIn,
  numbersOf,
  textOf,
} from "./hdf5.ts";

/** The population to read: the one that was asked for, or the only one. */
export function populationOf(file: Hdf5, path: string, wanted: string | undefined): string {
  const names = namesIn(file, path);
  const [only] = names;
  const name = wanted ?? (names.length === 1 ? only : undefined);
  if (name !== undefined && names.includes(name)) return name;
  throw populationMissing(file.name, path, names);
}

function numberAttributes(file: Hdf5, path: string, name: string): number[] {
  const value = attributeOf(file, groupAt(file, path), name);
  return ArrayBuffer.isView(value)
    ? Array.from(value as unknown as Float64Array)
    : typeof value === "number"
      ? [value]
      : [];
}

/** The neurons of the spikes under the name that they have. */
const idsIn = (file: Hdf5, path: string): Dataset =>
  datasetIf(file, `${path}/node_ids`) ??
  datasetIf(file, `${path}/gids`) ??
  datasetAt(file, `${path}/node_ids`);

/** The spikes of one group. */
function openGroup(file: Hdf5, path: string, label: string | undefined): SpikeInput {
  const times = datasetAt(file, `${path}/timestamps`);
  const ids = idsIn(file, path);
  const count = lengthOf(file, times);
  if (lengthOf(file, ids) !== count)
    throw damage({
      file: file.name,
      where: path,
      problem: `there are ${count} timestamps and ${lengthOf(file, ids)} neurons`,
      hint: "take a whole copy, or export it again",
    });
  const milliseconds = toMilliseconds(textOf(file, times, "units") ?? "ms", file.name, `${path}/timestamps`);
  const recorded = datasetIf(file, `${path}/cajal_neurons`);
  const neurons = recorded && neuronsOf(numbersOf(file, recorded), `${path}/cajal_neurons`, file.name);
  const [tStart, tStop] = numberAttributes(file, path, "cajal_window");
  const [resolution] = numberAttributes(file, path, "cajal_resolution");
  let done = 0;
  return {
    kind: "spikes",
    head: {
      neurons,
      tStart,
      tStop,
      resolution,
      label,
      populations: label === undefined || !neurons ? undefined : [{ label, neurons }],
    },
    // What others say of their order is not always so.
    ordered: numberAttributes(file, path, "cajal_sorted")[0] === 1,
    *chunks(size): Generator<SpikeChunk, void, void> {
      done = 0;
      for (let from = 0; from < count; from = done) {
        const to = Math.min(count, from + Math.max(size, chunkLength));
        const chunk = {
          times: checkedTimes(
            numbersOf(file, times, from, to).map(milliseconds),
            times.path,
            file.name,
            from,
          ),
          ids: neuronsOf(numbersOf(file, ids, from, to), ids.path, file.name, from),
        };
        done = to;
        yield chunk;
      }
    },
    done: () => (count === 0 ? 1 : done / count),
    close: () => file.close(),
  };
}

/** Whether the populations of a file number their neurons together, as cajal writes them, and not each from 0. */
function areApart(inputs: readonly SpikeInput[]): boolean {
  const lists = inputs.map(({ head }) => head.neurons);
  if (lists.length === 0 || lists.includes(undefined)) return false;
  const all = lists.flatMap((list) => Array.from(list ?? []));
  return new Set(all).size === all.length;
}

/** The spikes of one population, or of all where that is clear. */
export function openSonataSpikes(file: Hdf5, { population }: FormatReadOptions): SpikeInput {
  if (datasetIf(file, "/spikes/timestamps")) return openGroup(file, "/spikes", undefined);
  const names = namesIn(file, "/spikes");
  if (population === undefined && names.length > 1) {
    const inputs = names.map((name) => openGroup(file, `/spikes/${name}`, name));
    if (areApart(inputs)) return joinedSpikes(inputs);
  }
  const name = populationOf(file, "/spikes", population);
  return openGroup(file, `/spikes/${name}`, name);
}
