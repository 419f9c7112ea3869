// The constants of the multi-area model of macaque visual cortex, each with its place in the literature.
//
//   S18a  Schmidt, Bakker, Hilgetag, Diesmann & van Albada (2018) Brain Struct. Funct. 223:1409-1435
//   S18b  Schmidt, Bakker, Shen, Bezgin, Diesmann & van Albada (2018) PLoS Comput. Biol. 14:e1006359
//   S17   Schuecker, Schmidt, van Albada, Diesmann & Helias (2017) PLoS Comput. Biol. 13:e1005179
import { neuronParameters, synapseParameters } from "../microcircuit-parameters.ts";

/** Neurons and local synapses are those of the cortical microcircuit (S18b table 1). */
export { neuronParameters };

/** What an area can have, from the surface down, excitatory before inhibitory. */
export const layerPopulations = ["23E", "23I", "4E", "4I", "5E", "5I", "6E", "6I"] as const;

/** Synapses (S18b table 1). */
export const multiAreaSynapses: {
  /** Peak of the potential of an excitatory synapse, and of those from 4E to 23E of the same area [mV]. */
  readonly potential: number;
  readonly upwardPotential: number;
  /** Mean delays within an area [ms]. */
  readonly delayExcitatory: number;
  readonly delayInhibitory: number;
  /** Speed of spikes between areas [mm/ms]. */
  readonly speed: number;
  /** Standard deviations relative to the mean. */
  readonly relativeWeightDeviation: number;
  readonly relativeDelayDeviation: number;
} = { ...synapseParameters, upwardPotential: 0.3, speed: 3.5, relativeDelayDeviation: 0.5 };

/** Input from outside the network: independent Poisson trains or their mean as a current. */
export const externalInput = {
  /** Rate per external synapse [1/s] (S18b table 1). */
  rate: 10,
  /** Factor on the external in-degree of 23E and 5E in areas without layer 4 (S18b: TH). */
  withoutLayerFour: 1.2,
  /** [ms]; the trains are stationary, so that it shifts nothing but their begin. */
  delay: 1.5,
} as const;

/**
 * Initial potentials [mV], not clipped: the low mean avoids a synchronous start, which would push the network to its
 * state of high activity.
 */
export const initialPotential = { mean: -150, deviation: 50 } as const;

/** What sets the states of the model apart. */
export interface MultiAreaState {
  /** Weight of inhibitory synapses relative to excitatory ones. */
  readonly g: number;
  /** Whether the in-degrees are the stabilised ones (S17). */
  readonly stabilised: boolean;
  /** Factor on the external in-degree of 5E; that of 6E is 10/3 kappa - 7/3. */
  readonly kappa: number;
  /** Factor on the weights between areas, and a further one on those onto inhibitory neurons. */
  readonly chi: number;
  readonly chiInhibitory: number;
}

/** Name of a state. */
export type MultiAreaStateName = "LA" | "HA" | "ground" | "metastable";

const published = { g: -16, stabilised: false, chi: 1, chiInhibitory: 1 };
const stable = { g: -11, stabilised: true, kappa: 1.125 };

/** Low and high activity of the network before its stabilisation (S18b fig. 2), and the two states after it. */
export const multiAreaStates: Readonly<Record<MultiAreaStateName, MultiAreaState>> = {
  LA: { ...published, kappa: 1 },
  HA: { ...published, kappa: 1.125 },
  ground: { ...stable, chi: 1, chiInhibitory: 1 },
  metastable: { ...stable, chi: 1.9, chiInhibitory: 2 },
};

/** Values of chi around the metastable state, each with chiInhibitory 2 (S18b figs. 4 and 8). */
export const multiAreaChiScan: readonly number[] = [1.4, 1.5, 1.6, 1.7, 1.75, 1.8, 1.9, 2, 2.1, 2.5];
