// How far a whole population fires together.

export { synchronyIndex } from "./synchrony-index.ts";
export { varianceOverMean } from "./variance-over-mean.ts";
