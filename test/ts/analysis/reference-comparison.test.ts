import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  compareWithReference,
  type PopulationSamples,
  populationSamples,
  quantiles,
  type ReferencePopulation,
} from "../../../ts/analysis/index.ts";
import { splitmix64 } from "../../../ts/analysis/random.ts";
import { fixtureTrains } from "./fixture.ts";

const probabilities = Float64Array.from({ length: 201 }, (_, index) => index / 200);

/** A sample of some distribution on (0, 1), shifted. */
function sample(seed: number, shift = 0): Float64Array {
  const random = splitmix64(seed);
  const uniform = (): number => (Number(random() >> 11n) + 0.5) / 2 ** 53;
  return Float64Array.from({ length: 2000 }, () => uniform() + uniform() + shift).sort();
}

const run = (seed: number, shift = 0): Record<string, PopulationSamples> => ({
  L4E: { rate: sample(seed, shift), cv: sample(seed + 100), correlation: sample(seed + 200) },
});

function stored(seed: number): Record<string, ReferencePopulation> {
  const of = (values: Float64Array) => ({
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    quantiles: Array.from(quantiles(values, probabilities)),
  });
  return { L4E: { rate: of(sample(seed)), cv: of(sample(seed + 100)), correlation: of(sample(seed + 200)) } };
}

describe("compareWithReference", () => {
  it("passes rates that differ by chance only, with limits from own runs", () => {
    const [rate, cv] = compareWithReference([run(1), run(2), run(3)], stored(4));
    expect(rate?.distances.length).toBe(3);
    expect(rate?.limit).toBeGreaterThan(0.014); // wider than for 900 s
    expect(rate?.ownMean).toBeCloseTo(0.8687 * Math.sqrt(2 / 2000), 1);
    expect(rate?.passed).toBe(true);
    expect(cv?.sample).toBe("cv");
  });

  it("fails rates that are 10 % too high", () => {
    const shifted = [run(1, 0.1), run(2, 0.1), run(3, 0.1)];
    const [rate, cv] = compareWithReference(shifted, stored(4));
    expect(rate?.passed).toBe(false);
    expect(rate?.distances[0]).toBeGreaterThan(0.05);
    expect(cv?.distances).toEqual(compareWithReference([run(1), run(2), run(3)], stored(4))[1]?.distances);
  });

  it("takes the published limits when there is one run", () => {
    const [rate] = compareWithReference([run(1)], stored(4));
    expect(rate?.limit).toBe(0.014);
    expect(rate?.ownMean).toBeNaN();
  });

  it("refuses runs without a population of the reference", () => {
    expect(() => compareWithReference([], stored(1))).toThrow(RangeError);
    expect(() => compareWithReference([{}], stored(1))).toThrow(/lacks population L4E/);
  });

  it("finds the two stored simulations of NEST equivalent in the means", () => {
    // DC and Poisson drive of the same model: rates near each other, so a gross fault in the data would show.
    const read = (name: string) =>
      JSON.parse(readFileSync(new URL(`../../reference/pd14/${name}.json`, import.meta.url), "utf8"))
        .populations;
    const [dc, poisson] = [read("nest-dc-seed55"), read("nest-poisson-seed55")];
    for (const label of Object.keys(dc)) {
      expect(Math.abs(dc[label].rate_mean / poisson[label].rate_mean - 1)).toBeLessThan(0.12);
    }
  });
});

it("populationSamples takes rates of all neurons, and CVs and correlations where they exist", () => {
  const samples = populationSamples(fixtureTrains("edge_cases"), [0, 1, 2, 3, 4, 5, 6], { correlated: 3 });
  expect(Array.from(samples.rate)).toEqual([0, 1, 2, 3, 3, 5, 99]);
  expect(samples.cv.length).toBe(4); // at least two intervals
  expect(samples.correlation.length).toBe(3); // three active neurons
});
