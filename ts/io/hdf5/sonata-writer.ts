// Writes SONATA spikes, a group per population, into a new file or beside what is in one.
// The attribute `sorting` is an enumeration, which the library cannot write; it may be left out, which means "not
// known". What SONATA has no place for stands beside it under names that begin with "cajal_".
import type { Group } from "h5wasm";
import { chunkBuilder } from "../columns/chunk-builder.ts";
import { placesOf } from "../columns/populations.ts";
import { damage } from "../files/damage.ts";
import type { ByteTarget } from "../files/target.ts";
import type { FormatWriteOptions, SpikeHead, SpikeOutput, SpikeSummary } from "../formats/format.ts";
import { chunkLength, extend, growing, numbersInto, writeText } from "./columns.ts";
import { attributeOf, createHdf5, datasetIf, find, groupAt, type Hdf5 } from "./hdf5.ts";

/** The root of every SONATA file: "magic" and "version". */
export function markSonata(file: Hdf5): void {
  if (attributeOf(file, file.root, "magic") !== undefined) return;
  file.root.create_attribute("magic", 0x0a7a, null, "<I");
  file.root.create_attribute("version", Uint32Array.of(0, 1), [2], "<I");
}

/**
 * The group of a new population below another one, which is made if it is not there.
 *
 * @throws CajalError E_IO if there is a population of that name, or one without a name
 */
export function newPopulation(file: Hdf5, path: string, name: string, unnamed: string): Group {
  const hint = "name another one (--population)";
  const refuse = (problem: string): Error => damage({ file: file.name, where: path, problem, hint });
  if (datasetIf(file, `${path}/${unnamed}`))
    throw refuse("what is in it belongs to no population, so none can be added");
  if (find(file, `${path}/${name}`)) throw refuse(`it has a population '${name}' already`);
  return file.attempt(path, () => {
    const above = find(file, path) ? groupAt(file, path) : file.root.create_group(path.slice(1));
    return above.create_group(name);
  });
}

/** Writes the spikes of one population as they come, in the order of (time, neuron). */
export interface PopulationWriter {
  push(id: number, time: number): void;
  /** All recorded neurons, silent ones included. */
  end(summary: SpikeSummary, neurons: Uint32Array): void;
}

/** Makes the group of a population, and writes its spikes. */
export function populationWriter(file: Hdf5, name: string): PopulationWriter {
  const group = newPopulation(file, "/spikes", name, "timestamps");
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
    push(id: number, time: number): void {
      if (waiting.push(id, time)) flush();
    },
    end({ tStart, tStop, resolution }: SpikeSummary, neurons: Uint32Array): void {
      flush();
      file.attempt(group.path, () => {
        group.create_attribute("cajal_sorted", 1, null, "<B");
        group.create_attribute("cajal_window", Float64Array.of(tStart, tStop), [2], "<d");
        if (resolution !== undefined) group.create_attribute("cajal_resolution", resolution, null, "<d");
        numbersInto(group, "cajal_neurons", BigUint64Array.from(neurons, BigInt));
      });
    },
  };
}

function output(file: Hdf5, head: SpikeHead, options: FormatWriteOptions): Omit<SpikeOutput, "abandon"> {
  const { populations = [], label } = head;
  const single = options.population ?? label ?? "default";
  const several = populations.length > 1 && options.population === undefined;
  const writers = several ? populations.map((one) => populationWriter(file, one.label)) : [];
  const placeOf = several ? placesOf(populations) : () => undefined;
  const alone = populations[0]?.label;
  // The neurons of no population, which in a recording without populations are all.
  let rest: PopulationWriter | undefined;
  const restOf = (): PopulationWriter =>
    (rest ??= populationWriter(file, several ? "default" : (options.population ?? alone ?? single)));
  if (!several) restOf();
  return {
    write({ ids, times }) {
      for (let k = 0; k < ids.length; k++) {
        const place = placeOf(ids[k] as number);
        const writer = place === undefined ? restOf() : (writers[place] as PopulationWriter);
        writer.push(ids[k] as number, times[k] as number);
      }
    },
    end(summary) {
      for (const [place, writer] of writers.entries())
        writer.end(summary, (populations[place] as (typeof populations)[number]).neurons);
      const others = summary.neurons.filter((id) => placeOf(id) === undefined);
      if (rest || others.length > 0) restOf().end(summary, others);
    },
  };
}

/** Writes spikes as they come. */
export async function writeSonataSpikes(
  target: ByteTarget,
  head: SpikeHead,
  options: FormatWriteOptions,
): Promise<SpikeOutput> {
  const file = await createHdf5(target);
  try {
    file.attempt("/spikes", () => markSonata(file));
    const { write, end } = output(file, head, options);
    return {
      write,
      async end(summary) {
        await end(summary);
        file.close();
      },
      abandon: () => file.abandon(),
    };
  } catch (error) {
    file.abandon();
    throw error;
  }
}
