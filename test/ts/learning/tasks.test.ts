// The small tasks: their patterns, targets and orders.
import { describe, expect, it } from "vitest";
import {
  bars,
  barsRates,
  barsReadFrom,
  linear,
  randomStream,
  selfPrediction,
  type Task,
  teacher,
  yinYang,
  yinYangClass,
} from "../../../ts/learning/index.ts";
import { errorOf } from "../../helpers/errors.ts";

const epoch = (task: Task, number: number) => task.training(randomStream(1, "order", number));
const test = (task: Task) => task.test(randomStream(1, "test", 0));

describe("bars", () => {
  it("has rows from below, columns and diagonals in three classes", () => {
    const samples = test(bars());
    const pictures = samples.map(({ input }) => [...input].join("").replace(/(...)(?=.)/g, "$1 "));
    expect(pictures).toEqual([
      "000 000 111",
      "000 111 000",
      "111 000 000",
      "100 100 100",
      "010 010 010",
      "001 001 001",
      "100 010 001",
      "001 010 100",
    ]);
    const classes = samples.map(({ target }) => (target as Float64Array).indexOf(1));
    expect(classes).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
  });

  it("has the values of its protocols, or those asked for", () => {
    const values = (task: Task) => {
      const [{ input, target }] = test(task) as [{ input: Float64Array; target: Float64Array }];
      return [Math.min(...input), Math.max(...input), Math.min(...target), Math.max(...target), task.reset];
    };
    expect(values(bars())).toEqual([0, 1, 0.1, 1, false]);
    expect(values(bars({ protocol: "reset" }))).toEqual([0.1, 1, 0, 1, true]);
    expect(values(bars({ low: -0.5, high: 2, targetLow: -1, targetHigh: 3 }))).toEqual([
      -0.5,
      2,
      -1,
      3,
      false,
    ]);
  });

  it("shows each pattern once in a stream, three times with resets, in an order of the epoch's own", () => {
    const [stream, resets] = [epoch(bars(), 1), epoch(bars({ protocol: "reset" }), 1)];
    expect([stream.length, new Set(stream.map(({ input }) => input.join())).size]).toEqual([8, 8]);
    expect([resets.length, new Set(resets.map(({ input }) => input.join())).size]).toEqual([24, 8]);
    const orders = [1, 2, 3].map((n) => epoch(bars(), n).map(({ input }) => input.join()));
    expect(new Set(orders.map(String)).size).toBe(3);
    expect(test(bars({ testOrder: "random" })).map(({ input }) => input.join())).not.toEqual(
      test(bars()).map(({ input }) => input.join()),
    );
  });

  it("has the published rates and read-out", () => {
    expect(barsRates(50)).toEqual({ up: [0.01, 0.002], ip: [0.004], pi: [0] });
    expect(barsReadFrom("continuous", true, 50)).toBe(0);
    expect(barsReadFrom("continuous", false, 50)).toBe(40);
    expect(barsReadFrom("reset", true, 50)).toBe(25);
  });

  it("refuses what makes no task", () => {
    expect(errorOf(() => bars({ protocol: "resets" as never })).message).toContain("did you mean 'reset'?");
    expect(errorOf(() => bars({ low: Number.NaN })).code).toBe("E_NOT_FINITE");
    expect(errorOf(() => bars({ targetHigh: "1" as never })).code).toBe("E_TYPE");
    expect(errorOf(() => barsRates(0)).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => barsReadFrom("reset", true, -5)).code).toBe("E_PARAM_RANGE");
  });
});

describe("teacher", () => {
  it("answers as a network of its layers: twice the gain of a linear teacher is twice the answer", () => {
    const one = { layers: [3, 4, 2], gains: [1, 1], transfer: linear, seed: 4 };
    const [single, double] = [teacher(one), teacher({ ...one, gains: [1, 2] })].map(test);
    expect(single?.length).toBe(50);
    for (const [k, sample] of (single ?? []).entries()) {
      const other = double?.[k];
      expect(other?.input).toEqual(sample.input);
      for (const [i, value] of (sample.target as Float64Array).entries())
        expect(other?.target?.[i]).toBeCloseTo(2 * value, 12);
    }
  });

  it("has the published sizes, positive rates, and potentials where asked", () => {
    const [first] = test(teacher());
    expect([first?.input.length, first?.target?.length]).toEqual([30, 10]);
    expect(Math.min(...(first?.target ?? []))).toBeGreaterThan(0);
    const potentials = test(teacher({ target: "potential" })).flatMap(({ target }) => [...(target ?? [])]);
    expect(Math.min(...potentials)).toBeLessThan(0);
    const task = teacher({ variant: "gille" });
    expect([task.inputs, task.outputs, epoch(task, 1).length]).toEqual([15, 5, 10]);
  });

  it("compares rates where asked, unless its targets are rates already", () => {
    const { compared } = teacher({ target: "potential", errors: "rate" });
    const targets = (target: "potential" | "rate") => test(teacher({ target }))[0]?.target;
    expect(targets("potential")?.map(compared as (value: number) => number)).toEqual(targets("rate"));
    expect(teacher({ target: "rate", errors: "rate" }).compared).toBeUndefined();
    expect(teacher({ target: "potential" }).compared).toBeUndefined();
  });

  it("gives positive and negative parts neurons of their own, with the same answer", () => {
    const [signed, split] = [teacher(), teacher({ negativeInputs: "split" })];
    expect(split.inputs).toBe(60);
    const [a, b] = [test(signed), test(split)];
    for (const [k, { input, target }] of b.entries()) {
      expect(Math.min(...input)).toBe(0);
      expect(input.subarray(0, 30).map((value, i) => value - (input[30 + i] as number))).toEqual(a[k]?.input);
      expect(target).toEqual(a[k]?.target);
    }
  });

  it("draws new patterns in each epoch, and tests with the same ones", () => {
    const task = teacher();
    expect(epoch(task, 1)[0]?.input).not.toEqual(epoch(task, 2)[0]?.input);
    expect(epoch(task, 1)[0]?.input).toEqual(epoch(task, 1)[0]?.input);
    expect(task.test(randomStream(1, "test", 0))).toBe(task.test(randomStream(1, "test", 1)));
    expect(epoch(teacher({ seed: 2 }), 1)[0]?.target).not.toEqual(epoch(task, 1)[0]?.target);
  });

  it("refuses what makes no teacher", () => {
    expect(errorOf(() => teacher({ gains: [1] })).code).toBe("E_SHAPE");
    expect(errorOf(() => teacher({ layers: [3] })).code).toBe("E_SIZE");
    expect(errorOf(() => teacher({ samples: 0 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => teacher({ variant: "other" as never })).code).toBe("E_UNKNOWN_NAME");
    expect(errorOf(() => teacher({ seed: -1 })).code).toBe("E_PARAM_RANGE");
  });
});

describe("selfPrediction", () => {
  it("shows ten new patterns in (0, 1) without a target, each from rest, and tests nothing", () => {
    const task = selfPrediction();
    const samples = epoch(task, 1);
    expect([samples.length, task.inputs, task.outputs, task.reset]).toEqual([10, 5, 3, true]);
    for (const { input, target } of samples) {
      expect(target).toBeNull();
      expect(Math.min(...input)).toBeGreaterThan(0);
      expect(Math.max(...input)).toBeLessThan(1);
    }
    expect(test(task)).toEqual([]);
    expect(errorOf(() => selfPrediction({ inputs: 0 })).code).toBe("E_PARAM_RANGE");
  });
});

describe("yinYang", () => {
  it("tells known points apart", () => {
    expect([yinYangClass(0.25, 0.5), yinYangClass(0.75, 0.5)]).toEqual([2, 2]);
    expect([yinYangClass(0.25, 0.35), yinYangClass(0.5, 0.9)]).toEqual([0, 0]);
    expect([yinYangClass(0.75, 0.65), yinYangClass(0.5, 0.1)]).toEqual([1, 1]);
  });

  it("is its own opposite when turned by half a turn", () => {
    const random = randomStream(1, "test");
    for (let k = 0; k < 500; k++) {
      const [x, y] = [random.uniform(), random.uniform()];
      const [one, other] = [yinYangClass(x, y), yinYangClass(1 - x, 1 - y)];
      expect(other).toBe(one === 2 ? 2 : 1 - one);
    }
  });

  it("has four inputs in (0, 1) within the disc and equally frequent classes", () => {
    const task = yinYang({ samples: 3000, testSamples: 10 });
    const samples = epoch(task, 1);
    const counts = [0, 0, 0];
    for (const { input, target } of samples) {
      const [x = 0, y = 0] = input;
      expect([...input]).toEqual([x, y, 1 - x, 1 - y]);
      expect(Math.hypot(x - 0.5, y - 0.5)).toBeLessThanOrEqual(0.5);
      const label = (target as Float64Array).indexOf(1);
      expect(yinYangClass(x, y)).toBe(label);
      counts[label] = (counts[label] as number) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(105);
    expect(errorOf(() => yinYang({ testSamples: -1 })).code).toBe("E_PARAM_RANGE");
  });
});
