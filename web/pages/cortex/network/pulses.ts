// Currents into areas: when they begin, so that a program can repeat them.
import type { Simulation, StimulusHandle } from "cajal";
import type { Pulse } from "./messages.ts";

// A repetition is given to the kernel so early [ms]: longer than most pieces of a run, also where the page is busy.
const ahead = 60;

/** Gives pulses to a running network. They begin at whole milliseconds. */
export class Pulses {
  readonly #currents: ReadonlyMap<number, StimulusHandle>;
  readonly #fresh: Pulse[] = [];
  #last: Pulse | undefined;
  #ends = new Map<number, number>();

  /** @param currents by the index of the area */
  constructor(currents: ReadonlyMap<number, StimulusHandle>) {
    this.#currents = currents;
  }

  /** Fires from `start` on, or from the next whole millisecond [ms]; not where a pulse is still under way. */
  fire(simulation: Simulation, { area, amplitude, duration }: Omit<Pulse, "start">, start = 0): void {
    const current = this.#currents.get(area);
    if (!current || (this.#ends.get(area) ?? 0) > simulation.time) return;
    const pulse = { area, amplitude, duration, start: Math.max(start, Math.ceil(simulation.time - 1e-6)) };
    const stop = pulse.start + duration;
    simulation.set(current, { amplitude, start: pulse.start, stop });
    this.#ends.set(area, stop);
    this.#last = pulse;
    this.#fresh.push(pulse);
  }

  /** Fires the last pulse again when its time has come; `every` is from begin to begin [ms], 0: never. */
  repeat(simulation: Simulation, every: number): void {
    const due = (this.#last?.start ?? Number.POSITIVE_INFINITY) + every;
    if (every > 0 && this.#last && simulation.time + ahead >= due) this.fire(simulation, this.#last, due);
  }

  /** The pulses since this was last asked for. */
  take(): Pulse[] {
    return this.#fresh.splice(0);
  }
}
