// Activity over frequency.
export { type PowerSpectrum, powerSpectrum, type SpectrumOptions } from "./power-spectrum.ts";
