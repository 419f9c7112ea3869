// Firing rates, of neurons and over time.
export { firingRates } from "./firing-rates.ts";
export { type BinOptions, populationCounts, populationRate } from "./population-histogram.ts";
export { type TransientOptions, type TransientResponse, transientResponse } from "./transient-response.ts";
