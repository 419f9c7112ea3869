// States over a parameter, upward from the quiet end and downward from the active one: where they differ there are two.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { callback, finite, listOfSome, optional, within } from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { methodChecks } from "../lif/rate.ts";
import { newton } from "../network/solvers.ts";
import { meanOf, membersOf, type NetworkFamily } from "./family.ts";

/** Options of {@link bistability}. */
export interface BistabilityOptions {
  readonly method?: LifMethod;
  /** The downward way begins with all rates at this [1/s]; default 300. */
  readonly highest?: number;
}

/** A state on a way. */
export interface ScannedState {
  /** [1/s] */
  readonly rates: Float64Array;
  /** Their mean over the populations [1/s]. */
  readonly mean: number;
  /** Whether it is a fixed point; the next one then begins there, otherwise where the way begins. */
  readonly settled: boolean;
}

/** What is found at a value. */
export interface ScannedValue {
  readonly value: number;
  /** From the values before, beginning with silence. */
  readonly up: ScannedState;
  /** From the values behind, beginning with high rates. */
  readonly down: ScannedState;
  /** Whether both are fixed points, and not the same. */
  readonly bistable: boolean;
}

const different = (one: ScannedState, other: ScannedState): boolean =>
  one.rates.some(
    (rate, index) => Math.abs(rate - (other.rates[index] as number)) > 1e-4 * (1 + Math.abs(rate)),
  );

/**
 * States over a parameter in both directions. At each value rates begin at the state of the value before, so that a
 * state is kept as long as there is one: the two ways differ where the network is bistable.
 *
 * @param values in the order in which the upward way goes
 * @throws CajalError as `workingPoint` for each network
 * @example
 * bistability((chi) => multiAreaTheory(connectome, { state: "metastable", chi }), [1.6, 1.8, 2, 2.2])
 *   .filter(({ bistable }) => bistable);
 */
export function bistability(
  networkAt: NetworkFamily,
  values: ArrayLike<number>,
  options: BistabilityOptions = {},
): ScannedValue[] {
  const call = "bistability";
  checkArgument(networkAt, call, "networkAt", callback);
  checkArgument(values, call, "values", listOfSome(finite));
  checkOptions(options, call, { ...methodChecks, highest: optional(within(0, 1e6)) });
  refuseNull(options, call);
  const { method = "shift", highest = 300 } = options;
  const memberAt = membersOf(networkAt, method, call);
  const fields = Array.from(values, (value) => memberAt(value).field);
  const way = (order: readonly number[], first: number): ScannedState[] => {
    const states: ScannedState[] = [];
    let state: ScannedState | undefined;
    for (const place of order) {
      const field = fields[place] as (typeof fields)[number];
      const start = state?.settled ? state.rates : new Float64Array(field.count).fill(first);
      const { rates, settled } = newton(field, start, method === "taylor");
      state = { rates, mean: meanOf(rates), settled };
      states[place] = state;
    }
    return states;
  };
  const order = fields.map((_, place) => place);
  const [up, down] = [way(order, 0), way(order.toReversed(), highest)];
  return order.map((place) => {
    const [one, other] = [up[place] as ScannedState, down[place] as ScannedState];
    const bistable = one.settled && other.settled && different(one, other);
    return { value: values[place] as number, up: one, down: other, bistable };
  });
}
