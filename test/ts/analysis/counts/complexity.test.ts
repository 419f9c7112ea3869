// Complexity distributions against Elephant, and of independent trains.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  complexityDistribution,
  independentComplexity,
  poissonTrains,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const cases = {
  bin2_binary: { bin: 2 },
  bin5_binary: { bin: 5 },
  bin5_counts: { bin: 5, binary: false },
  rate10kHz_spread1: { bin: 0.1, spread: 1 },
  bin1_spread2: { bin: 1, spread: 2 },
};

describe("complexityDistribution", () => {
  const reference = fixture("complexity");
  for (const [name, options] of Object.entries(cases)) {
    it(`${name} is Elephant's`, () => {
      const got = complexityDistribution(fixtureTrains(reference.input.trains), options);
      expect(Object.keys(reference.expected)).toContain(name);
      expectClose(got.histogram, reference.expected[name].histogram, reference);
      expectClose(got.probabilities, reference.expected[name].pdf, reference);
    });
  }

  it("joins bins up to the spread, and counts the empty ones between them to the event", () => {
    const trains = trainsOf([[0.5, 5.5], [2.5]], { tStart: 0, tStop: 10 });
    const histogram = (spread: number): number[] => [
      ...complexityDistribution(trains, { bin: 1, spread }).histogram,
    ];
    expect(histogram(0)).toEqual([7, 3]);
    expect(histogram(1)).toEqual([7, 3]); // bins 0, 2 and 5 are not neighbours
    expect(histogram(2)).toEqual([6, 1, 1]); // 0 to 2, and 5
    expect(histogram(3)).toEqual([4, 0, 0, 1]); // 0 to 5
  });

  it("of silence is one bar", () => {
    const silent = trainsOf([[], []], { tStart: 0, tStop: 5 });
    expect([...complexityDistribution(silent, { bin: 1 }).histogram]).toEqual([5]);
    expect([...independentComplexity(silent, { bin: 1 })]).toEqual([1]);
  });

  it("refuses a spread that is no number of bins", () => {
    const trains = fixtureTrains("trains_B");
    for (const spread of [-1, 0.5, Number.NaN])
      expect(() => complexityDistribution(trains, { bin: 1, spread })).toThrow("spread must be");
  });
});

describe("independentComplexity", () => {
  it("is the binomial distribution for trains of equal rates", () => {
    const lists = [[0.5], [1.5], [3.5]]; // each in one of four bins
    const expected = [27, 27, 9, 1].map((ways) => ways / 64);
    const got = independentComplexity(trainsOf(lists, { tStart: 0, tStop: 4 }), { bin: 1 });
    expect(got.length).toBe(4);
    for (const [complexity, value] of expected.entries()) expect(got[complexity]).toBeCloseTo(value, 15);
  });

  it("convolves counts where several spikes of a train count", () => {
    const trains = trainsOf([[0.1, 0.2], [1.5]], { tStart: 0, tStop: 2 });
    expect([...independentComplexity(trains, { bin: 1, binary: false })]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("is a distribution with the mean of the data", () => {
    const times = fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 6 }), fc.boolean(), (lists, binary) => {
        const sorted = lists.map((list) => list.sort((one, other) => one - other));
        const trains = trainsOf(sorted, { tStart: 0, tStop: 1000 });
        const moments = (values: Float64Array): [number, number] => [
          values.reduce((sum, value) => sum + value, 0),
          values.reduce((sum, value, complexity) => sum + complexity * value, 0),
        ];
        const data = moments(complexityDistribution(trains, { bin: 10, binary }).probabilities);
        const independent = moments(independentComplexity(trains, { bin: 10, binary }));
        expect(independent[0]).toBeCloseTo(1, 12);
        expect(independent[1]).toBeCloseTo(data[1], 10);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it("is what independent trains have", () => {
    const trains = poissonTrains({ count: 30, rate: 10, tStop: 100_000, seed: 6 });
    const data = complexityDistribution(trains, { bin: 5 }).probabilities;
    const expected = independentComplexity(trains, { bin: 5 });
    // 20,000 bins: the standard error of a probability is at most 0.0035.
    for (const [complexity, value] of data.entries())
      expect(Math.abs(value - (expected[complexity] as number))).toBeLessThan(0.012);
  });
});
