/** The options of the describing functions, and the handles they return. */

import type { ModelName, Output, Port, Receptor, SynapseName } from "../models/model.ts";
import type { Expression } from "../space/expression.ts";
import type { Positions } from "../space/positions.ts";
import type { SpikeSink } from "./devices/sink.ts";
import type { View } from "./neurons/view.ts";
import type { Rule } from "./synapses/rules.ts";
import type { Synapse } from "./synapses/synapse.ts";
import type { Scalar } from "./values/distributions.ts";
import type { Value } from "./values/value.ts";

/** Options of a network. */
export interface NetworkOptions {
  /** The time step [ms], a whole number of nanoseconds; default 0.1. */
  readonly resolution?: number | undefined;
  /** The seed of all random numbers, a whole number in [0, 2^53); default 1. */
  readonly seed?: number | undefined;
  /** Refuse times between steps (E_TIME_GRID) where they would be rounded; default false. */
  readonly strictTime?: boolean | undefined;
}

/** Options of a population. */
export interface PopulationOptions {
  /** Its name in messages, files and figures; default `population 0`, `population 1`, ... */
  readonly label?: string | undefined;
  /** Let it have no neurons; everything done with it then does nothing. */
  readonly allowEmpty?: boolean | undefined;
  /** Where its neurons are, by `grid` or `free` of `cajal/space`; default: nowhere. */
  readonly positions?: Positions | undefined;
}

/** The two parts of the delay of synapses that spikes change. */
export interface Delays {
  /** From the source to the synapse [ms]; default 0. */
  readonly axonal?: Scalar | undefined;
  /**
   * From the synapse to the soma of the target, and from there back to the synapse [ms]; default 1. Arrays and
   * functions as for the weight.
   */
  readonly dendritic?: Value | Expression | undefined;
}

/** What synapses between sources of model S and targets of model T are like. */
export interface SynapseOptions<T extends ModelName = ModelName, S extends ModelName = ModelName> {
  /**
   * In the unit of the receptor (pA, mV or nS), a factor for synapses that carry values; default 1. Arrays, and
   * functions of the index, go by target for `fixedIndegree` and `allToAll`: with n sources, value t * n + s of
   * `allToAll` is for source s and target t, as in a matrix with a row per target, autapses included. They go by source
   * for `fixedOutdegree`, and by pair for `oneToOne` and `pairs`. Expressions of `cajal/space` give the weight of a
   * synapse by the distance of its neurons, which must have positions.
   */
  readonly weight?: Value | Expression | undefined;
  /**
   * [ms], rounded to the nearest step, halves up; default 1. Arrays and functions as for the weight. What is drawn is
   * rounded too: the first and the last step of `uniform(1, 2)` get half the synapses of a step between them. For
   * synapses that spikes change, all of it is dendritic, as in NEST, unless both parts are given: they differ in when
   * the spikes of the two neurons meet at the synapse.
   */
  readonly delay?: Value | Expression | Delays | undefined;
  /** The receptor's name, or the port's for synapses that carry values; default the model's first. */
  readonly receptor?: Receptor<T> | Port<T> | undefined;
  /** The synapse model, by its name or with parameters as `{ model: name, ...parameters }`; default static_synapse. */
  readonly synapse?: Synapse | undefined;
  /** For synapses that carry values: which output of the source; default the model's first. */
  readonly output?: Output<S> | undefined;
}

/** How a stimulus reaches its targets. */
export interface StimulusOptions<M extends ModelName = ModelName> {
  /** In the unit of the receptor for spikes, a factor for currents; default 1. */
  readonly weight?: Value | undefined;
  /** [ms], rounded to the nearest step, halves up; default 1 for spikes, one step for currents. */
  readonly delay?: Value | undefined;
  /** For spikes the receptor's name, default the model's first; for currents the port's name or number, likewise. */
  readonly receptor?: Receptor<M> | Port<M> | number | undefined;
}

/** Options of a recorder of spikes. */
export interface SpikeRecorderOptions {
  readonly label?: string | undefined;
  /** Takes the spikes while the simulation runs, e.g. a file; without it they are kept in memory. */
  readonly to?: SpikeSink | undefined;
}

/** Options of a recorder of variables. */
export interface StateRecorderOptions {
  readonly label?: string | undefined;
  /** The interval between samples [ms], a multiple of the resolution; default 1. */
  readonly every?: Scalar | undefined;
}

/** What `connect` returns: the synapses themselves live in the simulation. */
export interface Projection {
  readonly kind: "projection";
  /** Its number within the network. */
  readonly index: number;
  readonly sources: View;
  readonly targets: View;
  readonly rule: Rule;
  /** The name of the synapse model. */
  readonly synapse: SynapseName;
  /** The number of synapses, or its mean where it is drawn. */
  readonly expectedSynapses: number;
}

/** What `stimulate` returns. */
export interface StimulusHandle {
  readonly kind: "stimulus";
  /** Its number within the network. */
  readonly index: number;
  /** The kernel's name of the device. */
  readonly device: string;
  readonly targets: View;
}
