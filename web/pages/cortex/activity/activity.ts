// What the network of the page is doing: rates of its areas and populations, and their answers to pulses.
import { RateMeter } from "../../../draw/rate-meter.ts";
import type { CortexPopulation, Pulse } from "../network/messages.ts";
import { PulseAnswers } from "./pulse-answers.ts";

/** Width of a bin of the map of space and time [ms]. */
export const bin = 4;

// How far the page remembers [ms], and bins of the populations, whose rates are means over few neurons [ms].
const memory = 1500;
const coarse = 10;

// More pulses than that are not shown at a time: areas times those that fit into the longest time shown.
const mostShown = 300;

// Rates that are written as numbers are means over so much of the past [ms].
const meanOver = 1000;

/** Where the means of numbers begin at a time [ms]: with a bin. */
export const meansFrom = (now: number): number => Math.max(0, coarse * Math.floor((now - meanOver) / coarse));

/** An area that is simulated: its index in the atlas, and its neurons. */
export interface SimulatedArea {
  readonly index: number;
  readonly first: number;
  readonly size: number;
}

/** Areas of populations, which follow each other in the order of areas. */
export function areasOf(populations: readonly CortexPopulation[]): SimulatedArea[] {
  const indices = [...new Set(populations.map(({ area }) => area))];
  return indices.map((index) => {
    const own = populations.filter(({ area }) => area === index);
    return {
      index,
      first: (own[0] as CortexPopulation).first,
      size: own.reduce((sum, one) => sum + one.size, 0),
    };
  });
}

/** The activity of a network since its begin. */
export class Activity {
  readonly populations: readonly CortexPopulation[];
  readonly areas: readonly SimulatedArea[];
  readonly answers: PulseAnswers;
  /** All pulses, in the order in which they were given. */
  readonly pulses: Pulse[] = [];
  readonly #fine: RateMeter;
  readonly #courses: RateMeter;
  readonly #layers: RateMeter;
  #now = 0;

  constructor(populations: readonly CortexPopulation[]) {
    this.populations = populations;
    this.areas = areasOf(populations);
    this.answers = new PulseAnswers(this.areas.length);
    this.#fine = new RateMeter(this.areas, 1, memory);
    this.#courses = new RateMeter(this.areas, bin, memory);
    this.#layers = new RateMeter(populations, coarse, memory);
    for (const meter of [this.#fine, this.#courses, this.#layers]) meter.reset();
  }

  /** Adds what happened up to `now` [ms]; whether answers to pulses became complete. */
  add(ids: Uint32Array, times: Float64Array, pulses: readonly Pulse[], now: number): boolean {
    for (const meter of [this.#fine, this.#courses, this.#layers]) meter.add(ids, times, now);
    for (const pulse of pulses) {
      this.pulses.push(pulse);
      this.answers.expect(pulse);
    }
    this.#now = now;
    return this.answers.collect(this.#fine, now);
  }

  /** The mean rate of each simulated area over the last moments [ms] [1/s]. */
  present(past: number): number[] {
    return this.#fine.means(past);
  }

  /** The rates of the simulated areas over the recent past [ms], in bins. */
  courses(past: number): readonly Float64Array[] {
    return this.#courses.series(past).rates;
  }

  /** Mean rates of all populations since {@link meansFrom} [1/s]. */
  means(): number[] {
    return this.#layers.means(meanOver);
  }

  /** Times before now [ms] and rates of all populations [1/s] over the recent past [ms]. */
  layers(past: number): ReturnType<RateMeter["series"]> {
    return this.#layers.series(past);
  }

  /** In which of the last bins that are complete a pulse was on, the latest of `columns` last. */
  pulsed(columns: number): boolean[] {
    const end = bin * Math.floor(this.#now / bin);
    const begin = end - bin * columns;
    const shown = Array.from({ length: columns }, () => false);
    // Pulses come in the order of time, give or take one that was given ahead.
    const recent = this.pulses.slice(-mostShown).filter(({ start, duration }) => start + duration > begin);
    for (const { start, duration } of recent) {
      const last = Math.min(columns, Math.ceil((start + duration - begin) / bin));
      for (let column = Math.max(0, Math.floor((start - begin) / bin)); column < last; column++)
        shown[column] = true;
    }
    return shown;
  }

  /** When each area of an atlas answers to the pulses [ms]; NaN: it does not, or is not simulated. */
  arrivals(count: number): number[] {
    const all = new Array<number>(count).fill(Number.NaN);
    const found = this.answers.arrivals();
    for (const [place, { index }] of this.areas.entries()) all[index] = found[place] as number;
    return all;
  }
}
