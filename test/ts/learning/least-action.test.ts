// Neuronal least action: the Euler-Lagrange equation by independent differences of the energy, and what follows.
import { describe, expect, it } from "vitest";
import {
  energy,
  hyperbolic,
  type LeastActionNetwork,
  leastAction,
  leastActionNetwork,
  linear,
  logistic,
  randomStream,
  residual,
  softplus,
  train,
  velocity,
  type Wiring,
} from "../../../ts/learning/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";

/** First derivative by eight neighbours: its error grows with the eighth power of the distance. */
function derivative(f: (x: number) => number, h = 0.02): number {
  const weights = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
  return weights.reduce((sum, weight, k) => sum + weight * (f((k + 1) * h) - f(-(k + 1) * h)), 0) / h;
}

const numbers = (size: number, seed: number): Float64Array => {
  const random = randomStream(seed, "test");
  return Float64Array.from({ length: size }, () => random.between(-1, 1));
};

const moved = (start: Float64Array, speed: Float64Array, time: number): Float64Array =>
  start.map((value, k) => value + time * (speed[k] as number));

/** Two inputs, a recurrent crowd of four, two outputs that hear the crowd and speak to it. */
const recurrent: Wiring = {
  inputs: 2,
  neurons: 6,
  outputs: 2,
  hidden: [4],
  blocks: [
    { targets: [0, 4], sources: [0, 8] },
    { targets: [4, 6], sources: [2, 6], rate: 0.5 },
  ],
};

const tau = 10;
const networks: readonly (readonly [string, LeastActionNetwork])[] = [
  ["a chain of layers", leastActionNetwork({ layers: [3, 5, 4, 2], beta: 0.7, seed: 2 })],
  [
    "a recurrent network",
    leastActionNetwork({ wiring: recurrent, transfer: hyperbolic, amplitude: 0.4, seed: 3 }),
  ],
  ["a logistic network", leastActionNetwork({ layers: [2, 6, 3], transfer: logistic, beta: 2 })],
];

describe.each(networks)("least action in %s", (_, network) => {
  const { inputs, neurons, outputs } = network.wiring;
  const u = numbers(neurons, 1);
  const [input, target] = [numbers(inputs, 2), numbers(outputs, 3)];
  const drift = { input: numbers(inputs, 4), target: numbers(outputs, 5) };

  it("has as its residual the gradient of the energy", () => {
    const found = residual(network, u, { input, target });
    for (const [k, value] of found.entries()) {
      const along = (x: number): number =>
        energy(network, u.with(k, (u[k] as number) + x), { input, target });
      expect(Math.abs(value - derivative(along))).toBeLessThan(1e-11);
    }
  });

  it("moves its potentials by the Euler-Lagrange equation to 1e-10, while input, target and weights move", () => {
    const weights = network.weights.map((weight, k) => (weight === 0 ? 0 : 0.3 * Math.sin(k)));
    const speed = velocity(network, u, { input, target }, tau, { ...drift, weights });
    for (const k of speed.keys()) {
      const gradientAt = (time: number): number => {
        const later = { ...network, weights: moved(network.weights, weights, time) };
        const given = {
          input: moved(input, drift.input, time),
          target: moved(target, drift.target, time),
        };
        const place = moved(u, speed, time);
        return derivative((x) => energy(later, place.with(k, (place[k] as number) + x), given));
      };
      expect(Math.abs(gradientAt(0) + tau * derivative(gradientAt))).toBeLessThan(1e-10);
    }
  });

  it("moves by the same equation when errors come back through fixed random weights", () => {
    const feedback = numbers(neurons * neurons, 7).map((weight, place) => {
      const [cell, target] = [Math.floor(place / neurons), place % neurons];
      return network.weights[target * (inputs + neurons) + inputs + cell] === 0 ? 0 : weight / 2;
    });
    const aligned = { ...network, feedback };
    const speed = velocity(aligned, u, { input, target }, tau, drift);
    for (const k of speed.keys()) {
      const residualAt = (time: number): number =>
        residual(aligned, moved(u, speed, time), {
          input: moved(input, drift.input, time),
          target: moved(target, drift.target, time),
        })[k] as number;
      expect(Math.abs(residualAt(0) + tau * derivative(residualAt))).toBeLessThan(1e-10);
    }
  });
});

describe("leastAction", () => {
  it("lowers its energy in every step, at constant input, with and without learning", () => {
    for (const learn of [false, true]) {
      const network = leastActionNetwork({ layers: [3, 6, 2], beta: 0.5, seed: 4 });
      const learner = leastAction(network, { tau: 10, dt: 0.1, eta: 0.02, ramp: 0 });
      const [input, target] = [numbers(3, 1), numbers(2, 2)];
      let before = energy(network, learner.potentials, { input, target });
      const first = before;
      for (let step = 0; step < 400; step++) {
        learner.present(input, { target, learn, duration: 0.1, readFrom: 0 });
        const now = energy(network, learner.potentials, { input, target });
        expect(now).toBeLessThanOrEqual(before);
        before = now;
      }
      expect(before).toBeLessThan(learn ? 0.6 * first : 0.9 * first);
    }
  });

  inVerify.it("follows a moving input without delay: at beta 0 it stays at its fixed point", () => {
    const network = leastActionNetwork({ layers: [2, 4, 4, 1], beta: 0, seed: 6 });
    const learner = leastAction(network, { tau: 20, dt: 0.01, ramp: 5 });
    const still = { target: null, learn: false, duration: 400, readFrom: 0 };
    learner.present(numbers(2, 1), { ...still, duration: 600 });
    learner.present(numbers(2, 2), { ...still, duration: 5 });
    const left = residual(network, learner.potentials, { input: numbers(2, 2), target: null });
    expect(Math.max(...left.map(Math.abs))).toBeLessThan(2e-3);
  });

  it("learns a small task", async () => {
    const network = leastActionNetwork({ layers: [2, 8, 1], beta: 0.5, transfer: softplus(), seed: 1 });
    const learner = leastAction(network, { tau: 5, dt: 0.5, eta: 0.01 });
    const samples = [0.1, 0.4, 0.7, 1].map((x) => ({
      input: Float64Array.of(x, 1),
      target: Float64Array.of(x * x),
    }));
    const task = {
      name: "square",
      inputs: 2,
      outputs: 1,
      reset: false,
      training: () => samples,
      test: () => samples,
    };
    const rows = await train(learner, task, { epochs: 60, duration: 30, readFrom: 20, testEvery: 60 });
    const [before, after] = rows.map((row) => row.testError) as [number, number];
    expect(after).toBeLessThan(0.1 * before);
  });

  it("goes on from a checkpoint bit for bit", () => {
    const make = () => leastAction(leastActionNetwork({ layers: [2, 3, 1] }), { eta: 0.1, dt: 0.5, ramp: 5 });
    const [one, other] = [make(), make()];
    const show = { target: Float64Array.of(0.5), learn: true, duration: 7, readFrom: 3 };
    one.present(Float64Array.of(1, 0), show);
    other.restore(one.checkpoint());
    const outputs = [one, other].map((learner) => learner.present(Float64Array.of(0, 1), show));
    expect(outputs[1]).toEqual(outputs[0]);
    expect(other.checkpoint()).toEqual(one.checkpoint());
  });

  it("says so when its equations have no solution", () => {
    const wiring: Wiring = {
      inputs: 1,
      neurons: 1,
      outputs: 1,
      hidden: [],
      blocks: [{ targets: [0, 1], sources: [0, 2] }],
    };
    const weights = Float64Array.of(1, 1);
    const network = leastActionNetwork({ wiring, weights, transfer: linear, beta: 0 });
    const given = { input: Float64Array.of(1), target: null };
    expect(errorOf(() => velocity(network, Float64Array.of(0), given, 10)).code).toBe("E_NUMERIC");
  });

  it.each([
    ["E_SIZE", { layers: [3] }],
    ["E_SIZE", { layers: [3, 0, 1] }],
    ["E_TYPE", {}],
    ["E_PARAM_RANGE", { layers: [2, 1], beta: -1 }],
    ["E_PARAM_RANGE", { layers: [2, 1], amplitude: 0 }],
    ["E_SHAPE", { layers: [2, 1], weights: new Float64Array(2) }],
    ["E_SHAPE", { layers: [2, 1], weights: Float64Array.of(1, 2, 3) }],
    ["E_NOT_FINITE", { layers: [2, 1], weights: Float64Array.of(1, Number.NaN, 0) }],
    ["E_UNKNOWN_NAME", { layers: [2, 1], feedback: "none" as never }],
    ["E_SHAPE", { layers: [2, 1], feedback: new Float64Array(4) }],
    ["E_SHAPE", { wiring: { ...recurrent, blocks: [{ targets: [0, 7], sources: [0, 2] }] as never } }],
    ["E_SHAPE", { wiring: { ...recurrent, hidden: [3] } }],
    [
      "E_SHAPE",
      {
        wiring: {
          ...recurrent,
          blocks: [...recurrent.blocks, { targets: [3, 5], sources: [2, 3] }] as never,
        },
      },
    ],
  ])("%s for a bad network %#", (code, options) => {
    expect(errorOf(() => leastActionNetwork(options)).code).toBe(code);
  });

  it("refuses bad times", () => {
    const network = leastActionNetwork({ layers: [2, 1] });
    expect(errorOf(() => leastAction(network, { tau: 0 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => leastAction(network, { dt: Number.NaN })).code).toBe("E_NOT_FINITE");
    expect(errorOf(() => leastAction(network, { eta: -1 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => leastAction(network, { ramp: -1 })).code).toBe("E_PARAM_RANGE");
    const slow = leastAction(network, { ramp: 5 });
    const shown = { target: null, learn: false, readFrom: 0 };
    const early = errorOf(() => slow.present(Float64Array.of(1, 0), { ...shown, duration: 4.9 }));
    expect([early.code, early.allowed]).toEqual(["E_PARAM_RANGE", "at least the ramp (5 ms)"]);
    expect(slow.present(Float64Array.of(1, 0), { ...shown, duration: 5 }).length).toBe(1);
  });
});
