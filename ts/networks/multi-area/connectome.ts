/**
 * What distinguishes one multi-area network from another before states, scales and drives: its areas of cortex, their
 * populations, and how many synapses a neuron of each gets from each. P populations, A areas.
 */
export interface Connectome {
  /** What it is and where it comes from: shown in reports. */
  readonly name: string;
  /** How to cite it, and under which licence it was given; empty where neither applies. */
  readonly citation: string;
  readonly licence: string;
  readonly areas: readonly Area[];
  /** In order of areas, and within them 23E 23I 4E 4I 5E 5I 6E 6I, those that exist. */
  readonly populations: readonly AreaPopulation[];
  /** [target * P + source]: synapses per target neuron, real-valued, without stabilisation. */
  readonly inDegrees: Float64Array;
  /** The same after stabilisation (Schuecker et al. 2017), where it is known. */
  readonly stabilisedInDegrees: Float64Array | null;
  /**
   * [target]: synapses per neuron from outside the network, at kappa = 1 (before the factors for layers 5 and 6 and for
   * TH).
   */
  readonly externalInDegrees: Float64Array;
  /** [target area * A + source area]: between patches of cortex [mm]. */
  readonly distances: Float64Array;
}

/** A patch of cortex of 1 mm^2. */
export interface Area {
  readonly name: string;
  /** Architectural type (Schmidt et al. 2018): 8 is most differentiated (V1), 2 has no layer 4; NaN where not known. */
  readonly architecture: number;
  /** Place in the cortical hierarchy, 0 to 1; NaN where not known. */
  readonly hierarchy: number;
}

/** Neurons of one layer and kind in one area. */
export interface AreaPopulation {
  /** Index into the connectome's areas. */
  readonly area: number;
  /** 23E, 23I, ... 6I. */
  readonly name: string;
  /** Real-valued number of neurons; a network has its integer part. */
  readonly size: number;
}
