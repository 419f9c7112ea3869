// What the live figures compute before anything is drawn.
import { describe, expect, it } from "vitest";
import { bandsOf, heightUnit, type Population, rowsOf } from "../../web/draw/bands.ts";
import { RateMeter } from "../../web/draw/rate-meter.ts";
import { SpikeRing, tick } from "../../web/draw/spike-ring.ts";
import { Pace } from "../../web/simulation/pace.ts";
import { transferables } from "../../web/simulation/transferables.ts";

const populations: Population[] = [
  { label: "E", first: 0, size: 800, kind: "excitatory" },
  { label: "I", first: 800, size: 190, kind: "inhibitory" },
  { label: "small", first: 990, size: 10, kind: "neutral" },
];

describe("bands", () => {
  it("fill the height in order, and small populations stay visible", () => {
    const bands = bandsOf(populations);
    expect(bands[0]?.top).toBe(0);
    expect(bands.at(-1)?.bottom).toBe(1);
    for (const [k, { top }] of bands.slice(1).entries()) expect(top).toBe(bands[k]?.bottom);
    const heights = bands.map(({ top, bottom }) => bottom - top);
    expect(heights[2]).toBeGreaterThan(0.03);
    expect((heights[0] as number) / (heights[1] as number)).toBeCloseTo(800 / 190, 6);
  });

  it("give every neuron a row inside its band", () => {
    const bands = bandsOf(populations);
    const { heights, kinds } = rowsOf(bands);
    for (const { first, size, top, bottom } of bands)
      for (const id of [first, first + size - 1]) {
        expect(heights[id]).toBeGreaterThanOrEqual(Math.floor(top * heightUnit));
        expect(heights[id]).toBeLessThanOrEqual(Math.ceil(bottom * heightUnit));
      }
    expect([kinds[0], kinds[800], kinds[990]]).toEqual([0, 1, 2]);
  });
});

describe("the ring of spikes", () => {
  it("tells what is new once, in at most two ranges", () => {
    const ring = new SpikeRing(8);
    for (let k = 0; k < 6; k++) ring.add(k, k, 0);
    expect(ring.takeNew()).toEqual([{ first: 0, count: 6 }]);
    expect(ring.takeNew()).toEqual([]);
    for (let k = 6; k < 11; k++) ring.add(k, k, 0);
    expect(ring.takeNew()).toEqual([
      { first: 6, count: 2 },
      { first: 0, count: 3 },
    ]);
    ring.forgetSent();
    const again = ring.takeNew();
    expect(again.reduce((sum, { count }) => sum + count, 0)).toBe(8);
  });

  it("finds the points of the window, also after it grew, and forgets what was overwritten", () => {
    const ring = new SpikeRing(100);
    for (let k = 1; k <= 50; k++) ring.add(k, 0, 0);
    const count = (oldest: number): number =>
      ring.since(oldest / tick).reduce((sum, range) => sum + range.count, 0);
    expect(count(40)).toBe(10);
    expect(count(10)).toBe(10);
    ring.lookBack();
    expect(count(10)).toBe(40);
    for (let k = 51; k <= 200; k++) ring.add(k, 0, 0);
    ring.lookBack();
    expect(count(0)).toBe(100);
    expect(ring.at(0)).toEqual([Math.round(101 / tick), 0, 0]);
  });
});

describe("the meter of rates", () => {
  it("gives the rates of regular trains, per neuron and second", () => {
    const meter = new RateMeter(populations, 5, 1000);
    meter.reset();
    // Neurons 0..799 fire at 10 1/s, one after the other; 800..989 never; 990..999 at 100 1/s.
    for (let now = 10; now <= 2000; now += 10) {
      const ids = [
        ...Array.from({ length: 80 }, (_, k) => k),
        ...Array.from({ length: 10 }, (_, k) => 990 + k),
      ];
      meter.add(
        ids,
        ids.map(() => now - 1),
        now,
      );
    }
    const [excitatory, inhibitory, small] = meter.means(1000) as [number, number, number];
    expect(excitatory).toBeCloseTo(10, 6);
    expect(inhibitory).toBe(0);
    expect(small).toBeCloseTo(100, 6);
    const { times, rates } = meter.series(500);
    expect(times.length).toBe(100);
    expect(times[0]).toBeCloseTo(-497.5, 6);
    // Every second bin of 5 ms holds 80 spikes of 800 neurons.
    expect([...(rates[0] as Float64Array).subarray(0, 4)].sort()).toEqual([0, 0, 20, 20]);
  });

  it("does not count time before its begin, nor spikes it no longer knows", () => {
    const meter = new RateMeter(populations, 5, 100);
    meter.reset();
    meter.add([0, 1, 2, 3], [1, 2, 3, 4], 10);
    expect(meter.means(1000)[0]).toBeCloseTo(4 / 800 / 0.01, 6);
    meter.add([], [], 500);
    expect(meter.means(100)[0]).toBe(0);
  });
});

describe("the pace", () => {
  /** Runs a machine that takes `factor` ms of wall time per ms of model time, for a second of wall time. */
  function second(pace: Pace, factor: number) {
    let [now, time, pieces, longest] = [0, 0, 0, 0];
    while (now < 1000) {
      const next = pace.next(now);
      if ("wait" in next) {
        now += next.wait;
        continue;
      }
      const took = next.piece * factor;
      now += took;
      time += next.piece;
      pieces++;
      longest = Math.max(longest, took);
      pace.note(next.piece, took, took);
    }
    return { time, pieces, longest };
  }

  it.each([0.05, 0.5, 1.8])("makes a piece per picture of the screen on a machine of factor %d", (factor) => {
    const { time, pieces, longest } = second(new Pace(0.1), factor);
    expect(pieces).toBeGreaterThan(55);
    expect(pieces).toBeLessThan(80);
    expect(longest).toBeLessThan(25);
    expect((time * factor) / 1000).toBeCloseTo(1, 1);
  });

  it.each([3, 10])("makes some 20 longer pieces per second on a machine of factor %d", (factor) => {
    const { time, pieces, longest } = second(new Pace(0.1), factor);
    expect(pieces).toBeGreaterThan(18);
    expect(pieces).toBeLessThan(25);
    expect(longest).toBeLessThan(55);
    expect((time * factor) / 1000).toBeCloseTo(1, 1);
  });

  it.each([1000, 100, 10])("keeps to a limit of %d ms per second, in pieces on the grid", (limit) => {
    const pace = new Pace(0.1);
    pace.limit = limit;
    const { time } = second(pace, 0.2);
    expect(time / limit).toBeGreaterThan(0.93);
    expect(time / limit).toBeLessThan(1.05);
  });

  it("does not catch up with what the machine could not do", () => {
    const pace = new Pace(0.1);
    pace.limit = 1000;
    second(pace, 4);
    expect(second(pace, 0.1).time).toBeLessThan(1150);
  });
});

describe("transferables", () => {
  it("finds every array once, and leaves shared memory", () => {
    const ids = new Uint32Array(4);
    const message = { a: ids, b: { c: ids.subarray(1), list: [{ d: new Float64Array(1) }] }, text: "x" };
    expect(transferables(message)).toEqual([ids.buffer, message.b.list[0]?.d.buffer]);
    expect(transferables({ shared: new Uint8Array(new SharedArrayBuffer(8)) })).toEqual([]);
  });
});
