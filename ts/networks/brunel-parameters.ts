// Every constant of the balanced random network, each with its place in the literature.
//
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208, doi:10.1023/A:1008925309027; model A: excitatory and
//        inhibitory neurons have the same properties.

/** Neurons of the simulated network; B00 section 5 and figure 8. */
export const brunelSizes = { E: 10_000, I: 2_500 } as const;

/** Leaky integrate-and-fire neurons, potentials relative to rest; B00 section 2. ms, pF, mV. */
export const brunelNeuron = {
  tau_m: 20,
  t_ref: 2,
  E_L: 0,
  V_reset: 10,
  V_th: 20,
  /** Has no part in the model, which is written without currents; the default of the neuron model. */
  C_m: 250,
} as const;

/** Synapses; B00 section 2 and figure 8. */
export const brunelSynapses = {
  /** Synapses onto a neuron relative to the neurons of a population: C_E = 0.1 N_E, C_I = 0.1 N_I. */
  probability: 0.1,
  /** Excitatory jump of the membrane potential, J [mV]; an inhibitory one is -g J. */
  weight: 0.1,
  /** Transmission delay, D [ms]. */
  delay: 1.5,
} as const;

/** Name of a regime: synchronous or asynchronous population, regular or irregular neurons. */
export type BrunelRegime = "SR" | "SI fast" | "AI" | "SI slow";

/** An example of a regime and what is known of it; rates and frequencies of the simulated network. */
export interface BrunelExample {
  readonly regime: BrunelRegime;
  readonly name: string;
  /** Inhibitory weight relative to the excitatory one. */
  readonly g: number;
  /** External rate relative to the rate that brings the mean potential to threshold. */
  readonly eta: number;
  /** Mean rate of a neuron [1/s]. */
  readonly rate?: number;
  /** Frequency of the oscillation of the whole population [1/s]. */
  readonly frequency?: number;
}

/** The four examples, A to D; B00 figure 8, rates and frequencies of the simulations in table 1. */
export const brunelExamples: readonly BrunelExample[] = [
  { regime: "SR", name: "synchronous regular", g: 3, eta: 2 },
  { regime: "SI fast", name: "synchronous irregular, fast", g: 6, eta: 4, rate: 60.7, frequency: 180 },
  { regime: "AI", name: "asynchronous irregular", g: 5, eta: 2, rate: 37.7 },
  { regime: "SI slow", name: "synchronous irregular, slow", g: 4.5, eta: 0.9, rate: 5.5, frequency: 22 },
];
