// Figures of the microcircuit page. The page loads this when the first one is made.
import { type SpikeData, spikeTrains } from "cajal";
import { firingRates, mean } from "cajal/analysis";
import { referenceRates } from "cajal/networks";
import { boxPlot, colourOf, rasterPlot, stackFigures } from "cajal/plot";
import type { Population } from "../../draw/bands.ts";
import { tableFile } from "../../network/files.ts";
import type { Span } from "../../simulation/spans.ts";
import type { Settings } from "./settings.ts";
import type { Live } from "./spans.ts";

const groupsOf = (populations: readonly Population[]) =>
  populations.map(({ label, first, size }) => ({
    label,
    colour: colourOf(label),
    neurons: Uint32Array.from({ length: size }, (_, k) => first + k),
  }));

/** The spikes as the raster shows them, as the text of an SVG file. */
export const rasterFigure = (spikes: SpikeData, populations: readonly Population[]): Promise<string> =>
  rasterPlot(spikeTrains(spikes), { groups: groupsOf(populations), width: 900, height: 640 });

// Rates over less time say little [ms], and more figures than that are not looked at.
const leastSpan = 100;
const mostFigures = 4;

/** Spans that are long enough for rates, the last ones; where there is none, the last one as it is. */
function usable(spans: readonly Span<Live>[]): readonly Span<Live>[] {
  const long = spans.filter(({ begin, end }) => end - begin >= leastSpan);
  return long.length > 0 ? long.slice(-mostFigures) : spans.slice(-1);
}

const written = (value: number): number => Number(value.toPrecision(6));

/** A span and its settings in words. */
const heading = ({ begin, end, setting: { background, g } }: Span<Live>): string =>
  `background ${written(100 * background)} %, g = ${written(g)}: ${written(begin)} to ${written(end)} ms`;

/**
 * The distributions of the neurons' mean rates beside the means of the full model, a figure for each setting of the
 * sliders, as the text of an SVG file.
 */
export async function ratesFigure(
  spikes: SpikeData,
  populations: readonly Population[],
  spans: readonly Span<Live>[],
  drive: Settings["drive"],
): Promise<string> {
  const trains = spikeTrains(spikes);
  const figures = usable(spans).map((span) => {
    const boxes = groupsOf(populations).map((group, index) => ({
      ...group,
      values: firingRates(trains, { neurons: group.neurons, tStart: span.begin, tStop: span.end }),
      reference: referenceRates[drive][index] as number,
    }));
    const options = { x: "mean rate per neuron (1/s)", referenceName: "mean of the full model" };
    return boxPlot(boxes, { ...options, title: heading(span) });
  });
  return stackFigures(await Promise.all(figures));
}

/** Mean rates of all populations as a table with a row for each setting of the sliders. */
export async function ratesTable(
  spikes: SpikeData,
  populations: readonly Population[],
  spans: readonly Span<Live>[],
): Promise<Blob> {
  const { csv } = await import("cajal/io");
  const trains = spikeTrains(spikes);
  const rate = ({ first, size }: Population, { begin, end }: Span<Live>): number => {
    const neurons = Uint32Array.from({ length: size }, (_, k) => first + k);
    return mean(firingRates(trains, { neurons, tStart: begin, tStop: end }));
  };
  const column = (name: string, unit: string, value: (span: Span<Live>) => number) => ({
    name,
    unit,
    values: Float64Array.from(spans, value),
  });
  const table = csv([
    column("begin", "ms", ({ begin }) => begin),
    column("end", "ms", ({ end }) => end),
    column("background", "", ({ setting }) => setting.background),
    column("g", "", ({ setting }) => setting.g),
    ...populations.map((population) => column(population.label, "1/s", (span) => rate(population, span))),
  ]);
  return tableFile(table);
}
