// Every constant of the cortical microcircuit model, each with its place in the literature.
//
//   PD14  Potjans & Diesmann (2014) Cereb. Cortex 24:785-806, doi:10.1093/cercor/bhs358
//   vA15  van Albada, Helias & Diesmann (2015) PLoS Comput. Biol. 11:e1004490
//   R19   Rhodes et al. (2020) Phil. Trans. R. Soc. A 378:20190160, doi:10.1098/rsta.2019.0160
//   REF   the reference implementation of the model for NEST, github.com/INM-6/microcircuit-PD14-model

/** The eight populations, from the surface down, excitatory before inhibitory. */
export const populationLabels = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"] as const;

/** Label of a population of the microcircuit. */
export type PopulationLabel = (typeof populationLabels)[number];

/** Neurons below 1 mm2 of surface; PD14 table 5. */
export const populationSizes: readonly number[] = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];

/**
 * Connection probabilities, row: target, column: source; PD14 table 5. The probability that a pair has at
 * least one synapse, from which the number of synapses follows (PD14 equation 1).
 */
export const connectionProbabilities: readonly (readonly number[])[] = [
  [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
  [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
  [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
  [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
  [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
  [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
  [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
  [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
];

/** Leaky integrate-and-fire neurons with exponential currents; PD14 table 5. ms, pF, mV. */
export const neuronParameters = {
  tau_m: 10,
  tau_syn_ex: 0.5,
  tau_syn_in: 0.5,
  C_m: 250,
  E_L: -65,
  V_th: -50,
  V_reset: -65,
  t_ref: 2,
} as const;

/** Synapses; PD14 table 5. */
export const synapseParameters = {
  /** Peak of an excitatory postsynaptic potential [mV]. */
  potential: 0.15,
  /** Weight of inhibitory relative to excitatory synapses. */
  relativeInhibition: -4,
  /** Factor on the mean weight from L4E to L23E; PD14 table 5, w(L23E <- L4E) = 2 w. */
  upwardFactor: 2,
  /** Standard deviation of weights relative to their mean. */
  relativeWeightDeviation: 0.1,
  /** Mean delay of excitatory and inhibitory synapses [ms]. */
  delayExcitatory: 1.5,
  delayInhibitory: 0.75,
} as const;

/** Background: independent Poisson trains or their mean as a constant current; PD14 table 5. */
export const backgroundParameters = {
  /** Rate per external synapse [1/s]. */
  rate: 8,
  /** Delay of the Poisson background [ms]; REF. */
  delay: 1.5,
} as const;

/** Means and standard deviations of normal distributions, population by population [mV]. */
export interface InitialPotentials {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** Initial membrane potentials: one distribution for all (PD14 table 5) or one per population (R19, REF). */
export const initialPotentials: Readonly<Record<"original" | "optimized", InitialPotentials>> = {
  original: { means: Array(8).fill(-58), deviations: Array(8).fill(10) },
  optimized: {
    means: [-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43],
    deviations: [5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48],
  },
};

/** Thalamic afferents and their pulse; PD14 table 5 and figure 10. */
export const thalamicParameters = {
  /** Relay neurons. */
  size: 902,
  /** Connection probability to each population. */
  probabilities: [0, 0, 0.0983, 0.0619, 0, 0, 0.0512, 0.0196] as readonly number[],
  /** Rate of a relay neuron during the pulse [1/s]. */
  rate: 120,
  /** Begin and length of the pulse [ms]. */
  start: 700,
  duration: 10,
  /** Mean delay of thalamic synapses [ms]; REF. */
  delay: 1.5,
} as const;

/**
 * Mean rates of the full-size model in NEST 3.10 with the reference implementation, 10 s after 0.5 s, seed 55
 * [1/s]; the distributions behind them are in ts/networks/reference.
 */
export const referenceRates: Readonly<Record<"poisson" | "dc", readonly number[]>> = {
  poisson: [0.887, 2.967, 4.391, 5.876, 7.675, 8.635, 1.122, 7.836],
  dc: [0.906, 2.964, 4.186, 5.706, 8.123, 8.472, 1.124, 7.658],
};
