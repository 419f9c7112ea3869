// The order in which a pulse arrives at areas.
import type { Atlas } from "../network/messages.ts";

/** Speed of conduction between areas [mm/ms] (Schmidt et al. 2018, after Girard et al. 2001). */
export const conduction = 3.5;

/** When an area answered, beside the mean delay of the axons that come from where the pulse was. */
export interface Arrival {
  readonly area: number;
  /** [ms after the pulse] */
  readonly time: number;
  /** [mm] and [ms] */
  readonly distance: number;
  readonly delay: number;
  /** Whether there are synapses from the area of the pulse. */
  readonly direct: boolean;
}

/** The areas that answered, in the order in which they did; those at the same time by distance. */
export function orderOf(
  { areas, distances, synapses }: Atlas,
  from: number,
  times: readonly number[],
): Arrival[] {
  return times
    .map((time, area) => {
      const place = area * areas.length + from;
      const distance = distances[place] as number;
      return { area, time, distance, delay: distance / conduction, direct: (synapses[place] as number) > 0 };
    })
    .filter(({ area, time }) => area !== from && Number.isFinite(time))
    .sort((one, other) => one.time - other.time || one.distance - other.distance);
}
