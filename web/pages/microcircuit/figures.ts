// Figures of the microcircuit page. The page loads this when the first one is made.
import { type SpikeData, spikeTrains } from "cajal";
import { firingRates } from "cajal/analysis";
import { referenceRates } from "cajal/networks";
import { boxPlot, colourOf, rasterPlot } from "cajal/plot";
import type { Population } from "../../draw/bands.ts";
import type { Settings } from "./settings.ts";

const groupsOf = (populations: readonly Population[]) =>
  populations.map(({ label, first, size }) => ({
    label,
    colour: colourOf(label),
    neurons: Uint32Array.from({ length: size }, (_, k) => first + k),
  }));

/** The spikes as the raster shows them, as the text of an SVG file. */
export const rasterFigure = (spikes: SpikeData, populations: readonly Population[]): Promise<string> =>
  rasterPlot(spikeTrains(spikes), { groups: groupsOf(populations), width: 900, height: 640 });

/** The distributions of the neurons' mean rates beside the means of the full model, as the text of an SVG file. */
export function ratesFigure(
  spikes: SpikeData,
  populations: readonly Population[],
  drive: Settings["drive"],
): Promise<string> {
  const trains = spikeTrains(spikes);
  const boxes = groupsOf(populations).map((group, index) => ({
    ...group,
    values: firingRates(trains, { neurons: group.neurons }),
    reference: referenceRates[drive][index] as number,
  }));
  return boxPlot(boxes, { x: "mean rate per neuron (1/s)", referenceName: "mean of the full model" });
}
