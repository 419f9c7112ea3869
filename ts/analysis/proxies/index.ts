// Signals that electrodes and scanners would see.
export { type BoldOptions, boldSignal } from "./bold-signal.ts";
export { type LfpOptions, type LfpProxy, lfpProxy, type SynapticCurrents } from "./lfp-proxy.ts";
export { type SynapticInputOptions, synapticInput } from "./synaptic-input.ts";
