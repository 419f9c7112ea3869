// The figures of a report, as vector and as pixel files.
import {
  complexityDistribution,
  independentComplexity,
  type SampleName,
  toTrains,
} from "../../analysis/index.ts";
import { subsamplePositions } from "../../analysis/samples/subsample.ts";
import { renderPng } from "../../io/png.ts";
import {
  boxPlot,
  complexityPlot,
  distributionPlot,
  type RasterGroup,
  rasterPlot,
  spectrumPlot,
} from "../../plot/index.ts";
import type { SpikeTrains } from "../../simulate/recording.ts";
import { writeResult } from "../result-folder.ts";
import type { Window } from "../summary.ts";
import type { EnsembleFile } from "./ensemble-file.ts";
import type { MeasuredGroup } from "./statistics.ts";

/** A written figure. */
export interface Figure {
  /** Name of the files without ending. */
  readonly name: string;
  readonly title: string;
}

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

interface Drawing extends Figure {
  readonly draw: () => Promise<string>;
}

// Rows that a raster of usual size can show apart, and the longest stretch of time [ms].
const rasterRows = 2400;
const rasterTime = 1000;

// Neurons whose common spikes are counted, and the bin [ms]: with many more, no bin is empty.
const complexityNeurons = 200;
const complexityBin = 2;

const samples: Readonly<
  Record<SampleName, { title: string; x: string; binWidth: number; range: [number, number] }>
> = {
  rate: { title: "Firing rates", x: "firing rate (1/s)", binWidth: 1, range: [0, 20] },
  cv: { title: "Irregularity", x: "CV of interspike intervals", binWidth: 0.05, range: [0, 1.5] },
  correlation: {
    title: "Correlation of spike counts",
    x: "correlation of spike counts in 2 ms",
    binWidth: 0.001,
    range: [-0.015, 0.03],
  },
};

/** Writes the figures as SVG and PNG; `onProgress` hears the part that is done, 0 to 1. */
export async function writeFigures(
  folder: string,
  input: FigureInput,
  onProgress: (fraction: number) => void = () => {},
): Promise<Figure[]> {
  const drawings = [raster(input), rates(input), ...distributions(input), ...byKind(input)];
  for (const [index, { name, draw }] of drawings.entries()) {
    const svg = await draw();
    writeResult(folder, `${name}.svg`, svg);
    writeResult(folder, `${name}.png`, renderPng(svg));
    onProgress((index + 1) / drawings.length);
  }
  return drawings.map(({ name, title }) => ({ name, title }));
}

function raster({ spikes, groups, window }: FigureInput): Drawing {
  const shown = { tStart: window.tStart, tStop: Math.min(window.tStop, window.tStart + rasterTime) };
  const draw = (): Promise<string> => rasterPlot(spikes, { groups: rasterGroups(groups), ...shown });
  return { name: "raster", title: "Spikes", draw };
}

/** Every so many neurons of each population, so that sizes keep their proportion. */
function rasterGroups(groups: readonly MeasuredGroup[]): RasterGroup[] {
  const total = groups.reduce((sum, { neurons }) => sum + neurons.length, 0);
  const stride = Math.max(1, Math.ceil(total / rasterRows));
  return groups.map(({ label, neurons }) => ({
    label,
    neurons: Array.from(neurons).filter((_, index) => index % stride === 0),
  }));
}

function rates({ groups, reference, referenceName = "reference" }: FigureInput): Drawing {
  const boxes = groups.map(({ label, measures }) => {
    const mean = reference?.populations[label]?.rate?.mean;
    return { label, values: measures.rate, ...(mean === undefined ? {} : { reference: mean }) };
  });
  const draw = (): Promise<string> =>
    boxPlot(boxes, { x: "firing rate (1/s)", referenceName: `mean in ${referenceName}` });
  return { name: "rates", title: "Firing rates of single neurons", draw };
}

function distributions({ groups, reference, referenceName = "reference" }: FigureInput): Drawing[] {
  return Object.entries(samples).map(([key, { title, x, binWidth, range }]) => {
    const sample = key as SampleName;
    const panels = groups.map(({ label, measures }) => {
      const quantiles = reference?.populations[label]?.[sample]?.quantiles;
      return {
        ...{ label, values: measures[sample] },
        references: quantiles ? [{ name: referenceName, quantiles }] : [],
      };
    });
    const draw = (): Promise<string> => distributionPlot(panels, { x, binWidth, range });
    return { name: `distribution-${sample}`, title, draw };
  });
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
const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a87b00", "#2f93cc"];

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
      ...{ label, ...spectrum, colour: palette[index] as string },
      peaks: marked.filter((peak) => peak.label === label).map(({ frequency }) => frequency),
      ...(theory ? { theory } : {}),
    };
  });
  const draw = (): Promise<string> => spectrumPlot(lines, { xRange: [0, 450], y: "power of the rate (1/s)" });
  return [{ name: `spectra-${kind}`, title: `Power spectra of the population rates, ${kind}`, draw }];
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
  return [{ name: `complexity-${kind}`, title, draw: () => complexityPlot(lines) }];
}
