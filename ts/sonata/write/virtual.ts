// Listed spikes as those of virtual nodes: of parrot neurons that do nothing but repeat them, and of nodes that stand
// for a stimulus of other neurons.
import type { Description, PopulationData, StimulusData } from "../../network/description.ts";
import { common, count, interval, type Ranges, toIds } from "../../network/neurons/ranges.ts";
import { type Draw, isKnown } from "../../network/values/draw.ts";
import { type Grid, nearestStep, timeOf } from "../../network/values/grid.ts";
import { relay } from "../nodes/kinds.ts";
import type { Slice } from "./edges.ts";
import { populationFinder } from "./explicit.ts";
import { uniqueNames } from "./folder.ts";
import type { Spike, WrittenPopulation } from "./nodes.ts";

const valueAt = (draw: Draw, k: number): number =>
  (draw.kind === "constant" ? draw.numbers[0] : draw.numbers[k]) as number;

/** Whether a stimulus sends listed spikes with weights and delays that are known. */
const isListed = ({ kind, delay, weight }: StimulusData): boolean =>
  kind === "spike_generator" && isKnown(delay) && isKnown(weight);

/** The spikes of a stimulus: their times, and the places of their targets; undefined: all of them. */
function trainOf({ parameters }: StimulusData): [times: Float64Array, places: Float64Array | undefined] {
  const list = (name: string) => parameters.get(name) as Float64Array | undefined;
  const [times = new Float64Array(0), places] = [list("spike_times"), list("spike_ids")];
  return [times, places && places.length > 0 ? places : undefined];
}

const sorted = (spikes: Spike[]): Spike[] => spikes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);

/** Whether the neurons of a population do nothing but repeat listed spikes. */
function isVirtual({ model, first, size }: PopulationData, { connections, stimuli }: Description): boolean {
  const own = interval(first, size);
  const reaches = ({ targets }: { targets: Ranges }): boolean => common(targets, own) > 0;
  const alone = (data: StimulusData): boolean =>
    isListed(data) && data.receptor === 0 && common(data.targets, own) === count(data.targets);
  return model === relay && !connections.some(reaches) && stimuli.filter(reaches).every(alone);
}

/** The spikes that parrot neurons repeat: those of stimuli when they arrive. */
function repeated({ first }: PopulationData, stimuli: readonly StimulusData[], grid: Grid): Spike[] {
  const spikes: Spike[] = [];
  for (const data of stimuli) {
    const [neurons, [times, places]] = [toIds(data.targets), trainOf(data)];
    for (const [k, time] of times.entries())
      for (const place of places ? [places[k] as number] : neurons.keys()) {
        const arrival = timeOf(nearestStep(time + valueAt(data.delay, place), grid), grid);
        spikes.push([arrival, (neurons[place] as number) - first]);
      }
  }
  return sorted(spikes);
}

/** What virtual nodes stand for. */
export interface Virtual {
  /** The spikes of the populations that are virtual, by their numbers. */
  readonly spikes: ReadonlyMap<number, readonly Spike[]>;
  /** The numbers of the stimuli for which virtual nodes stand. */
  readonly replaced: ReadonlySet<number>;
}

/** The populations of a network that become virtual. */
export function virtualPopulations(description: Description): Virtual {
  const { populations, stimuli, grid } = description;
  const spikes = new Map<number, Spike[]>();
  const replaced = new Set<number>();
  for (const [k, data] of populations.entries()) {
    if (!isVirtual(data, description)) continue;
    const own = interval(data.first, data.size);
    const reaching = stimuli.filter(({ targets }) => common(targets, own) > 0);
    spikes.set(k, repeated(data, reaching, grid));
    for (const stimulus of reaching) replaced.add(stimuli.indexOf(stimulus));
  }
  return { spikes, replaced };
}

/** Whether virtual nodes can send the spikes of a stimulus: those of the first step need delays of two steps. */
function canSend(data: StimulusData, { resolution }: Grid): boolean {
  if (!isListed(data) || data.targets.length === 0) return false;
  const [times] = trainOf(data);
  const early = times.some((time) => time < 1.5 * resolution);
  const shortest = Float64Array.from(data.delay.numbers).reduce(
    (least, one) => Math.min(least, one),
    Infinity,
  );
  return times.length > 0 && (!early || shortest > 1.5 * resolution);
}

/** The edges from virtual nodes to the targets of a stimulus. */
function slicesOf(data: StimulusData, source: number, populations: readonly PopulationData[]): Slice[] {
  const { targets, weight, delay, receptor } = data;
  const [neurons, find] = [toIds(targets), populationFinder(populations)];
  const each = trainOf(data)[1] !== undefined;
  return [...new Set(Array.from(neurons, find))].map((target) => {
    const places = Uint32Array.from(neurons.keys()).filter((k) => find(neurons[k] as number) === target);
    const { first } = populations[target] as PopulationData;
    const values = (draw: Draw) =>
      draw.kind === "constant" ? valueAt(draw, 0) : Float64Array.from(places, (k) => valueAt(draw, k));
    return {
      ...{ source, target, receptor, synapse: { model: "static_synapse", parameters: {} } },
      sources: each ? places : new Uint32Array(places.length),
      targets: places.map((k) => (neurons[k] as number) - first),
      ...{ weights: values(weight), delays: values(delay) },
    };
  });
}

/** Virtual nodes that stand for stimuli. */
export interface VirtualSources {
  readonly sources: readonly WrittenPopulation[];
  /** Their edges. */
  readonly slices: readonly Slice[];
  /** The numbers of all stimuli for which virtual nodes stand. */
  readonly replaced: ReadonlySet<number>;
}

/** Virtual nodes for the listed spikes of other neurons: populations that come after all others, and their edges. */
export function virtualSources(
  description: Description,
  written: readonly WrittenPopulation[],
  replaced: ReadonlySet<number>,
): VirtualSources {
  const { populations, stimuli, grid } = description;
  const sources: WrittenPopulation[] = [];
  const [slices, more] = [[] as Slice[], new Set(replaced)];
  let first = populations.reduce((sum, { size }) => sum + size, 0);
  for (const [k, data] of stimuli.entries()) {
    if (replaced.has(k) || !canSend(data, grid)) continue;
    more.add(k);
    const [times, places] = trainOf(data);
    const size = places ? count(data.targets) : 1;
    const label = `${data.kind}_${k}`;
    const name = uniqueNames([...written, ...sources].map((one) => one.name).concat(label)).at(-1) as string;
    sources.push({
      name,
      data: { model: relay, first, size, label, allowEmpty: false, values: [] },
      parameters: { shared: {}, own: new Map() },
      spikes: sorted(Array.from(times, (time, spike) => [time, places?.[spike] ?? 0] as const)),
    });
    slices.push(...slicesOf(data, written.length + sources.length - 1, populations));
    first += size;
  }
  return { sources, slices, replaced: more };
}
