// What areas answer to pulses, averaged over them, and when the answer arrives.
import type { RateMeter } from "../../../draw/rate-meter.ts";
import type { Pulse } from "../network/messages.ts";

/** Time around a pulse that is kept [ms]: before it the baseline, after it the answer. */
export const around = { before: 50, after: 100 } as const;

// An answer begins within this time after the pulse or not at all [ms], above so many standard deviations.
const latest = 50;
const deviations = 3;

const length = around.before + around.after;

/** Mean and standard deviation, with n - 1. */
function momentsOf(values: Float64Array): readonly [mean: number, deviation: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / (values.length - 1))];
}

/**
 * When an answer arrives [ms after the pulse]: the begin of the first of two bins in a row that are above the baseline
 * by three standard deviations; NaN: none does. The criterion of `transientResponse`.
 *
 * @param rates in bins of 1 ms from `around.before` before the pulse on
 */
export function arrivalOf(rates: Float64Array): number {
  const [mean, deviation] = momentsOf(rates.subarray(0, around.before));
  const limit = mean + deviations * deviation;
  const after = rates.subarray(around.before, around.before + latest);
  const first = after.findIndex((rate, bin) => rate > limit && (after[bin + 1] ?? 0) > limit);
  return first < 0 ? Number.NaN : first;
}

/** Whether two pulses are the same but for their time. */
const alike = (one: Pulse, other: Pulse): boolean =>
  one.area === other.area && one.amplitude === other.amplitude && one.duration === other.duration;

/** Averages over pulses that are alike; another kind of pulse begins anew. */
export class PulseAnswers {
  readonly #areas: number;
  #sums: readonly Float64Array[] = [];
  #waiting: Pulse[] = [];
  /** The last pulse, and how many like it are in the averages. */
  pulse: Pulse | undefined;
  count = 0;

  /** @param areas how many there are */
  constructor(areas: number) {
    this.#areas = areas;
    this.clear();
  }

  clear(): void {
    this.#sums = Array.from({ length: this.#areas }, () => new Float64Array(length));
    this.#waiting = [];
    this.pulse = undefined;
    this.count = 0;
  }

  /** Notes a pulse; its answers are taken in when they are complete. */
  expect(pulse: Pulse): void {
    if (this.pulse && !alike(this.pulse, pulse)) this.clear();
    this.pulse = pulse;
    // Without a baseline nothing can be said.
    if (pulse.start >= around.before) this.#waiting.push(pulse);
  }

  /**
   * Takes in what is complete; whether anything was.
   *
   * @param meter the rates of the areas in bins of 1 ms
   * @param now the time that it has reached [ms]
   */
  collect(meter: RateMeter, now: number): boolean {
    const ready = this.#waiting.filter(({ start }) => start + around.after <= now);
    if (ready.length === 0) return false;
    this.#waiting = this.#waiting.filter((pulse) => !ready.includes(pulse));
    for (const { start } of ready) this.#add(meter, start, Math.floor(now));
    return true;
  }

  /** Mean rates around the pulses, by area and bin of 1 ms [1/s]. */
  means(): Float64Array[] {
    return this.#sums.map((sum) => sum.map((value) => value / Math.max(1, this.count)));
  }

  /** When each area answers [ms after the pulse]; NaN: it does not, or nothing is known yet. */
  arrivals(): number[] {
    return this.means().map((rates) => (this.count > 0 ? arrivalOf(rates) : Number.NaN));
  }

  #add(meter: RateMeter, start: number, now: number): void {
    const past = now - (start - around.before);
    const { rates } = meter.series(past);
    // The meter forgets; a pulse of which it does not know all is left out.
    if ((rates[0]?.length ?? 0) < past) return;
    for (const [area, sum] of this.#sums.entries()) {
      const course = rates[area] as Float64Array;
      const begin = course.length - past;
      for (let bin = 0; bin < length; bin++) (sum[bin] as number) += course[begin + bin] as number;
    }
    this.count++;
  }
}
