// Every neuron model with a solver, in populations whose neurons use the one or the other.
import { fixedOutdegree, Network, normal, poisson } from "cajal";
import { findNeuron, type ModelName, modelNames } from "cajal/models";
import type { Case } from "./case.ts";

const chooses = (name: string) =>
  findNeuron(name)?.parameters.some((field) => field.name === "adaptive_step");

export function bothSolvers(): Case {
  const network = new Network({ seed: 23 });
  const weights: Readonly<Record<string, number>> = { pA: 120, nS: 6 };
  const recorders = modelNames.filter(chooses).flatMap((name) => {
    const { receptors = [], recordables = [] } = findNeuron(name) ?? {};
    const weight = weights[receptors[0]?.unit ?? ""] ?? 1;
    const own = { adaptive_step: (i: number) => i % 2, C_m: normal(200, 20), I_e: 600 };
    const some = network.population(name as ModelName, 40, own as object);
    network.connect(some, some, fixedOutdegree(4), { weight: -weight, delay: 1 });
    network.stimulate(some, poisson({ rate: 3000 }), { weight, delay: 0.5 });
    const states = recordables.map((entry) => entry.name) as never[];
    return [network.record(some, "spikes"), network.record(some.slice(0, 9), states, { every: 1 })];
  });
  return { network, recorders, time: 100 };
}
