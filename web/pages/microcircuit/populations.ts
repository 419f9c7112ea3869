// The populations of the page's networks, as the worker numbers their neurons.
import { populationLabels, populationSizes, thalamicParameters } from "cajal/networks";
import type { Population } from "../../draw/bands.ts";
import type { Settings } from "./settings.ts";

/** The populations of a network of some size. */
export function populationsOf(scale: number): Population[] {
  let first = 0;
  return populationLabels.map((label, index) => {
    const size = Math.max(1, Math.round((populationSizes[index] as number) * scale));
    const kind = label.endsWith("E") ? "excitatory" : "inhibitory";
    const population: Population = { label, first, size, kind };
    first += size;
    return population;
  });
}

/** How many neurons the network of some settings has. */
export const neuronsOf = ({ scale, thalamus }: Pick<Settings, "scale" | "thalamus">): number =>
  populationsOf(scale).reduce((sum, { size }) => sum + size, thalamus ? thalamicParameters.size : 0);
