// Figures of the activity of areas: over time, its spectra, and its statistics layer by layer.
import { instantaneousRate, optimalBandwidth, powerSpectrum, trainsOf } from "../../../analysis/index.ts";
import { layerPopulations } from "../../../networks/multi-area/parameters.ts";
import {
  boxPlot,
  distributionPlot,
  type LineGroup,
  linePlot,
  matrixPlot,
  spectrumPlot,
  type Theme,
  themes,
} from "../../../plot/index.ts";
import type { Drawing } from "../../report/drawings.ts";
import type { PopulationRate } from "../supplement.ts";
import type { Activity, AreaActivity } from "./activity.ts";
import { leastTime } from "./interactions.ts";

/** What is drawn, and which areas by themselves. */
export interface DrawnActivity {
  readonly activity: Activity;
  readonly rates: readonly PopulationRate[];
  readonly shown: readonly string[];
}

/** Columns of a map of all areas. */
export const mapColumns = 400;
// Time that is drawn and smoothed of single areas [ms], as in the published model.
const tracedTime = 10_500;
// Points of a line; more would lie on top of each other.
const tracePoints = 2000;
const { palette, neutral, muted } = themes.light;

/** Means over bins of so many samples. */
export function means(signal: Float64Array, samples: number): Float64Array {
  return Float64Array.from({ length: Math.floor(signal.length / samples) }, (_, column) => {
    const part = signal.subarray(column * samples, (column + 1) * samples);
    return part.reduce((sum, value) => sum + value, 0) / samples;
  });
}

const tracedWindow = ({ tStart, tStop }: Activity) => ({
  tStart,
  tStop: Math.min(tStop, tStart + tracedTime),
});

function map({ areas, tStart }: Activity): Drawing {
  const samples = Math.max(1, Math.ceil((areas[0] as AreaActivity).rate.length / mapColumns));
  const rows = areas.map(({ rate }) => means(rate, samples));
  const columns = (rows[0] as Float64Array).length;
  const values = rows.flatMap((row) => [...row]);
  const groups = areas.map(({ name: label }) => ({ label, size: 1, colour: neutral }));
  const xRange = [tStart, tStart + columns * samples] as const;
  const size = { width: 760, height: 110 + 16 * areas.length };
  return {
    name: "area-activity",
    title: `Rates of all areas in bins of ${samples} ms`,
    draw: (theme) =>
      matrixPlot(values, { columns, groups, xRange, ...size, x: "time (ms)", z: "rate (1/s)", theme }),
  };
}

/** The rate of an area in bins, and smoothed with the width that fits it best (Shimazaki & Shinomoto 2010). */
function traceOf(activity: Activity, area: AreaActivity, colour: string): LineGroup[] {
  const { name, neurons, rate } = area;
  const { tStart, tStop } = tracedWindow(activity);
  const shown = rate.subarray(0, tStop - tStart);
  const samples = Math.ceil(shown.length / tracePoints);
  const y = means(shown, samples);
  const x = y.map((_, bin) => tStart + (bin + 0.5) * samples);
  const plain = { label: `${name}, bins of ${samples} ms`, colour: muted, x, y };
  const times = activity.timesOf(name).filter((time) => time <= tStop);
  const sigma = optimalBandwidth(times);
  if (!(sigma > 0)) return [plain];
  const pooled = trainsOf([times], { tStart, tStop });
  const { values } = instantaneousRate(pooled, { kernel: { shape: "gaussian", sigma }, bin: 1 });
  const smooth = means(
    values.map((value) => value / neurons),
    samples,
  );
  return [plain, { label: `smoothed with ${sigma.toFixed(1)} ms`, colour, x, y: smooth }];
}

const chosen = ({ activity, shown }: DrawnActivity): AreaActivity[] =>
  activity.areas.filter(({ name }) => shown.includes(name));

function traces(drawn: DrawnActivity): Drawing[] {
  const { tStart, tStop } = tracedWindow(drawn.activity);
  const axes = { x: "time (ms)", y: "rate (1/s)", xRange: [tStart, tStop] as const, width: 640, height: 190 };
  return chosen(drawn).map((area, index) => {
    const lines = traceOf(drawn.activity, area, palette[index % palette.length] as string);
    const draw = (theme: Theme): Promise<string> => linePlot(lines, { ...axes, theme });
    return { name: `area-trace-${index + 1}`, title: `Rate of ${area.name} over time`, draw };
  });
}

/** How the neurons of areas differ in their rates. */
function neuronRates(drawn: DrawnActivity): Drawing {
  const groups = chosen(drawn).map(({ name: label }, index) => ({
    label,
    colour: palette[index % palette.length] as string,
    values: drawn.activity.neuronRatesOf(label),
  }));
  const title = "Rates of the neurons of areas";
  return {
    name: "area-neuron-rates",
    title,
    draw: (theme) => distributionPlot(groups, { x: "rate of a neuron (1/s)", theme }),
  };
}

// Welch's method as published, segments of 1024 ms that begin every 24 ms; half as long where fewer than two would fit.
const longSegment = 1024;
/** How a signal of so many samples of 1 ms is cut for its spectrum. */
export function segmentsFor(samples: number): { interval: number; segment: number; overlap: number } {
  const segment = samples < 2 * longSegment ? longSegment / 2 : longSegment;
  return { interval: 1, segment, overlap: (segment - 24) / segment };
}
/** Highest frequency that spectra of areas show [1/s]. */
export const highestFrequency = 200;

function spectra(drawn: DrawnActivity): Drawing[] {
  const time = drawn.activity.tStop - drawn.activity.tStart;
  if (time < leastTime.spectrum) return [];
  const segments = segmentsFor(time);
  const lines = chosen(drawn).map(({ name: label, rate }, index) => ({
    label,
    colour: palette[index % palette.length] as string,
    ...powerSpectrum(rate, segments),
  }));
  if (lines.every(({ power }) => power.every((value) => value === 0))) return [];
  const axes = { xRange: [0, highestFrequency] as const, y: "power of the rate (1/s)² per (1/s)" };
  return [
    {
      name: "area-spectra",
      title: `Power spectra of the rates of areas, segments of ${segments.segment} ms`,
      draw: (theme) => spectrumPlot(lines, { ...axes, theme }),
    },
  ];
}

/** Statistics whose distribution over areas is drawn, layer by layer. */
const statistics = {
  rate: { title: "Rates of areas by population", x: "mean rate (1/s)" },
  localVariation: { title: "Irregularity of areas by population", x: "mean LvR" },
  correlation: { title: "Correlation in areas by population", x: "mean correlation of counts in 1 ms" },
} as const;

function boxes({ rates }: DrawnActivity): Drawing[] {
  return Object.entries(statistics).map(([key, { title, x }]) => {
    const groups = layerPopulations.map((label) => ({
      label,
      values: rates
        .filter((one) => one.label.endsWith(`-${label}`))
        .map((one) => one[key as keyof typeof statistics] ?? Number.NaN)
        .filter(Number.isFinite),
    }));
    const name = `area-boxes-${key.toLowerCase()}`;
    return { name, title, draw: (theme: Theme) => boxPlot(groups, { x, theme }) };
  });
}

/** The figures of the areas' activity. */
export const activityDrawings = (drawn: DrawnActivity): Drawing[] => [
  map(drawn.activity),
  ...traces(drawn),
  neuronRates(drawn),
  ...spectra(drawn),
  ...(drawn.activity.areas.length > 1 ? boxes(drawn) : []),
];
