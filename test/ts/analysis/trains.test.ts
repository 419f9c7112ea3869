import { describe, expect, it } from "vitest";
import { toTrains, train, trainCount, trainsOf } from "../../../ts/analysis/index.ts";

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
    expect(() => toTrains(recording, { tStart: 5, tStop: 5 })).toThrow(RangeError);
    expect(() => trainsOf([[1, 0]], { tStart: 0, tStop: 2 })).toThrow("train 0 is not sorted at spike 1");
  });
});
