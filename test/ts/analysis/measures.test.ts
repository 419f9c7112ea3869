// Rates, irregularity and correlation against Elephant and numpy.

import { describe, expect, it } from "vitest";
import {
  cvIsi,
  firingRates,
  pairwiseCorrelation,
  populationCounts,
  populationRate,
  toTrains,
  trainsOf,
  varianceOverMean,
} from "../../../ts/analysis/index.ts";
import { CajalError } from "../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "./fixture.ts";

describe("single neurons", () => {
  for (const name of ["trains_A", "trains_B"]) {
    it(`rates and CVs of ${name} are Elephant's`, () => {
      const reference = fixture(name);
      const trains = fixtureTrains(name);
      expectClose(firingRates(trains), reference.expected.rate_hz, reference);
      expectClose(cvIsi(trains), reference.expected.cv, reference);
    });
  }

  it("trains of 0 to 3 spikes, spikes on edges and a regular train give Elephant's values", () => {
    const reference = fixture("edge_cases");
    const trains = fixtureTrains("edge_cases");
    expectClose(firingRates(trains), reference.expected.stats.rate_hz, reference);
    expectClose(cvIsi(trains), reference.expected.stats.cv, reference);
  });

  it("minIntervals leaves out neurons with too few spikes", () => {
    const trains = trainsOf(
      [
        [1, 2],
        [1, 2, 4],
        [1, 2, 4, 5],
      ],
      { tStart: 0, tStop: 10 },
    );
    const cv = cvIsi(trains, { minIntervals: 2 });
    expect(cv[0]).toBeNaN();
    expect(cv[1]).toBeCloseTo(1 / 3, 14); // intervals 1, 2: mean 1.5, sd 0.5
    expect(cv[2]).toBeCloseTo(Math.sqrt(2) / 4, 14); // intervals 1, 2, 1: mean 4/3, sd sqrt(2)/3
    expect(() => cvIsi(trains, { minIntervals: 0 })).toThrow(CajalError);
  });

  it("rates over whole seconds are the decimal numbers that one would write", () => {
    const trains = trainsOf([[501, 502, 503]], { tStart: 500, tStop: 10500 });
    expect(firingRates(trains)[0]).toBe(0.3);
  });
});

describe("counts in bins", () => {
  it("fall into the bins that Elephant chooses, also next to an edge", () => {
    const { input, expected } = fixture("edge_cases");
    for (const [index, times] of input.trains_ms.entries()) {
      const one = trainsOf([times], { tStart: input.t_start_ms, tStop: input.t_stop_ms });
      const counts = populationCounts(one, { bin: input.bin_ms });
      expect(Array.from(counts.slice(0, 5))).toEqual(expected.counts_first5[index]);
      expect(Array.from(counts.slice(-2))).toEqual(expected.counts_last2[index]);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(expected.counts_total[index]);
    }
  });

  it("of a population are the sum over its neurons", () => {
    const { input, expected } = fixture("pairwise_correlation");
    const trains = fixtureTrains(input.trains);
    const counts = populationCounts(trains, { bin: input.bin_ms });
    expect(counts.length).toBe(expected.n_bins);
    expect(Array.from(counts.slice(0, 100))).toEqual(expected.population_histogram_first_100);
    const rate = populationRate(trains, { bin: input.bin_ms });
    const busy = expected.population_histogram_first_100.indexOf(2);
    expect(rate[busy]).toBeCloseTo(2 / 8 / 0.002, 10);
  });

  it("refuse bins without width or longer than the window", () => {
    const trains = trainsOf([[1]], { tStart: 0, tStop: 10 });
    for (const bin of [0, -1, Number.NaN, 11])
      expect(() => populationCounts(trains, { bin })).toThrow(CajalError);
  });

  it("vary about their mean as numpy finds", () => {
    const reference = fixture("fano_synchrony");
    for (const [key, value] of Object.entries<{ var_over_mean: number }>(reference.expected.synchrony)) {
      const [set, width] = key.split("_w");
      const got = varianceOverMean(fixtureTrains(`trains_${set}`), { bin: Number(width) });
      expectClose([got], [value.var_over_mean], reference);
    }
  });
});

describe("pairwiseCorrelation", () => {
  it("equals Elephant's correlation coefficients", () => {
    const reference = fixture("pairwise_correlation");
    const { values, rows } = pairwiseCorrelation(fixtureTrains("trains_B"), { bin: reference.input.bin_ms });
    expectClose(values, reference.expected.corrcoef_upper, reference);
    expect(Array.from(rows)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("is NaN where a neuron is silent, and counts two spikes in a bin", () => {
    const reference = fixture("edge_cases");
    const { values } = pairwiseCorrelation(fixtureTrains("edge_cases"), { bin: reference.input.bin_ms });
    const upper = reference.expected.corrcoef.flatMap((row: (number | "nan")[], index: number) =>
      row.slice(index + 1),
    );
    expectClose(values, upper, reference);
  });

  it("of a subsample is a part of the whole, and the same for the same seed", () => {
    const trains = fixtureTrains("trains_B");
    const choice = { size: 3, seed: 5, active: true };
    const part = pairwiseCorrelation(trains, { bin: 2, subsample: choice });
    expect(part).toEqual(pairwiseCorrelation(trains, { bin: 2, subsample: choice }));
    const chosen = toTrains(trains, { neurons: part.rows });
    expect(part.values).toEqual(pairwiseCorrelation(chosen, { bin: 2 }).values);
    expect(part.values.length).toBe(3);
  });
});

it("the pipeline of the microcircuit (window, more than two spikes, 2 ms bins) gives numpy's values", () => {
  const reference = fixture("pd14_pipeline");
  const { t_min_ms: tStart, t_max_ms: tStop, bin_ms: bin } = reference.input;
  const trains = fixtureTrains(reference.input.trains);
  expectClose(firingRates(trains, { tStart, tStop }), reference.expected.rates_hz, reference);
  expectClose(cvIsi(trains, { tStart, tStop, minIntervals: 2 }), reference.expected.cvs, reference);
  expectClose(pairwiseCorrelation(trains, { tStart, tStop, bin }).values, reference.expected.ccs, reference);
});
