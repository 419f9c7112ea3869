// What pairs of trains have in common.
export {
  type CorrelationOptions,
  type PairwiseCorrelation,
  pairwiseCorrelation,
} from "./pairwise-correlation.ts";
