// The network of the page's settings.
import type { Network, StimulusHandle } from "cajal";
import { dc } from "cajal";
import {
  type Connectome,
  type MultiAreaMeanField,
  multiArea,
  multiAreaMeanField,
  type RecordedMultiArea,
  syntheticConnectome,
} from "cajal/networks";
import { areaCount, areaName, type State } from "../state.ts";
import type { CortexPopulation } from "./messages.ts";

/** A described network with a current per simulated area for pulses. */
export interface Cortex {
  readonly network: Network;
  readonly build: Pick<State, "connectivity" | "weights">;
  readonly spikes: RecordedMultiArea["spikes"];
  readonly populations: readonly CortexPopulation[];
  /** By the index of the area. */
  readonly currents: ReadonlyMap<number, StimulusHandle>;
}

/** Keeps the last result of a function of a key. */
function keeping<Key, Result>(make: (key: Key) => Result, name: (key: Key) => string): (key: Key) => Result {
  let kept: { readonly name: string; readonly result: Result } | undefined;
  return (key) => {
    if (kept?.name !== name(key)) kept = { name: name(key), result: make(key) };
    return kept.result;
  };
}

/** The connectome of a seed; the last one is kept. */
export const connectomeOf: (cortex: number) => Connectome = keeping(
  (cortex) => syntheticConnectome({ areas: areaCount, seed: cortex }),
  String,
);

type Theory = Pick<State, "cortex" | "state" | "chi">;

/** Theory takes longer than the rest of the description and depends on less. */
const theoryOf: (of: Theory) => MultiAreaMeanField = keeping(
  ({ cortex, state, chi }) => multiAreaMeanField(connectomeOf(cortex), { state, chi }),
  ({ cortex, state, chi }) => `${cortex} ${state} ${chi}`,
);

/** Describes the network of some settings. */
export function describe(settings: State): Cortex {
  const { state, chi, areas, scale, indegreeScale, seed, connectivity, weights } = settings;
  const theory = theoryOf(settings);
  // Rates that have not settled are no rates: without them the network itself refuses and says why.
  const rates = theory.settled ? { rates: theory.rates } : {};
  const chosen = areas.length > 0 ? { areas: areas.map(areaName) } : {};
  const options = { state, chi, scale, indegreeScale, seed, ...chosen, ...rates };
  const model = multiArea(connectomeOf(settings.cortex), options);
  const indices = new Map(model.connectome.areas.map(({ name }, index) => [name, index]));
  const indexOf = (name: string): number => indices.get(name) as number;
  const currents = [...model.areas].map(([name, populations]) => {
    const excitatory = populations.filter((one) => one.name.endsWith("E")).map(({ view }) => view);
    return [indexOf(name), model.network.stimulate(excitatory, dc({ amplitude: 0 }))] as const;
  });
  return {
    network: model.network,
    build: { connectivity, weights },
    spikes: model.spikes,
    populations: model.populations.map(({ area, name, index, view }) => ({
      area: indexOf(area),
      name,
      first: view.ids[0] as number,
      size: view.length,
      theory: theory.rates[index] as number,
    })),
    currents: new Map(currents),
  };
}
