// Signals that electrodes, cameras and scanners would see.
export { type BoldOptions, boldSignal } from "./bold-signal.ts";
export { dyeProxy } from "./dye-proxy.ts";
export { type EegOptions, eegProxy } from "./eeg-proxy.ts";
export { type LfpOptions, lfpProxy } from "./lfp-proxy.ts";
export { type MeanPotentialOptions, meanPotential } from "./mean-potential.ts";
export { type SynapticInputOptions, synapticInput } from "./synaptic-input.ts";
export type { CurrentProxy, SynapticCurrents } from "./weighted-currents.ts";
