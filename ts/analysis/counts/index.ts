// Spikes counted in windows and bins.
export {};
