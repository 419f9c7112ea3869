// Figures of the signals that instruments would see: single areas over time, all areas under the dye, spectra.
import { powerSpectrum } from "../../../analysis/index.ts";
import { linePlot, matrixPlot, spectrumPlot, stackFigures, type Theme, themes } from "../../../plot/index.ts";
import type { Drawing } from "../../report/drawings.ts";
import { highestFrequency, mapColumns, means, segmentsFor } from "./activity-figures.ts";
import { leastTime } from "./interactions.ts";
import type { AreaProxies } from "./proxies.ts";

const { palette, neutral } = themes.light;

// Time that is drawn of single areas [ms]: waves of 100 per second are still told apart.
const tracedTime = 500;

const colour = (index: number): string => palette[index % palette.length] as string;

/** LFP and EEG of each area that is drawn by itself, and the dye of all of these. */
function traces({ areas, tStart, lfp, eeg, dye }: AreaProxies, shown: readonly string[]): Drawing {
  const samples = Math.min(tracedTime, (lfp[0] as Float64Array).length);
  const x = Float64Array.from({ length: samples }, (_, sample) => tStart + sample);
  const axes = { x: "time (ms)", xRange: [tStart, tStart + samples] as const, width: 760, height: 190 };
  const line = (label: string, signal: Float64Array | undefined, index: number, factor = 1) => {
    const y = (signal as Float64Array).subarray(0, samples).map((value) => factor * value);
    return { label, colour: colour(index), x, y };
  };
  const draw = async (theme: Theme): Promise<string> => {
    const fields = shown.map((name) => {
      const row = areas.indexOf(name);
      const lines = [line(`LFP of ${name}`, lfp[row], 0), line(`EEG of ${name}`, eeg[row], 1)];
      return linePlot(lines, { ...axes, y: "z-score", theme });
    });
    const dyes = shown.map((name, index) => line(`dye in ${name}`, dye[areas.indexOf(name)], index, 100));
    const potentials = linePlot(dyes, { ...axes, y: "change (%)", theme });
    return stackFigures(await Promise.all([...fields, potentials]), { theme });
  };
  return { name: "area-proxies", title: "What LFP, EEG and a voltage-sensitive dye would show", draw };
}

function dyeMap({ areas, tStart, dye }: AreaProxies): Drawing {
  const samples = Math.max(1, Math.ceil((dye[0] as Float64Array).length / mapColumns));
  const rows = dye.map((signal) => means(signal, samples));
  const columns = (rows[0] as Float64Array).length;
  const values = rows.flatMap((row) => Array.from(row, (value) => 100 * value));
  const groups = areas.map((label) => ({ label, size: 1, colour: neutral }));
  const xRange = [tStart, tStart + columns * samples] as const;
  const size = { width: 760, height: 110 + 16 * areas.length };
  const options = { columns, groups, xRange, ...size, scale: "diverging" } as const;
  return {
    name: "area-dye",
    title: `Voltage-sensitive dye in all areas, bins of ${samples} ms`,
    draw: (theme) =>
      matrixPlot(values, { ...options, x: "time (ms)", z: "change of the potential (%)", theme }),
  };
}

function spectra({ areas, lfp }: AreaProxies, shown: readonly string[]): Drawing[] {
  const time = (lfp[0] as Float64Array).length;
  if (time < leastTime.spectrum) return [];
  const segments = segmentsFor(time);
  const lines = shown.map((label, index) => ({
    label,
    colour: colour(index),
    ...powerSpectrum(lfp[areas.indexOf(label)] as Float64Array, segments),
  }));
  const active = lines.filter(({ power }) => power.every(Number.isFinite));
  if (active.length === 0) return [];
  const axes = { xRange: [0, highestFrequency] as const, y: "power of the LFP (z-score² per (1/s))" };
  return [
    {
      name: "area-lfp-spectra",
      title: `Power spectra of the LFP of areas, segments of ${segments.segment} ms`,
      draw: (theme) => spectrumPlot(active, { ...axes, theme }),
    },
  ];
}

/** The figures of the signals. */
export const proxyDrawings = (proxies: AreaProxies, shown: readonly string[]): Drawing[] => [
  traces(proxies, shown),
  dyeMap(proxies),
  ...spectra(proxies, shown),
];
