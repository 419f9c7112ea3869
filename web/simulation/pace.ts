// How much model time the next piece of a run takes, so that frames come evenly and the speed limit holds.

// A frame every so often [ms]: about as often as usual screens show one.
const framePeriod = 15;

// The time of a piece where the network is slower than life by `slow`: every piece costs a scan of all state and some
// messages, which at full density took more than half of a shorter one [ms].
const longPeriod = 50;
const slow = 2;

// Memory of the mean speeds [ms].
const memory = 500;

/** Exponential mean of a ratio: old numerators and denominators fade with wall time. */
class FadingRatio {
  #above = 0;
  #below = 0;

  add(above: number, below: number, passed: number): void {
    const keep = Math.exp(-passed / memory);
    this.#above = this.#above * keep + above;
    this.#below = this.#below * keep + below;
  }

  get value(): number | undefined {
    return this.#below > 0 ? this.#above / this.#below : undefined;
  }
}

/** Paces a simulation whose time step is `resolution` [ms]. Wall times are in ms. */
export class Pace {
  /** At most so much model time per wall time [ms per s]. */
  limit = Number.POSITIVE_INFINITY;
  readonly #resolution: number;
  /** Model time that the limit allows by now but that has not been run [ms]. */
  #due = 0;
  #last: number | undefined;
  #computing = new FadingRatio();
  #passing = new FadingRatio();

  constructor(resolution: number) {
    this.#resolution = resolution;
  }

  /** Forgets the time that passed, after a pause. */
  resume(): void {
    this.#last = undefined;
    this.#due = 0;
    this.#passing = new FadingRatio();
  }

  /** The next piece [ms of model time], a multiple of the resolution, or how long to wait first [wall ms]. */
  next(now: number): { readonly piece: number } | { readonly wait: number } {
    const passed = Math.min(now - (this.#last ?? now - framePeriod), 4 * framePeriod);
    this.#last = now;
    const factor = this.realTimeFactor;
    // Begins with one step, which tells how fast the machine is.
    const period = factor !== undefined && factor > slow ? longPeriod : framePeriod;
    const able = factor === undefined ? this.#resolution : period / factor;
    const most = Math.max(this.#resolution, Math.min(able, 1000));
    if (this.limit === Number.POSITIVE_INFINITY) return { piece: this.#round(most) };
    // Time that the machine could not keep up with is forgotten.
    this.#due = Math.min(this.#due + (passed * this.limit) / 1000, 2 * Math.max(most, this.#resolution));
    const missing = Math.max(this.#resolution, Math.min(most, (framePeriod * this.limit) / 1000)) - this.#due;
    if (missing > this.#resolution / 2)
      return { wait: Math.min(100, Math.max(1, (1000 * missing) / this.limit)) };
    const piece = this.#round(Math.min(this.#due, most));
    this.#due -= piece;
    return { piece };
  }

  /** Notes a piece: model time [ms], the wall time it took, and the wall time since the piece before. */
  note(piece: number, took: number, since: number): void {
    this.#computing.add(took, piece, took);
    this.#passing.add(piece * 1000, since, since);
  }

  /** Wall time per model time of computing; undefined before the first piece. */
  get realTimeFactor(): number | undefined {
    return this.#computing.value;
  }

  /** Model time per wall time [ms per s]. */
  get speed(): number {
    return this.#passing.value ?? 0;
  }

  #round(time: number): number {
    const steps = Math.max(1, Math.floor(time / this.#resolution + 1e-9));
    // The nearest decimal number to a multiple of the resolution.
    return Number((steps * this.#resolution).toPrecision(12));
  }
}
