// Rates over time against Elephant, and what holds for every kernel.

import { describe, expect, it } from "vitest";
import {
  instantaneousRate,
  type KernelShape,
  kernelSamples,
  optimalBandwidth,
  train,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const reference = fixture("instantaneous_rate");
const { input, expected } = reference;
const trains = fixtureTrains(input.trains);
const common = { neurons: [input.train], bin: input.sampling_ms };
const sum = (values: Float64Array): number => values.reduce((one, other) => one + other, 0);

const shapes: Record<string, KernelShape> = {
  rect20: "rectangular",
  tri20: "triangular",
  epan20: "epanechnikov",
  gauss20: "gaussian",
  laplace20: "laplacian",
  exp20: "exponential",
  alpha20: "alpha",
};
const gaussian = { shape: "gaussian", sigma: 20 } as const;

describe("instantaneousRate", () => {
  for (const [name, shape] of Object.entries(shapes)) {
    it(`with the ${shape} kernel is Elephant's`, () => {
      const { values, samples } = instantaneousRate(trains, { ...common, kernel: { shape, sigma: 20 } });
      expect(samples).toBe(expected[name].n);
      expectClose(values.subarray(0, 80), expected[name].first_80, reference);
      expectClose([sum(values), Math.max(...values)], [expected[name].sum, expected[name].max], reference);
    });
  }

  it("with a causal kernel is Elephant's without centring", () => {
    const kernel = { shape: "exponential", sigma: 20 } as const;
    const { values } = instantaneousRate(trains, { ...common, kernel, centerKernel: false });
    expect(values.length).toBe(expected.exp20_causal.n);
    expectClose(values.subarray(0, 80), expected.exp20_causal.first_80, reference);
    expectClose([sum(values)], [expected.exp20_causal.sum], reference);
  });

  it("trimmed is Elephant's and begins where the whole kernel fits", () => {
    const { values, samples, tStart } = instantaneousRate(trains, {
      ...common,
      kernel: gaussian,
      trim: true,
    });
    expect(samples).toBe(expected.gauss20_trim.n);
    expect(tStart).toBe(expected.gauss20_trim.t_start_ms);
    expectClose(values.subarray(0, 40), expected.gauss20_trim.first_40, reference);
    expectClose([sum(values)], [expected.gauss20_trim.sum], reference);
    const whole = instantaneousRate(trains, { ...common, kernel: gaussian }).values;
    expect(values).toEqual(whole.slice(20, 780));
  });

  it("corrected at the borders is Elephant's, and its integral is the number of spikes", () => {
    const { values } = instantaneousRate(trains, { ...common, kernel: gaussian, borderCorrection: true });
    expect(values.length).toBe(expected.gauss20_border.n);
    expectClose(values.subarray(0, 40), expected.gauss20_border.first_40, reference);
    expectClose([sum(values)], [expected.gauss20_border.sum], reference);
    expect((sum(values) * input.sampling_ms) / 1000).toBeCloseTo(train(trains, input.train).length, 10);
  });

  it("averaged is the mean of the rates of all trains", () => {
    const options = { bin: 5, kernel: gaussian };
    const { values, samples } = instantaneousRate(trains, options);
    const rows = trains.offsets.length - 1;
    const mean = Array.from({ length: samples }, (_, k) => {
      let total = 0;
      for (let row = 0; row < rows; row++) total += values[row * samples + k] as number;
      return total / rows;
    });
    const average = instantaneousRate(trains, { ...options, average: true }).values;
    for (const [k, value] of mean.entries()) expect(average[k]).toBeCloseTo(value, 10);
  });

  it("of a causal kernel is 0 before the spike, of a centred one not", () => {
    const one = trainsOf([[50]], { tStart: 0, tStop: 100 });
    const kernel = { shape: "alpha", sigma: 5 } as const;
    const causal = instantaneousRate(one, { bin: 1, kernel, centerKernel: false }).values;
    expect(causal.findIndex((rate) => rate > 0)).toBe(51);
    const centred = instantaneousRate(one, { bin: 1, kernel }).values;
    expect(centred.findIndex((rate) => rate > 0)).toBeLessThan(50);
  });

  it("counts a spike at the end of the window, and gives 0 for a silent train, also when corrected", () => {
    const some = trainsOf([[100], []], { tStart: 0, tStop: 100 });
    const { values, samples } = instantaneousRate(some, { bin: 10, kernel: gaussian });
    expect(values[samples - 1]).toBeCloseTo((1000 / 20) * (1 / Math.sqrt(2 * Math.PI)), 10);
    expect(sum(values.subarray(samples))).toBe(0);
    const corrected = instantaneousRate(some, { bin: 10, kernel: gaussian, borderCorrection: true }).values;
    expect(sum(corrected.subarray(samples))).toBe(0);
  });

  it("drops what lies after the last whole bin", () => {
    const some = trainsOf([[104]], { tStart: 0, tStop: 105 });
    const { values, samples } = instantaneousRate(some, { bin: 10, kernel: gaussian });
    expect([samples, sum(values)]).toEqual([10, 0]);
  });

  it("refuses what cannot be", () => {
    const bad = (options: object) => () =>
      instantaneousRate(trains, { ...common, kernel: gaussian, ...options });
    expect(bad({ kernel: { shape: "gaussian", sigma: 0 } })).toThrow("sigma must be a finite number above 0");
    expect(bad({ kernel: { shape: "round", sigma: 1 } })).toThrow("shape must be one of rectangular");
    expect(bad({ kernel: { shape: "toString", sigma: 1 } })).toThrow("shape must be one of rectangular");
    expect(bad({ bin: 0 })).toThrow("bin must be a finite number above 0");
    expect(bad({ cutoff: -1 })).toThrow("cutoff must be a finite number above 0");
    expect(bad({ borderCorrection: true, trim: true })).toThrow("borderCorrection");
    expect(bad({ borderCorrection: true, kernel: { shape: "alpha", sigma: 20 } })).toThrow(
      "borderCorrection",
    );
    expect(bad({ trim: true, kernel: { shape: "gaussian", sigma: 500 } })).toThrow("trim must be false");
    expect(bad({ neurons: [], average: true })).toThrow("no neurons");
  });
});

describe("kernelSamples", () => {
  for (const shape of Object.values(shapes)) {
    it(`of the ${shape} kernel have integral 1, the given deviation, and half before the spike`, () => {
      const [bin, sigma] = [0.01, 4];
      const samples = kernelSamples({ shape, sigma }, bin, { cutoff: 12 });
      const half = (samples.length - 1) / 2;
      const step = (12 * sigma) / half; // the sampling distance
      let [integral, first, second, before] = [0, 0, 0, 0];
      for (const [index, value] of samples.entries()) {
        const time = (index - half) * step;
        integral += (value / 1000) * step;
        first += (value / 1000) * step * time;
        second += (value / 1000) * step * time * time;
        if (index < half) before += (value / 1000) * step;
      }
      // The sampled sums differ from integrals by the size of a step at a jump of the kernel.
      expect(integral).toBeCloseTo(1, 2);
      expect(Math.sqrt(second - first * first) / sigma).toBeCloseTo(1, 2);
      expect(before).toBeCloseTo(0.5, 2);
    });
  }

  it("are not cut before the kernel ends", () => {
    const samples = kernelSamples({ shape: "triangular", sigma: 10 }, 1, { cutoff: 1 });
    expect(samples.length).toBe(2 * Math.ceil(10 * Math.sqrt(6)) + 1);
  });
});

describe("optimalBandwidth", () => {
  it("is that of the published method for Elephant's example", () => {
    expectClose([optimalBandwidth(train(trains, input.train))], [expected.optimal_bandwidth_ms], reference);
  });

  it("is narrow for one dense volley, and wide for a constant rate", () => {
    const even = Float64Array.from({ length: 41 }, (_, spike) => 25 * spike);
    const volley = Float64Array.from({ length: 200 }, (_, spike) => 490.05 + 0.1 * spike);
    expect(optimalBandwidth(Float64Array.of(...even, ...volley).sort())).toBeLessThan(20);
    expect(optimalBandwidth(even)).toBeGreaterThan(100);
  });

  it("of two or three different times minimises the expected error between nothing and the whole range", () => {
    // Equation 13 without bins: the squared rate between first and last spike, less twice what other spikes say.
    const kernel = (gap: number, width: number): number =>
      Math.exp(-0.5 * (gap / width) ** 2) / (Math.sqrt(2 * Math.PI) * width);
    const error = (times: readonly number[], width: number): number => {
      const [first, last] = [times[0] as number, times.at(-1) as number];
      let sum = 0;
      for (let k = 0; k < 400; k++) {
        const at = first + ((k + 0.5) / 400) * (last - first);
        sum += (times.reduce((rate, time) => rate + kernel(at - time, width), 0) ** 2 * (last - first)) / 400;
      }
      for (const [i, one] of times.entries())
        for (const [j, other] of times.entries()) if (i !== j) sum -= 2 * kernel(one - other, width);
      return sum;
    };
    for (const times of [
      [1, 3],
      [0, 5, 10],
      [2, 2, 4],
      [10, 20, 30, 40],
    ]) {
      const range = (times.at(-1) as number) - (times[0] as number);
      const widths = Array.from({ length: 400 }, (_, k) => ((k + 9) / 408) * range);
      const best = widths.reduce((a, b) => (error(times, b) < error(times, a) ? b : a));
      // Bins of a hundredth of the range move spikes by half of it, and a flat minimum a little further.
      expect(Math.abs(optimalBandwidth(times) - best)).toBeLessThan(0.03 * range);
    }
  });

  it("is NaN for no two different times, and refuses times that descend", () => {
    for (const times of [[], [3], [3, 3]]) expect(optimalBandwidth(times)).toBeNaN();
    expect(() => optimalBandwidth([2, 1])).toThrow("times[1] must be");
    expect(() => optimalBandwidth([1, Number.NaN])).toThrow(CajalError);
  });
});
