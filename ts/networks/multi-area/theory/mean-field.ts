// Stationary rates of a multi-area network in theory: what neurons in weakly coloured noise make of their own rates.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179, equations 1-3
import { checkOptions } from "../../../arguments/check.ts";
import { numbers, optional, within } from "../../../arguments/kinds.ts";
import { refuseNull } from "../../../error.ts";
import { inputOf } from "../../../theory/network/input.ts";
import { relaxationStep } from "../../../theory/network/relaxation.ts";
import { checkConnectome } from "../arguments.ts";
import type { Connectome } from "../connectome.ts";
import { fullSize, type MultiAreaStateOptions, stateChecks, stateOf } from "../full-size.ts";
import { checkRates } from "../options.ts";
import type { MultiAreaState } from "../parameters.ts";
import { factorsOf } from "./input.ts";
import { relax } from "./relaxation.ts";

/** Input and rates of a network in theory, one value per population. */
export interface MultiAreaMeanField {
  /** [1/s] */
  readonly rates: Float64Array;
  /** Mean and standard deviation of the input, as potentials above the resting one [mV]. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** Whether the rates have settled; where no state of theory is stable they have not. */
  readonly settled: boolean;
}

/** Options of {@link multiAreaMeanField}. */
export interface MultiAreaMeanFieldOptions extends MultiAreaStateOptions {
  /**
   * Rates from which the relaxation begins, by population [1/s]; default: silence at chi = 1, and at other chi what
   * comes of that.
   */
  readonly initialRates?: ArrayLike<number>;
  /** How long rates may relax, in the time constant of the relaxation, from 0.1 to 10,000; default 200. */
  readonly time?: number;
}

const usualTime = 200;

const checks = {
  ...stateChecks,
  initialRates: optional(numbers),
  time: optional(within(relaxationStep, 10_000)),
};

/** The rates of a checked state: from silence at chi = 1, then from these at the chi that is asked for. */
export function meanFieldOf(
  connectome: Connectome,
  state: MultiAreaState,
  call: string,
  { initialRates, time = usualTime }: MultiAreaMeanFieldOptions = {},
): MultiAreaMeanField {
  const factors = factorsOf(fullSize(connectome, state, call));
  const from = (start: Float64Array): MultiAreaMeanField => {
    const { rates, settled } = relax(factors, start, time);
    return { rates, settled, ...inputOf(factors, rates) };
  };
  if (initialRates) return from(Float64Array.from(initialRates));
  const silent = new Float64Array(connectome.populations.length);
  if (state.chi === 1 && state.chiInhibitory === 1) return from(silent);
  const plain = { ...state, chi: 1, chiInhibitory: 1 };
  return from(relax(factorsOf(fullSize(connectome, plain, call)), silent, time).rates);
}

/**
 * Stationary rates of a network at full size in theory, and the input that makes them. Where there are several states
 * it is the one of low activity: the rates relax from silence, at other chi from those of chi = 1 on, unless
 * `initialRates` says from where.
 *
 * @throws CajalError E_TYPE, E_SHAPE and others for what is no connectome; E_UNKNOWN_PARAM, E_UNKNOWN_NAME,
 * E_PARAM_RANGE for a state that there is not; E_TYPE, E_SHAPE, E_PARAM_RANGE, E_NOT_FINITE for initial rates
 * @example multiAreaMeanField(syntheticConnectome(), { state: "ground" }).rates;
 */
export function multiAreaMeanField(
  connectome: Connectome,
  options: MultiAreaMeanFieldOptions = {},
): MultiAreaMeanField {
  const call = "multiAreaMeanField";
  checkConnectome(connectome, call);
  checkOptions(options, call, checks);
  refuseNull(options, call);
  const { initialRates } = options;
  if (initialRates)
    checkRates(initialRates, connectome.populations.length, { call, parameter: "initialRates" });
  return meanFieldOf(connectome, stateOf(options), call, options);
}
