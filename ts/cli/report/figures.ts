// The figures of a report.
import {
  complexityDistribution,
  independentComplexity,
  type PowerSpectrum,
  powerBands,
  type SampleName,
  toTrains,
} from "../../analysis/index.ts";
import { subsamplePositions } from "../../analysis/samples/subsample.ts";
import { binsOf } from "../../plot/distributions/bins.ts";
import {
  boxPlot,
  complexityPlot,
  type DistributionGroup,
  distributionPlot,
  type RasterGroup,
  rasterPlot,
  spectrumPlot,
  type Theme,
  themes,
} from "../../plot/index.ts";
import type { SpikeTrains } from "../../simulate/recording.ts";
import type { Window } from "../files/summary.ts";
import { grouped } from "../terminal/terminal.ts";
import { type Drawing, type Figure, writeDrawings } from "./drawings.ts";
import type { EnsembleFile } from "./ensemble-file.ts";
import type { MeasuredGroup } from "./statistics.ts";

/** What is drawn. */
export interface FigureInput {
  readonly spikes: SpikeTrains;
  readonly groups: readonly MeasuredGroup[];
  readonly window: Window;
  /** Distributions that are drawn beside those of the run. */
  readonly reference?: EnsembleFile | undefined;
  /** Whose they are, in a few words. */
  readonly referenceName?: string | undefined;
}

// Rows that a raster of this height shows apart, the least of a population, and the longest stretch of time [ms].
const rasterSize = { width: 1000, height: 680 };
const rasterRows = 400;
const leastRows = 16;
const rasterTime = 1000;

// Neurons whose common spikes are counted, and the bin [ms]: with many more, no bin is empty.
const complexityNeurons = 200;
const complexityBin = 2;

const samples: Readonly<Record<SampleName, { title: string; x: string; logY?: boolean }>> = {
  rate: { title: "Firing rates", x: "firing rate (1/s)" },
  cv: { title: "Irregularity", x: "CV of interspike intervals" },
  // Few pairs have large ones, which no linear axis shows beside the many about zero.
  correlation: { title: "Correlation of spike counts", x: "correlation of spike counts in 2 ms", logY: true },
};

/** Writes the figures as SVG and PNG; `onProgress` hears the part that is done, 0 to 1. */
export function writeFigures(
  folder: string,
  input: FigureInput,
  onProgress: (fraction: number) => void = () => {},
): Promise<Figure[]> {
  const drawings = [raster(input), rates(input), ...distributions(input), ...byKind(input)];
  return writeDrawings(folder, drawings, onProgress);
}

function raster({ spikes, groups, window }: FigureInput): Drawing {
  const shown = { tStart: window.tStart, tStop: Math.min(window.tStop, window.tStart + rasterTime) };
  const chosen = rasterGroups(groups);
  const sum = (lists: readonly { readonly neurons: ArrayLike<number> }[]): number =>
    lists.reduce((total, { neurons }) => total + neurons.length, 0);
  const [rows, all] = [sum(chosen), sum(groups)];
  const neurons = rows < all ? `${grouped(rows)} of ${grouped(all)} neurons` : `${grouped(all)} neurons`;
  const title = `Spikes of ${neurons}, ${shown.tStart} to ${shown.tStop} ms`;
  const draw = (theme: Theme): Promise<string> =>
    rasterPlot(spikes, { groups: chosen, ...shown, ...rasterSize, theme });
  return { name: "raster", title, draw };
}

/** Evenly spaced neurons of each population, as many as its share, but enough to be seen. */
function rasterGroups(groups: readonly MeasuredGroup[]): RasterGroup[] {
  const total = groups.reduce((sum, { neurons }) => sum + neurons.length, 0);
  const share = Math.min(1, rasterRows / total);
  return groups.map(({ label, neurons }) => {
    const rows = Math.min(neurons.length, Math.max(leastRows, Math.round(share * neurons.length)));
    const at = (row: number): number => Math.floor(((row + 0.5) * neurons.length) / rows);
    return { label, neurons: Array.from({ length: rows }, (_, row) => neurons[at(row)] as number) };
  });
}

function rates({ groups, reference, referenceName = "reference" }: FigureInput): Drawing {
  const boxes = groups.map(({ label, measures }) => {
    const mean = reference?.populations[label]?.rate?.mean;
    return { label, values: measures.rate, ...(mean === undefined ? {} : { reference: mean }) };
  });
  const draw = (theme: Theme): Promise<string> =>
    boxPlot(boxes, { x: "firing rate (1/s)", referenceName: `mean in ${referenceName}`, theme });
  return { name: "rates", title: "Firing rates of single neurons", draw };
}

function distributions(input: FigureInput): Drawing[] {
  const { groups, window, reference, referenceName = "reference" } = input;
  return Object.entries(samples).map(([key, { title, x, logY = false }]) => {
    const sample = key as SampleName;
    const panels = groups.map(({ label, measures }) => {
      const quantiles = reference?.populations[label]?.[sample]?.quantiles;
      return {
        label,
        values: measures[sample],
        references: quantiles ? [{ name: referenceName, quantiles }] : [],
      };
    });
    const bins = sample === "rate" ? rateBins(panels, window) : {};
    const draw = (theme: Theme): Promise<string> => distributionPlot(panels, { x, logY, ...bins, theme });
    return { name: `distribution-${sample}`, title, draw };
  });
}

/** Rates are whole numbers of spikes over the time: bins must hold equally many of these. */
function rateBins(panels: readonly DistributionGroup[], { tStart, tStop }: Window): { binWidth: number } {
  const { binWidth } = binsOf(
    "distributionPlot",
    panels.map(({ values }) => values),
    {},
  );
  const one = 1000 / (tStop - tStart);
  return { binWidth: one * Math.max(1, Math.round(binWidth / one)) };
}

/** Figures in which populations of one kind share a frame: excitatory, inhibitory, and others. */
function byKind({ groups, reference }: FigureInput): Drawing[] {
  const kinds = {
    excitatory: groups.filter(({ label }) => label.endsWith("E")),
    inhibitory: groups.filter(({ label }) => label.endsWith("I")),
    other: groups.filter(({ label }) => !/[EI]$/.test(label)),
  };
  const present = Object.entries(kinds).filter(([, members]) => members.length > 0);
  return [
    ...present.flatMap(([kind, members]) => spectra(kind, members, reference)),
    ...present.flatMap(([kind, members]) => complexities(kind, members)),
  ];
}

// Populations beyond these share no frame with the others: lines could not be told apart.
const framed = 6;
const palette = themes.light.palette;

function spectra(
  kind: string,
  members: readonly MeasuredGroup[],
  reference: EnsembleFile | undefined,
): Drawing[] {
  const shown = members.slice(0, framed).filter(({ spectrum }) => spectrum.power.some((power) => power > 0));
  if (shown.length === 0) return [];
  const marked = markedPeaks(shown);
  const lines = shown.map(({ label, spectrum }, index) => {
    const theory = reference?.populations[label]?.theory;
    return {
      label,
      ...spectrum,
      colour: palette[index] as string,
      peaks: marked.filter((peak) => peak.label === label).map(({ frequency }) => frequency),
      ...(theory ? { theory } : {}),
    };
  });
  const xRange = [0, highestShown(lines)] as const;
  const draw = (theme: Theme): Promise<string> =>
    spectrumPlot(lines, { xRange, y: "power of the rate (1/s)", theme });
  return [{ name: `spectra-${kind}`, title: `Power spectra of the population rates, ${kind}`, draw }];
}

// What stands out beyond the compared bands has so much more power than anything in them.
const outstanding = 2;

/** Where spectra are cut [1/s]: after the compared bands, unless one has its power beyond them. */
function highestShown(spectra: readonly PowerSpectrum[]): number {
  const beyond = spectra.flatMap(({ frequencies, power }) => {
    const largest = power.reduce((most, value) => Math.max(most, value), 0);
    const inside = power.filter((_, index) => (frequencies[index] as number) < powerBands.last);
    const compared = inside.reduce((most, value) => Math.max(most, value), 0);
    return largest > outstanding * compared ? [frequencies[power.indexOf(largest)] as number] : [];
  });
  return Math.max(powerBands.last, ...beyond.map((frequency) => 1.1 * frequency));
}

// Closer peaks [1/s] would be written over each other.
const labelWidth = 25;

/** The peaks of all populations, the most powerful ones first; of those close together only the first. */
function markedPeaks(groups: readonly MeasuredGroup[]): { label: string; frequency: number }[] {
  const peaks = groups.flatMap(({ label, spectrum, measures }) =>
    [measures.lowGamma, measures.highGamma].filter(Number.isFinite).map((frequency) => {
      const place = spectrum.frequencies.findIndex((value) => value >= frequency);
      return { label, frequency, power: spectrum.power[place] ?? 0 };
    }),
  );
  peaks.sort((one, other) => other.power - one.power);
  return peaks.filter(
    ({ frequency }, index) =>
      !peaks.slice(0, index).some((other) => Math.abs(other.frequency - frequency) < labelWidth),
  );
}

function complexities(kind: string, members: readonly MeasuredGroup[]): Drawing[] {
  const shown = members.slice(0, framed).filter(({ trains }) => trains.times.length > 0);
  const { tStart = 0, tStop = 0 } = shown[0]?.trains ?? {};
  if (tStop - tStart < complexityBin) return [];
  const lines = shown.map(({ label, neurons, trains }, index) => {
    const chosen = toTrains(trains, { neurons: subsamplePositions(neurons, complexityNeurons, 1) });
    const { probabilities } = complexityDistribution(chosen, { bin: complexityBin });
    const independent = independentComplexity(chosen, { bin: complexityBin });
    const colour = palette[index] as string;
    return { label, colour, probabilities, surrogate: independent.subarray(0, probabilities.length) };
  });
  const title = `Complexity: neurons of ${complexityNeurons} that fire in the same 2 ms, ${kind}`;
  return [{ name: `complexity-${kind}`, title, draw: (theme) => complexityPlot(lines, { theme }) }];
}
