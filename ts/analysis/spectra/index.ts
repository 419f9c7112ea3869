// Activity over frequency.
export { type Coherence, type CrossSpectrum, coherence, crossSpectrum } from "./coherence.ts";
export {
  type NeuronSpectra,
  neuronSpectra,
  type PopulationSpectrum,
  type PopulationSpectrumOptions,
  populationSpectrum,
} from "./population-spectra.ts";
export { type PowerSpectrum, powerSpectrum } from "./power-spectrum.ts";
export { type RawSpectrumOptions, rawSpectrum } from "./raw-spectrum.ts";
export type { SegmentOptions } from "./segments.ts";
export { type PeakOptions, type SpectralPeak, spectralPeaks } from "./spectral-peaks.ts";
export { type Spectrogram, spectrogram } from "./spectrogram.ts";
