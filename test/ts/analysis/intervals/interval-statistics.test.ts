// Statistics of intervals against Elephant, closed forms, and the stream of the same spikes.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cv2,
  cvIsi,
  firingRates,
  gammaTrains,
  IntervalAccumulator,
  intervalStatistics,
  localVariation,
  meanInterval,
  poissonTrains,
  revisedLocalVariation,
  type Trains,
  toTrains,
  train,
  trainCount,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the single measures", () => {
  for (const name of ["trains_A", "trains_B", "trains_C"]) {
    it(`of ${name} are Elephant's`, () => {
      const reference = fixture(name);
      expectMeasures(fixtureTrains(name), reference, reference.expected);
    });
  }

  it("of trains of 0 to 3 spikes, spikes on edges and a regular train are Elephant's", () => {
    const reference = fixture("edge_cases");
    expectMeasures(fixtureTrains("edge_cases"), reference, reference.expected.stats);
  });

  // biome-ignore lint/suspicious/noExplicitAny: the part of a fixture
  function expectMeasures(trains: Trains, reference: ReturnType<typeof fixture>, expected: any): void {
    const counts = Array.from({ length: trainCount(trains) }, (_, row) => train(trains, row).length);
    expect(counts).toEqual(expected.n);
    expectClose(firingRates(trains), expected.rate_hz, reference);
    expectClose(meanInterval(trains), expected.mean_isi_ms, reference);
    expectClose(cvIsi(trains), expected.cv, reference);
    expectClose(cv2(trains), expected.cv2, reference);
    expectClose(localVariation(trains), expected.lv, reference);
    expectClose(revisedLocalVariation(trains), expected.lvr_R5, reference);
    expectClose(revisedLocalVariation(trains, { refractory: 2 }), expected.lvr_R2, reference);
  }

  it("of the intervals 100, 150, 300 ms are those that one computes by hand", () => {
    const trains = trainsOf([[0, 100, 250, 550]], { tStart: 0, tStop: 1000 });
    const hand = trainsOf([[0, 100, 300]], { tStart: 0, tStop: 1000 }); // intervals 100, 200
    expect(meanInterval(trains)[0]).toBeCloseTo(550 / 3, 12);
    expect(cv2(hand)[0]).toBeCloseTo(2 / 3, 14);
    expect(localVariation(hand)[0]).toBeCloseTo(1 / 3, 14);
    expect(revisedLocalVariation(hand)[0]).toBeCloseTo((1 / 3) * (1 + 20 / 300), 14);
    expect(cv2(trains)[0]).toBeCloseTo(0.2 + 1 / 3, 14);
    expect(localVariation(trains)[0]).toBeCloseTo((3 / 2) * (0.04 + 1 / 9), 14);
  });

  it("of Poisson trains are 1, of gamma trains order^(-1/2) and 3 / (2 order + 1)", () => {
    // 40 trains of about 1000 intervals: the standard error of the means is below 0.01.
    const poisson = poissonTrains({ count: 40, rate: 20, tStop: 50_000, seed: 3 });
    for (const values of [cvIsi(poisson), cv2(poisson), localVariation(poisson)])
      expect(Math.abs(mean(values) - 1)).toBeLessThan(0.03);
    const gamma = gammaTrains({ count: 40, rate: 20, order: 4, tStop: 50_000, seed: 4 });
    expect(Math.abs(mean(cvIsi(gamma)) - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(mean(localVariation(gamma)) - 1 / 3)).toBeLessThan(0.02);
  });

  it("of Poisson trains with dead time are what the density of two neighbouring intervals gives", () => {
    // With s = I_k + I_k+1 = y + 2 R, y gamma-distributed of order 2 and scale 45 ms, the contrast is uniform
    // in [-y / s, y / s], so LV = E[(y / s)^2] and LvR = E[(y / s)^2 (1 + 4 R / s)]. 40,000 intervals: error
    // 0.01.
    const [refractory, scale, step] = [5, 45, 0.01];
    let [expectedLv, expectedLvr] = [0, 0];
    for (let y = step / 2; y < 40 * scale; y += step) {
      const sum = y + 2 * refractory;
      const weight = (y / scale ** 2) * Math.exp(-y / scale) * step * (y / sum) ** 2;
      expectedLv += weight;
      expectedLvr += weight * (1 + (4 * refractory) / sum);
    }
    const dead = poissonTrains({ count: 40, rate: 20, tStop: 50_000, refractory, seed: 5 });
    expect(Math.abs(mean(localVariation(dead)) - expectedLv)).toBeLessThan(0.02);
    expect(Math.abs(mean(revisedLocalVariation(dead)) - expectedLvr)).toBeLessThan(0.02);
  });

  it("are NaN where all spikes coincide, and CV2 and LV are largest where they come in pairs", () => {
    const trains = trainsOf(
      [
        [5, 5, 5, 5],
        [1, 1, 100, 100, 200, 200],
      ],
      { tStart: 0, tStop: 1000 },
    );
    const { cv, cv2: second, lv } = intervalStatistics(trains);
    expect([cv[0], second[0], lv[0]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(second[1]).toBeCloseTo(2, 14);
    expect(lv[1]).toBeCloseTo(3, 14);
    expect(localVariation(trains)[1]).toBe(3);
  });

  it("of a regular train are exactly 0 where its times are whole numbers", () => {
    const {
      cv,
      cv2: second,
      lv,
      lvr,
    } = intervalStatistics(
      trainsOf([Array.from({ length: 101 }, (_, spike) => 7 * spike)], { tStart: 0, tStop: 1000 }),
    );
    expect([cv[0], second[0], lv[0], lvr[0]]).toEqual([0, 0, 0, 0]);
  });

  it("keep their digits where one long interval precedes many short ones", () => {
    const times = [0, 1000];
    for (let spike = 0; spike < 5000; spike++) times.push((times.at(-1) as number) + 10 + (spike % 2));
    const intervals = times.slice(1).map((time, spike) => time - (times[spike] as number));
    const centre = intervals.reduce((sum, value) => sum + value, 0) / intervals.length;
    const variance = intervals.reduce((sum, value) => sum + (value - centre) ** 2, 0) / intervals.length;
    const cv = cvIsi(trainsOf([times], { tStart: 0, tStop: 1e5 }))[0] as number;
    expect(Math.abs(cv / (Math.sqrt(variance) / centre) - 1)).toBeLessThan(1e-11);
  });
});

describe("intervalStatistics", () => {
  it("gives what was asked for, and CV and LV alone as with the others", () => {
    const trains = fixtureTrains("trains_A");
    const some = intervalStatistics(trains, { measures: ["rate", "cv", "lv"] });
    const all = intervalStatistics(trains);
    expect(Object.keys(some)).toEqual(["rate", "cv", "lv"]);
    expect(some.rate).toEqual(all.rate);
    for (let row = 0; row < trainCount(trains); row++) {
      expect(some.cv[row]).toBeCloseTo(all.cv[row] as number, 13);
      expect(some.lv[row]).toBeCloseTo(all.lv[row] as number, 13);
    }
  });

  it("refuses options that cannot be", () => {
    const trains = fixtureTrains("trains_A");
    expect(() => intervalStatistics(trains, { refractory: -1 })).toThrow(
      "refractory must be a finite number from 0 on",
    );
    expect(() => intervalStatistics(trains, { minIntervals: 1.5 })).toThrow("minIntervals");
    expect(() => intervalStatistics(trains, { measures: ["fano" as "cv"] })).toThrow(
      "measures[0] must be one of",
    );
    expect(() => intervalStatistics(trains, { tStart: 3, tStop: 2 })).toThrow("tStop must be after tStart");
  });

  it("of no trains is empty", () => {
    expect(intervalStatistics(trainsOf([], { tStart: 0, tStop: 1 })).cv.length).toBe(0);
  });
});

/** Any trains on a grid of 0.1 ms, as a recording. */
const recordings = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 10_000 })), { maxLength: 200 })
  .map((pairs) => {
    const sorted = pairs.sort(([, one], [, other]) => one - other);
    return {
      ids: Uint32Array.from(sorted, ([id]) => 10 + id),
      times: Float64Array.from(sorted, ([, step]) => step / 10),
      neurons: Uint32Array.of(10, 11, 12, 13, 14),
      tStart: 0,
      tStop: 1000,
    };
  });

describe("IntervalAccumulator", () => {
  it("gives what the trains give, to the last bit, however the stream is cut", () => {
    fc.assert(
      fc.property(recordings, fc.integer({ min: 1, max: 50 }), (recording, chunk) => {
        const accumulator = new IntervalAccumulator({
          neurons: recording.neurons,
          tStart: recording.tStart,
          tStop: recording.tStop,
        });
        for (let from = 0; from < recording.ids.length; from += chunk)
          accumulator.add(recording.ids.slice(from, from + chunk), recording.times.slice(from, from + chunk));
        expect(accumulator.statistics()).toEqual(intervalStatistics(recording));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("gives the fixtures' values, in a window too", () => {
    const reference = fixture("pd14_pipeline");
    const { t_min_ms: tStart, t_max_ms: tStop, trains: name } = reference.input;
    const { ids, times, neurons } = asRecording(fixtureTrains(name));
    const accumulator = new IntervalAccumulator({ neurons, tStart, tStop, minIntervals: 2 });
    accumulator.add(ids, times);
    const { rate, cv } = accumulator.statistics(["rate", "cv"]);
    expectClose(rate, reference.expected.rates_hz, reference);
    expectClose(cv, reference.expected.cvs, reference);
  });

  it("tells the rate of a recording that goes on", () => {
    const accumulator = new IntervalAccumulator({ neurons: [3, 1], tStart: 100 });
    accumulator.add([1, 1, 3], [50, 150, 200]);
    expect(accumulator.last).toBe(200);
    expect([...accumulator.statistics(["rate"]).rate]).toEqual([10, 10]);
    expect([...accumulator.statistics(["rate"], 600).rate]).toEqual([2, 2]);
    accumulator.add([1], [350]);
    expect(accumulator.statistics(["meanInterval"]).meanInterval[1]).toBe(200);
  });

  it("takes sparse numbers of neurons", () => {
    const accumulator = new IntervalAccumulator({ neurons: [4e9, 7], tStart: 0, tStop: 1000 });
    accumulator.add([7, 4e9, 7], [1, 2, 3]);
    expect([...accumulator.statistics(["rate"]).rate]).toEqual([1, 2]);
    expect(() => accumulator.add([8], [4])).toThrow("spike 3 is of neuron 8");
  });

  it("refuses what does not fit", () => {
    const watched = { neurons: [1, 2], tStart: 0, tStop: 100 };
    const fed = (ids: number[], times: number[]) => () => new IntervalAccumulator(watched).add(ids, times);
    expect(fed([1], [])).toThrow("1 ids and 0 times");
    expect(fed([1, 3], [1, 2])).toThrow("spike 1 is of neuron 3");
    expect(fed([1, 1], [2, 1])).toThrow("the recording is not sorted at spike 1");
    expect(fed([1], [Number.NaN])).toThrow("the recording has no time for spike 0");
    const accumulator = new IntervalAccumulator(watched);
    accumulator.add([1], [50]);
    expect(() => accumulator.add([1], [40])).toThrow("not sorted at spike 1");
    expect(() => accumulator.statistics(["rate"], 40)).toThrow("not before the last spike");
    expect(() => new IntervalAccumulator({ ...watched, tStop: 0 })).toThrow("tStop must be after tStart");
    expect(() => new IntervalAccumulator({ ...watched, neurons: [1, 1] })).toThrow("named twice");
    expect(() => new IntervalAccumulator({ ...watched, neurons: [1.5] })).toThrow("whole numbers from 0 on");
    expect(() => new IntervalAccumulator({ neurons: [1], tStart: 0 }).statistics()).toThrow(CajalError);
  });
});

/** Trains as the spikes of neurons 0, 1 ... in order of time. */
function asRecording(trains: Trains) {
  const pairs = Array.from({ length: trainCount(trains) }, (_, row) =>
    Array.from(train(trains, row), (time) => [row, time] as const),
  )
    .flat()
    .sort(([, one], [, other]) => one - other);
  return {
    ids: pairs.map(([row]) => row),
    times: pairs.map(([, time]) => time),
    neurons: Array.from({ length: trainCount(trains) }, (_, row) => row),
    tStart: trains.tStart,
    tStop: trains.tStop,
  };
}

it("a recording made of trains gives these trains again", () => {
  const trains = fixtureTrains("trains_B");
  expect(toTrains(asRecording(trains))).toEqual(trains);
});
