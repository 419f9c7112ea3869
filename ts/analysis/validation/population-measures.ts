// Everything by which two simulations of a population are compared.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { interval, numbers, positive } from "../../arguments/kinds.ts";
import { mean } from "../samples/moments.ts";
import { populationSpectrum } from "../spectra/population-spectra.ts";
import type { PowerSpectrum } from "../spectra/power-spectrum.ts";
import { ofSpectrum, spectralPeaks } from "../spectra/spectral-peaks.ts";
import { varianceOverMean } from "../synchrony/variance-over-mean.ts";
import { checkMeasure, checkSource, type SpikeSource, type Trains, toTrains } from "../trains.ts";
import {
  ofSamples,
  type PopulationSamples,
  populationSamples,
  type SampleOptions,
} from "./population-samples.ts";

/** Where the two rhythms of cortical microcircuits are looked for, and how the spectrum is smoothed for it [1/s]. */
export const gammaBands = {
  lowGamma: { band: [40, 110], smoothing: 6 },
  highGamma: { band: [200, 450], smoothing: 20 },
} as const;

/** Samples and summary numbers of a population. */
export interface PopulationMeasures extends PopulationSamples {
  /** log10 of the power of the rate per neuron [1/s], mean power in bands of 10 1/s from 10 to 500 1/s. */
  readonly bandPower: Float64Array;
  /** Frequency of the strongest peak in each of {@link gammaBands} [1/s]; NaN where there is none. */
  readonly lowGamma: number;
  readonly highGamma: number;
  /** Variance over mean of the spike count of the population in bins of 3 ms. */
  readonly synchrony: number;
}

/** Bands of {@link PopulationMeasures.bandPower}: first edge, last edge, and width [1/s]. */
export const powerBands = { first: 10, last: 500, width: 10 } as const;

// Resolves 1000 1/s, and averages a spectrum of 10 s over 40 frequencies [ms, 1/s]; the window it needs [ms].
const spectrumBin = 0.5;
const spectrumSmoothing = 4;
const spectrumWindow = 1000 / spectrumSmoothing;
const synchronyBin = 3;

/**
 * Spectrum of the rate per neuron in the form in which spectra are compared and drawn: bins of 0.5 ms, smoothed over
 * 4 1/s. A window below 250 ms has no such spectrum, and the result is empty.
 *
 * @throws CajalError when there are no neurons.
 * @example const { frequencies, power } = rateSpectrum(sim.read(spikes));
 */
export function rateSpectrum(source: SpikeSource): PowerSpectrum {
  checkSource(source, "rateSpectrum");
  if (source.tStop - source.tStart < spectrumWindow)
    return { frequencies: new Float64Array(0), power: new Float64Array(0) };
  const { frequencies, rate } = populationSpectrum(source, {
    bin: spectrumBin,
    smoothing: spectrumSmoothing,
  });
  return { frequencies, power: rate };
}

/**
 * log10 of the mean power in each band; -Infinity where there is none at all, NaN for an empty spectrum.
 *
 * @example const powers = bandPower(rateSpectrum(sim.read(spikes)));
 */
export function bandPower(spectrum: PowerSpectrum): Float64Array {
  checkArgument(spectrum, "bandPower", "spectrum", ofSpectrum);
  const { frequencies, power } = spectrum;
  const { first, last, width } = powerBands;
  return Float64Array.from({ length: (last - first) / width }, (_, band) => {
    const low = first + band * width;
    return Math.log10(mean(power.filter((_, k) => inside(frequencies[k] as number, low, low + width))));
  });
}

const inside = (value: number, low: number, high: number): boolean => value >= low && value < high;

// A peak must exceed what noise makes of a flat spectrum, in standard deviations of the smoothed power; but a spectrum
// of a second or less would admit no peak at all.
const noise = 3.5;
const mostProminence = 0.9;

/**
 * Frequency of the strongest peak of a spectrum of {@link rateSpectrum} that stands out from the noise of a window of
 * so much time [ms]; NaN when none does.
 *
 * @example peakFrequency(rateSpectrum(sim.read(spikes)), 10_000, { band: [20, 200], smoothing: 10 }); // ms, 1/s
 */
export function peakFrequency(
  spectrum: PowerSpectrum,
  duration: number,
  options: { readonly band: readonly [number, number]; readonly smoothing: number },
): number {
  checkArgument(spectrum, "peakFrequency", "spectrum", ofSpectrum);
  checkArgument(duration, "peakFrequency", "duration", positive);
  checkOptions(options, "peakFrequency", { band: interval, smoothing: positive });
  const { band, smoothing } = options;
  // As many independent frequencies are averaged.
  const averaged = (duration / 1000) * (spectrumSmoothing + smoothing);
  const deviation = Math.min(noise / Math.sqrt(averaged), 1);
  const minProminence = Math.min(mostProminence, 1 - (1 - deviation) / (1 + deviation));
  const [strongest] = spectralPeaks(spectrum, { band, smoothing, minProminence });
  return strongest?.frequency ?? Number.NaN;
}

/**
 * Takes all measures of one population. What the window is too short for is empty or NaN.
 *
 * @throws CajalError when the window is empty or a neuron was not recorded.
 * @example
 * const measures = populationMeasures(sim.read(spikes), populations.L4E.ids, { tStart: 500 });
 */
export function populationMeasures(
  source: SpikeSource,
  neurons: ArrayLike<number>,
  options: SampleOptions = {},
): PopulationMeasures {
  checkMeasure("populationMeasures", source, options, ofSamples);
  checkArgument(neurons, "populationMeasures", "neurons", numbers);
  const { tStart = source.tStart, tStop = source.tStop } = options;
  const trains: Trains = toTrains(source, { tStart, tStop, neurons });
  const rows = Uint32Array.from(neurons, (_, row) => row);
  const spectrum = rateSpectrum(trains);
  return {
    ...populationSamples(trains, rows, options),
    bandPower: bandPower(spectrum),
    lowGamma: peakFrequency(spectrum, tStop - tStart, gammaBands.lowGamma),
    highGamma: peakFrequency(spectrum, tStop - tStart, gammaBands.highGamma),
    synchrony: tStop - tStart < synchronyBin ? Number.NaN : varianceOverMean(trains, { bin: synchronyBin }),
  };
}
