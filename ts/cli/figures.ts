// The figures of a run, as vector and as pixel files.
import { trainCount } from "../analysis/index.ts";
import { renderPng } from "../io/png.ts";
import { boxPlot, colourOf, histogramPlot, type RasterGroup, rasterPlot } from "../plot/index.ts";
import type { SpikeTrains } from "../simulate/recording.ts";
import { writeResult } from "./result-folder.ts";
import type { MeasuredPopulation, Window } from "./statistics.ts";

/** A written figure. */
export interface Figure {
  /** Name of the files without ending. */
  readonly name: string;
  readonly title: string;
}

// Rows that a raster of usual size can show apart, and the longest stretch of time [ms].
const rasterRows = 2400;
const rasterTime = 1000;

/** Writes raster, rates and irregularity of the populations as SVG and PNG. */
export async function writeFigures(
  folder: string,
  spikes: SpikeTrains,
  populations: readonly MeasuredPopulation[],
  window: Window,
): Promise<Figure[]> {
  const coloured = populations.map((population) => ({ ...population, colour: colourOf(population.label) }));
  const shown = { tStart: window.tStart, tStop: Math.min(window.tStop, window.tStart + rasterTime) };
  const figures: [Figure, string][] = [
    [
      { name: "raster", title: "Spikes" },
      await rasterPlot(spikes, { groups: rasterGroups(populations), ...shown }),
    ],
    [
      { name: "rates", title: "Firing rates of single neurons" },
      await boxPlot(
        coloured.map(({ label, colour, rates, reference }) => ({
          label,
          colour,
          values: rates,
          ...(reference === undefined ? {} : { reference }),
        })),
        { axis: "firing rate (1/s)", referenceName: "mean at full size in NEST" },
      ),
    ],
    [
      { name: "cv", title: "Irregularity of single neurons" },
      await histogramPlot(
        coloured.map(({ label, colour, cvs }) => ({ label, colour, values: cvs })),
        { axis: "CV of interspike intervals", binWidth: 0.05, range: [0, 1.5] },
      ),
    ],
  ];
  for (const [{ name }, svg] of figures) {
    writeResult(folder, `${name}.svg`, svg);
    writeResult(folder, `${name}.png`, renderPng(svg));
  }
  return figures.map(([figure]) => figure);
}

/** Every so many neurons of each population, so that sizes keep their proportion. */
function rasterGroups(populations: readonly MeasuredPopulation[]): RasterGroup[] {
  const neurons = populations.reduce((sum, { trains }) => sum + trainCount(trains), 0);
  const stride = Math.max(1, Math.ceil(neurons / rasterRows));
  return populations.map(({ label, view }) => ({
    label,
    colour: colourOf(label),
    neurons: view.ids.filter((_, index) => index % stride === 0),
  }));
}
