// Small networks that together use every model, rule, device, recorder and range of delays; for comparing kernels.
import type { Case } from "./networks/case.ts";
import { catalogue } from "./networks/catalogue.ts";
import { alpha, balanced, changes, conductances, cortex, delta, escapeNoise } from "./networks/neurons.ts";
import { bothSolvers } from "./networks/solvers.ts";
import { injected, ownStimuli, strongInput } from "./networks/stimuli.ts";
import {
  dendrites,
  depressing,
  longestDelay,
  matrix,
  predicting,
  rates,
  relays,
  spikeTiming,
} from "./networks/synapses.ts";

export type { Case } from "./networks/case.ts";

/** All cases by name. Each call makes a new description. */
export const cases: Readonly<Record<string, () => Case>> = {
  "exponential currents, in-degrees, multapses or not": balanced,
  "alpha currents, out-degrees, parameters of every neuron, fine steps": alpha,
  "delta synapses, total number, no autapses": delta,
  "conductances, pairwise probability": conductances,
  "parrots, single spikes, one to one, delays by function": relays,
  "the longest delays there are": longestDelay,
  "explicit pairs with arrays": matrix,
  "escape noise": escapeNoise,
  "both solvers side by side": bothSolvers,
  "every neuron model": () => catalogue(false),
  "every neuron model with all its mechanisms": () => catalogue(true),
  "constant, stepped and filtered currents": injected,
  "Poisson input of any strength": strongInput,
  "stimuli with a value for each target, many trains": ownStimuli,
  "changes between runs": changes,
  "synapses with short-term plasticity": depressing,
  "synapses that spikes change": spikeTiming,
  "dendrites that predict their somata": predicting,
  "rates that learn, dense and sparse, with noise": rates,
  "spiking dendrites that learn from their errors": dendrites,
  "microcircuit, Poisson drive, compact weights": () => cortex("poisson", "compact"),
  "microcircuit, constant drive, exact weights": () => cortex("dc", "exact"),
};
