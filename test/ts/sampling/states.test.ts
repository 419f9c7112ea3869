// States over time: from spikes, their distributions, divergences and modes.
import { describe, expect, it } from "vitest";
import {
  distributionOf,
  divergence,
  divergenceCurve,
  exactDistribution,
  groupModes,
  modeProbabilities,
  modeStatistics,
  neuralSampler,
  type StateSequence,
  samplingError,
  statesOfSpikes,
} from "../../../ts/sampling/index.ts";
import { uniformStream } from "../../../ts/sampling/samplers/uniform-stream.ts";
import { errorOf } from "../../helpers/errors.ts";
import { fixtureMachine, twoModes } from "./fixture.ts";

const recording = {
  ids: [7, 3, 7, 9, 7],
  times: [1, 4, 15, 15, 24.9],
  neurons: [3, 7, 9],
  tStart: 0,
  tStop: 40,
};

describe("states of spikes", () => {
  it("last from a spike for tau, spikes during it prolong them", () => {
    // Unit 1 is neuron 7: on in (1, 11) and (15, 34.9). Unit 0: (4, 14). Unit 2: (15, 25).
    const { states, starts, tStart, tStop } = statesOfSpikes(recording, { tau: 10 });
    expect([...starts]).toEqual([0, 1, 4, 11, 14, 15, 25, 34.9]);
    expect([...states]).toEqual([0, 2, 3, 1, 0, 6, 2, 0]);
    expect([tStart, tStop]).toEqual([0, 40]);
  });

  it("know spikes before the window that last into it, and only the neurons asked for", () => {
    const { states, starts } = statesOfSpikes(recording, { tau: 10, neurons: [9, 7], tStart: 5, tStop: 20 });
    expect([...starts]).toEqual([5, 11, 15]);
    expect([...states]).toEqual([2, 0, 3]);
  });

  it("do not flicker where one spike ends and the next begins, whatever the rounding of times", () => {
    const times = Array.from({ length: 500 }, (_, k) => 0.1 * (1 + 3 * k));
    const spikes = { ids: times.map(() => 0), times, neurons: [0], tStart: 0, tStop: 150 };
    expect([...statesOfSpikes(spikes, { tau: 0.3 }).states]).toEqual([0, 1]);
  });

  it("refuse neurons that were not recorded, windows that are empty or beyond the recording, too many units", () => {
    const refusal = (options: object): string =>
      errorOf(() => statesOfSpikes(recording, { tau: 10, ...options })).code;
    expect(refusal({ neurons: [4] })).toBe("E_INDEX");
    expect(refusal({ neurons: [3, 3] })).toBe("E_INDEX");
    expect(refusal({ tStart: 40 })).toBe("E_TIME");
    expect(refusal({ tStart: -5 })).toBe("E_TIME");
    expect(refusal({ tStop: 50 })).toBe("E_TIME");
    expect(statesOfSpikes(recording, { tau: 10, tStop: 40 + 1e-9 }).units).toBe(3);
    expect(refusal({ tau: 0 })).toBe("E_PARAM_POSITIVE");
    expect(refusal({ tau: undefined })).toBe("E_TYPE");
    const neurons = Array.from({ length: 32 }, (_, k) => k);
    const many = { ids: [], times: [], neurons, tStart: 0, tStop: 1 };
    expect(errorOf(() => statesOfSpikes(many, { tau: 10 })).code).toBe("E_SIZE");
  });
});

const sequence: StateSequence = {
  units: 2,
  states: Uint32Array.of(0, 1, 3, 1),
  starts: Float64Array.of(10, 12, 15, 19),
  tStart: 10,
  tStop: 20,
};

describe("distributions of states", () => {
  it("weight states with their durations", () => {
    expect([...distributionOf(sequence).probabilities]).toEqual([0.2, 0.4, 0, 0.4]);
  });

  it("count parts of the time only", () => {
    const { probabilities } = distributionOf(sequence, [
      [0, 11],
      [13, 14],
      [14, 16],
      [18, 30],
    ]);
    expect([...probabilities]).toEqual([1 / 6, 3 / 6, 0, 2 / 6]);
    expect(errorOf(() => distributionOf(sequence, [[0, 10]])).code).toBe("E_TIME");
    expect(errorOf(() => distributionOf(sequence, [])).code).toBe("E_TIME");
  });

  it("have the divergence that its definition gives, also as it develops", () => {
    const reference = { units: 2, probabilities: Float64Array.of(0.25, 0.25, 0.25, 0.25) };
    const expected = (...p: number[]): number =>
      p.reduce((sum, q) => sum + (q > 0 ? q * Math.log(4 * q) : 0), 0);
    expect(divergence(distributionOf(sequence), reference)).toBeCloseTo(expected(0.2, 0.4, 0.4), 14);
    const { times, values } = divergenceCurve(sequence, reference, { points: 3, from: 2.5 });
    expect([...times]).toEqual([2.5, 5, 10]);
    expect(values[0]).toBeCloseTo(expected(0.8, 0.2), 14);
    expect(values[1]).toBeCloseTo(expected(0.4, 0.6), 14);
    expect(values[2]).toBeCloseTo(expected(0.2, 0.4, 0.4), 14);
    const impossible = { units: 2, probabilities: Float64Array.of(0.5, 0.5, 0, 0) };
    expect(divergence(distributionOf(sequence), impossible)).toBe(Infinity);
    expect(errorOf(() => divergence(distributionOf(sequence), exactDistribution(fixtureMachine))).code).toBe(
      "E_SHAPE",
    );
    expect(errorOf(() => divergenceCurve(sequence, reference, { from: 10 })).code).toBe("E_TIME");
  });

  it("have the chance error (2^K - 1) / (2 N) when samples are independent", () => {
    const exact = exactDistribution(fixtureMachine);
    const chain = neuralSampler(fixtureMachine, { tau: 10 });
    const samples = 40_000;
    const states = new Uint32Array(samples);
    for (let k = 0; k < samples; k++) {
      chain.advance(100);
      states[k] = chain.z.reduce((state, z, unit) => state + (z << unit), 0);
    }
    const starts = Float64Array.from({ length: samples }, (_, k) => k);
    const independent = { units: 5, states, starts, tStart: 0, tStop: samples };
    const { effectiveSamples } = samplingError(independent, exact, { blocks: 400 });
    expect(effectiveSamples / samples).toBeGreaterThan(0.93);
    expect(effectiveSamples / samples).toBeLessThan(1.07);
  });
});

describe("the chance error of clamped units", () => {
  it("counts the states that can be, and no others", () => {
    // Unit 1 is held at 1, unit 0 is free: a coin.
    const coin = { units: 2, probabilities: Float64Array.of(0, 0, 0.5, 0.5) };
    const uniform = uniformStream(8);
    const samples = 40_000;
    const states = Uint32Array.from({ length: samples }, () => (uniform() < 0.5 ? 2 : 3));
    const starts = Float64Array.from({ length: samples }, (_, k) => k);
    const flips = { units: 2, states, starts, tStart: 0, tStop: samples };
    const { divergence: expected, effectiveSamples } = samplingError(flips, coin, { blocks: 400 });
    expect(effectiveSamples / samples).toBeGreaterThan(0.8);
    expect(effectiveSamples / samples).toBeLessThan(1.2);
    expect(expected).toBeCloseTo(1 / (2 * effectiveSamples), 12);
  });
});

describe("modes", () => {
  const modeOf = groupModes(
    [
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8, 9],
    ],
    { on: 4, off: 1 },
  );

  it("are states with most of one group and hardly any of the others", () => {
    expect([0b11111, 0b01111, 0b1_01111, 0b11_01111, 0b00111].map(modeOf)).toEqual([1, 1, 1, 0, 0]);
    expect([0b11111_00000, 0b11011_00010, 0, 0b11111_11111].map(modeOf)).toEqual([2, 2, 0, 0]);
  });

  it("hold .487 of the machine with two modes each", () => {
    const [none, first, second] = modeProbabilities(exactDistribution(twoModes), modeOf);
    expect(first).toBeCloseTo(0.487, 3);
    expect(second).toBeCloseTo(first as number, 12);
    expect((none as number) + (first as number) + (second as number)).toBeCloseTo(1, 12);
  });

  it("are switched by entering another one than the last, not by passing through none", () => {
    const states = Uint32Array.of(31, 0, 31, 992, 0, 992, 31);
    const starts = Float64Array.of(0, 1, 2, 4, 7, 8, 9);
    const found = modeStatistics({ units: 10, states, starts, tStart: 0, tStop: 10 }, modeOf);
    expect([...found.occupancy]).toEqual([0.2, 0.4, 0.4]);
    expect([found.switches, found.rate]).toEqual([2, 0.2]);
  });

  it("that are never visited have an occupancy of 0", () => {
    const stuck = { units: 10, states: Uint32Array.of(31), starts: Float64Array.of(0), tStart: 0, tStop: 10 };
    expect([...modeStatistics(stuck, modeOf).occupancy]).toEqual([0, 1, 0]);
    expect(errorOf(() => modeStatistics(stuck, modeOf, [[20, 30]])).code).toBe("E_TIME");
  });

  it("refuse units that do not exist", () => {
    expect(errorOf(() => groupModes([[31]], { on: 1, off: 0 })).code).toBe("E_INDEX");
    expect(errorOf(() => groupModes([[0]], { on: 0, off: 0 })).code).toBe("E_PARAM_RANGE");
  });
});
