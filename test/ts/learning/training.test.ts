// Trainings: watched, stopped, taken up again bit for bit, and what they refuse.
import { describe, expect, it } from "vitest";
import {
  backpropagation,
  bars,
  barsRates,
  type CurveRow,
  type Learner,
  linear,
  selfPrediction,
  type TrainingOptions,
  type TrainingProgress,
  type TrainingState,
  train,
  training,
  trainingFromJson,
  trainingToJson,
} from "../../../ts/learning/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { ReferenceMicrocircuit } from "./reference-microcircuit.ts";

const microcircuit = (seed = 1) =>
  new ReferenceMicrocircuit({ layers: [9, 12, 3], latentEquilibrium: true, rates: barsRates(1), seed });
const network = (rates = 0.01, seed = 1) => backpropagation({ layers: [9, 12, 3], rates, seed });

const options: TrainingOptions = {
  epochs: 6,
  duration: 1,
  readFrom: 0,
  testEvery: 2,
  seed: 4,
  dropout: { probability: 0.2 },
  measure: (learner) => ({ first: learner.weights()[0]?.values[0] as number }),
};

/** A learner that remembers how it was shown what. */
function spy(answer: (input: Float64Array) => Float64Array): Learner & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    inputs: 9,
    outputs: 3,
    hidden: [2],
    calls,
    reset: () => void calls.push("reset"),
    present(input, { target, learn, duration, readFrom }) {
      calls.push(`${input.indexOf(1)} ${target ? "taught" : "free"} ${learn} ${duration} ${readFrom}`);
      return answer(input);
    },
    weights: () => [],
    checkpoint: () => ({}),
    restore() {},
    silence: (masks) =>
      void calls.push(masks ? `silent ${masks.map((mask) => mask.join("")).join()}` : "awake"),
  };
}

describe("training", () => {
  it("tests before the first epoch and after every so many, teaches and learns only in between", async () => {
    const learner = spy(() => Float64Array.of(0, 0, 1));
    const rows = await train(learner, bars(), { epochs: 3, duration: 2, readFrom: 0.5, testEvery: 2 });
    const kinds = learner.calls.map((call) => (call.includes("taught true 2 0.5") ? "t" : "f")).join("");
    expect(kinds).toBe(`${"f".repeat(8)}${"t".repeat(16)}${"f".repeat(8)}${"t".repeat(8)}`);
    expect(rows.map(({ epoch }) => epoch)).toEqual([0, 2]);
    expect(rows[1]?.testAccuracy).toBe(0.25);
    expect(rows[1]?.testError).toBeCloseTo((6 * (1 + 0.1 ** 2 + 0.9 ** 2) + 2 * 0.02) / 24, 12);
    expect(rows[1]?.trainAccuracy).toBe(0.25);
    expect(rows[0]?.trainAccuracy).toBeNaN();
  });

  it("compares outputs and targets as the task says", async () => {
    const answer = (): Float64Array => Float64Array.of(0, 0, 1);
    const [plain, opposite] = await Promise.all(
      [bars(), { ...bars(), compared: (value: number) => -2 * value }].map((task) =>
        train(spy(answer), task, { epochs: 1 }),
      ),
    );
    expect(opposite?.[1]?.testError).toBeCloseTo(4 * (plain?.[1]?.testError as number), 12);
    expect(opposite?.[1]?.trainError).toBeCloseTo(4 * (plain?.[1]?.trainError as number), 12);
    // the largest of -2 times (0, 0, 1) is the first, and that of a target is the first one that is low
    expect([plain?.[1]?.testAccuracy, opposite?.[1]?.testAccuracy]).toEqual([0.25, 0.625]);
  });

  it("brings activity to rest before each presentation where the task says so", async () => {
    const learner = spy(() => new Float64Array(3));
    await train(learner, bars({ protocol: "reset" }), { epochs: 1 });
    expect(learner.calls.length).toBe(2 * (8 + 24 + 8));
    expect(learner.calls.filter((_, place) => place % 2 === 0).every((call) => call === "reset")).toBe(true);
  });

  it.each([0, 3, 8, 21, 37, 53])(
    "goes on bit for bit after a stop at presentation %d, through JSON",
    async (at) => {
      const whole = microcircuit();
      const expected = await train(whole, bars(), options);
      const stop = new AbortController();
      let count = 0;
      const stopped = microcircuit();
      const present = stopped.present.bind(stopped);
      stopped.present = (...given) => {
        if (count++ === at) stop.abort(new Error("enough"));
        return present(...given);
      };
      const first = training(stopped, bars(), options);
      await expect(first.run({ signal: stop.signal })).rejects.toThrow("enough");
      expect(first.ended).toBeUndefined();
      const text = trainingToJson(await first.checkpoint());
      const other = microcircuit(99);
      const second = training(other, bars(), { ...options, from: trainingFromJson(text) });
      expect(await second.run()).toEqual(expected);
      expect(other.checkpoint()).toEqual(whole.checkpoint());
      expect(second.ended).toBe("complete");
      expect(await first.run()).toEqual(expected);
      expect(stopped.checkpoint()).toEqual(whole.checkpoint());
    },
  );

  it("gives checkpoints after every so many epochs, from which it goes on bit for bit", async () => {
    const states: TrainingState[] = [];
    const whole = network();
    const onCheckpoint = (state: TrainingState): void => void states.push(state);
    const expected = await train(whole, bars(), { ...options, onCheckpoint, checkpointEvery: 3 });
    expect(states.map(({ epoch }) => epoch)).toEqual([1, 4, 7]);
    const other = network(0.01, 8);
    const rows = await train(other, bars(), { ...options, from: states[1] as TrainingState });
    expect(rows).toEqual(expected);
    expect(other.checkpoint()).toEqual(whole.checkpoint());
  });

  it("keeps bytes, words and numbers that JSON lacks in a checkpoint's text", () => {
    const row: CurveRow = {
      epoch: 0,
      trainAccuracy: Number.NaN,
      trainError: Number.POSITIVE_INFINITY,
      testAccuracy: 0.1 + 0.2,
      testError: 5e-324,
      measures: { norm: Number.NEGATIVE_INFINITY },
    };
    const tally = { presentations: 1, right: 1, squares: 1 / 3, values: 3 };
    const learner = {
      w: Float64Array.of(1 / 3, Number.NaN, -0),
      b: Uint8Array.of(0, 255),
      k: "kernel",
      on: true,
      n: 2,
    };
    const state = {
      epoch: 1,
      position: 2,
      trained: tally,
      tested: tally,
      measures: {},
      rows: [row],
      learner,
    };
    expect(trainingFromJson(trainingToJson(state))).toEqual(state);
    for (const text of ["{", "null", "{}", JSON.stringify({ format: "cajal-training", version: 2 })])
      expect(errorOf(() => trainingFromJson(text)).code).toBe("E_DESCRIPTION");
    const broken = trainingToJson(state).replace(/"f64":"[^"]+"/, '"f64":"?"');
    expect(errorOf(() => trainingFromJson(broken)).code).toBe("E_DESCRIPTION");
  });

  it("stops early after so many good tests in a row, and is then over", async () => {
    const earlyStop = { accuracy: 1, error: 0.05, patience: 3 };
    const one = training(network(), bars(), { epochs: 1000, testEvery: 5, earlyStop });
    const rows = await one.run();
    expect(one.ended).toBe("early");
    expect(rows.length).toBeLessThan(100);
    const good = rows.map(({ testAccuracy, testError }) => testAccuracy === 1 && testError <= 0.05);
    expect(good.slice(-3)).toEqual([true, true, true]);
    expect(good.slice(0, -1).join()).not.toContain("true,true,true");
    expect((await one.run()).length).toBe(rows.length);
    expect(one.epoch).toBe(rows.at(-1)?.epoch);
  });

  it("reports its progress up to the end, and lets timers run", async () => {
    const reports: TrainingProgress[] = [];
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const begin = performance.now();
    await train(
      microcircuit(),
      bars(),
      { epochs: 60, duration: 5, testEvery: 10 },
      {
        onProgress: (progress) => reports.push(progress),
      },
    );
    clearInterval(timer);
    const elapsed = performance.now() - begin;
    expect(ticks).toBeGreaterThan(elapsed / 100);
    const fractions = reports.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(reports.at(-1)).toMatchObject({ fraction: 1, eta: 0, epoch: 60 });
    expect(reports.length).toBeLessThanOrEqual(elapsed / 100 + 2);
  });

  it("foresees its end also where it begins in the middle of an epoch", async () => {
    const slow: Learner = {
      ...spy(() => new Float64Array(3)),
      present: () => new Promise((resolve) => setTimeout(() => resolve(new Float64Array(3)), 10)),
    };
    const begun = await training(slow, bars(), { epochs: 2 }).checkpoint();
    const from = { ...begun, epoch: 1, position: 7 };
    const etas: (number | undefined)[] = [];
    const onProgress = ({ eta }: TrainingProgress): void => void etas.push(eta);
    await train(slow, bars(), { epochs: 2, from }, { onProgress });
    expect(etas.length).toBeGreaterThan(1);
    for (const eta of etas) expect(eta).toBeGreaterThanOrEqual(0);
  });

  it("trains learners that answer later as those that answer at once", async () => {
    const [own, inner] = [network(), network()];
    const late: Learner = {
      ...inner,
      present: async (...given) => inner.present(...given),
      checkpoint: async () => inner.checkpoint(),
      restore: async (state) => inner.restore(state),
    };
    const one = training(late, bars(), options);
    expect(await one.run()).toEqual(await train(own, bars(), options));
    expect((await one.checkpoint()).learner).toEqual(own.checkpoint());
  });

  it("can be aborted by a timer", async () => {
    const forever = training(microcircuit(), bars(), { epochs: 1e6, duration: 5 });
    await expect(forever.run({ signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/);
    const done = AbortSignal.abort(new Error("before"));
    await expect(forever.run({ signal: done })).rejects.toThrow("before");
  });

  it("refuses a second call while one is under way", async () => {
    const one = training(microcircuit(), bars(), { epochs: 2 });
    const run = one.run();
    expect((await rejectionOf(one.run())).code).toBe("E_BUSY");
    expect((await rejectionOf(one.checkpoint())).code).toBe("E_BUSY");
    expect((await run).length).toBe(3);
  });

  it("silences neurons anew for each presentation or epoch, or for ever; all are awake in other tests", async () => {
    const silences = async (renewed: "presentation" | "epoch" | "never"): Promise<string[]> => {
      const learner = spy(() => new Float64Array(3));
      await train(learner, bars(), { epochs: 20, testEvery: 10, dropout: { probability: 0.5, renewed } });
      return learner.calls.filter((call) => call.startsWith("silent") || call === "awake");
    };
    const each = await silences("presentation");
    expect(each.length).toBe(160 + 3 + 1);
    expect(new Set(each)).toEqual(new Set(["silent 00", "silent 01", "silent 10", "silent 11", "awake"]));
    const neurons =
      each
        .filter((call) => call !== "awake")
        .join("")
        .match(/[01]/g) ?? [];
    const share = neurons.filter((one) => one === "1").length / neurons.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.12);
    expect((await silences("epoch")).length).toBe(20 + 3 + 1);
    expect((await silences("never")).length).toBe(1);
  });

  it("takes the measures asked for before each test, also in a task without targets", async () => {
    const net = new ReferenceMicrocircuit({
      layers: [5, 8, 3],
      latentEquilibrium: true,
      selfPredicting: false,
      rates: { up: [0, 0], ip: [0.02375], pi: [0.05] },
    });
    const measure = (): { apical: number } => {
      const { apical } = net.cells[0] as { apical: Float64Array };
      return { apical: Math.hypot(...apical) };
    };
    const rows = await train(net, selfPrediction(), { epochs: 200, duration: 50, testEvery: 100, measure });
    expect(rows.map(({ epoch }) => epoch)).toEqual([0, 100, 200]);
    expect(rows[2]?.measures.apical).toBeLessThan(0.1 * (rows[1]?.measures.apical as number) + 0.02);
    expect(rows[2]?.testAccuracy).toBeNaN();
  });

  it("says which weight blew up first, and where", async () => {
    const wild = backpropagation({ layers: [9, 12, 3], rates: 5, transfer: linear });
    const error = await rejectionOf(train(wild, bars(), { epochs: 100 }));
    expect(error.code).toBe("E_NUMERIC");
    expect(error.message).toMatch(
      /training: the weight up\d\[\d+\]\[\d+\] must stay finite, got -?(NaN|Infinity)/,
    );
    expect(error.message).toContain("epoch 1");
    const answer = (): Float64Array => Float64Array.of(0, Number.NaN, 0);
    const output = await rejectionOf(train(spy(answer), bars(), { epochs: 1 }));
    expect(output.message).toContain("output 1 must stay finite, got NaN (epoch 0, presentation 0)");
  });
});
