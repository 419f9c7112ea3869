// Which states rates come to from anywhere, and how often.
import { uniforms } from "../../analysis/random.ts";
import { checkOptions } from "../../arguments/check.ts";
import { optional, positive, wholeFrom, within } from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { methodChecks } from "../lif/rate.ts";
import { meanFieldOf } from "../network/mean-field.ts";
import { checkNetwork, type MeanFieldNetwork } from "../network/mean-field-network.ts";
import { relaxation, relaxationStep } from "../network/relaxation.ts";
import { meanOf } from "./family.ts";

/** Options of {@link basins}. */
export interface BasinsOptions {
  readonly method?: LifMethod;
  /** How many random starts there are; default 100. */
  readonly starts?: number;
  /** Initial rates are uniform up to this [1/s]; default 1000, as published for 32 areas. */
  readonly highest?: number;
  /** All initial rates follow from it; default 1. */
  readonly seed?: number;
  /** How long rates may relax [time constants]; default 200. */
  readonly time?: number;
  /**
   * Steps of the relaxation [time constants]; default 0.1. Where states are near to each other shorter ones tell
   * more.
   */
  readonly step?: number;
}

/** A state that rates come to. */
export interface Basin {
  /** [1/s] */
  readonly rates: Float64Array;
  /** Their mean over the populations [1/s]. */
  readonly mean: number;
  /** The share of the starts that end here. */
  readonly share: number;
}

/** States by rising mean rate, and the share of the starts that had not come to rest. */
export interface Basins {
  readonly states: readonly Basin[];
  readonly unsettled: number;
}

/** Whether two ends are one: what a relaxation leaves open is far less. */
const alike = (one: Float64Array, other: Float64Array): boolean =>
  one.every((rate, index) => Math.abs(rate - (other[index] as number)) <= 1e-4 * (1 + Math.abs(rate)));

/**
 * How much of the space of initial rates leads to each stable state: the ends of relaxations from random rates. What
 * turns in circles or takes longer than `time` is counted as unsettled.
 *
 * @throws CajalError as `workingPoint`
 * @example basins(network, { starts: 200, highest: 200 }).states.map(({ mean, share }) => [mean, share]);
 */
export function basins(network: MeanFieldNetwork, options: BasinsOptions = {}): Basins {
  const call = "basins";
  checkNetwork(network, call);
  checkOptions(options, call, {
    ...methodChecks,
    starts: optional(within(1, 1e6)),
    highest: optional(within(0, 1e6)),
    seed: optional(wholeFrom(0)),
    time: optional(within(0, 1e5)),
    step: optional(positive),
  });
  refuseNull(options, call);
  const {
    method = "shift",
    starts = 100,
    highest = 1000,
    seed = 1,
    time = 200,
    step = relaxationStep,
  } = options;
  const { count, answers } = meanFieldOf(network, method);
  const random = uniforms(seed);
  const ends: { rates: Float64Array; number: number }[] = [];
  const whole = Math.floor(starts);
  let unsettled = 0;
  for (let start = 0; start < whole; start++) {
    const begin = Float64Array.from({ length: count }, () => highest * random());
    const { rates, advance } = relaxation(answers, begin, step);
    let settled = false;
    for (let left = Math.round(time / step); left > 0 && !settled; left--) settled = advance();
    const known = ends.find((end) => alike(end.rates, rates));
    if (!settled) unsettled++;
    else if (known) known.number++;
    else ends.push({ rates, number: 1 });
  }
  const states = ends
    .map(({ rates, number }) => ({ rates, mean: meanOf(rates), share: number / whole }))
    .sort((one, other) => one.mean - other.mean);
  return { states, unsettled: unsettled / whole };
}
