// Synapses within an area and from outside the network, against quadrature, closed forms and published values.
import { describe, expect, it } from "vitest";
import { connectionProbabilities, populationSizes } from "../../../../ts/networks/microcircuit-parameters.ts";
import { meanFromCentre, meanInDisk } from "../../../../ts/networks/multi-area/derive/connection-range.ts";
import { externalInDegree } from "../../../../ts/networks/multi-area/derive/external.ts";
import {
  circuitInDegrees,
  localShare,
  localSynapses,
} from "../../../../ts/networks/multi-area/derive/intra-area.ts";

const sigma = 0.29653208289812366;
const height = 0.1429914097112598;

/** The mean of the Gaussian over the density of distances in a disk (Sheng 1985), by Simpson's rule. */
function quadrature(surface: number): number {
  const radius = Math.sqrt(surface / Math.PI);
  const steps = 200_000;
  // The angle between a chord and the diameter makes the density of distances smooth up to its end.
  const at = (step: number): number => {
    const angle = (step / steps) * (Math.PI / 2);
    const distance = 2 * radius * Math.cos(angle);
    const gaussian = Math.exp(-(distance ** 2) / (2 * sigma ** 2));
    return distance * gaussian * (2 * angle - Math.sin(2 * angle)) * 2 * radius * Math.sin(angle);
  };
  let sum = at(0) + at(steps);
  for (let step = 1; step < steps; step++) sum += (step % 2 === 1 ? 4 : 2) * at(step);
  return (((2 * height) / surface) * sum * (Math.PI / 2)) / (3 * steps);
}

describe("the mean probability to connect", () => {
  it.each([0.01, 1, 44.603, 1484.629])("in a disk of %d mm^2 is that over its distances", (surface) => {
    expect(meanInDisk(surface) / quadrature(surface)).toBeCloseTo(1, 9);
  });

  it("has its published values", () => {
    expect(meanInDisk(1)).toBeCloseTo(0.0470908, 7);
    expect(meanInDisk(1484.629)).toBeCloseTo(5.2634e-5, 9);
    expect(meanFromCentre).toBeCloseTo(0.0660722, 7);
  });

  it("is the height of the Gaussian in a small disk, and the Gaussian's area over that of a large one", () => {
    expect(meanInDisk(1e-6) / height).toBeCloseTo(1, 5);
    expect((meanInDisk(1e6) * 1e6) / (2 * Math.PI * sigma ** 2 * height)).toBeCloseTo(1, 2);
  });
});

const circuit = {
  sizes: Float64Array.from(populationSizes),
  probabilities: Float64Array.from(connectionProbabilities.flat()),
};

describe("in-degrees of the microcircuit", () => {
  it("hold whole numbers of synapses, as many as the probability asks for", () => {
    const inDegrees = circuitInDegrees(circuit, 1);
    const [n23E, n6I] = [20683, 2948];
    const synapses = (inDegrees[0] as number) * n23E;
    expect(synapses).toBeCloseTo(Math.round(synapses), 6);
    // The probability that a pair has at least one of so many synapses, dealt evenly to n^2 pairs.
    const probability = 1 - Math.exp(synapses * Math.log1p(-1 / n23E ** 2));
    expect(probability).toBeCloseTo((0.1009 * 0.0470908) / 0.0660722, 6);
    expect(inDegrees[1 * 8 + 5]).toBe(0);
    expect((inDegrees[63] as number) * n6I).toBeCloseTo(Math.round((inDegrees[63] as number) * n6I), 6);
  });

  it("change at 100 mm^2 as published: from ln(1 - c) to ln(1 + c), whose terms of second order differ", () => {
    const sizes = new Float64Array(8).fill(1000);
    const probabilities = Float64Array.from({ length: 64 }, (_, at) => (at === 0 ? 0.9 : 0));
    const ratio = (surface: number): number =>
      ((circuitInDegrees({ sizes, probabilities }, surface)[0] as number) * 0.0660722) /
      (0.9 * meanInDisk(surface) * 1000 * surface);
    const c = (0.9 * meanInDisk(100)) / 0.0660722;
    // 1 - 1 / pairs has an error of 1e-16 * pairs in its logarithm, here 1e-6.
    expect(ratio(99.99)).toBeCloseTo(1 + c / 2, 4);
    expect(ratio(100)).toBeCloseTo(1 - c / 2, 4);
  });

  it("give the share of synapses from under the same millimetre that is published for V1 and TH", () => {
    const patch = circuitInDegrees(circuit, 1);
    const share = (surface: number) => localShare(0.79, patch, circuitInDegrees(circuit, surface));
    // The published network rounds probabilities to three digits, which changes the shares by less than 2e-5.
    expect(Math.abs(share(1484.629) - 0.48753)).toBeLessThan(3e-5);
    expect(Math.abs(share(44.603) - 0.51408)).toBeLessThan(3e-5);
  });
});

describe("the local share", () => {
  it("is a mean over pairs that connect in the whole area", () => {
    expect(localShare(0.5, Float64Array.of(1, 3, 7), Float64Array.of(2, 4, 0))).toBeCloseTo(
      (0.5 * (0.5 + 0.75)) / 2,
      14,
    );
  });
});

describe("local synapses", () => {
  const inDegrees = Float64Array.from({ length: 64 }, (_, at) => at % 5);
  const sizes = Float64Array.of(10, 20, 30, 40, 50, 60, 70, 80);

  it("sum to the share of all synapses, in proportion to the microcircuit's", () => {
    const counts = localSynapses(inDegrees, sizes, 1e6, 0.4);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(4e5, 6);
    // In-degrees 2 and 4 of the populations of 20 and 50 neurons.
    const [one, other] = [1 * 8 + 4, 4 * 8 + 2].map((at) => counts[at] as number) as [number, number];
    expect((1 * 8 + 4) % 5).toBe(2);
    expect((4 * 8 + 2) % 5).toBe(4);
    expect(other / one).toBeCloseTo((4 * 50) / (2 * 20), 12);
  });

  it("lack those of populations that do not exist, which count in the sum all the same", () => {
    const withoutThird = sizes.map((size, at) => (at === 2 ? 0 : size));
    const counts = localSynapses(inDegrees, withoutThird, 1e6, 0.4);
    const fromMissing = Float64Array.from({ length: 8 }, (_, target) => counts[target * 8 + 2] as number);
    const ontoMissing = counts.subarray(16, 24);
    expect([...fromMissing, ...ontoMissing].every((count) => count === 0)).toBe(true);
    // All others by hand: 0.4 * 1e6 / sum of in-degree times targets, sources that are missing included.
    const whole = [...inDegrees].reduce((sum, inDegree, at) => {
      const target = Math.floor(at / 8);
      return sum + inDegree * (target === 2 ? 0 : (sizes[target] as number));
    }, 0);
    expect(counts[1]).toBeCloseTo((1 * 10 * 4e5) / whole, 9);
  });
});

it("external in-degrees are what the other sources leave, over all neurons", () => {
  expect(externalInDegree(1e6, 0.4, 1e5, 1000)).toBeCloseTo((6e5 - 1e5) / 1000, 12);
});
