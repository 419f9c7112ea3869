// Notices when a worker is gone or stuck: nothing is heard, or nothing moves, while something is expected.

// How often it is looked at, and after how much silence a worker counts as lost [ms].
const period = 1000;
const longestSilence = 10_000;

/** What is expected of a worker: nothing, signs of life, or progress besides. */
export type Expectation = "nothing" | "life" | "progress";

/** Watches a worker until `stop`. */
export class Watch {
  #expected: Expectation = "nothing";
  #allowed = longestSilence;
  #heard = 0;
  #moved = 0;
  #time = -1;
  #looked = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;

  /** `lost` is called once, with what was missing. */
  constructor(lost: (why: string) => void) {
    this.#timer = setInterval(() => {
      const why = this.#look(performance.now());
      if (why === undefined) return;
      this.stop();
      lost(why);
    }, period);
  }

  /** Says what is expected from now on, and for how long it may be missing [ms]; default 10 s. */
  expect(what: Expectation, allowed = longestSilence): void {
    this.#expected = what;
    this.#allowed = Math.max(allowed, longestSilence);
    this.#heard = performance.now();
    this.#moved = this.#heard;
  }

  /** Notes a message; `time` is the model time it tells [ms]. */
  hear(time?: number): void {
    this.#heard = performance.now();
    if (time === undefined || time === this.#time) return;
    this.#time = time;
    this.#moved = this.#heard;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(now: number): string | undefined {
    const asleep = now - this.#looked > 5 * period;
    this.#looked = now;
    // A computer or page that slept says nothing about its worker.
    if (asleep) this.expect(this.#expected, this.#allowed);
    if (this.#expected === "nothing" || asleep) return undefined;
    const seconds = Math.round(this.#allowed / 1000);
    if (now - this.#heard > this.#allowed) return `nothing was heard of its worker for ${seconds} s`;
    if (this.#expected === "progress" && now - this.#moved > this.#allowed)
      return `it did not get on for ${seconds} s`;
    return undefined;
  }
}
