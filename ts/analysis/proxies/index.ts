// Signals that electrodes and scanners would see.
export {};
