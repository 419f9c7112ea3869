// Lags between signals, their hierarchy, and time scales of signals against numpy 2.4.6, closed forms and known delays.
import { describe, expect, it } from "vitest";
import { lagHierarchy, mean, signalLags, signalTimescale } from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";

/** Noise that keeps a memory of itself: x(t) = a x(t - 1) + u. */
function noise(length: number, a: number, seed: number): Float64Array {
  const random = uniforms(seed);
  let value = 0;
  return Float64Array.from({ length }, () => {
    value = a * value + random() - 0.5;
    return value;
  });
}

describe("signalLags", () => {
  const source = noise(3000, 0.8, 1);
  const delays = [0, 12, 5, 31];
  const shifted = delays.map((delay) => source.subarray(100 - delay, 2900 - delay));

  it("finds by how much copies of a signal follow each other", () => {
    const { lags, peaks, size } = signalLags(shifted, { interval: 1 });
    expect(size).toBe(4);
    for (const [one, late] of delays.entries())
      for (const [other, early] of delays.entries()) {
        expect(lags[one * 4 + other]).toBe(late - early);
        expect(peaks[one * 4 + other]).toBe(peaks[other * 4 + one]);
      }
    expect(signalLags(shifted, { interval: 0.5, maxLag: 20 }).lags[3 * 4]).toBe(31 / 2);
  });

  it("takes a minimum where one goes down as the other goes up", () => {
    const [one, other] = [shifted[0] as Float64Array, (shifted[1] as Float64Array).map((value) => -value)];
    const { lags, peaks } = signalLags([one, other], { interval: 1 });
    expect([lags[1], lags[2]]).toEqual([-12, 12]);
    expect(peaks[1]).toBeLessThan(-0.7);
    expect([lags[0], peaks[0]]).toEqual([0, 1]);
  });

  it("equals numpy.correlate under a Gaussian", () => {
    const [a, b] = [
      Float64Array.from({ length: 300 }, (_, t) => Math.sin(0.11 * t) + 0.5 * Math.sin(0.07 * t ** 1.3)),
      Float64Array.from(
        { length: 300 },
        (_, t) => Math.cos(0.11 * t + 0.4) + 0.3 * Math.cos(0.09 * t ** 1.2),
      ),
    ];
    const wide = signalLags([a, b], { interval: 1, maxLag: 60 });
    expect(wide.lags[1]).toBe(-11);
    expect(wide.peaks[1]).toBeCloseTo(-0.8151637032379032, 10);
    // Within ten samples it only falls and rises.
    const narrow = signalLags([a, b], { interval: 1, maxLag: 10 });
    expect([narrow.lags[1], narrow.peaks[1]]).toEqual([Number.NaN, Number.NaN]);
  });

  it("knows nothing of a signal that does not vary", () => {
    const { lags, peaks } = signalLags([shifted[0] as Float64Array, new Float64Array(2800)], { interval: 1 });
    expect([...lags]).toEqual([0, Number.NaN, Number.NaN, Number.NaN]);
    expect([...peaks]).toEqual([1, Number.NaN, Number.NaN, Number.NaN]);
    expect(signalLags([], { interval: 1 }).size).toBe(0);
  });

  it("refuses signals of unequal length, and lags as long as half of them", () => {
    expect(() => signalLags([source, source.subarray(1)], { interval: 1 })).toThrow(/signals\[1\]/);
    expect(() => signalLags(shifted, { interval: 1, maxLag: 1400 })).toThrow(/maxLag/);
    expect(() => signalLags(shifted, { interval: 1, maxLag: 0.3 })).toThrow(/maxLag/);
  });
});

describe("lagHierarchy", () => {
  it("gives back the times of lags that agree, in ms and from 0 to 1", () => {
    const times = [4, -2, 10, 0];
    const lags = times.flatMap((one) => times.map((other) => one - other));
    const found = lagHierarchy(lags);
    for (const [index, time] of times.entries()) {
      expect(found.times[index]).toBeCloseTo(time - mean(times), 10);
      expect(found.positions[index]).toBeCloseTo((time + 2) / 12, 10);
    }
    expect(found.deviation).toBeCloseTo(0, 10);
    expect(found.violations).toBe(0);
    expect(found.shuffledViolations.mean).toBeGreaterThan(0);
  });

  it("fits what is there as numpy.linalg.lstsq does", () => {
    const no = Number.NaN;
    const lags = [0, 3, no, 8, -3, 0, -2, 4, no, 2, 0, no, -8, -4, no, 0];
    const { times, deviation, violations } = lagHierarchy(lags);
    const expected = [3.083333333333333, -0.25, 1.75, -4.583333333333333];
    for (const [index, time] of expected.entries()) expect(times[index]).toBeCloseTo(time, 10);
    expect(deviation).toBeCloseTo(0.28867513459481275, 10);
    expect(violations).toBe(0);
  });

  it("counts pairs in the opposite order of their lag", () => {
    // A circle: each comes 1 after the next, and 1 and 0 are joined more strongly the other way round.
    const { violations, times } = lagHierarchy([0, 1, -5, -1, 0, 1, 5, -1, 0]);
    // Times: rows' means -4/3, 0, 4/3; the lags 0-1 and 1-2 are turned.
    expect(times[2]).toBeCloseTo(4 / 3, 10);
    expect(violations).toBeCloseTo(2 / 3, 10);
  });

  it("leaves chance about the violations that random lags have", () => {
    const size = 12;
    const random = uniforms(2);
    const lags = new Float64Array(size * size);
    for (let one = 0; one < size; one++)
      for (let other = one + 1; other < size; other++) {
        const lag = Math.round(40 * (random() - 0.5)) || 1;
        lags[one * size + other] = lag;
        lags[other * size + one] = -lag;
      }
    const { violations, shuffledViolations } = lagHierarchy(lags, { shuffles: 200 });
    expect(shuffledViolations.mean).toBeLessThan(0.5);
    expect(Math.abs(violations - shuffledViolations.mean)).toBeLessThan(3 * shuffledViolations.deviation);
    expect(lagHierarchy(lags, { seed: 2 })).not.toEqual(lagHierarchy(lags, { seed: 3 }));
    expect(lagHierarchy(lags, { seed: 2 })).toEqual(lagHierarchy(lags, { seed: 2 }));
  });

  it("has no place for a signal without lags", () => {
    const no = Number.NaN;
    const { times, positions } = lagHierarchy([0, 2, no, -2, 0, no, no, no, 0]);
    expect([...positions]).toEqual([1, 0, no]);
    expect(times[2]).toBeNaN();
    expect(lagHierarchy([0, no, no, 0]).violations).toBeNaN();
    expect([...lagHierarchy([0, 0, 0, 0]).positions]).toEqual([no, no]);
  });

  it("refuses what is not square or not antisymmetric", () => {
    expect(() => lagHierarchy([0, 1, 2])).toThrow(/as many rows as columns/);
    expect(() => lagHierarchy([0, 1, 1, 0])).toThrow(/lags\[1\]/);
    expect(() => lagHierarchy([0, 1, Number.NaN, 0])).toThrow(/lags\[1\]/);
    expect(() => lagHierarchy([0, 1, -1, 0], { shuffles: 0 })).toThrow(/shuffles/);
  });
});

describe("signalTimescale", () => {
  it("has the autocorrelation that numpy has", () => {
    const signal = Float64Array.from({ length: 40 }, (_, t) => Math.sin(0.7 * t) + Math.cos(0.03 * t * t));
    const { autocorrelation, lags } = signalTimescale(signal, { interval: 2, maxLag: 12 });
    const expected = [0.5741155504016041, 0.04481232459959756, -0.1442130811118505];
    expected.push(-0.39017626929755844, -0.4901321874688221, -0.24852673363969038);
    for (const [index, value] of expected.entries()) expect(autocorrelation[index]).toBeCloseTo(value, 12);
    expect([...lags]).toEqual([2, 4, 6, 8, 10, 12]);
  });

  it("finds that of noise whose memory is known", () => {
    // exp(-1 / 20) per sample of 1 ms: 20 ms. Over eight seeds of 20 s, i.e. a thousand time scales each, the mean
    // is within 10 %: single ones scatter by about sqrt(2 / 1000) with the bias of a finite signal.
    const found = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (seed) =>
        signalTimescale(noise(20_000, Math.exp(-1 / 20), seed), { interval: 1, maxLag: 100 }).timescale,
    );
    expect(Math.abs(mean(found) / 20 - 1)).toBeLessThan(0.1);
  });

  it("is NaN where nothing decays or varies", () => {
    const constant = signalTimescale(new Float64Array(50), { interval: 1, maxLag: 10 });
    expect(constant.timescale).toBeNaN();
    expect(constant.autocorrelation[0]).toBeNaN();
  });

  it("refuses fewer than five lags, and more than there are samples", () => {
    const signal = new Float64Array(50);
    for (const maxLag of [4, 50])
      expect(() => signalTimescale(signal, { interval: 1, maxLag })).toThrow(/maxLag/);
  });
});
