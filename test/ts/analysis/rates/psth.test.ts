// Histograms over trials, and the response to a stimulus.

import { describe, expect, it } from "vitest";
import {
  psth,
  toTrains,
  train,
  trainCount,
  trainsOf,
  transientResponse,
  trialsAround,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

describe("psth", () => {
  it("in bins of 20 ms is Elephant's rate", () => {
    const reference = fixture("instantaneous_rate");
    const { rates } = psth(fixtureTrains(reference.input.trains), { bin: 20 });
    expectClose(rates.subarray(0, 60), reference.expected.psth_bin20_rate_hz, reference);
  });

  it("gives counts, means and rates that belong together", () => {
    const trials = trainsOf([[-5, 1, 1.5, 20], [0.5], []], { tStart: -10, tStop: 20 });
    const { times, counts, means, rates, trains } = psth(trials, { bin: 10 });
    expect([...times]).toEqual([-10, 0, 10]);
    expect([...counts]).toEqual([1, 3, 0]); // the spike at 20 is in no bin
    expect([...means]).toEqual([1 / 3, 1, 0]);
    expect([...rates].map((rate) => Math.round(rate * 1e6) / 1e6)).toEqual([33.333333, 100, 0]);
    expect(trains).toBe(3);
  });

  it("refuses no trains and bins that do not fit", () => {
    expect(() => psth(trainsOf([], { tStart: 0, tStop: 1 }), { bin: 1 })).toThrow(CajalError);
    expect(() => psth(trainsOf([[1]], { tStart: 0, tStop: 1 }), { bin: 2 })).toThrow(CajalError);
  });
});

describe("trialsAround", () => {
  const trains = trainsOf([[5, 10, 15, 20, 30], [12]], { tStart: 0, tStop: 40 });

  it("gives a train per event and neuron on the clock of the event", () => {
    const trials = trialsAround(trains, { events: [10, 20], before: 5, after: 10 });
    expect([trials.tStart, trials.tStop, trainCount(trials)]).toEqual([-5, 10, 4]);
    expect([0, 1, 2, 3].map((row) => [...train(trials, row)])).toEqual([
      [-5, 0, 5, 10],
      [2],
      [-5, 0, 10],
      [],
    ]);
  });

  it("takes the neurons asked for", () => {
    const trials = trialsAround(trains, { events: [10], before: 0, after: 5, neurons: [1] });
    expect([...trials.times]).toEqual([2]);
  });

  it("keeps spikes that rounding moves beyond the edge of the trial", () => {
    const recorded = trainsOf([[0.7, 1.1]], { tStart: 0, tStop: 2 });
    const trials = trialsAround(recorded, { events: [0.9], before: 0.2, after: 0.2 });
    expect(toTrains(trials).times.length).toBe(trials.times.length);
  });

  it("refuses trials without length and outside of the recording", () => {
    expect(() => trialsAround(trains, { events: [10], before: 1, after: -1 })).toThrow("after must be above");
    expect(() => trialsAround(trains, { events: [3], before: 5, after: 1 })).toThrow(
      "whose trial lies within the recording",
    );
    expect(() => trialsAround(trains, { events: [Number.NaN], before: 5, after: 1 })).toThrow(CajalError);
  });
});

describe("transientResponse", () => {
  it("is that of numpy for Poisson trials with a volley", () => {
    const reference = fixture("transient_response");
    const { input, expected } = reference;
    const trials = trainsOf(input.trials_ms, { tStart: 0, tStop: 200 });
    const response = transientResponse(trials, { onset: input.stim_ms, bin: input.bin_ms });
    expectClose(
      [
        response.baselineRate,
        response.baselineDeviation,
        response.onsetLatency,
        response.peakRate,
        response.peakLatency,
        response.extraSpikes / trainCount(trials),
      ],
      [
        expected.baseline_mean_hz,
        expected.baseline_sd_hz,
        expected.onset_latency_ms,
        expected.peak_hz,
        expected.peak_latency_ms,
        expected.extra_spikes,
      ],
      reference,
    );
    expectClose(psth(trials, { bin: input.bin_ms }).rates, expected.psth, reference);
  });

  it("has no latencies where nothing happens", () => {
    const quiet = trainsOf([[1, 11, 21, 31]], { tStart: 0, tStop: 40 });
    const response = transientResponse(quiet, { onset: 20, bin: 5 });
    expect(response.onsetLatency).toBeNaN();
    expect(response.peakLatency).toBeNaN();
    expect(() => transientResponse(quiet, { onset: 39, bin: 1 })).toThrow(CajalError);
  });
});
