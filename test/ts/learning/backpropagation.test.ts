// Backpropagation: its gradients beside differences of its loss, and what it learns.
import { describe, expect, it } from "vitest";
import {
  type BackpropagationOptions,
  backpropagation,
  bars,
  hyperbolic,
  logistic,
  randomStream,
  train,
  yinYang,
} from "../../../ts/learning/index.ts";
import { errorOf } from "../../helpers/errors.ts";

const numbers = (size: number, seed: number): Float64Array => {
  const random = randomStream(seed, "test");
  return Float64Array.from({ length: size }, () => random.between(-1, 1));
};

const show = { learn: true, duration: 1, readFrom: 0 };

describe("backpropagation", () => {
  const variants: Partial<BackpropagationOptions>[] = [
    {},
    { output: "rate", bias: true },
    { gains: [0.5, 2, 0.7], transfer: logistic, output: "rate" },
    { bias: true, gains: 1.5 },
  ];
  it.each(variants)("has the gradient of its loss to 1e-8: %o", (variant) => {
    const learner = backpropagation({ layers: [4, 6, 5, 3], rates: 0.1, ...variant });
    const [input, target] = [numbers(4, 1), numbers(3, 2)];
    const gradients = learner.gradients(input, target);
    const h = 1e-5;
    for (const [layer, { values }] of learner.weights().entries()) {
      const start = values.slice();
      for (const k of start.keys()) {
        const lossAt = (shift: number): number => {
          learner.setWeights(layer, start.with(k, (start[k] as number) + shift));
          return learner.loss(input, target);
        };
        const difference = (lossAt(h) - lossAt(-h)) / (2 * h);
        expect(Math.abs((gradients[layer]?.[k] as number) - difference)).toBeLessThan(1e-8);
      }
      learner.setWeights(layer, start);
    }
  });

  it("steps down the gradient with the rate of each layer, and tells the output before the step", () => {
    const learner = backpropagation({ layers: [4, 6, 3], rates: [0.1, 0] });
    const [input, target] = [numbers(4, 1), numbers(3, 2)];
    const before = learner.weights().map(({ values }) => values.slice());
    const gradients = learner.gradients(input, target);
    const free = learner.present(input, { ...show, learn: false, target });
    expect(learner.present(input, { ...show, target })).toEqual(free);
    const [first, second] = learner.weights().map(({ values }) => values);
    const expected = before[0]?.map((value, k) => value - 0.1 * (gradients[0]?.[k] as number));
    for (const [k, value] of (expected ?? new Float64Array()).entries())
      expect(first?.[k]).toBeCloseTo(value, 15);
    expect(second).toEqual(before[1]);
    learner.present(input, { ...show, target: null });
    expect(learner.weights()[0]?.values).toEqual(first);
  });

  it("learns Bars", async () => {
    const learner = backpropagation({ layers: [9, 30, 3], rates: 0.01 });
    const rows = await train(learner, bars(), { epochs: 300, testEvery: 50 });
    expect(rows.at(-1)?.testAccuracy).toBe(1);
    expect(rows.at(-1)?.testError).toBeLessThan(1e-3);
  });

  it("learns Yin-Yang better than lines could, which reach 0.64", async () => {
    const learner = backpropagation({ layers: [4, 60, 3], rates: 0.02, bias: true, transfer: hyperbolic });
    const task = yinYang({ samples: 2000, testSamples: 500 });
    const rows = await train(learner, task, { epochs: 40, testEvery: 40 });
    expect(rows.at(-1)?.testAccuracy).toBeGreaterThan(0.72);
  });

  it("keeps weights within their limit", () => {
    const learner = backpropagation({ layers: [2, 2], rates: 10, limit: 1.5 });
    for (let k = 0; k < 20; k++)
      learner.present(Float64Array.of(1, 1), { ...show, target: Float64Array.of(100, -100) });
    expect([...(learner.weights()[0]?.values ?? [])]).toEqual([1.5, 1.5, -1.5, -1.5]);
  });

  it("lets silent neurons send and learn nothing", () => {
    const learner = backpropagation({ layers: [2, 2, 1], rates: 0.1 });
    const before = learner.weights().map(({ values }) => values.slice());
    learner.silence?.([Uint8Array.of(0, 1)]);
    learner.present(Float64Array.of(1, 1), { ...show, target: Float64Array.of(5) });
    const moved = learner
      .weights()
      .map(({ values }, layer) => [...values].map((v, k) => v !== before[layer]?.[k]));
    expect(moved).toEqual([
      [true, true, false, false],
      [true, false],
    ]);
  });

  it("refuses what makes no network", () => {
    const make = (options: object) =>
      errorOf(() => backpropagation({ layers: [2, 1], rates: 0.1, ...options }));
    expect(make({ layers: [2] }).code).toBe("E_SIZE");
    expect(make({ layers: [2, 1.5] }).parameter).toBe("layers[1]");
    expect(make({ layers: "2-1" }).code).toBe("E_TYPE");
    expect(make({ rates: [0.1, 0.1] }).code).toBe("E_SHAPE");
    expect(make({ rates: -1 }).code).toBe("E_PARAM_RANGE");
    expect(make({ rates: Number.NaN }).code).toBe("E_NOT_FINITE");
    expect(make({ output: "rates" }).message).toContain("did you mean 'rate'?");
    expect(make({ limit: 0 }).code).toBe("E_PARAM_RANGE");
  });

  it("refuses presentations that do not fit", () => {
    const learner = backpropagation({ layers: [2, 1], rates: 0.1 });
    const input = Float64Array.of(1, 2);
    const present = (one: Float64Array, options: object) =>
      errorOf(() => learner.present(one, { ...show, target: null, ...options }));
    expect(present(Float64Array.of(1), {}).code).toBe("E_SHAPE");
    expect(present([1, 2] as never, {}).code).toBe("E_TYPE");
    expect(present(Float64Array.of(1, Number.NaN), {}).parameter).toBe("input[1]");
    expect(present(input, { target: Float64Array.of(Number.NaN) }).code).toBe("E_NOT_FINITE");
    expect(present(input, { target: input }).code).toBe("E_SHAPE");
    expect(present(input, { duration: -1 }).code).toBe("E_PARAM_RANGE");
    expect(present(input, { readFrom: 1 }).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => learner.setWeights(1, input)).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => learner.restore({ up1: Float64Array.of(1) })).code).toBe("E_SHAPE");
    expect(errorOf(() => learner.restore({})).code).toBe("E_TYPE");
  });
});
