/** How the delays of a connection spread over the steps, before any is drawn. */

import { type Draw, isKnown, shareBelow, spread, support } from "../values/draw.ts";
import { type Grid, longestDelay, nearestStep } from "../values/grid.ts";
import { isDeferred } from "../values/late.ts";

/** The share of the synapses that have a delay. */
export interface DelayShare {
  /** [steps] */
  readonly steps: number;
  readonly share: number;
}

// Beyond this many different delays their number hardly matters any more.
const mostDelays = 4096;

/** The share of synapses at each delay that occurs. */
export function delayShares(delay: Draw, grid: Grid): DelayShare[] {
  if (isDeferred(delay)) return [{ steps: 1, share: 1 }]; // as if all were the same
  if (isKnown(delay)) {
    const found = new Map<number, number>();
    for (const value of delay.numbers) {
      const steps = nearestStep(value, grid);
      found.set(steps, (found.get(steps) ?? 0) + 1 / delay.numbers.length);
    }
    return [...found].map(([steps, share]) => ({ steps, share }));
  }
  const [low, high] = support(delay);
  const far = delay.kind === "expression" ? high : 8 * spread(delay) + (delay.numbers[0] ?? 0);
  const first = Math.max(1, nearestStep(Math.max(low, grid.resolution / 2), grid));
  const last = Math.min(longestDelay, Math.max(first, nearestStep(Math.min(high, Math.max(far, low)), grid)));
  const stride = Math.max(1, Math.ceil((last - first) / mostDelays));
  const shares: DelayShare[] = [];
  for (let step = first; step <= last; step += stride) {
    const share =
      shareBelow(delay, (step + stride - 0.5) * grid.resolution) -
      shareBelow(delay, (step - 0.5) * grid.resolution);
    for (let k = 0; k < stride; k++) shares.push({ steps: step + k, share: share / stride });
  }
  return shares;
}

/** The chance that at least one of so many synapses has a delay of this share. */
export const occurs = (share: number, synapses: number): number =>
  -Math.expm1(synapses * Math.log1p(-Math.min(share, 1 - 1e-16)));
