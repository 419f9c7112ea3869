// Covariance and correlation of spike counts as matrices.
import type { SpikeSource } from "../trains.ts";
import { type CorrelationOptions, chosenCounts, coefficient, visitDeviations } from "./covariances.ts";
import type { TrainMatrix } from "./pairs.ts";

/**
 * Covariance of the spike counts in bins (ddof 1) of all pairs of trains, variances on the diagonal.
 *
 * @throws CajalError when the window is empty, no bin fits, or the subsample is impossible.
 * @example
 * const { values, size } = covarianceMatrix(sim.read(spikes), { bin: 5 });
 */
export function covarianceMatrix(source: SpikeSource, options: CorrelationOptions): TrainMatrix {
  return matrixOf("covarianceMatrix", source, options, (shared, _one, _other, bins) => shared / (bins - 1));
}

/**
 * Pearson's correlation coefficient of the spike counts in bins of all pairs of trains. A train whose count
 * does not vary, such as a silent one, has NaN in its whole row and column, on the diagonal too.
 *
 * @throws CajalError when the window is empty, no bin fits, or the subsample is impossible.
 * @example
 * const { values } = correlationMatrix(sim.read(spikes), { bin: 2, subsample: { size: 100, seed: 1 } });
 */
export function correlationMatrix(source: SpikeSource, options: CorrelationOptions): TrainMatrix {
  return matrixOf("correlationMatrix", source, options, coefficient);
}

function matrixOf(
  call: string,
  source: SpikeSource,
  options: CorrelationOptions,
  element: (shared: number, one: number, other: number, bins: number) => number,
): TrainMatrix {
  const { rows, counts } = chosenCounts(call, source, options);
  const size = rows.length;
  const values = new Float64Array(size * size);
  visitDeviations(counts, options, (member, row, own) => {
    for (let other = member; other < size; other++) {
      const value = element(row[other] as number, own[member] as number, own[other] as number, counts.bins);
      values[member * size + other] = value;
      values[other * size + member] = value;
    }
  });
  return { rows, size, values };
}
