// The spikes of the recent past in the layout of the graphics memory: a ring of points in the order of time.

/** Bytes of a point: i32 tick | u16 height | u16 place of the colour. */
export const bytesPerPoint = 8;

/** Length of a tick [ms]; 2^31 of them last six hours of model time. */
export const tick = 0.01;

/** Some points in a row. */
export interface Range {
  readonly first: number;
  readonly count: number;
}

/** A ring of points. Those of a call must not be older than those of the call before. */
export class SpikeRing {
  readonly capacity: number;
  readonly bytes: ArrayBuffer;
  /** How often it was emptied. */
  age = 0;
  readonly #ticks: Int32Array;
  readonly #words: Uint16Array;
  /** Points ever written, ever sent to the graphics memory, and ever left behind by the window. */
  #written = 0;
  #sent = 0;
  #left = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.bytes = new ArrayBuffer(capacity * bytesPerPoint);
    this.#ticks = new Int32Array(this.bytes);
    this.#words = new Uint16Array(this.bytes);
  }

  add(time: number, height: number, kind: number): void {
    const place = this.#written++ % this.capacity;
    this.#ticks[2 * place] = Math.round(time / tick);
    this.#words[4 * place + 2] = height;
    this.#words[4 * place + 3] = kind;
  }

  clear(): void {
    this.#sent = this.#left = this.#written = 0;
    this.age++;
  }

  /** The places written since this was last asked for; at most two ranges. */
  takeNew(): Range[] {
    const first = Math.max(this.#sent, this.#written - this.capacity);
    this.#sent = this.#written;
    return this.#ranges(first);
  }

  /** After the graphics memory was lost all points are new. */
  forgetSent(): void {
    this.#sent = 0;
  }

  /** The places of points after a tick; ascending calls are cheap. */
  since(oldest: number): Range[] {
    this.#left = Math.max(this.#left, this.#written - this.capacity);
    while (this.#left < this.#written && this.#tickAt(this.#left) <= oldest) this.#left++;
    return this.#ranges(this.#left);
  }

  /** After the window grew, older points count again. */
  lookBack(): void {
    this.#left = Math.max(0, this.#written - this.capacity);
  }

  /** A point: its tick, height and the place of its colour. */
  at(place: number): readonly [number, number, number] {
    return [
      this.#ticks[2 * place] as number,
      this.#words[4 * place + 2] as number,
      this.#words[4 * place + 3] as number,
    ];
  }

  #tickAt(point: number): number {
    return this.#ticks[2 * (point % this.capacity)] as number;
  }

  #ranges(from: number): Range[] {
    const count = this.#written - from;
    if (count === 0) return [];
    const first = from % this.capacity;
    const straight = Math.min(count, this.capacity - first);
    const ranges = [{ first, count: straight }];
    if (count > straight) ranges.push({ first: 0, count: count - straight });
    return ranges;
  }
}
