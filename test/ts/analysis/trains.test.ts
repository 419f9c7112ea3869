// How recordings become trains, and which are refused.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firingRates, toTrains, train, trainCount, trainsOf } from "../../../ts/analysis/index.ts";
import { CajalError } from "../../../ts/error.ts";

const recording = {
  ids: Uint32Array.of(7, 5, 7, 9, 5),
  times: Float64Array.of(1, 2, 3, 4, 10),
  neurons: Uint32Array.of(5, 6, 7, 9),
  tStart: 0,
  tStop: 10,
};

describe("toTrains", () => {
  it("sorts a recording by neuron and keeps the silent ones", () => {
    const trains = toTrains(recording);
    expect(trainCount(trains)).toBe(4);
    expect([0, 1, 2, 3].map((index) => Array.from(train(trains, index)))).toEqual([[2, 10], [], [1, 3], [4]]);
  });

  it("takes only the neurons asked for, in the order asked for", () => {
    const trains = toTrains(recording, { neurons: [9, 6, 5] });
    expect([0, 1, 2].map((index) => Array.from(train(trains, index)))).toEqual([[4], [], [2, 10]]);
  });

  it("keeps spikes on both edges of the window", () => {
    const trains = toTrains(recording, { tStart: 2, tStop: 4 });
    expect(Array.from(trains.times)).toEqual([2, 3, 4]);
    expect([trains.tStart, trains.tStop]).toEqual([2, 4]);
  });

  it("cuts ragged trains the same way as a recording", () => {
    const selection = { tStart: 2, tStop: 4 };
    expect(toTrains(toTrains(recording), selection)).toEqual(toTrains(recording, selection));
  });

  it("refuses a neuron that was not recorded", () => {
    expect(() => toTrains(recording, { neurons: [8] })).toThrow("neuron 8 was not recorded");
    expect(() => toTrains(recording, { neurons: [100] })).toThrow("neuron 100 was not recorded");
  });

  it("refuses an empty window and an unsorted train", () => {
    expect(() => toTrains(recording, { tStart: 5, tStop: 5 })).toThrow(CajalError);
    expect(() => trainsOf([[1, 0]], { tStart: 0, tStop: 2 })).toThrow("train 0 is not sorted at spike 1");
  });
});

describe("a recording that is not one", () => {
  const changed = (change: object) => () => toTrains({ ...recording, ...change });

  it("is refused with the place of its fault", () => {
    expect(changed({ times: Float64Array.of(1, 3, 2, 4, 10) })).toThrow(
      "the recording is not sorted at spike 2: 2 ms comes after 3 ms",
    );
    expect(changed({ times: Float64Array.of(1, 2, Number.NaN, 4, 10) })).toThrow(
      "the recording has no time for spike 2, got NaN",
    );
    expect(changed({ ids: Uint32Array.of(7, 5, 8, 9, 5) })).toThrow(
      "spike 2 is of neuron 8, which is not among",
    );
    expect(changed({ ids: Uint32Array.of(7, 5, 1000, 9, 5) })).toThrow("spike 2 is of neuron 1000");
    expect(changed({ ids: [7, 5, 5.5, 9, 5] })).toThrow("spike 2 is of neuron 5.5");
    expect(changed({ ids: Uint32Array.of(7, 5) })).toThrow("got 2 ids and 5 times");
    expect(changed({ neurons: [5, -6, 7, 9] })).toThrow("whole numbers from 0 on");
  });

  it("is refused whatever part of it is asked for", () => {
    const unsorted = { ...recording, times: Float64Array.of(1, 3, 2, 4, 10) };
    expect(() => toTrains(unsorted, { tStart: 5, tStop: 6 })).toThrow("not sorted at spike 2");
  });

  it("has each neuron once", () => {
    expect(() => toTrains(recording, { neurons: [5, 7, 5] })).toThrow("neuron 5 is named twice");
  });

  it("leaves out spikes outside of its own window", () => {
    expect([...toTrains({ ...recording, tStop: 5 }).times]).toEqual([2, 1, 3, 4]);
  });

  it("may be empty, and have sparse numbers of neurons", () => {
    const empty = { ids: [], times: [], neurons: [], tStart: 0, tStop: 1 };
    expect(trainCount(toTrains(empty))).toBe(0);
    const sparse = { ids: [4e9, 7], times: [1, 2], neurons: [7, 4e9], tStart: 0, tStop: 3 };
    expect([...toTrains(sparse).times]).toEqual([2, 1]);
    expect([...toTrains(sparse, { neurons: [4e9] }).times]).toEqual([1]);
    expect(() => toTrains(sparse, { neurons: [8] })).toThrow("neuron 8 was not recorded");
    expect(() => toTrains({ ...sparse, ids: [4e9, 8] })).toThrow("spike 1 is of neuron 8");
  });
});

describe("ragged trains", () => {
  const window = { tStart: 0, tStop: 10 };
  const ragged = (times: number[], offsets: number[]) => () =>
    toTrains({ times: Float64Array.from(times), offsets: Uint32Array.from(offsets), ...window });

  it("are refused with the train and the spike of their fault", () => {
    expect(ragged([1, 2, 3, 2.5], [0, 2, 4])).toThrow(
      "train 1 is not sorted at spike 1: 2.5 ms comes after 3 ms",
    );
    expect(ragged([1, Number.NaN], [0, 2])).toThrow("train 0 has no time for spike 1");
    expect(ragged([Number.NaN], [0, 1])).toThrow("train 0 has no time for spike 0");
    expect(ragged([1, 2], [0, 1])).toThrow("offsets must be from 0 to the number of spikes 2, got '0 to 1'");
    expect(ragged([1, 2], [1, 2])).toThrow("got '1 to 2'");
    expect(ragged([1, 2], [])).toThrow("offsets must be");
    expect(ragged([1, 2], [0, 3, 2])).toThrow("offsets must be ascending, got '2 after 3'");
  });

  it("may begin earlier than the train before ended", () => {
    expect(ragged([5, 6, 1], [0, 2, 3])().times.length).toBe(3);
  });

  it("are not copied where nothing is left out", () => {
    const trains = trainsOf([[1, 2], [3]], window);
    expect(toTrains(trains).times).toBe(trains.times);
    expect(toTrains(trains, { tStart: 1, tStop: 3 }).times).toBe(trains.times);
  });

  it("lose the spikes outside of their window", () => {
    const trains = trainsOf([[-1, 0, 5, 10, 11], [20]], window);
    expect([...toTrains(trains).times]).toEqual([0, 5, 10]);
    expect([...firingRates(trains)]).toEqual([300, 0]);
  });

  it("may be named twice, but must exist", () => {
    const trains = trainsOf([[1, 2], [3]], window);
    expect([...toTrains(trains, { neurons: [1, 1, 0] }).times]).toEqual([3, 3, 1, 2]);
    for (const index of [2, -1, 0.5])
      expect(() => toTrains(trains, { neurons: [index] })).toThrow(
        `the number of one of 2 trains, from 0 on, got ${index}`,
      );
  });

  it("cut to any window are what a filter leaves", () => {
    const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 });
    const ends = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(fc.array(times, { maxLength: 4 }), ends, (lists, [tStart, length]) => {
        const sorted = lists.map((list) => list.sort((one, other) => one - other));
        const part = toTrains(trainsOf(sorted, { tStart: 0, tStop: 50 }), { tStart, tStop: tStart + length });
        expect(sorted.map((_, row) => [...train(part, row)])).toEqual(
          sorted.map((list) => list.filter((time) => time >= tStart && time <= tStart + length)),
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("made of lists must be numbers in order", () => {
    expect(() => trainsOf([[1], [1, Number.NaN]], window)).toThrow("train 1 has no time for spike 1");
  });
});
