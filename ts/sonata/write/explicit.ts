// What a description leaves to be drawn, as numbers: from the description where they stand there, else from a network
// that is built for it.
import type { ConnectionData, Description, PopulationData } from "../../network/description.ts";
import type { NetworkDescription } from "../../network/network-description.ts";
import { toIds } from "../../network/neurons/ranges.ts";
import type { Population } from "../../network/neurons/view.ts";
import type { Projection } from "../../network/options.ts";
import { type Draw, isKnown } from "../../network/values/draw.ts";
import { Network } from "../../simulate/network.ts";
import type { Simulation } from "../../simulate/simulation.ts";

/** Synapses one by one: global numbers of neurons; one number where all weights or delays are equal. */
export interface Synapses {
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: number | Float64Array;
  /** [ms] */
  readonly delays: number | Float64Array;
}

/** Asks for what is drawn. */
export interface Explicit {
  synapses(connection: number): Promise<Synapses>;
  /** The value of a parameter for each neuron of a population. */
  values(population: number, name: string): Promise<Float64Array>;
  close(): void;
}

/** Values that are one number, or one for each element in the order of the pairs. */
const listed = (draw: Draw): number | Float64Array | undefined => {
  if (!isKnown(draw)) return undefined;
  return draw.kind === "constant" ? (draw.numbers[0] as number) : Float64Array.from(draw.numbers);
};

/** The synapses of a connection that names each of them. */
function named({ rule, sources, targets, weight, delay }: ConnectionData): Synapses | undefined {
  const [weights, delays] = [listed(weight), listed(delay)];
  if (weights === undefined || delays === undefined) return undefined;
  const [from, to] = [toIds(sources), toIds(targets)];
  if (rule.rule === "one_to_one") return { sources: from, targets: to, weights, delays };
  const { pairSources, pairTargets } = rule;
  if (rule.rule !== "pairs" || !pairSources || !pairTargets) return undefined;
  return {
    sources: pairSources.map((position) => from[position] as number),
    targets: pairTargets.map((position) => to[position] as number),
    weights,
    delays,
  };
}

const single = (draw: Draw, values: Float64Array): number | Float64Array => {
  if (draw.kind === "constant") return draw.numbers[0] as number;
  return values.every((value) => value === values[0]) ? (values[0] ?? 0) : values;
};

/** A copy of a network without what would record into files. */
const copyOf = (network: NetworkDescription): Network => Network.from({ ...network.toJSON(), recorders: [] });

/** Makes what a network draws explicit. */
export function explicit(network: NetworkDescription): Explicit {
  const { connections }: Description = network.description;
  let built: Promise<Simulation> | undefined;
  let copy: Network | undefined;
  const build = (): Promise<Simulation> => {
    copy ??= copyOf(network);
    built ??= copy.build({ connectivity: "stored" });
    return built;
  };
  return {
    async synapses(index) {
      const data = connections[index] as ConnectionData;
      const found = named(data);
      if (found) return found;
      const simulation = await build();
      const { source, target, weight, delay } = simulation.weights(copy?.projections[index] as Projection);
      return {
        sources: source,
        targets: target,
        weights: single(data.weight, weight),
        delays: single(data.delay, delay),
      };
    },
    async values(index, name) {
      const simulation = await build();
      return simulation.get(copy?.populations[index] as Population, name as never) as Float64Array;
    },
    close() {
      void built?.then((simulation) => simulation.dispose());
    },
  };
}

/** The number of a neuron's population, and its place there. */
export function populationFinder(populations: readonly PopulationData[]) {
  const total = populations.reduce((sum, { size }) => sum + size, 0);
  const places = new Uint32Array(total);
  for (const [k, { first, size }] of populations.entries()) places.fill(k, first, first + size);
  return (neuron: number): number => places[neuron] as number;
}
