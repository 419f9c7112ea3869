// SONATA spikes (developer guide of SONATA, "Spike file"): /spikes/<population>/{timestamps, node_ids}.
// The attribute `sorting` is an enumeration, which the library cannot write; it may be left out, which means "not
// known". What SONATA has no place for stands beside it under names that begin with "cajal_".
import type { Dataset } from "h5wasm";
import { chunkBuilder } from "../columns/chunk-builder.ts";
import { neuronsOf } from "../columns/samples.ts";
import { toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import type { ByteTarget } from "../files/target.ts";
import type {
  FormatReadOptions,
  FormatWriteOptions,
  SpikeChunk,
  SpikeInput,
  SpikeOutput,
} from "../formats/format.ts";
import {
  attributeOf,
  chunkLength,
  createHdf5,
  datasetAt,
  extend,
  find,
  groupAt,
  growing,
  type Hdf5,
  lengthOf,
  numbersInto,
  numbersOf,
  textOf,
  writeText,
} from "./hdf5.ts";

/** The population to read: the one that was asked for, or the only one. */
export function populationOf(file: Hdf5, path: string, wanted: string | undefined): string {
  const names = file.attempt(path, () => groupAt(file, path).keys());
  const [only] = names;
  const name = wanted ?? (names.length === 1 ? only : undefined);
  if (name !== undefined && names.includes(name)) return name;
  throw damage({
    ...{ file: file.name, where: path, problem: `its populations are ${names.join(", ") || "none"}` },
    hint: "name one of them (--population)",
  });
}

function isByTime(file: Hdf5, path: string): boolean {
  const sorting = attributeOf(file, groupAt(file, path), "sorting");
  const ours = attributeOf(file, groupAt(file, path), "cajal_sorted");
  return ours === 1 || sorting === 2 || sorting === "by_time";
}

function numberAttributes(file: Hdf5, path: string, name: string): number[] {
  const value = attributeOf(file, groupAt(file, path), name);
  return ArrayBuffer.isView(value)
    ? Array.from(value as Float64Array)
    : typeof value === "number"
      ? [value]
      : [];
}

/** The spikes of one population. */
export function openSonataSpikes(file: Hdf5, { population }: FormatReadOptions): SpikeInput {
  const path = `/spikes/${populationOf(file, "/spikes", population)}`;
  const times = datasetAt(file, `${path}/timestamps`);
  const ids = datasetAt(file, `${path}/node_ids`);
  const count = lengthOf(file, times);
  if (lengthOf(file, ids) !== count)
    throw damage({
      ...{ file: file.name, where: path, problem: "timestamps and node_ids have different lengths" },
      hint: "take a whole copy",
    });
  const milliseconds = toMilliseconds(textOf(file, times, "units") ?? "ms", file.name, `${path}/timestamps`);
  const recorded = find(file, `${path}/cajal_neurons`) as Dataset | undefined;
  const [tStart, tStop] = numberAttributes(file, path, "cajal_window");
  const [resolution] = numberAttributes(file, path, "cajal_resolution");
  let done = 0;
  return {
    kind: "spikes",
    head: {
      neurons: recorded && neuronsOf(numbersOf(file, recorded), `${path}/cajal_neurons`, file.name),
      ...{ tStart, tStop, resolution },
    },
    ordered: isByTime(file, path),
    *chunks(size): Generator<SpikeChunk, void, void> {
      done = 0;
      for (let from = 0; from < count; from = done) {
        const to = Math.min(count, from + Math.max(size, chunkLength));
        const chunk = {
          times: numbersOf(file, times, from, to).map(milliseconds),
          ids: neuronsOf(numbersOf(file, ids, from, to), `${path}/node_ids`, file.name),
        };
        done = to;
        yield chunk;
      }
    },
    done: () => (count === 0 ? 1 : done / count),
    close: () => file.close(),
  };
}

/** The root of every SONATA file: "magic" and "version". */
export function markSonata(file: Hdf5): void {
  file.root.create_attribute("magic", 0x0a7a, null, "<I");
  file.root.create_attribute("version", Uint32Array.of(0, 1), [2], "<I");
}

/** Writes spikes as they come. */
export async function writeSonataSpikes(
  target: ByteTarget,
  options: FormatWriteOptions,
): Promise<SpikeOutput> {
  const file = await createHdf5(target);
  const group = file.attempt("/spikes", () => {
    markSonata(file);
    return file.root.create_group("spikes").create_group(options.population ?? "default");
  });
  const datasets = file.attempt(group.path, () => {
    const times = growing(group, "timestamps", "<d");
    writeText(times, "units", "ms");
    return { times, ids: growing(group, "node_ids", "<Q") };
  });
  const waiting = chunkBuilder(chunkLength);
  let count = 0;
  const flush = (): void => {
    const { ids, times } = waiting.take();
    if (ids.length === 0) return;
    file.attempt(group.path, () => {
      extend(datasets.times, count, times);
      extend(datasets.ids, count, BigUint64Array.from(ids, BigInt));
    });
    count += ids.length;
  };
  return {
    write({ ids, times }) {
      for (let k = 0; k < ids.length; k++) if (waiting.push(ids[k] as number, times[k] as number)) flush();
    },
    end({ neurons, tStart, tStop, resolution }) {
      flush();
      file.attempt(group.path, () => {
        group.create_attribute("cajal_sorted", 1, null, "<B");
        group.create_attribute("cajal_window", Float64Array.of(tStart, tStop), [2], "<d");
        if (resolution !== undefined) group.create_attribute("cajal_resolution", resolution, null, "<d");
        numbersInto(group, "cajal_neurons", BigUint64Array.from(neurons, BigInt));
      });
      file.close();
    },
    abandon: () => file.abandon(),
  };
}
