// Spike trains of renewal processes: what measures are calibrated with.
import { type Checks, checkOptions, refuse } from "../../arguments/check.ts";
import { finite, notNegative, optional, wholeFrom } from "../../arguments/kinds.ts";
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

/** What the options of renewal processes must be. */
export const ofRenewal: Checks = {
  count: wholeFrom(0),
  rate: notNegative,
  tStart: optional(finite),
  tStop: finite,
  refractory: optional(notNegative),
  seed: optional(wholeFrom(0)),
};

const mostDraws = 2 ** 28;

function check(call: string, options: RenewalOptions, order: number): void {
  const { count, rate, tStart = 0, tStop, refractory = 0 } = options;
  checkWindow(tStart, tStop, call);
  if (!(refractory * rate < 1000))
    refuse(refractory, `below the mean interval ${1000 / rate} [ms]`, { call, parameter: "refractory" });
  const draws = count * Math.max(1, (order * rate * (tStop - tStart)) / 1000);
  if (!(draws <= mostDraws))
    refuse(count, "so small that at most 2^28 numbers are drawn", { call, parameter: "count" }, "E_SIZE");
}

/**
 * Independent trains of a gamma process: intervals are the dead time plus a gamma variable of integer
 * `order`, so without dead time the CV is order^(-1/2) and LV is 3 / (2 order + 1). Order 1 is the Poisson
 * process. The first interval begins at `tStart`.
 *
 * @throws CajalError for an impossible rate, count, order, dead time, seed or window.
 * @example
 * const trains = gammaTrains({ count: 100, rate: 8, order: 4, tStop: 10_000 }); // CV 0.5
 */
export function gammaTrains(options: RenewalOptions & { readonly order: number }): Trains {
  checkOptions(options, "gammaTrains", { ...ofRenewal, order: wholeFrom(1) });
  check("gammaTrains", options, options.order);
  const { count, rate, order, tStart = 0, tStop, refractory = 0, seed = 1 } = options;
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
 * @throws CajalError for an impossible rate, count, dead time, seed or window.
 * @example
 * const trains = poissonTrains({ count: 100, rate: 8, tStop: 10_000 });
 */
export function poissonTrains(options: RenewalOptions): Trains {
  checkOptions(options, "poissonTrains", ofRenewal);
  check("poissonTrains", options, 1);
  return gammaTrains({ ...options, order: 1 });
}
