// Made trains have the rates, irregularity and correlation that they promise.

import { describe, expect, it } from "vitest";
import {
  cvIsi,
  ditherTrains,
  firingRates,
  gammaTrains,
  mean,
  pairwiseCorrelation,
  poissonTrains,
  synchronousTrains,
  type Trains,
  train,
  trainCount,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";

const rows = (trains: Trains): Float64Array[] =>
  Array.from({ length: trainCount(trains) }, (_, row) => train(trains, row));

function expectValid(trains: Trains): void {
  for (const times of rows(trains))
    for (let spike = 0; spike < times.length; spike++) {
      expect(times[spike]).toBeGreaterThanOrEqual(spike === 0 ? trains.tStart : (times[spike - 1] as number));
      expect(times[spike]).toBeLessThanOrEqual(trains.tStop);
    }
}

/** Pearson's coefficient of two lists. */
function correlation(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [mean(one), mean(other)];
  let [shared, own, others] = [0, 0, 0];
  for (const [index, value] of one.entries()) {
    const [a, b] = [value - first, (other[index] as number) - second];
    shared += a * b;
    own += a * a;
    others += b * b;
  }
  return shared / Math.sqrt(own * others);
}

describe("renewal trains", () => {
  for (const order of [1, 2, 4, 9])
    it(`of order ${order} have the rate and a CV of 1 / sqrt(order)`, () => {
      const trains = gammaTrains({ count: 20, rate: 20, order, tStart: 500, tStop: 50_500, seed: order });
      expectValid(trains);
      // 20,000 intervals: standard errors of 0.7 % / sqrt(order) of the rate, about 1 % of the CV
      expect(Math.abs(mean(firingRates(trains)) / 20 - 1)).toBeLessThan(0.025);
      expect(Math.abs(mean(cvIsi(trains)) * Math.sqrt(order) - 1)).toBeLessThan(0.035);
    });

  it("keep a dead time within the rate; the CV is 1 - rate x dead time", () => {
    const trains = poissonTrains({ count: 20, rate: 50, refractory: 5, tStop: 20_000, seed: 3 });
    expect(Math.abs(mean(firingRates(trains)) / 50 - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(cvIsi(trains)) - 0.75)).toBeLessThan(0.02);
    for (const times of rows(trains))
      for (let spike = 1; spike < times.length; spike++)
        expect((times[spike] as number) - (times[spike - 1] as number)).toBeGreaterThan(5 - 1e-9);
  });

  it("are the same for the same seed only, and independent of each other", () => {
    const options = { count: 30, rate: 10, tStop: 20_000 };
    expect(poissonTrains(options)).toEqual(poissonTrains({ ...options, seed: 1 }));
    expect(poissonTrains(options).times[0]).not.toBe(poissonTrains({ ...options, seed: 2 }).times[0]);
    // 435 pairs of 10,000 bins: sd 0.01 each
    expect(Math.abs(mean(pairwiseCorrelation(poissonTrains(options), { bin: 2 }).values))).toBeLessThan(
      0.002,
    );
  });

  it("of no rate or number are silent or none, and impossible ones are refused", () => {
    expect(poissonTrains({ count: 2, rate: 0, tStop: 10 }).times.length).toBe(0);
    expect(trainCount(poissonTrains({ count: 0, rate: 5, tStop: 10 }))).toBe(0);
    const good = { count: 1, rate: 5, tStop: 10 };
    for (const bad of [
      { count: -1 },
      { count: 1.5 },
      { rate: -1 },
      { rate: Number.NaN },
      { rate: Number.POSITIVE_INFINITY },
      { refractory: -1 },
      { refractory: 200 },
      { tStop: 0 },
      { tStart: Number.NaN },
      { seed: -1 },
      { seed: 0.5 },
    ])
      expect(() => poissonTrains({ ...good, ...bad }), JSON.stringify(bad)).toThrow(CajalError);
    for (const order of [0, 1.5, Number.NaN]) expect(() => gammaTrains({ ...good, order })).toThrow(/order/);
  });
});

describe("synchronousTrains", () => {
  const options = { count: 20, rate: 6, events: 4, participation: 0.5, tStop: 100_000, seed: 11 };

  it("fire at rate + events x participation, irregular as Poisson trains, in their window", () => {
    const trains = synchronousTrains({ ...options, jitter: 30 });
    expectValid(trains);
    // 400 events make the common part of the rate uncertain by 5 %, a quarter of which counts
    expect(Math.abs(mean(firingRates(trains)) / 8 - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean(cvIsi(trains)) - 1)).toBeLessThan(0.03);
  });

  it("share exact times without jitter, and times within it otherwise", () => {
    const all = { count: 2, rate: 0, events: 5, participation: 1, tStop: 20_000, seed: 2 };
    const [one, other] = rows(synchronousTrains(all)) as [Float64Array, Float64Array];
    expect(one.length).toBeGreaterThan(60);
    expect(other).toEqual(one);
    const moved = rows(synchronousTrains({ ...all, jitter: 4 }))[0] as Float64Array;
    expect(moved.length).toBeGreaterThan(60);
    for (const time of moved)
      expect(Math.min(...one.map((event) => Math.abs(event - time)))).toBeLessThanOrEqual(4);
  });

  it("without events or participation are the background", () => {
    const { events, participation, ...process } = options;
    const background = poissonTrains(process);
    expect(synchronousTrains({ ...options, events: 0 })).toEqual(background);
    expect(synchronousTrains({ ...options, participation: 0 })).toEqual(background);
  });

  it("of neighbouring seeds share no random numbers", () => {
    const sets = [11, 12, 13].map((seed) =>
      rows(synchronousTrains({ ...options, seed })).flatMap((t) => [...t]),
    );
    for (const [index, set] of sets.entries())
      for (const other of sets.slice(index + 1)) {
        const times = new Set(other);
        expect(set.filter((time) => times.has(time))).toEqual([]);
      }
    const events = rows(synchronousTrains({ ...options, rate: 0, participation: 1 }))[0] as Float64Array;
    const neighbour = train(poissonTrains({ count: 1, rate: 4, tStop: options.tStop, seed: 12 }), 0);
    expect(events[0]).not.toBe(neighbour[0]);
  });

  it("refuse impossible events", () => {
    for (const bad of [
      { participation: 1.1 },
      { participation: Number.NaN },
      { events: -1 },
      { events: Number.NaN },
      { jitter: -1 },
      { seed: -3 },
      { rate: -1 },
    ])
      expect(() => synchronousTrains({ ...options, ...bad }), JSON.stringify(bad)).toThrow(CajalError);
    expect(() => synchronousTrains({ ...options, events: -1 })).toThrow(/events/);
  });
});

describe("ditherTrains", () => {
  const trains = synchronousTrains({ count: 30, rate: 4, events: 4, participation: 0.5, tStop: 50_000 });

  it("keeps the number of spikes of each train, moves each by at most the width, and sorts", () => {
    const one = poissonTrains({ count: 10, rate: 2, tStart: 100, tStop: 10_100, seed: 4 });
    const moved = ditherTrains(one, { width: 20 });
    expect(moved.offsets).toEqual(one.offsets);
    expectValid(moved);
    // Sorted lists whose elements move by up to the width stay within it, place by place.
    for (const [spike, time] of moved.times.entries())
      expect(Math.abs(time - (one.times[spike] as number))).toBeLessThanOrEqual(20);
    expect(moved.times).not.toEqual(one.times);
  });

  it("reflects at the ends of the window, also for spikes that lie on them", () => {
    const ends = trainsOf([Array(50).fill(0), Array(50).fill(10)], { tStart: 0, tStop: 10 });
    const moved = ditherTrains(ends, { width: 5 });
    expectValid(moved);
    expect(moved.offsets).toEqual(ends.offsets);
  });

  it("takes away correlation at times shorter than the width", () => {
    const before = mean(pairwiseCorrelation(trains, { bin: 2 }).values);
    const after = mean(pairwiseCorrelation(ditherTrains(trains, { width: 50 }), { bin: 2 }).values);
    expect(before).toBeGreaterThan(0.13); // 4 0.25 / 6 = 0.167
    expect(after).toBeLessThan(0.01);
  });

  it("is independent of the intervals of trains that were made with the same seed", () => {
    const sparse = poissonTrains({ count: 1, rate: 1, tStop: 2_000_000, seed: 1 });
    const times = [...train(sparse, 0)];
    const moved = train(ditherTrains(sparse, { width: 1e-3, seed: 1 }), 0);
    const shifts = times.map((time, spike) => (moved[spike] as number) - time);
    const intervals = times.map((time, spike) => time - (times[spike - 1] ?? 0));
    // 2,000 spikes: sd 0.022
    expect(Math.abs(correlation(shifts, intervals))).toBeLessThan(0.08);
  });

  it("is the same for the same seed only, and refuses impossible widths", () => {
    expect(ditherTrains(trains, { width: 5, seed: 3 })).toEqual(ditherTrains(trains, { width: 5, seed: 3 }));
    expect(ditherTrains(trains, { width: 5, seed: 3 })).not.toEqual(
      ditherTrains(trains, { width: 5, seed: 4 }),
    );
    for (const width of [0, -1, 25_001, Number.NaN])
      expect(() => ditherTrains(trains, { width })).toThrow(/width/);
    expect(() => ditherTrains(trains, { width: 5, seed: -1 })).toThrow(/seed/);
  });

  it("looks at the window and the neurons of its options", () => {
    const part = ditherTrains(trains, { width: 5, tStart: 1000, tStop: 2000, neurons: [3, 4] });
    expect(trainCount(part)).toBe(2);
    expect([part.tStart, part.tStop]).toEqual([1000, 2000]);
    expectValid(part);
  });

  it("moves a train in the same way whichever others are selected", () => {
    const all = ditherTrains(trains, { width: 5 });
    const two = ditherTrains(trains, { width: 5, neurons: [4, 3] });
    expect([train(two, 0), train(two, 1)]).toEqual([train(all, 4), train(all, 3)]);
  });
});
