// Latent equilibrium: answers after as many steps as layers, gradients as the nudging vanishes, and the dendritic
// microcircuit as an instance.
import { describe, expect, it } from "vitest";
import {
  backpropagation,
  bars,
  dendriticErrors,
  gradientErrors,
  latentEquilibrium,
  leastActionNetwork,
  linear,
  randomStream,
  softplus,
  train,
} from "../../../ts/learning/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";
import { conductances, ReferenceMicrocircuit } from "./reference-microcircuit.ts";

const numbers = (size: number, seed: number): Float64Array => {
  const random = randomStream(seed, "test");
  return Float64Array.from({ length: size }, () => random.between(-1, 1));
};

const largest = (values: Iterable<number>): number => Math.max(...Array.from(values, Math.abs));
const minus = (one: Float64Array, other: ArrayLike<number>): Float64Array =>
  one.map((value, k) => value - (other[k] as number));

describe("latentEquilibrium", () => {
  it.each([0.5, 10, 1000])(
    "is at its feedforward fixed point after as many steps as layers, tau %d",
    (tau) => {
      const layers = [4, 6, 5, 7, 3];
      const network = leastActionNetwork({ layers, beta: 0, seed: 5 });
      const learner = latentEquilibrium(network, { tau });
      const teacher = backpropagation({ layers, rates: 0 });
      for (const [layer, { values }] of learner.weights().entries()) teacher.setWeights(layer, values);
      const input = numbers(4, 1);
      const still = { target: Float64Array.of(1, 1, 1), learn: false, readFrom: 0 };
      const expected = teacher.present(input, { ...still, duration: 1 });
      const outputs = Array.from({ length: 6 }, () => learner.present(input, { ...still, duration: 0.1 }));
      const errors = outputs.map((output) => largest(minus(output, expected)));
      expect(errors[2]).toBeGreaterThan(1e-3);
      expect(largest(errors.slice(3))).toBeLessThan(1e-11);
    },
  );

  it("is slow where it does not look ahead as far as its membranes are slow", () => {
    const network = leastActionNetwork({ layers: [2, 3, 1], beta: 0 });
    const still = { target: null, learn: false, readFrom: 0 };
    const reached = (tau: number): number => {
      const learner = latentEquilibrium(network, { tau, tauMembrane: 10 });
      const early = learner.present(Float64Array.of(1, 1), { ...still, duration: 1, readFrom: 0.9 });
      const late = learner.present(Float64Array.of(1, 1), { ...still, duration: 500, readFrom: 499 });
      return largest(minus(early, late)) / largest(late);
    };
    expect(reached(10)).toBeLessThan(1e-12);
    expect(reached(1)).toBeGreaterThan(0.3);
  });

  it("changes its weights along the gradient of backpropagation, up to the first order of beta", () => {
    const layers = [4, 6, 5, 3];
    const [input, target] = [numbers(4, 1), numbers(3, 2)];
    const deviation = (beta: number): number => {
      const learner = latentEquilibrium(leastActionNetwork({ layers, beta, seed: 5 }), { eta: 1, dt: 0.1 });
      const teacher = backpropagation({ layers, rates: 0 });
      for (const [layer, { values }] of learner.weights().entries()) teacher.setWeights(layer, values);
      learner.present(input, { target, learn: false, duration: 500, readFrom: 0 });
      const before = learner.weights().map(({ values }) => values);
      learner.present(input, { target, learn: true, duration: 0.1, readFrom: 0 });
      const gradients = teacher.gradients(input, target);
      const scale = largest(gradients.flatMap((gradient) => [...gradient]));
      const off = learner.weights().map(({ values }, layer) =>
        values.map((value, k) => {
          const change = (value - (before[layer]?.[k] as number)) / (0.1 * beta);
          return change + (gradients[layer]?.[k] as number);
        }),
      );
      return largest(off.flatMap((layer) => [...layer])) / scale;
    };
    const [coarse, middle, fine] = [1e-2, 1e-3, 1e-4].map(deviation) as [number, number, number];
    expect(fine).toBeLessThan(1e-3);
    expect(Math.log10(coarse / middle)).toBeCloseTo(1, 1);
    expect(Math.log10(middle / fine)).toBeCloseTo(1, 1);
  });

  it.each(["transposed", "random"] as const)("learns Bars, feedback %s", async (feedback) => {
    const network = leastActionNetwork({ layers: [9, 30, 3], beta: 0.1, amplitude: 0.5, feedback });
    const learner = latentEquilibrium(network, { tau: 10, dt: 0.1, eta: 1 });
    const rows = await train(learner, bars(), { epochs: 400, duration: 1, readFrom: 0.5, testEvery: 100 });
    expect(rows.at(-1)?.testAccuracy).toBe(1);
    expect(rows.at(-1)?.testError).toBeLessThan(0.01);
  });

  it("lets silent neurons send and learn nothing", () => {
    const learner = latentEquilibrium(leastActionNetwork({ layers: [2, 3, 1] }), { eta: 1 });
    const before = learner.weights().map(({ values }) => values);
    learner.silence?.([Uint8Array.of(1, 0, 1)]);
    const show = { target: Float64Array.of(2), learn: true, duration: 5, readFrom: 0 };
    learner.present(Float64Array.of(1, 1), show);
    const [first, second] = learner.weights().map(({ values }, k) => minus(values, before[k] ?? []));
    expect([...(first ?? [])].map((change) => change !== 0)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect([...(second ?? [])].map((change) => change !== 0)).toEqual([false, true, false]);
    expect(errorOf(() => learner.silence?.([new Uint8Array(2)])).code).toBe("E_SHAPE");
  });

  it("says so when its learning blows up", async () => {
    const network = leastActionNetwork({ layers: [9, 10, 3], beta: 1, transfer: linear });
    const learner = latentEquilibrium(network, { eta: 100 });
    const error = await rejectionOf(train(learner, bars(), { epochs: 50, duration: 2 }));
    expect(error.code).toBe("E_NUMERIC");
    expect(error.message).toMatch(/weight block\d\[\d+\]\[\d+\] must stay finite/);
  });

  it("refuses bad options and mixing factors", () => {
    const network = leastActionNetwork({ layers: [2, 1] });
    expect(errorOf(() => latentEquilibrium(network, { tauMembrane: 0 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => latentEquilibrium(network, { plasticity: "none" as never })).code).toBe(
      "E_UNKNOWN_NAME",
    );
    expect(errorOf(() => dendriticErrors({ apical: 1, nudging: 1 })).code).toBe("E_PARAM_RANGE");
  });
});

describe("the dendritic microcircuit as an instance", () => {
  const { gl, gb, ga, gs } = conductances;
  const [total, nudged] = [gl + gb + ga, gl + gb + gs];
  const mixing = { apical: ga / total, nudging: gs / nudged };
  const phi = softplus();
  const layers = [4, 6, 5, 3];
  const rates = { up: [0, 0, 0], ip: [0, 0], pi: [0, 0] };
  const input = numbers(4, 9).map(Math.abs);

  /** The microcircuit at rest under a target, or free. */
  const settled = (target: Float64Array | null, sizes = layers, aligned = false): ReferenceMicrocircuit => {
    const net = new ReferenceMicrocircuit({ layers: sizes, latentEquilibrium: true, rates, seed: 11 });
    if (aligned)
      for (const [k, { rows, columns, values }] of net.down.entries())
        for (let i = 0; i < rows * columns; i++)
          values[i] = net.up[k + 1]?.values[(i % columns) * rows + Math.floor(i / columns)] as number;
    net.predictItself();
    net.input.set(input);
    for (let step = 0; step < 3000; step++) net.step(target, false);
    return net;
  };

  const nudgedBy = (strength: number, sizes = layers, aligned = false): ReferenceMicrocircuit => {
    const free = settled(null, sizes, aligned).cells.at(-1)?.u as Float64Array;
    const direction = numbers(free.length, 4);
    return settled(
      free.map((value, k) => value + strength * (direction[k] as number)),
      sizes,
      aligned,
    );
  };

  /** What cells predict from their basal dendrite. */
  const predictions = (net: ReferenceMicrocircuit, layer: number): Float64Array => {
    const share = gb / (layer < net.cells.length - 1 ? total : gl + gb);
    return (net.cells[layer]?.basal ?? new Float64Array()).map((basal) => share * basal);
  };

  it("has the fixed point of the general form with dendritic errors, to 1e-12", () => {
    const target = Float64Array.of(1, 0.2, -0.3);
    const net = settled(target);
    const made = leastActionNetwork({ layers, beta: gs / (gl + gb), amplitude: 1 });
    const { inputs, neurons, blocks } = made.wiring;
    const [weights, feedback] = [new Float64Array(made.weights.length), new Float64Array(neurons * neurons)];
    for (const [k, { targets, sources }] of blocks.entries()) {
      const share = gb / (k < 2 ? total : gl + gb);
      const columns = sources[1] - sources[0];
      for (let i = targets[0]; i < targets[1]; i++)
        for (let j = sources[0]; j < sources[1]; j++) {
          const [row, column] = [i - targets[0], j - sources[0]];
          weights[i * (inputs + neurons) + j] = share * (net.up[k]?.values[row * columns + column] as number);
          if (j >= inputs)
            feedback[(j - inputs) * neurons + i] = net.down[k - 1]?.values[
              column * (targets[1] - targets[0]) + row
            ] as number;
        }
    }
    const network = leastActionNetwork({ layers, weights, feedback, beta: gs / (gl + gb) });
    const learner = latentEquilibrium(network, { errors: dendriticErrors(mixing), plasticity: "rate" });
    learner.present(input, { target, learn: false, duration: 1000, readFrom: 0 });
    const potentials = net.cells.flatMap(({ u }) => [...u]);
    expect(largest(minus(learner.potentials, potentials))).toBeLessThan(1e-12);
    const apical = net.cells.slice(0, -1).flatMap((cells) => [...cells.apical]);
    for (const [k, potential] of apical.entries())
      expect(Math.abs((learner.errors[k] as number) - mixing.apical * potential)).toBeLessThan(1e-12);
    expect(largest(apical)).toBeGreaterThan(1e-3);
  });

  it("has apical potentials (1 - nudging) B (phi' (u - p)), to first order in the nudging", () => {
    const deviation = (strength: number): number => {
      const net = nudgedBy(strength);
      const off = net.cells.slice(0, -1).flatMap(({ apical }, layer) => {
        const p = predictions(net, layer + 1);
        const signal = (net.cells[layer + 1]?.u ?? new Float64Array()).map(
          (u, k) => phi.slope(p[k] as number) * (u - (p[k] as number)),
        );
        const { columns, values } = net.down[layer] as ReferenceMicrocircuit["down"][number];
        return [...apical].map((potential, i) => {
          const row = values.subarray(i * columns, (i + 1) * columns);
          const back = row.reduce((sum, weight, k) => sum + weight * (signal[k] as number), 0);
          return potential - (1 - mixing.nudging) * back;
        });
      });
      return largest(off) / largest(net.cells.slice(0, -1).flatMap(({ apical }) => [...apical]));
    };
    const [coarse, fine] = [deviation(1e-2), deviation(1e-3)];
    expect(fine).toBeLessThan(1e-3);
    expect(Math.log10(coarse / fine)).toBeCloseTo(1, 1);
  });

  it("changes its weights along the gradient where feedback is the transposed weights, to first order", () => {
    const sizes = [4, 6, 3];
    const deviation = (strength: number): number => {
      const net = nudgedBy(strength, sizes, true);
      const gains = [gb / total, gb / (gl + gb)];
      const teacher = backpropagation({ layers: sizes, rates: 0, gains });
      for (const [k, { values }] of net.up.entries()) teacher.setWeights(k, values);
      const free = settled(null, sizes, true).cells.at(-1)?.u as Float64Array;
      const top = predictions(net, 1);
      const outputs = net.cells[1]?.u ?? new Float64Array();
      const target = free.map((potential, k) => {
        const mismatch = (outputs[k] as number) - (top[k] as number);
        return potential + phi.slope(top[k] as number) * mismatch;
      });
      const [gradient] = teacher.gradients(input, target) as [Float64Array];
      const p = predictions(net, 0);
      const change = gradient.map((_, k) => {
        const cell = Math.floor(k / 4);
        const potential = net.cells[0]?.u[cell] as number;
        return (phi.value(potential) - phi.value(p[cell] as number)) * (input[k % 4] as number);
      });
      const product = (a: Float64Array, b: Float64Array): number =>
        a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
      const factor = -product(change, gradient) / product(gradient, gradient);
      const share = (mixing.apical * (1 - mixing.nudging)) / ((gains[0] as number) * (gains[1] as number));
      expect(Math.abs(factor / share - 1)).toBeLessThan(strength);
      return largest(change.map((value, k) => value + factor * (gradient[k] as number))) / largest(change);
    };
    const [coarse, fine] = [deviation(1e-2), deviation(1e-3)];
    expect(fine).toBeLessThan(1e-2);
    expect(Math.log10(coarse / fine)).toBeCloseTo(1, 1);
  });

  inVerify.it("learns Bars in the general form too", async () => {
    const network = leastActionNetwork({ layers: [9, 30, 3], beta: gs / (gl + gb), feedback: "random" });
    const errors = dendriticErrors(mixing);
    const learner = latentEquilibrium(network, { errors, plasticity: "rate", tau: 5, eta: 0.1 });
    const rows = await train(learner, bars(), { epochs: 300, duration: 5, readFrom: 1, testEvery: 100 });
    expect(rows.at(-1)?.testAccuracy).toBe(1);
    expect(rows.at(-1)?.testError).toBeLessThan(0.03);
  });

  it("differs from the errors of the energy where they are not small", () => {
    const network = leastActionNetwork({ layers: [2, 3, 1] });
    const [u, p] = [Float64Array.of(1, -1, 0.5, 2), Float64Array.of(1, -1, 0.5, -2)];
    const [dendritic, gradient] = [dendriticErrors(mixing), gradientErrors].map((rule) =>
      rule(network, u, p),
    );
    expect(largest(minus(dendritic as Float64Array, gradient as Float64Array))).toBeGreaterThan(0.1);
  });
});
