// Intervals between spikes.
export { type CvOptions, cvIsi } from "./cv-isi.ts";
export { type AccumulatorOptions, IntervalAccumulator } from "./interval-accumulator.ts";
export {
  type IntervalMeasure,
  type IntervalOptions,
  type IntervalStatistics,
  type IntervalStatisticsOptions,
  intervalMeasures,
  intervalStatistics,
} from "./interval-statistics.ts";
export { type IsiHistogram, type IsiHistogramOptions, isiHistogram } from "./isi-histogram.ts";
export { cv2, type LocalVariationOptions, localVariation, revisedLocalVariation } from "./local-variation.ts";
export { meanInterval } from "./mean-interval.ts";
