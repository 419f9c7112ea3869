// Synchrony of a population on a scale from 0 to 1.

import { checkArgument, checkLength } from "../../arguments/check.ts";
import { listOfSome, numbers } from "../../arguments/kinds.ts";
import { binIndex } from "../bins.ts";
import { ofBins } from "../options.ts";
import { type BinOptions, countsOf } from "../rates/population-histogram.ts";
import { variance } from "../samples/moments.ts";
import { refuseNone, type SpikeSource, takeTrains, train, trainCount } from "../trains.ts";

/**
 * Synchrony measure of Golomb & Rinzel (1993) on spike counts in bins: the standard deviation over time of
 * the population mean, relative to that of single neurons. 1 when all fire together; 1 / sqrt(neurons) for
 * independent neurons, so compare networks of equal size only. NaN when nobody fires.
 *
 * @throws CajalError when the window is empty, no bin fits, or there are no neurons.
 * @example
 * synchronyIndex(sim.read(spikes), { bin: 1, tStart: 200 });
 */
export function synchronyIndex(source: SpikeSource, options: BinOptions): number {
  const trains = takeTrains("synchronyIndex", source, options, ofBins);
  const neurons = trainCount(trains);
  if (neurons === 0) refuseNone("synchronyIndex");
  const counts = countsOf(trains, options.bin, "synchronyIndex");
  let single = 0;
  for (let index = 0; index < neurons; index++)
    single += countVariance(train(trains, index), trains.tStart, options.bin, counts.length);
  return Math.sqrt((neurons * variance(counts)) / (neurons * neurons * single));
}

/**
 * {@link synchronyIndex} of signals such as membrane potentials, for which it was made. NaN when none varies.
 *
 * @param signals one per neuron, all of the same length
 * @throws CajalError when there are no signals or they differ in length.
 * @example
 * signalSynchronyIndex(potentials); // one array of samples per neuron
 */
export function signalSynchronyIndex(signals: readonly ArrayLike<number>[]): number {
  checkArgument(signals, "signalSynchronyIndex", "signals", listOfSome(numbers));
  const sum = new Float64Array(signals[0]?.length ?? 0);
  let single = 0;
  for (const [neuron, signal] of signals.entries()) {
    checkLength(signal, sum.length, "signalSynchronyIndex", `signals[${neuron}]`);
    for (let sample = 0; sample < sum.length; sample++)
      sum[sample] = (sum[sample] as number) + (signal[sample] as number);
    single += variance(signal);
  }
  return Math.sqrt(variance(sum) / (signals.length * single));
}

/** Variance over bins (ddof 0) of the spike counts of one train. */
function countVariance(times: Float64Array, tStart: number, bin: number, bins: number): number {
  let [sum, squares, current, inBin] = [0, 0, -1, 0];
  for (const time of times) {
    const index = binIndex((time - tStart) / bin);
    if (index >= bins) break;
    inBin = index === current ? inBin + 1 : 1;
    current = index;
    sum++;
    squares += 2 * inBin - 1;
  }
  return squares / bins - (sum / bins) ** 2;
}
