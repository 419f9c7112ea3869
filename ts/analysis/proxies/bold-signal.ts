// The BOLD signal of functional magnetic resonance imaging that an activity would cause.
import { type Checks, checkArgument, checkOptions } from "../../arguments/check.ts";
import { inside, numbers, optional, positive } from "../../arguments/kinds.ts";

/** Options of {@link boldSignal}; the defaults are those of Friston et al. (2000, 2003). */
export interface BoldOptions {
  /** Time between two samples [ms]; about 10 is fine enough. */
  readonly interval: number;
  /** Strength of the drive [1/s^2]; default 0.5. */
  readonly efficacy?: number;
  /** Decay of the vasodilating signal, kappa [1/s]; default 0.65. */
  readonly signalDecay?: number;
  /** Rate of the feedback of flow, gamma [1/s^2]; default 0.41. */
  readonly autoregulation?: number;
  /** Mean transit time of blood, tau [s]; default 0.98. */
  readonly transitTime?: number;
  /** Stiffness of vessels, alpha; default 0.32. */
  readonly stiffness?: number;
  /** Resting extraction of oxygen, rho, in (0, 1); default 0.34. */
  readonly oxygenExtraction?: number;
  /** Resting volume of blood, V0; default 0.02. */
  readonly bloodVolume?: number;
}

/** Vasodilating signal s, flow f, volume v, deoxyhaemoglobin q. */
type State = readonly [s: number, f: number, v: number, q: number];

const ofBold: Checks = {
  interval: positive,
  efficacy: optional(positive),
  signalDecay: optional(positive),
  autoregulation: optional(positive),
  transitTime: optional(positive),
  stiffness: optional(positive),
  oxygenExtraction: optional(inside(0, 1)),
  bloodVolume: optional(positive),
};

// s' = eps x - kappa s - gamma (f - 1),  f' = s,  tau v' = f - v^(1/alpha),
// tau q' = f (1 - (1 - rho)^(1/f)) / rho - v^(1/alpha) q / v
function derivative([s, f, v, q]: State, x: number, o: Required<BoldOptions>): State {
  const { transitTime: tau, oxygenExtraction: rho } = o;
  const outflow = v ** (1 / o.stiffness);
  return [
    o.efficacy * x - o.signalDecay * s - o.autoregulation * (f - 1),
    s,
    (f - outflow) / tau,
    ((f * (1 - (1 - rho) ** (1 / f))) / rho - (outflow * q) / v) / tau,
  ];
}

const moved = (state: State, slope: State, time: number): State =>
  state.map((value, k) => value + time * (slope[k] as number)) as unknown as State;

/** One step of the classical Runge-Kutta method, the drive held. */
function step(state: State, x: number, h: number, options: Required<BoldOptions>): State {
  const first = derivative(state, x, options);
  const second = derivative(moved(state, first, h / 2), x, options);
  const third = derivative(moved(state, second, h / 2), x, options);
  const fourth = derivative(moved(state, third, h), x, options);
  const slope = first.map(
    (value, k) => (value + 2 * (second[k] as number) + 2 * (third[k] as number) + (fourth[k] as number)) / 6,
  );
  return moved(state, slope as unknown as State, h);
}

/**
 * Balloon-Windkessel model of the haemodynamic response (Friston et al. 2000, 2003) to a drive, integrated
 * with the method of Runge and Kutta from rest, the drive constant over each sample: y = V0 (7 rho (1 - q) +
 * 2 (1 - q / v) + (2 rho - 0.2) (1 - v)).
 *
 * @param drive neural activity, e.g. synaptic currents or a rate, scaled to about 0..1
 * @returns relative change of the signal at the end of each sample; NaN from where a drive stops the flow
 * @throws CajalError for an interval or parameter that is not positive, or an extraction from 1 on.
 * @example
 * const signal = boldSignal(rate.map((value) => value / 10), { interval: 10 });
 */
export function boldSignal(drive: ArrayLike<number>, options: BoldOptions): Float64Array {
  checkArgument(drive, "boldSignal", "drive", numbers);
  checkOptions(options, "boldSignal", ofBold);
  const complete = {
    efficacy: options.efficacy ?? 0.5,
    signalDecay: options.signalDecay ?? 0.65,
    autoregulation: options.autoregulation ?? 0.41,
    transitTime: options.transitTime ?? 0.98,
    stiffness: options.stiffness ?? 0.32,
    oxygenExtraction: options.oxygenExtraction ?? 0.34,
    bloodVolume: options.bloodVolume ?? 0.02,
    interval: options.interval,
  };
  const { oxygenExtraction: rho, bloodVolume, interval } = complete;
  let state: State = [0, 1, 1, 1];
  return Float64Array.from({ length: drive.length }, (_, sample) => {
    state = step(state, drive[sample] as number, interval / 1000, complete);
    const [, , v, q] = state;
    return bloodVolume * (7 * rho * (1 - q) + 2 * (1 - q / v) + (2 * rho - 0.2) * (1 - v));
  });
}
