// What a square millimetre of an area is made of, by its architectural type.
import { log10 } from "../../elementary.ts";
import { populationSizes as circuitSizes, connectionProbabilities } from "../../microcircuit-parameters.ts";
import type { Densities } from "../derive/densities.ts";
import { type Depth, depths, type PerPopulation } from "../derive/layers.ts";
import { populationSizes } from "../derive/population-sizes.ts";
import { sum } from "../derive/sums.ts";
import type { Thicknesses } from "../derive/thickness.ts";

/** An area before its synapses. */
export interface Tissue {
  readonly densities: Densities;
  readonly thicknesses: Thicknesses;
  /** Neurons per mm^2. */
  readonly sizes: PerPopulation;
  readonly neurons: number;
}

/** The local circuit (Potjans & Diesmann 2014) in the form that the derivation takes. */
export const circuit: { readonly sizes: Float64Array; readonly probabilities: Float64Array } = {
  sizes: Float64Array.from(circuitSizes),
  probabilities: Float64Array.from(connectionProbabilities.flat()),
};

const densitiesOf = (overall: number, upper: number, fourth: number, deep: number): Densities => ({
  overall,
  "23": upper,
  "4": fourth,
  "5": deep,
  "6": deep,
});

/** Mean densities of neurons by type [1/mm^3] (S18a, of counts by Hilgetag et al. 2016). */
const densities: Readonly<Record<number, Densities>> = {
  2: densitiesOf(49_446, 49_013, 0, 50_016),
  4: densitiesOf(53_726, 51_724, 88_471, 51_209),
  5: densitiesOf(65_327, 62_133, 115_446, 59_947),
  6: densitiesOf(80_649, 77_437, 150_878, 69_310),
  7: densitiesOf(111_730, 107_229, 192_009, 93_575),
  8: densitiesOf(173_360, 166_264, 190_654, 152_109),
};

/** Total thickness falls with the logarithm of the density [um] (S18a, fit over 14 areas). */
const thickness = { intercept: 12_094.63, slope: -2081.8 } as const;

// Shares of the layers before they are made to sum to 1: rounded means, and a line over the logarithm of the density
// for layer 4, which takes a tenth of an area of type 4 and nearly a third of one of type 8.
const shares = { "1": 0.12, "23": 0.44, "5": 0.14, "6": 0.17 } as const;
const fourth = { share: 0.12, at: 4.8, slope: 0.6 } as const;

function thicknessesOf({ overall, "4": granular }: Densities): Thicknesses {
  const logarithm = log10(overall);
  const total = (thickness.intercept + thickness.slope * logarithm) / 1000;
  const inFourth = granular > 0 ? fourth.share + fourth.slope * (logarithm - fourth.at) : 0;
  const parts: Record<Depth, number> = { ...shares, "4": inFourth };
  const whole = sum(Object.values(parts));
  const thick = depths.map((depth) => [depth, (total * parts[depth]) / whole] as const);
  return { ...(Object.fromEntries(thick) as Record<Depth, number>), total };
}

/** The tissue of an architectural type. */
export function tissueOf(architecture: number): Tissue {
  const own = densities[architecture] as Densities;
  const thicknesses = thicknessesOf(own);
  const sizes = populationSizes({ circuit }, own, thicknesses);
  return { densities: own, thicknesses, sizes, neurons: sum(sizes) };
}
