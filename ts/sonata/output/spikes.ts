// Spikes of a run with the numbers of nodes, population by population.
import type { ByteTarget } from "../../io/files/target.ts";
import type { SpikeChunk, SpikeSummary } from "../../io/formats/format.ts";
import { createHdf5 } from "../../io/hdf5/hdf5.ts";
import { markSonata, populationWriter } from "../../io/hdf5/sonata-writer.ts";
import type { SpikeTrains } from "../../simulate/recording.ts";
import type { SonataCircuit, SonataPopulation } from "../circuit.ts";

/** Takes a spike of a node: the place of its population, its number, and its time in the files [ms]. */
type Take = (place: number, node: number, time: number) => void;

/** The population and the node of each neuron. */
function nodesByNeuron(populations: readonly SonataPopulation[]) {
  const last = Math.max(0, ...populations.map(({ view }) => view.ranges.at(-2) ?? 0));
  const [places, numbers] = [new Int32Array(last).fill(-1), new Float64Array(last)];
  for (const [place, { view, nodeIds }] of populations.entries())
    for (const [k, neuron] of view.ids.entries()) {
      places[neuron] = place;
      numbers[neuron] = nodeIds[k] as number;
    }
  return { places, numbers };
}

/** Hands on all spikes in the order of (time, population, node). */
async function eachSpike(
  circuit: SonataCircuit,
  chunks: AsyncIterable<SpikeChunk> | Iterable<SpikeChunk>,
  take: Take,
): Promise<void> {
  const { places, numbers } = nodesByNeuron(circuit.populations);
  let [now, together] = [Number.NaN, [] as [place: number, node: number][]];
  const flush = (): void => {
    together.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const [place, node] of together) take(place, node, now + circuit.start);
    together = [];
  };
  for await (const { ids, times } of chunks)
    for (let k = 0; k < ids.length; k++) {
      const [neuron, time] = [ids[k] as number, times[k] as number];
      if (time !== now) flush();
      now = time;
      if ((places[neuron] ?? -1) >= 0) together.push([places[neuron] as number, numbers[neuron] as number]);
    }
  flush();
}

/** What a recording says of all its spikes. */
export type Recording = Pick<SpikeTrains, "neurons" | "tStart" | "tStop">;

/** The recorded nodes of a population, ascending. */
function recordedNodes({ view, nodeIds }: SonataPopulation, recorded: ReadonlySet<number>): Uint32Array {
  const kept = [...view.ids].flatMap((neuron, k) => (recorded.has(neuron) ? [nodeIds[k] as number] : []));
  return Uint32Array.from(kept).sort();
}

/** Writes a SONATA file of spikes with a group for each population of which neurons were recorded. */
export async function writeSpikeGroups(
  target: ByteTarget,
  circuit: SonataCircuit,
  chunks: AsyncIterable<SpikeChunk> | Iterable<SpikeChunk>,
  recording: Recording,
): Promise<void> {
  const file = await createHdf5(target);
  try {
    file.attempt("/spikes", () => markSonata(file));
    const recorded = new Set(recording.neurons);
    const nodes = circuit.populations.map((population) => recordedNodes(population, recorded));
    const writers = circuit.populations.map(({ name }, k) =>
      nodes[k]?.length ? populationWriter(file, name) : undefined,
    );
    await eachSpike(circuit, chunks, (place, node, time) => writers[place]?.push(node, time));
    const summary: SpikeSummary = {
      neurons: recording.neurons,
      tStart: recording.tStart + circuit.start,
      tStop: recording.tStop + circuit.start,
      resolution: circuit.network.resolution,
      spikes: 0,
    };
    for (const [k, writer] of writers.entries()) writer?.end(summary, nodes[k] as Uint32Array);
  } catch (error) {
    file.abandon();
    throw error;
  }
  file.close();
}

// Letters of a table that are written at once.
const blockLength = 2 ** 16;

/** Writes the table that BMTK writes: columns apart by blanks. */
export async function writeSpikeTable(
  target: ByteTarget,
  circuit: SonataCircuit,
  chunks: AsyncIterable<SpikeChunk> | Iterable<SpikeChunk>,
): Promise<void> {
  let text = "timestamps population node_ids\n";
  const flush = (): void => {
    target.append(new TextEncoder().encode(text));
    text = "";
  };
  const quoted = circuit.populations.map(({ name }) =>
    /[\s"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name,
  );
  await eachSpike(circuit, chunks, (place, node, time) => {
    text += `${time} ${quoted[place]} ${node}\n`;
    if (text.length >= blockLength) flush();
  });
  flush();
}
