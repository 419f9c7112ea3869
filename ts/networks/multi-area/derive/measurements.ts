// What the derivation of a macaque network begins with: measured tables, as they stand in the literature.
import { damage } from "../../../io/files/damage.ts";
import type { Depth } from "./layers.ts";

/** Neurons per mm^3 in sections stained for NeuN; layers 5 and 6 were counted together. */
export type StainedDensities = Readonly<Record<"overall" | "23" | "4" | "56", number>>;

/** Thicknesses of layers and of the whole cortex in one study [um]; NaN where it does not say. */
export type LayerStudy = Readonly<Record<Depth | "total", number>>;

/** One tracer injection: what it found in the source areas, in their own parcellation (M132). */
export interface Injection {
  /** The area that was injected, in the parcellation of the model. */
  readonly area: string;
  /** By source area: the fraction of labelled neurons (FLN), or their supragranular share (SLN). */
  readonly sources: ReadonlyMap<string, number>;
}

/**
 * What CoCoMac says of layers 1 to 6: the density of labelling, 0 (none) to 3, X where labelled without a density, ?
 * where nothing is known.
 */
export type Pattern = readonly (number | "X" | "?")[];

/** A pathway between two areas that tracing studies found; null where its layers are not known. */
export interface Tract {
  readonly origin: Pattern | null;
  readonly termination: Pattern | null;
}

/** A type of cell in cat visual cortex (Binzegger et al. 2004). */
export interface CellType {
  /** Where its cell bodies lie. */
  readonly layer: Depth;
  readonly inhibitory: boolean;
  /** Share of all neurons [%]. */
  readonly occurrence: number;
  /** By the layer in which its synapses lie: their number per neuron, and which share [%] is from other areas. */
  readonly synapses: ReadonlyMap<Depth, { readonly number: number; readonly corticocortical: number }>;
}

/** The measured tables. Areas are those of Felleman & Van Essen (1991) where nothing else is said. */
export interface Measurements {
  /** The file of the tables, for messages. */
  readonly file: string;
  /** Names of the areas, in the order of the network. */
  readonly areas: readonly string[];
  /** Architectural type: 1 to 8. */
  readonly architecture: ReadonlyMap<string, number>;
  readonly hierarchy: ReadonlyMap<string, number>;
  /** [mm^2] */
  readonly surfaces: ReadonlyMap<string, number>;
  /** By areas of Barbas's parcellation, which `translation` takes to those of the model. */
  readonly stained: ReadonlyMap<string, StainedDensities>;
  /** Neurons per mm^3 of all layers in Nissl stains, by the same areas. */
  readonly nissl: ReadonlyMap<string, number>;
  readonly translation: ReadonlyMap<string, readonly string[]>;
  /** Of the areas in which it was measured [um]. */
  readonly thicknesses: ReadonlyMap<string, number>;
  readonly layerStudies: ReadonlyMap<string, readonly LayerStudy[]>;
  /** The local circuit under 1 mm^2 (Potjans & Diesmann 2014): neurons, and probabilities [target * 8 + source]. */
  readonly circuit: { readonly sizes: Float64Array; readonly probabilities: Float64Array };
  /** Fraction of labelled neurons that lie in the injected area itself, mean over areas (Markov et al. 2011). */
  readonly intrinsicFln: number;
  /** Synapses per neuron of V1, from all sources. */
  readonly averageIndegree: number;
  /** Between all areas of the parcellation, also those outside the network [mm]; NaN where not known. */
  readonly distances: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** [target area][source area], source areas outside the network included. */
  readonly tracts: ReadonlyMap<string, ReadonlyMap<string, Tract>>;
  readonly flnInjections: readonly Injection[];
  readonly slnInjections: readonly Injection[];
  /** [area in M132][area of the model]: the share of the former that lies in the latter. */
  readonly overlap: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly cellTypes: readonly CellType[];
}

/** What a table says of an area of the network. @throws CajalError E_IO where it says nothing */
export function lookUp<Value>(
  table: ReadonlyMap<string, Value>,
  area: string,
  what: string,
  file: string,
): Value {
  const value = table.get(area);
  if (value === undefined) throw lacking(file, `${what} of ${area}`);
  return value;
}

/** Tables that are too small for what follows from them. */
export const lacking = (file: string, what: string): Error =>
  damage({
    file,
    problem: `it does not tell the ${what}`,
    hint: "take the file as it was published, or add what is missing",
  });
