// The theory of the balanced random network against the numbers of the paper and against itself.
import { describe, expect, it } from "vitest";
import { brunelLoop } from "../../../ts/networks/brunel-stability.ts";
import { brunelInput, firingOf } from "../../../ts/networks/brunel-theory.ts";
import {
  brunelBoundaries,
  brunelExamples,
  brunelOscillation,
  brunelState,
} from "../../../ts/networks/index.ts";

describe("the asynchronous state", () => {
  it("has the rates of the paper's table 1: 55.8, 38.0 and 6.5 1/s", () => {
    expect(Math.abs(brunelState(6, 4).rate - 55.8)).toBeLessThan(0.06);
    expect(Math.abs(brunelState(5, 2).rate - 38.0)).toBeLessThan(0.06);
    expect(Math.abs(brunelState(4.5, 0.9).rate - 6.5)).toBeLessThan(0.06);
  });

  it("has neurons that answer with the rate that they receive", () => {
    for (const { g, eta } of brunelExamples) {
      const { rate, mean, deviation } = brunelState(g, eta);
      expect(firingOf({ mean, deviation }).rate / rate).toBeCloseTo(1, 6);
    }
  });

  it("without fluctuations has intervals t_ref + tau ln((mu - V_r) / (mu - theta))", () => {
    const interval = 2 + 20 * Math.log((30 - 10) / (30 - 20));
    const { rate, cv } = firingOf({ mean: 30, deviation: 0.05 });
    expect(rate / (1000 / interval)).toBeCloseTo(1, 3);
    expect(cv).toBeLessThan(0.01);
  });

  it("has the rates and CVs of both formulas in 30 digits, and those of NNMT", () => {
    // Mean and deviation of the input [mV], rate [1/s], CV; the first four are NNMT's examples g, eta = 6, 4; 5, 2;
    // 4.5, 0.9; 3, 2, whose values agree to 1e-12.
    const exact = [
      [24.158737623795638, 10.939950856946695, 55.84126237620445, 0.7361249649916097],
      [21.025151457118316, 7.682907052304935, 37.94969708576336, 0.6753285860072678],
      [16.370824432892732, 3.1147233425250223, 6.516702268415011, 0.7760618170269836],
      [203.5042395946677, 14.715825205304258, 327.0084792633164, 0.11679409309307219],
      [30, 0.05, 63.040374750537424, 0.0038603433879976245],
      [5, 5, 0.009775677077429433, 1.0005193501988043],
      [16, 1.5, 0.055969391455071696, 0.9959678612731333],
    ] as const;
    for (const [mean, deviation, rate, cv] of exact) {
      const found = firingOf({ mean, deviation });
      expect(Math.abs(found.rate / rate - 1), `rate at ${mean} mV`).toBeLessThan(1e-12);
      expect(Math.abs(found.cv / cv - 1), `CV at ${mean} mV`).toBeLessThan(1e-12);
    }
    // The self-consistent states, whose rates NNMT gives to 1e-10.
    const { rate, cv } = brunelState(5, 2);
    expect(Math.abs(rate / 37.949697085763376 - 1)).toBeLessThan(1e-10);
    expect(Math.abs(cv / 0.6753285860072681 - 1)).toBeLessThan(1e-10);
  });

  it("is nearly Poisson far below threshold", () => {
    const { rate, cv } = firingOf({ mean: 5, deviation: 5 });
    expect(rate).toBeLessThan(0.1);
    expect(cv).toBeCloseTo(1, 2);
  });
});

describe("stability", () => {
  it("has the frequencies of the paper's table 1: 190 and 29 1/s", () => {
    // The table has two digits; threshold integration (Richardson 2007) with ever finer steps gives 187.7.
    expect(brunelOscillation(6, 4)?.frequency).toBeCloseTo(187.7, 0);
    expect(brunelOscillation(4.5, 0.9)?.frequency).toBeCloseTo(29, 0);
  });

  it("goes once around the loop as threshold integration (Richardson 2007) has it", () => {
    // 2,400 and 20,000 steps of that scheme, whose error falls with their number, carried on to infinitely many.
    const integrated = [
      [6, 4, 190, 1.10659, -0.03092],
      [4.5, 0.9, 29, 1.031067, -0.000511],
      [5, 2, 100, 0.718351, 0.367304],
    ] as const;
    for (const [g, eta, frequency, re, im] of integrated) {
      const { re: real, im: imaginary } = brunelLoop(g, eta)(frequency);
      expect(Math.hypot(real - re, imaginary - im), `at ${frequency} 1/s`).toBeLessThan(3e-5);
    }
  });

  it("is lost in the synchronous irregular examples and kept in the asynchronous one", () => {
    expect(brunelOscillation(6, 4)?.gain).toBeGreaterThan(1);
    expect(brunelOscillation(4.5, 0.9)?.gain).toBeGreaterThan(1);
    expect(brunelOscillation(5, 2)?.gain).toBeLessThan(0.8);
  });

  it("of a slow modulation is that of the stationary rate", () => {
    for (const [g, eta] of [
      [6, 4],
      [5, 2],
      [8, 2],
    ] as const) {
      const { rate } = brunelState(g, eta);
      const answer = (input: number): number => firingOf(brunelInput(g, eta, input)).rate;
      const slope = (answer(1.01 * rate) - answer(0.99 * rate)) / (0.02 * rate);
      expect(brunelLoop(g, eta)(0.001).re / slope).toBeCloseTo(1, 2);
    }
  });

  it("ends on the drawn boundaries", () => {
    for (const { g, eta } of brunelBoundaries.fast) expect(brunelOscillation(g, eta)?.gain).toBeCloseTo(1, 2);
    for (const { g, eta } of brunelBoundaries.slow) expect(brunelOscillation(g, eta)?.gain).toBeCloseTo(1, 2);
    for (const { g, eta } of brunelBoundaries.quiet) {
      expect(brunelState(g, eta - 0.003).rate).toBeLessThan(1);
      expect(brunelState(g, eta + 0.003).rate).toBeGreaterThan(1);
    }
  });
});
