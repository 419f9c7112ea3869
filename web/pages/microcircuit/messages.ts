// What this page and its worker say to each other beyond what all pages say.
import type { Estimate } from "cajal";
import type { CommonAnswers, CommonQuestion } from "../../network/questions.ts";
import type { Settings } from "./settings.ts";

/** Something that was done to the running network at a model time [ms]. */
export type Action =
  | { readonly time: number; readonly kind: "background" | "inhibition"; readonly value: number }
  | { readonly time: number; readonly kind: "pulse"; readonly rate: number; readonly duration: number };

/** What has happened since the frame before. */
export interface Frame {
  /** Neuron and time [ms] of each spike, ascending in time. */
  readonly ids: Uint32Array;
  readonly times: Float64Array;
  readonly actions: readonly Action[];
}

/** What the page asks for. */
export type Question =
  /** What a network of these settings would take; nothing is built. */
  | { readonly kind: "estimate"; readonly settings: Settings }
  /** A thalamic pulse from now on. */
  | { readonly kind: "pulse"; readonly rate: number; readonly duration: number }
  | CommonQuestion;

/** The answers, by the kind of the question. */
export interface Answers extends CommonAnswers {
  readonly estimate: Estimate;
  readonly pulse: Action;
}

export type Answer = Answers[keyof Answers];
