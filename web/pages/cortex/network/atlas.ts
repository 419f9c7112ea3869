// The areas of a connectome as a map shows them.
import type { Connectome } from "cajal/networks";
import { placesOf } from "./layout.ts";
import type { Atlas } from "./messages.ts";

/** Synapses from area to area: in-degrees times neurons, summed over populations. */
function synapsesOf({ areas, populations, inDegrees, stabilisedInDegrees }: Connectome): Float64Array {
  const kept = stabilisedInDegrees ?? inDegrees;
  const sums = new Float64Array(areas.length ** 2);
  for (const [row, target] of populations.entries())
    for (const [column, source] of populations.entries())
      (sums[target.area * areas.length + source.area] as number) +=
        (kept[row * populations.length + column] as number) * target.size;
  return sums;
}

/** The atlas of a connectome whose areas lie in a plane. */
export function atlasOf(connectome: Connectome): Atlas {
  const { areas, populations, distances } = connectome;
  const places = placesOf(distances, areas.length);
  const neurons = (index: number): number =>
    populations.reduce((sum, { area, size }) => sum + (area === index ? Math.floor(size) : 0), 0);
  return {
    areas: areas.map((area, index) => ({
      ...area,
      ...(places[index] as (typeof places)[number]),
      neurons: neurons(index),
    })),
    distances: distances.slice(),
    synapses: synapsesOf(connectome),
  };
}
