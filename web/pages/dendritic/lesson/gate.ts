// When the next pattern is shown: paused, one by one, so many per second, or at once.

// Time that the machine could not keep up with is forgotten beyond this [s].
const memory = 0.1;

/** Lets presentations pass one after the other. */
export class Gate {
  #open = false;
  #singles = 0;
  #limit = Number.POSITIVE_INFINITY;
  /** Presentations that the limit allows by now. */
  #credit = 1;
  #last = 0;
  #wake: () => void = () => undefined;

  /** Whether presentations follow each other by themselves. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    this.#singles = 0;
    this.#renew();
  }

  /** At most so many per second. */
  get limit(): number {
    return this.#limit;
  }

  set limit(limit: number) {
    this.#limit = limit;
    this.#renew();
  }

  /** Shuts the gate behind one more presentation. */
  single(): void {
    this.#open = false;
    this.#singles++;
    this.#wake();
  }

  /** How long the next presentation must wait [ms], Infinity while the gate is shut; 0 lets it pass. */
  ask(now: number): number {
    if (this.#singles > 0) {
      this.#singles--;
      return 0;
    }
    if (!this.#open) return Number.POSITIVE_INFINITY;
    if (this.#limit === Number.POSITIVE_INFINITY) return 0;
    const passed = Math.min((now - this.#last) / 1000, 1);
    this.#last = now;
    this.#credit = Math.min(this.#credit + passed * this.#limit, Math.max(1, memory * this.#limit));
    if (this.#credit < 1) return Math.max(1, (1000 * (1 - this.#credit)) / this.#limit);
    this.#credit--;
    return 0;
  }

  /** Waits so long [ms], or until something changes. */
  rest(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = time === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #renew(): void {
    this.#credit = 1;
    this.#last = performance.now();
    this.#wake();
  }
}
