// The oracle itself: the four published-order traces, the invariants of the self-predicting state, and the Bars task.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bars, barsRates, barsReadFrom, randomStream, train } from "../../../ts/learning/index.ts";
import { ReferenceMicrocircuit } from "./reference-microcircuit.ts";

interface Trace {
  readonly dims: number[];
  readonly le: boolean;
  readonly eta: { up: number[]; ip: number[]; pi: number[] };
  readonly input: number[];
  readonly target: number[];
  readonly nudge_and_learn_steps: number;
  readonly steps: readonly Record<"u" | "f" | "ui" | "fi" | "va" | "vb" | "vd", number[][]>[];
  readonly final_weights: Readonly<Record<"up" | "down" | "pi" | "ip", number[][][]>>;
}

const folder = new URL("../../reference/dendritic/", import.meta.url);
const readTrace = (name: string): Trace =>
  JSON.parse(gunzipSync(readFileSync(new URL(`trace_${name}.json.gz`, folder))).toString());

const families = { up: 0.3, down: 1.1, pi: 2.3, ip: 0.7 } as const;

/** The largest difference relative to the larger of 1 and the number. */
const difference = (some: readonly ArrayLike<number>[], others: readonly number[][]): number =>
  Math.max(
    ...others.flatMap((row, k) =>
      row.map((value, i) => Math.abs((some[k]?.[i] as number) - value) / Math.max(1, Math.abs(value))),
    ),
  );

describe("the reference microcircuit", () => {
  it.each(["9_30_3_le", "9_30_3_orig", "4_5_4_2_le", "4_5_4_2_orig"])(
    "follows the trace %s to 1e-12",
    (name) => {
      const trace = readTrace(name);
      const net = new ReferenceMicrocircuit({
        layers: trace.dims,
        latentEquilibrium: trace.le,
        rates: trace.eta,
      });
      for (const [family, offset] of Object.entries(families))
        for (const [k, { columns, values }] of net[family as keyof typeof families].entries())
          for (let place = 0; place < values.length; place++)
            values[place] = Math.sin(
              offset + k + 1.7 * Math.floor(place / columns) + 0.9 * (place % columns),
            );
      net.input.set(trace.input);
      const target = Float64Array.from(trace.target);
      for (const [step, expected] of trace.steps.entries()) {
        const taught = step < trace.nudge_and_learn_steps;
        net.step(taught ? target : null, taught);
        const found = {
          u: net.cells.map(({ u }) => u),
          f: net.cells.map(({ f }) => f),
          ui: net.interneurons.map(({ u }) => u),
          fi: net.interneurons.map(({ f }) => f),
          va: net.cells.slice(0, -1).map(({ apical }) => apical),
          vb: net.cells.map(({ basal }) => basal),
          vd: net.interneurons.map(({ basal }) => basal),
        };
        for (const key of Object.keys(found) as (keyof typeof found)[])
          expect(difference(found[key], expected[key]), `${key}, step ${step}`).toBeLessThan(1e-12);
      }
      for (const family of Object.keys(families) as (keyof typeof families)[])
        expect(
          difference(
            net[family].map(({ values }) => values),
            trace.final_weights[family].map((rows) => rows.flat()),
          ),
          family,
        ).toBeLessThan(1e-12);
    },
  );

  it("crosses its layers in a few steps with latent equilibrium, in many membrane times without", () => {
    const steps = (layers: number[], latentEquilibrium: boolean): number => {
      const rates = { up: [0, 0, 0], ip: [0, 0], pi: [0, 0] };
      const net = new ReferenceMicrocircuit({ layers, latentEquilibrium, rates, seed: 3 });
      net.input.fill(0.5);
      const outputs = Array.from({ length: 3000 }, () => {
        net.step(null, false);
        const { f, u } = net.cells.at(-1) as { f: Float64Array; u: Float64Array };
        return Array.from(latentEquilibrium ? f : u);
      });
      const last = outputs.at(-1) as number[];
      const off = (output: number[]): boolean =>
        output.some((v, i) => Math.abs(v - (last[i] as number)) > 0.05 * Math.abs(last[i] as number));
      return outputs.findLastIndex(off) + 2;
    };
    expect(steps([9, 30, 3], true)).toBeLessThanOrEqual(10);
    expect(steps([9, 30, 10, 3], true)).toBeLessThanOrEqual(15);
    expect(steps([9, 30, 3], false)).toBeGreaterThan(100);
    expect(steps([9, 30, 10, 3], false)).toBeGreaterThan(150);
  });

  it.each([
    { latentEquilibrium: true, seed: 1 },
    { latentEquilibrium: true, seed: 2 },
    { latentEquilibrium: false, seed: 1 },
    { latentEquilibrium: false, seed: 2 },
  ])("Bars in a continuous stream at 5 ms, 300 epochs: %o", async ({ latentEquilibrium, seed }) => {
    const net = new ReferenceMicrocircuit({
      layers: [9, 30, 3],
      latentEquilibrium,
      seed,
      rates: barsRates(5),
    });
    const readFrom = barsReadFrom("continuous", latentEquilibrium, 5);
    const rows = await train(net, bars(), { epochs: 300, duration: 5, readFrom, testEvery: 20, seed });
    const last = rows.slice(-5);
    if (latentEquilibrium) {
      expect(rows.find((row) => row.testAccuracy === 1)?.epoch).toBeLessThanOrEqual(200);
      expect(rows.at(-1)?.testAccuracy).toBe(1);
      expect(rows.at(-1)?.testError).toBeLessThan(0.03);
    } else for (const row of last) expect(row.testAccuracy).toBeLessThanOrEqual(0.65);
  });

  it("Bars with resets at 10 ms reaches the published accuracy with latent equilibrium", async () => {
    const net = new ReferenceMicrocircuit({
      layers: [9, 30, 3],
      latentEquilibrium: true,
      lateTarget: false,
      readProspective: false,
      rates: barsRates(10),
    });
    const readFrom = barsReadFrom("reset", true, 10);
    const task = bars({ protocol: "reset" });
    const rows = await train(net, task, { epochs: 150, duration: 10, readFrom, testEvery: 50 });
    expect(rows.at(-1)?.testAccuracy).toBe(1);
    expect(rows.at(-1)?.testError).toBeLessThan(0.04);
  });

  it.each([
    { latentEquilibrium: true, most: 1e-3, least: 0 },
    { latentEquilibrium: false, most: 0.1, least: 5e-3 },
  ])("predicts itself, and learns from its own onset a hundredth with latent equilibrium: %o", (one) => {
    const { latentEquilibrium, most, least } = one;
    const rates = { up: [0.01, 0.01], ip: [0.004], pi: [0.01] };
    const net = new ReferenceMicrocircuit({ layers: [9, 30, 3], latentEquilibrium, rates });
    const before = net.weights().map(({ values }) => values.slice());
    const random = randomStream(5, "test");
    for (let j = 0; j < 9; j++) net.input[j] = random.uniform();
    for (let step = 0; step < 500; step++) net.step(null, true);
    const change = net
      .weights()
      .map(({ values }, k) => Math.max(...values.map((v, i) => Math.abs(v - (before[k]?.[i] as number)))));
    expect(Math.max(...change)).toBeLessThan(most);
    expect(Math.max(...change)).toBeGreaterThan(least);
  });

  it("silences its apical dendrites while it predicts itself and nobody teaches", () => {
    const rates = { up: [0, 0, 0], ip: [0, 0], pi: [0, 0] };
    const net = new ReferenceMicrocircuit({ layers: [9, 30, 10, 3], latentEquilibrium: true, rates });
    net.input.fill(0.3);
    for (let step = 0; step < 500; step++) net.step(null, false);
    for (const { apical } of net.cells.slice(0, -1))
      expect(Math.max(...apical.map(Math.abs))).toBeLessThan(1e-12);
  });
});
