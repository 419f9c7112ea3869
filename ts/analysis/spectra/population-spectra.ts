// Spectra of a population: of its summed activity, of its neurons, and of what pairs of them share.

import { optional, positive } from "../../arguments/kinds.ts";
import { ofBins } from "../options.ts";
import { type BinOptions, countsOf, populationCounts } from "../rates/population-histogram.ts";
import { refuseNone, type SpikeSource, takeTrains, trainCount } from "../trains.ts";
import { boxcar, periodogram, type SmoothingOptions } from "./raw-spectrum.ts";

/** Options of {@link populationSpectrum} and {@link neuronSpectra}. */
export interface PopulationSpectrumOptions extends BinOptions, SmoothingOptions {}

/** Spectra of the activity of a population as a whole. */
export interface PopulationSpectrum {
  /** [1/s], from 0 (or the smoothing) to half the sampling rate */
  readonly frequencies: Float64Array;
  /** Of the summed spike train [1/s]; N rate for Poisson trains. */
  readonly compound: Float64Array;
  /**
   * Of the rate per neuron, compound / N^2 [1/s]; rate / N for Poisson trains. The quantity of mean-field
   * theory.
   */
  readonly rate: Float64Array;
}

/** Spectra of single neurons and of pairs, averaged. */
export interface NeuronSpectra {
  /** [1/s], from 0 (or the smoothing) to half the sampling rate */
  readonly frequencies: Float64Array;
  /** Mean power spectrum of the neurons [1/s]; the rate for Poisson trains. */
  readonly auto: Float64Array;
  /**
   * Real part of the mean cross-spectrum of the pairs [1/s]; 0 for independent trains, NaN without a pair.
   */
  readonly cross: Float64Array;
  /** cross / auto; NaN where there is no power. */
  readonly coherence: Float64Array;
}

function prepare(call: string, source: SpikeSource, options: PopulationSpectrumOptions) {
  const trains = takeTrains(call, source, options, { ...ofBins, smoothing: optional(positive) });
  const size = trainCount(trains);
  if (size === 0) refuseNone(call);
  const counts = countsOf(trains, options.bin, call);
  const { frequencies, power } = periodogram(counts.length, options.bin);
  return { trains, size, counts, power, smooth: boxcar(counts.length, frequencies, options, call) };
}

/**
 * Raw spectra (see {@link rawSpectrum}) of the spike counts of a population.
 *
 * @throws CajalError when the window is empty, no bin fits, there are no neurons, or the smoothing is
 *   impossible.
 * @example
 * const { frequencies, rate } = populationSpectrum(trains, { bin: 1, smoothing: 2 });
 */
export function populationSpectrum(
  source: SpikeSource,
  options: PopulationSpectrumOptions,
): PopulationSpectrum {
  const { size, counts, power, smooth } = prepare("populationSpectrum", source, options);
  const compound = smooth.apply(power(counts));
  return { frequencies: smooth.frequencies, compound, rate: compound.map((value) => value / size ** 2) };
}

/**
 * Mean raw spectrum of the neurons, mean cross-spectrum of all pairs, and their quotient, the population
 * coherence. The pairs need no transforms of their own: the spectrum of the sum is that of all neurons plus
 * that of all pairs. Every neuron is transformed once, so choose some (`neurons`) where recordings are long.
 *
 * @throws CajalError when the window is empty, no bin fits, there are no neurons, or the smoothing is
 *   impossible.
 * @example
 * const { frequencies, auto, coherence } = neuronSpectra(trains, { bin: 1, smoothing: 2 });
 */
export function neuronSpectra(source: SpikeSource, options: PopulationSpectrumOptions): NeuronSpectra {
  const { trains, size, counts, power, smooth } = prepare("neuronSpectra", source, options);
  const sum = new Float64Array(Math.floor(counts.length / 2) + 1);
  for (let neuron = 0; neuron < size; neuron++) {
    const own = power(populationCounts(trains, { bin: options.bin, neurons: [neuron] }));
    for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + (own[k] as number);
  }
  const compound = smooth.apply(power(counts));
  const auto = smooth.apply(sum).map((value) => value / size);
  const cross = compound.map((value, k) => (value - size * (auto[k] as number)) / (size * (size - 1)));
  return {
    frequencies: smooth.frequencies,
    auto,
    cross,
    coherence: cross.map((value, k) => value / (auto[k] as number)),
  };
}
