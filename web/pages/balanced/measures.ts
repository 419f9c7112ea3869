// Numbers that say in which regime the network is.
import { cvIsi, mean, powerSpectrum, synchronyIndex } from "cajal/analysis";
import type { Measures } from "./frame.ts";
import { bin, type History } from "./history.ts";

/** Neurons that irregularity and synchrony are measured on, four of five excitatory. */
const sampleSize = 1000;

// The shortest past that says anything [ms], and bins per segment of the spectrum: steps of 4 1/s.
const least = 50;
const segment = 256;

/** Numbers of neurons. */
export interface Sizes {
  readonly E: number;
  readonly I: number;
}

/** Whether a neuron belongs to a sample of so many; populations follow each other from number 0. */
export const sampled = (size: number, { E, I }: Sizes): ((id: number) => boolean) => {
  const lastE = Math.min(E, Math.round(0.8 * size));
  const lastI = E + Math.min(I, Math.round(0.2 * size));
  return (id) => id < lastE || (id >= E && id < lastI);
};

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);

/** What the network did since a time [ms]; nothing before it did enough. */
export function measure(history: History, sizes: Sizes, since: number): Measures | undefined {
  const from = Math.max(since, history.from);
  const { countsE, countsI } = history.since(from);
  const duration = countsE.length * bin;
  if (duration < least) return undefined;
  const rate = (count: number, neurons: number): number => (1000 * count) / (neurons * duration);
  const [spikesE, spikesI, neurons] = [sum(countsE), sum(countsI), sizes.E + sizes.I];
  const sample = history.spikes(from, sampled(sampleSize, sizes));
  return {
    duration,
    rate: rate(spikesE + spikesI, neurons),
    rateE: rate(spikesE, sizes.E),
    rateI: rate(spikesI, sizes.I),
    cv: mean(cvIsi(sample, { minIntervals: 2 }).filter(Number.isFinite)),
    synchrony: synchronyIndex(sample, { bin }),
    ...(countsE.length >= segment && spectrum(countsE, countsI, neurons)),
  };
}

function spectrum(countsE: Float64Array, countsI: Float64Array, neurons: number) {
  const rates = countsE.map((count, k) => (1000 * (count + (countsI[k] as number))) / (neurons * bin));
  return powerSpectrum(rates, { interval: bin, segment });
}
