// How far two equivalent simulations of the cortical microcircuit may differ.
import type { Limits } from "../analysis/index.ts";

/**
 * Distances: mean + 3 sd over 45 pairs of seeds of the reference data of the model, 900 s each, read off its figures
 * (github.com/INM-6/microcircuit-PD14-model). Means: 5 % of the rate, 10 % in the two populations that fluctuate most
 * between seeds; 0.02 of the CV; 0.002 of the correlation.
 */
export const microcircuitLimits: Limits = {
  L23E: population([0.05, 0.015, 0.123], 0.1),
  L23I: population([0.032, 0.022, 0.116], 0.05),
  L4E: population([0.014, 0.012, 0.139], 0.05),
  L4I: population([0.023, 0.02, 0.047], 0.05),
  L5E: population([0.047, 0.035, 0.146], 0.05),
  L5I: population([0.066, 0.045, 0.047], 0.05),
  L6E: population([0.041, 0.017, 0.091], 0.1),
  L6I: population([0.044, 0.03, 0.047], 0.05),
};

function population([rate, cv, correlation]: [number, number, number], rateMean: number): Limits[string] {
  return {
    rate: { distance: rate, mean: rateMean },
    cv: { distance: cv, mean: 0.02 },
    correlation: { distance: correlation, mean: 0.002 },
  };
}
