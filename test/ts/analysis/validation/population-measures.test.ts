import { describe, expect, it } from "vitest";
import {
  bandPower,
  gammaBands,
  peakFrequency,
  poissonTrains,
  populationMeasures,
  populationSamples,
  rateSpectrum,
  train,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { fixtureTrains } from "../fixture.ts";

const everyone = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("populationSamples", () => {
  it("takes rates of all neurons, and CVs and correlations where they exist", () => {
    const samples = populationSamples(fixtureTrains("edge_cases"), everyone(7), { correlated: 3 });
    expect(Array.from(samples.rate)).toEqual([0, 1, 2, 3, 3, 5, 99]);
    expect(samples.cv.length).toBe(4); // at least two intervals
    expect(samples.correlation.length).toBe(3); // three active neurons
  });

  it("correlates the same neurons in every form of a recording", () => {
    const trains = poissonTrains({ count: 400, rate: 5, tStop: 2000, seed: 4 });
    const ids = everyone(400).map((row) => 7000 + row);
    const pairs = ids.flatMap((id, row) => [...train(trains, row)].map((time) => ({ id, time })));
    pairs.sort((one, other) => one.time - other.time);
    const recording = {
      ids: pairs.map(({ id }) => id),
      times: pairs.map(({ time }) => time),
      neurons: ids,
      tStart: 0,
      tStop: 2000,
    };
    const options = { correlated: 60, ids };
    const expected = populationSamples(recording, ids, { correlated: 60 }).correlation;
    expect(expected.length).toBe((60 * 59) / 2);
    expect(populationSamples(trains, everyone(400), options).correlation).toEqual(expected);
    const reversed = populationSamples(recording, ids.toReversed(), { correlated: 60 });
    expect(
      reversed.correlation.every((value, place) => Math.abs(value - (expected[place] ?? 9)) < 1e-12),
    ).toBe(true);
    expect(populationSamples(trains, everyone(400), { correlated: 60 }).correlation).not.toEqual(expected);
    expect(() => populationSamples(trains, everyone(400), { ids: [1] })).toThrow(
      /ids must have 400 values, got 1/,
    );
  });

  it("has no correlations in a window of less than two bins", () => {
    const trains = trainsOf([[1], [1, 2]], { tStart: 0, tStop: 3 });
    expect(populationSamples(trains, [0, 1]).correlation.length).toBe(0);
  });
});

describe("populationMeasures", () => {
  const trains = poissonTrains({ count: 100, rate: 10, tStop: 20_000, seed: 2 });

  it("of independent Poisson trains are those of theory", () => {
    const measures = populationMeasures(trains, everyone(100));
    // The spectrum of the rate per neuron is rate / N = 0.1 at all frequencies. A band averages 200 exponentially
    // distributed values, so log10 varies by 0.43 / sqrt(200) = 0.031; four of these.
    for (const power of measures.bandPower) expect(Math.abs(power + 1)).toBeLessThan(0.125);
    // Variance over mean of 6,666 Poisson counts: 1 with sd sqrt(2 / 6666) = 0.017; four of these.
    expect(Math.abs(measures.synchrony - 1)).toBeLessThan(0.07);
    expect(measures.rate.length).toBe(100);
  });

  it("finds the rhythm of trains that share one", () => {
    // Poisson trains whose rate is modulated at 82 1/s, by leaving out spikes.
    const lists = everyone(100).map((index) =>
      [...trains.times.subarray(trains.offsets[index], trains.offsets[index + 1])].filter(
        (time, place) =>
          ((index * 31 + place * 17) % 100) / 100 < (1 + Math.cos((2 * Math.PI * 82 * time) / 1000)) / 2,
      ),
    );
    const rhythmic = trainsOf(lists, { tStart: 0, tStop: 20_000 });
    const { lowGamma } = populationMeasures(rhythmic, everyone(100));
    expect(Math.abs(lowGamma - 82)).toBeLessThan(2); // half the width of the smoothing
    expect(peakFrequency(rateSpectrum(rhythmic), 20_000, gammaBands.highGamma)).toBeNaN();
  });

  it("finds hardly a rhythm in noise", () => {
    // Of 40 sets of Poisson trains, each with two bands, a few at most may seem to have one.
    const found = Array.from({ length: 40 }, (_, index) => {
      const noise = poissonTrains({ count: 50, rate: 10, tStop: 4000, seed: 100 + index });
      const { lowGamma, highGamma } = populationMeasures(noise, everyone(50), { correlated: 2 });
      return [lowGamma, highGamma].filter(Number.isFinite).length;
    });
    expect(found.reduce((sum, count) => sum + count, 0)).toBeLessThan(8);
  });

  it("are empty or NaN where the window is too short for them", () => {
    const measures = populationMeasures(trains, everyone(100), { tStart: 0, tStop: 2 });
    expect(measures.synchrony).toBeNaN();
    expect(measures.lowGamma).toBeNaN();
    expect([...measures.bandPower].every(Number.isNaN)).toBe(true);
    expect(rateSpectrum({ ...trains, tStop: 249 }).power.length).toBe(0);
    expect(bandPower({ frequencies: new Float64Array(0), power: new Float64Array(0) })[0]).toBeNaN();
  });
});
