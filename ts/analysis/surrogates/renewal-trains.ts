// Spike trains of renewal processes: what measures are calibrated with.
import { uniforms } from "../random.ts";
import { checkWindow, type Trains, trainsOf } from "../trains.ts";

/** A set of independent trains. */
export interface RenewalOptions {
  /** Number of trains. */
  readonly count: number;
  /** Mean rate of each [1/s]; it includes the dead time. */
  readonly rate: number;
  /** Begin of the observation [ms]; default 0. */
  readonly tStart?: number;
  /** End of the observation [ms]. */
  readonly tStop: number;
  /** Dead time after a spike [ms]; default 0. */
  readonly refractory?: number;
  /** Seed of the random numbers, an integer from 0 on; default 1. */
  readonly seed?: number;
}

function check({ count, rate, refractory = 0 }: RenewalOptions, order: number): void {
  if (!(Number.isInteger(count) && count >= 0))
    throw new RangeError(`count must be an integer >= 0, got ${count}`);
  if (!(rate >= 0 && Number.isFinite(rate))) throw new RangeError(`rate must be >= 0, got ${rate} 1/s`);
  if (!(Number.isInteger(order) && order >= 1))
    throw new RangeError(`order must be an integer from 1 on, got ${order}`);
  if (!(refractory >= 0 && refractory * rate < 1000))
    throw new RangeError(
      `refractory must be from 0 to below the mean interval ${1000 / rate} ms, got ${refractory}`,
    );
}

/**
 * Independent trains of a gamma process: intervals are the dead time plus a gamma variable of integer
 * `order`, so without dead time the CV is order^(-1/2) and LV is 3 / (2 order + 1). Order 1 is the Poisson
 * process. The first interval begins at `tStart`.
 *
 * @throws RangeError for an impossible rate, count, order, dead time, seed or window.
 * @example
 * const trains = gammaTrains({ count: 100, rate: 8, order: 4, tStop: 10_000 }); // CV 0.5
 */
export function gammaTrains(options: RenewalOptions & { readonly order: number }): Trains {
  const { count, rate, order, tStart = 0, tStop, refractory = 0, seed = 1 } = options;
  check(options, order);
  checkWindow(tStart, tStop);
  const uniform = uniforms(seed);
  const scale = (1000 / rate - refractory) / order;
  const interval = (): number => {
    let sum = refractory;
    for (let stage = 0; stage < order; stage++) sum -= scale * Math.log(uniform());
    return sum;
  };
  const lists = Array.from({ length: count }, () => {
    const times: number[] = [];
    if (rate === 0) return times;
    for (let time = tStart + interval(); time < tStop; time += interval()) times.push(time);
    return times;
  });
  return trainsOf(lists, { tStart, tStop });
}

/**
 * Independent Poisson trains, with a dead time if one is given.
 *
 * @throws RangeError for an impossible rate, count, dead time, seed or window.
 * @example
 * const trains = poissonTrains({ count: 100, rate: 8, tStop: 10_000 });
 */
export function poissonTrains(options: RenewalOptions): Trains {
  return gammaTrains({ ...options, order: 1 });
}
