// Samplers of a machine: their distributions, and that they are the same on every machine.
import { describe, expect, it } from "vitest";
import {
  boltzmann,
  type Chain,
  chainMoments,
  continuousSampler,
  distributionOf,
  divergence,
  exactDistribution,
  gibbsSampler,
  linearGate,
  marginals,
  momentsOf,
  neuralSampler,
  observe,
  observeSync,
  samplingError,
} from "../../../ts/sampling/index.ts";
import { exp, log } from "../../../ts/sampling/samplers/exponential.ts";
import { gatedFiring } from "../../../ts/sampling/samplers/refractoriness.ts";
import { uniformStream, xoshiro128 } from "../../../ts/sampling/samplers/uniform-stream.ts";
import { errorOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";
import { fixtureMachine, largestDistance } from "./fixture.ts";

const exact = exactDistribution(fixtureMachine);

/** Divergence in units of what chance gives a correct sampler; about chi-square with 31 degrees of freedom over 31. */
function score(chain: Chain, duration: number): number {
  const states = observeSync(chain, duration);
  return divergence(distributionOf(states), exact) / samplingError(states, exact).divergence;
}

describe("arithmetic that is the same everywhere", () => {
  it("has exponentials and logarithms within one unit in the last place", () => {
    const uniform = uniformStream(5);
    let [worstExp, worstLog] = [0, 0];
    for (let k = 0; k < 1e5; k++) {
      const x = (uniform() - 0.5) * 1400;
      worstExp = Math.max(worstExp, Math.abs(exp(x) / Math.exp(x) - 1));
      worstLog = Math.max(worstLog, Math.abs(log(exp(x)) - x) / Math.max(1, Math.abs(x)));
    }
    expect(worstExp).toBeLessThan(3e-16);
    expect(worstLog).toBeLessThan(3e-16);
    expect([exp(0), exp(-800), exp(800), exp(-Infinity), log(1)]).toEqual([1, 0, Infinity, 0, 0]);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(-740)).toBe(Math.exp(-740));
  });

  it("has the random numbers of xoshiro128++", () => {
    const state = Int32Array.of(1, 2, 3, 4);
    const drawn = Array.from({ length: 6 }, () => xoshiro128(state) >>> 0);
    expect(drawn).toEqual([641, 1573767, 3222811527, 3517856514, 836907274, 4247214768]);
  });

  it("draws the states that it drew when this was written", () => {
    const last = (chain: Chain): unknown => {
      const { states, starts } = observeSync(chain, 10_000);
      return [states.length, states.at(-1), starts.at(-1)];
    };
    expect(last(neuralSampler(fixtureMachine))).toEqual([3598, 11, 9995]);
    expect(last(neuralSampler(fixtureMachine, { gate: linearGate(10) }))).toEqual([2879, 9, 9999]);
    expect(last(continuousSampler(fixtureMachine))).toEqual([4995, 6, 9996.976720811776]);
    expect(last(gibbsSampler(fixtureMachine))).toEqual([9239, 12, 9999]);
  });
});

describe("neural sampling", () => {
  it("has the machine's distribution with absolute refractoriness, within chance", () => {
    expect(score(neuralSampler(fixtureMachine, { tau: 10 }), 3e6)).toBeLessThan(2);
    expect(score(neuralSampler(fixtureMachine, { tau: 100 }), 3e6)).toBeLessThan(2);
    expect(score(neuralSampler(fixtureMachine, { tau: 1 }), 1e6)).toBeLessThan(2);
  });

  it("has it in continuous time, and so has Gibbs sampling", () => {
    expect(score(continuousSampler(fixtureMachine, { tau: 10 }), 3e6)).toBeLessThan(2);
    expect(score(gibbsSampler(fixtureMachine), 1e6)).toBeLessThan(2);
  });

  it("needs as many samples for a divergence as the published run: 2.2e-5 and 1.6e-4 after 3e6 sweeps", () => {
    for (const [tau, published] of [
      [10, 2.2e-5],
      [100, 1.6e-4],
    ] as const) {
      const states = observeSync(neuralSampler(fixtureMachine, { tau, seed: 2 }), 3e6);
      const { divergence: expected, effectiveSamples } = samplingError(states, exact);
      expect(expected / published).toBeGreaterThan(0.7);
      expect(expected / published).toBeLessThan(1.4);
      expect(effectiveSamples).toBeCloseTo(31 / 2 / expected, 6);
    }
  });

  inVerify.it(
    "is right for each unit alone with relative refractoriness, and nearly for all together",
    () => {
      for (const gate of [linearGate(20), linearGate(20, 5)]) {
        for (const bias of [-2, 0, 1.5]) {
          const alone = boltzmann({ weights: [[0]], biases: [bias] });
          const states = observeSync(neuralSampler(alone, { tau: 20, gate }), 2e6);
          const [p] = marginals(distributionOf(states));
          expect(Math.abs((p as number) - 1 / (1 + Math.exp(-bias)))).toBeLessThan(0.004);
        }
        const states = observeSync(neuralSampler(fixtureMachine, { tau: 20, gate }), 3e6);
        expect(divergence(distributionOf(states), exact)).toBeLessThan(1e-3);
      }
    },
  );

  it("solves the balance of the gate: absolute refractoriness is the gate that is closed", () => {
    const firing = gatedFiring(Float64Array.of(1, 1, 0, 0, 0, 0));
    for (const u of [-8.3, -2.0001, 0, 0.77, 4.2]) {
      const expected = 1 / (1 + 5 * Math.exp(-u));
      expect(Math.abs(firing(u) / expected - 1)).toBeLessThan(1e-6);
    }
  });

  it("has the same states in pieces, with progress, as at once", async () => {
    const seen: number[] = [];
    const whole = observeSync(neuralSampler(fixtureMachine), 3e5);
    const pieces = await observe(neuralSampler(fixtureMachine), 3e5, {
      onProgress: (done) => seen.push(done),
    });
    expect(pieces).toEqual(whole);
    expect(seen.at(-1)).toBe(1);
    const continuous = continuousSampler(fixtureMachine);
    const times: number[] = [];
    for (let k = 0; k < 50; k++) continuous.advance(7.3, (time) => times.push(time));
    const again: number[] = [];
    continuousSampler(fixtureMachine).advance(50 * 7.3, (time) => again.push(time));
    expect(times).toEqual(again);
  });

  it("ends when it is aborted", async () => {
    const chain = neuralSampler(fixtureMachine);
    const stop = new AbortController();
    const run = observe(chain, 1e12, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await expect(run).rejects.toThrow("enough");
    expect(chain.time).toBeGreaterThan(0);
  });

  it("holds clamped units, and samples the others given them", () => {
    const given = exact.probabilities.map((p, state) => ((state & 1) === 1 && (state & 8) === 0 ? p : 0));
    const mass = given.reduce((sum, p) => sum + p, 0);
    const conditional = { units: 5, probabilities: given.map((p) => p / mass) };
    for (const chain of [
      neuralSampler(fixtureMachine),
      continuousSampler(fixtureMachine),
      gibbsSampler(fixtureMachine),
    ]) {
      chain.clamp([1, undefined, undefined, 0, undefined]);
      const states = observeSync(chain, 5e5);
      expect(divergence(distributionOf(states), conditional)).toBeLessThan(2e-4);
      chain.clamp([undefined, undefined, undefined, undefined, undefined]);
      chain.advance(100);
      expect(divergence(distributionOf(observeSync(chain, 5e5)), exact)).toBeLessThan(5e-4);
    }
  });

  it("takes another machine and keeps its state", () => {
    const strong = boltzmann({ weights: new Float64Array(25), biases: [3, -3, 3, -3, 3] });
    for (const chain of [
      neuralSampler(fixtureMachine),
      continuousSampler(fixtureMachine),
      gibbsSampler(fixtureMachine),
    ]) {
      chain.advance(1000);
      const before = chain.z.slice();
      chain.adopt(strong);
      expect(chain.z).toEqual(before);
      chain.advance(1000);
      const found = marginals(distributionOf(observeSync(chain, 2e5)));
      expect(largestDistance(found, marginals(exactDistribution(strong)))).toBeLessThan(0.01);
    }
  });

  it("has moments over samples, also of more units than states can be listed for", () => {
    const moments = chainMoments(neuralSampler(fixtureMachine), { samples: 2e5, every: 5 });
    expect(largestDistance(moments.second, momentsOf(exact).second)).toBeLessThan(0.01);
    const units = 40;
    const biases = Float64Array.from({ length: units }, (_, k) => (k % 5) - 2);
    const many = boltzmann({ weights: new Float64Array(units * units), biases });
    const { first } = chainMoments(gibbsSampler(many), { samples: 40_000 });
    expect(
      largestDistance(
        first,
        biases.map((bias) => 1 / (1 + Math.exp(-bias))),
      ),
    ).toBeLessThan(0.012);
    expect(errorOf(() => observeSync(gibbsSampler(many), 10)).code).toBe("E_SIZE");
  });

  it("samples from more units than it remembers states for", () => {
    const units = 12;
    const weights = Array.from({ length: units }, (_, i) =>
      Array.from({ length: units }, (_, j) => (i === j ? 0 : 0.5 * Math.sin(i + j + i * j))),
    );
    const biases = Float64Array.from({ length: units }, (_, k) => Math.cos(2 * k));
    const larger = boltzmann({ weights, biases });
    const expected = momentsOf(exactDistribution(larger)).second;
    for (const chain of [neuralSampler(larger), continuousSampler(larger), gibbsSampler(larger)]) {
      const { second } = momentsOf(distributionOf(observeSync(chain, 5e5)));
      // Five standard errors of some 30,000 samples.
      expect(largestDistance(second, expected)).toBeLessThan(0.015);
    }
  });

  it("refuses what makes no sampler", () => {
    const machine = fixtureMachine;
    const wrong: [() => unknown, string][] = [
      [() => neuralSampler(machine, { tau: 0 }), "E_PARAM_RANGE"],
      [() => neuralSampler({ weights: [[0]], biases: [0] } as never), "E_TYPE"],
      [() => continuousSampler(undefined as never), "E_TYPE"],
      [() => neuralSampler(machine, { tau: 2.5 }), "E_PARAM_RANGE"],
      [() => neuralSampler(machine, { seed: -1 }), "E_PARAM_RANGE"],
      [() => neuralSampler(machine, { taus: 3 } as object), "E_UNKNOWN_PARAM"],
      [() => neuralSampler(machine, { gate: [1, 1] }), "E_SHAPE"],
      [() => neuralSampler(machine, { tau: 2, gate: [1, 0.5, 0] }), "E_PARAM_RANGE"],
      [() => neuralSampler(machine, { tau: 2, gate: [1, 1, 1.2] }), "E_PARAM_RANGE"],
      [() => linearGate(5, 5), "E_PARAM_RANGE"],
      [() => continuousSampler(machine, { tau: -1 }), "E_PARAM_POSITIVE"],
      [() => continuousSampler(machine, { tau: Number.NaN }), "E_NOT_FINITE"],
      [() => neuralSampler(machine).advance(-1), "E_PARAM_RANGE"],
      [() => neuralSampler(machine).clamp([1]), "E_SHAPE"],
      [() => neuralSampler(machine).clamp([2, 0, 0, 0, 0] as never), "E_PARAM_RANGE"],
      [() => neuralSampler(machine).adopt(boltzmann({ weights: [[0]], biases: [0] })), "E_SHAPE"],
      [() => chainMoments(neuralSampler(machine), { samples: 0 }), "E_PARAM_RANGE"],
    ];
    for (const [work, code] of wrong) expect(errorOf(work).code).toBe(code);
  });
});
