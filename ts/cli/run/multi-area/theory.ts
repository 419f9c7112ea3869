// The rates for which a run makes up for lost input: those of theory, or of a neighbouring state that has any.
import {
  type Connectome,
  type MultiAreaOptions,
  type MultiAreaStateName,
  multiAreaMeanField,
  multiAreaStates,
} from "../../../networks/index.ts";

/** Stationary rates at full size by population of the connectome [1/s]. */
export interface Theory {
  /** Of the state that is run; null where theory finds none. */
  readonly own: Float64Array | null;
  /** Those that scaling and replaced areas take, and the state they belong to; none if no state has any. */
  readonly used: { readonly state: MultiAreaStateName; readonly rates: Float64Array } | undefined;
}

/**
 * Rates of a state in theory. Where none are stable, as at high activity, those of the low state next to it are used:
 * of the ground state if the network is stabilised, else of LA.
 */
export function theoryOf(
  connectome: Connectome,
  { state = "ground", chi, chiInhibitory }: MultiAreaOptions,
): Theory {
  const changed = {
    ...(chi === undefined ? {} : { chi }),
    ...(chiInhibitory === undefined ? {} : { chiInhibitory }),
  };
  const { rates, settled } = multiAreaMeanField(connectome, { state, ...changed });
  if (settled) return { own: rates, used: { state, rates } };
  const low = multiAreaStates[state].stabilised ? "ground" : "LA";
  const neighbour = multiAreaMeanField(connectome, { state: low });
  return { own: null, used: neighbour.settled ? { state: low, rates: neighbour.rates } : undefined };
}
