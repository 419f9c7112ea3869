// Weighted sums of synaptic currents at delays, which proxies of electric fields have in common.
import { checkLength, checkParts, refuse } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { mean, standardDeviation } from "../samples/moments.ts";

/** Currents of a population over time, in one unit, e.g. the sums over its excitatory neurons [pA]. */
export interface SynapticCurrents {
  /** The sign does not matter. */
  readonly excitatory: ArrayLike<number>;
  /** As many samples; the sign does not matter. */
  readonly inhibitory: ArrayLike<number>;
}

/** An estimate of an electric field from synaptic currents. */
export interface CurrentProxy {
  /** z-scored, without unit; all NaN when nothing varies. */
  readonly signal: Float64Array;
  /** Which sample of the currents the first one of the signal stands beside. */
  readonly first: number;
  /** What was subtracted and divided by, in the unit of the currents. */
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Delays [ms] and the weight of the inhibitory currents. */
export interface CurrentWeights {
  readonly interval: number;
  readonly excitatoryDelay: number;
  readonly inhibitoryDelay: number;
  readonly inhibition: number;
}

/** A delay in samples; what differs from a whole number by rounding only is that number. */
function samplesOf(delay: number, interval: number): number {
  const samples = delay / interval;
  const whole = Math.round(samples);
  return Math.abs(samples - whole) < 1e-6 ? whole : samples;
}

/** A magnitude between two samples, on the line from one to the next. */
function magnitudeAt(current: ArrayLike<number>, place: number): number {
  const before = Math.floor(place);
  const value = Math.abs(current[before] as number);
  if (before === place) return value;
  return value + (place - before) * (Math.abs(current[before + 1] as number) - value);
}

/** |I_E(t - excitatoryDelay)| + inhibition |I_I(t - inhibitoryDelay)| where both are known, z-scored with ddof 0. */
export function weightedCurrents(
  currents: SynapticCurrents,
  { interval, excitatoryDelay, inhibitoryDelay, inhibition }: CurrentWeights,
  call: string,
): CurrentProxy {
  checkParts(currents, call, "currents", { excitatory: numbers, inhibitory: numbers });
  const { excitatory, inhibitory } = currents;
  checkLength(inhibitory, excitatory.length, call, "currents.inhibitory");
  const [later, latest] = [samplesOf(excitatoryDelay, interval), samplesOf(inhibitoryDelay, interval)];
  const first = Math.max(0, Math.ceil(Math.max(later, latest)));
  const end = excitatory.length + Math.min(0, Math.floor(Math.min(later, latest)));
  if (end <= first) {
    const needed = `more than ${excitatory.length - end + first} samples`;
    refuse(excitatory, needed, { call, parameter: "currents.excitatory" }, "E_SHAPE");
  }
  const raw = Float64Array.from({ length: end - first }, (_, k) => {
    const place = first + k;
    return magnitudeAt(excitatory, place - later) + inhibition * magnitudeAt(inhibitory, place - latest);
  });
  const varies = raw.some((value) => value !== raw[0]);
  const [centre, deviation] = [mean(raw), varies ? standardDeviation(raw) : 0];
  return {
    signal: raw.map((value) => (varies ? (value - centre) / deviation : Number.NaN)),
    first,
    mean: centre,
    standardDeviation: deviation,
  };
}
