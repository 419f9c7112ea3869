// What this page and its worker say to each other beyond what all pages say.
import type { Estimate } from "cajal";
import type { CommonAnswers, CommonQuestion } from "../../../network/questions.ts";
import type { State } from "../state.ts";
import type { Place } from "./layout.ts";

/** An area of the map; x and y in mm. */
export interface MapArea extends Place {
  readonly name: string;
  /** 8 is most differentiated, 2 has no layer 4. */
  readonly architecture: number;
  /** 0 to 1. */
  readonly hierarchy: number;
  /** At full size. */
  readonly neurons: number;
}

/** The cortex before it is a network. A areas. */
export interface Atlas {
  readonly areas: readonly MapArea[];
  /** [target * A + source]: between areas [mm], and synapses at full size, with stabilisation. */
  readonly distances: Float64Array;
  readonly synapses: Float64Array;
}

/** What a network takes. */
export interface Survey {
  readonly neurons: number;
  readonly estimate: Estimate;
}

/** A population as the worker numbers its neurons. */
export interface CortexPopulation {
  /** Index of its area in the atlas. */
  readonly area: number;
  /** 23E, 23I, ... 6I. */
  readonly name: string;
  readonly first: number;
  readonly size: number;
  /** Rate in theory, at full size [1/s]. */
  readonly theory: number;
}

/** A current into the excitatory neurons of an area, from a time on [ms]. */
export interface Pulse {
  readonly area: number;
  readonly start: number;
  /** [pA] */
  readonly amplitude: number;
  readonly duration: number;
}

/** What has happened since the frame before. */
export interface Frame {
  /** Neuron and time [ms] of each spike, ascending in time. */
  readonly ids: Uint32Array;
  readonly times: Float64Array;
  readonly pulses: readonly Pulse[];
  /** With the first frame of a network. */
  readonly populations: readonly CortexPopulation[] | undefined;
}

/** What the page asks for. */
export type Question =
  /** The areas of the connectome of a seed. */
  | { readonly kind: "atlas"; readonly cortex: number }
  /** What a network of these settings would take; nothing is built. */
  | { readonly kind: "survey"; readonly settings: State }
  /** A pulse from the next millisecond on; one that is under way is not disturbed. */
  | ({ readonly kind: "pulse" } & Omit<Pulse, "start">)
  | CommonQuestion;

/** The answers, by the kind of the question. */
export interface Answers extends CommonAnswers {
  readonly atlas: Atlas;
  readonly survey: Survey;
  readonly pulse: undefined;
}

export type Answer = Answers[keyof Answers];
