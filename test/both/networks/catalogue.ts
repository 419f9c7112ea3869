// Every neuron model that spikes reach and that shows nothing but spikes, as its table describes it.
import { dc, fixedOutdegree, Network, poisson, type Recorder, uniform } from "cajal";
import {
  type Field,
  findNeuron,
  listNameOf,
  type ModelName,
  modelNames,
  type NeuronTable,
} from "cajal/models";
import type { Case } from "./case.ts";

const suits = ({ receptors, outputs }: NeuronTable): boolean =>
  receptors.length > 0 && outputs.length === 0 && receptors.every(({ use }) => use !== "not_negative");

const models = modelNames.map((name) => findNeuron(name) as NeuronTable).filter(suits);

/** Weights of excitatory and inhibitory spikes by the unit of a receptor. */
const weights: Readonly<Record<string, readonly [number, number]>> = {
  pA: [60, -90],
  mV: [0.4, -0.5],
  nS: [4, -2],
};

const size = 60;

/** A value other than the default: flags the other way round, the last choice, full lists, 10 % around a time. */
function otherValue(field: Field): unknown {
  const { unit, value, high, low, open } = field;
  if (unit === "boolean") return value === 0;
  if (unit.startsWith("one of ")) return high;
  if (listNameOf(field) !== undefined) return value ?? (open && low === 0 ? 4 : 0.5);
  return unit === "ms" && low === 0 && open && value !== null ? uniform(0.9 * value, 1.1 * value) : undefined;
}

function populationOf(network: Network, table: NeuronTable, others: boolean): Recorder[] {
  const { name, parameters, ports, receptors, recordables } = table;
  const values = others ? Object.fromEntries(parameters.map((field) => [field.name, otherValue(field)])) : {};
  const neurons = network.population(name as ModelName, size, values as never);
  const used = receptors.filter(({ entry }) => {
    const field = parameters.find((parameter) => parameter.name === entry);
    return field === undefined || others || field.value !== null;
  });
  for (const receptor of used) {
    const [excitatory, inhibitory] = weights[receptor.unit] ?? [1, -1];
    const to = { receptor: receptor.name as never, delay: 1 };
    network.stimulate(neurons, poisson({ rate: 2000 / used.length }), { weight: excitatory, ...to });
    network.stimulate(neurons, poisson({ rate: 800 / used.length }), { weight: inhibitory, ...to });
    // What repeats every spike would repeat its own for ever.
    if (receptor.use !== "count")
      network.connect(neurons, neurons, fixedOutdegree(5), {
        weight: uniform(inhibitory, excitatory),
        ...to,
      });
  }
  const currents = Float64Array.from({ length: size }, (_, k) => (1600 * (k + 1)) / size);
  if (ports.length > 0) network.stimulate(neurons, dc({ amplitude: 1 }), { weight: currents });
  const spikes = network.record(neurons, "spikes");
  const names = recordables.map((recordable) => recordable.name) as never[];
  return names.length === 0 ? [spikes] : [spikes, network.record(neurons.slice(0, 9), names, { every: 1 })];
}

/** A population of every model with its defaults, or with all its mechanisms and values of each neuron. */
export function catalogue(others: boolean): Case {
  const network = new Network({ seed: others ? 32 : 31 });
  const recorders = models.flatMap((table) => populationOf(network, table, others));
  return { network, recorders, time: 200 };
}
