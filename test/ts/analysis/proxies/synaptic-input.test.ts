// Synaptic input from rates: closed forms, and the published convolution.
import { describe, expect, it } from "vitest";
import { signalCorrelation, synapticInput } from "../../../../ts/analysis/index.ts";

const signal = (length: number, step: number): Float64Array =>
  Float64Array.from({ length }, (_, sample) => 5 + 4 * Math.sin(step * sample * sample));

describe("synapticInput", () => {
  it("rises with the time constant to weight, in-degree, rate and time constant multiplied", () => {
    const [current] = synapticInput([new Float64Array(40).fill(3)], [87.8 * 1000], {
      interval: 0.1,
      timeConstant: 0.5,
    }) as [Float64Array];
    // [pA]: 87.8 pA, 1000 synapses, 3 per second, 0.5 ms.
    const steady = (87.8 * 1000 * 3 * 0.5) / 1000;
    for (const sample of [0, 4, 39])
      expect(current[sample]).toBeCloseTo(steady * (1 - Math.exp(-(sample + 1) / 5)), 10);
  });

  it("does not depend on how finely a constant rate is cut", () => {
    const at = (interval: number): number => {
      const samples = Math.round(2 / interval);
      const [current] = synapticInput([new Float64Array(samples).fill(7)], [10], {
        interval,
        timeConstant: 0.8,
      });
      return current?.[samples - 1] as number;
    };
    expect(at(1)).toBeCloseTo(at(0.01), 12);
  });

  it("is the published convolution with exp(-t / tau) at whole milliseconds, times a constant", () => {
    const rates = [signal(60, 0.01), signal(60, 0.03)];
    const strengths = [2, 3, 0, 1];
    const currents = synapticInput(rates, strengths, { interval: 1, timeConstant: 0.5 });
    const factor = (0.5 * (1 - Math.exp(-2))) / 1000;
    for (const target of [0, 1])
      for (const sample of [0, 1, 30, 59]) {
        let sum = 0;
        for (let back = 0; back < 20 && back <= sample; back++)
          for (const [source, rate] of rates.entries())
            sum +=
              Math.exp(-back / 0.5) *
              (strengths[2 * target + source] as number) *
              (rate[sample - back] as number);
        expect(currents[target]?.[sample]).toBeCloseTo(factor * sum, 12);
      }
  });

  it("comes later by whole samples, and in between in proportion", () => {
    const rates = [signal(50, 0.01), signal(50, 0.03)];
    const strengths = [2, 0, 0, 3, 2, 3];
    const times = { interval: 1, timeConstant: 0.5 };
    const [first, second] = synapticInput(rates, strengths, times) as [Float64Array, Float64Array];
    const delayed = synapticInput(rates, strengths, { ...times, delays: [3, 0, 0, 1.25, 3, 1.25] });
    const later = (current: Float64Array, sample: number): number => current[sample] ?? 0;
    for (let sample = 0; sample < 50; sample++) {
      const one = later(first, sample - 3);
      const other = 0.75 * later(second, sample - 1) + 0.25 * later(second, sample - 2);
      expect(delayed[0]?.[sample]).toBeCloseTo(one, 12);
      expect(delayed[1]?.[sample]).toBeCloseTo(other, 12);
      expect(delayed[2]?.[sample]).toBeCloseTo(one + other, 12);
    }
    expect(synapticInput(rates, [1, 1], { ...times, delays: [60, 70] })[0]).toEqual(new Float64Array(50));
  });

  it("makes targets of common sources correlated", () => {
    const rates = [signal(200, 0.01), signal(200, 0.03)];
    const currents = synapticInput(rates, [1, 0.5, 2, 1, 0, 1], { interval: 1, timeConstant: 0.5 });
    expect(signalCorrelation(currents).values[1]).toBeCloseTo(1, 12);
  });

  it("has no targets without sources, and refuses what does not fit", () => {
    const times = { interval: 1, timeConstant: 0.5 };
    expect(synapticInput([], [], times)).toEqual([]);
    expect(() => synapticInput([[1, 2], [1]], [1, 1], times)).toThrow(/rates\[1\]/);
    expect(() =>
      synapticInput(
        [
          [1, 2],
          [1, 2],
        ],
        [1, 1, 1],
        times,
      ),
    ).toThrow(/a row of 2 for each target/);
    expect(() => synapticInput([[1]], [1], { interval: 1, timeConstant: 0 })).toThrow(/timeConstant/);
    expect(() => synapticInput([[1]], [1], { ...times, delays: [1, 1] })).toThrow(
      /delays must have 1 values/,
    );
    expect(() => synapticInput([[1]], [1], { ...times, delays: [-1] })).toThrow(/delays\[0\]/);
  });
});
