import { describe, expect, it } from "vitest";
import { type UrbanczikSennOptions, urbanczikSenn } from "../../../ts/networks/urbanczik-senn.ts";

/** What the soma did, step by step. */
async function run(options: UrbanczikSennOptions) {
  const described = urbanczikSenn(options);
  const { network, soma, duration, projection } = described;
  const sim = await network.build({ threads: 1 });
  sim.runSync(duration);
  const values = sim.read(soma).values;
  const weights = sim.weights(projection).weight;
  const digest = sim.digest();
  sim.dispose();
  return { ...described, values, weights, digest };
}

const at = (time: number): number => Math.round(time / 0.1) - 1;

describe("the example of Urbanczik & Senn", () => {
  it("has a teacher of conductances in its time only, with the strengths that were asked for", async () => {
    const { values, learning, matching, duration } = await run({ repetitions: 2, inputs: 5, eta: 0 });
    const [g_ex, g_in] = [values["g_ex.s"], values["g_in.s"]];
    expect([learning, duration]).toEqual([{ start: 400, stop: 800 }, 1200]);
    expect(Math.max(...g_ex.subarray(0, at(400) + 1))).toBe(0);
    // weights are stored in 32 bits
    expect(g_ex[at(400.1)]).toBeCloseTo(300 * (0.016 * Math.sin((2 * Math.PI) / 1000) + 0.018), 5);
    expect(g_in[at(400.1)]).toBeCloseTo(18, 9);
    // a sum over kicks of 18 nS that decay with 3 ms
    expect(g_in[at(600)]).toBeCloseTo(18 / (1 - Math.exp(-0.1 / 3)), 6);
    let kicked = 0;
    for (let step = 1; step <= 1000; step++)
      kicked = kicked * Math.exp(-0.1 / 3) + 300 * (0.016 * Math.sin((2 * Math.PI * step) / 1000) + 0.018);
    expect(g_ex[at(500)]).toBeCloseTo(kicked, 3);
    // the last kicks come at 800 ms
    expect(g_in[at(800.1)]).toBeCloseTo((g_in[at(800)] as number) * Math.exp(-0.1 / 3), 9);
    const wanted =
      (-75 * (g_in[at(650)] as number)) / ((g_ex[at(650)] as number) + (g_in[at(650)] as number));
    expect(matching[at(50)]).toBeCloseTo(wanted, 4);
    expect(matching[at(150)]).toBe(matching[at(50)]);
  });

  it("learns: without the teacher the soma comes near to the matching potential", async () => {
    const { values, matching, learning, duration, weights } = await run({});
    const distance = (start: number): number => {
      const shown = values["V_m.s"].subarray(at(start) + 1, at(start + 200) + 1);
      return Math.sqrt(
        shown.reduce((sum, value, k) => sum + (value - (matching[k] as number)) ** 2, 0) / 2000,
      );
    };
    const [before, after] = [distance(learning.start - 200), distance(duration - 200)];
    expect(before).toBeGreaterThan(8);
    expect(after).toBeLessThan(before / 1.8);
    expect(distance(learning.stop - 200)).toBeLessThan(3);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...weights)).toBeLessThanOrEqual(1350);
    expect(new Set(weights).size).toBeGreaterThan(60);
  });

  it("repeats its pattern, and follows from its seed", async () => {
    const short = { repetitions: 1, inputs: 20, eta: 0 };
    const [one, same, other] = [
      await run({ ...short, seed: 3 }),
      await run({ ...short, seed: 3 }),
      await run(short),
    ];
    expect(same.digest).toBe(one.digest);
    expect(other.digest).not.toBe(one.digest);
    expect(new Set(one.weights)).toEqual(new Set([90]));
    const dendrite = one.values["V_m.p"];
    // once the first pattern has been forgotten
    for (let step = 1500; step < 2000; step++)
      expect(dendrite[step + 2000]).toBeCloseTo(dendrite[step] as number, 4);
  });

  it.each([
    ["E_PARAM_RANGE", { inputs: 0 }],
    ["E_PARAM_RANGE", { rate: 0 }],
    ["E_PARAM_RANGE", { repetitions: 1.5 }],
    ["E_PARAM_RANGE", { eta: -1 }],
    ["E_PARAM_RANGE", { seed: -1 }],
    ["E_TYPE", { rate: "fast" }],
    ["E_UNKNOWN_PARAM", { speed: 1 }],
  ])("refuses with %s: %j", (code, options) => {
    expect(() => urbanczikSenn(options as UrbanczikSennOptions)).toThrow(expect.objectContaining({ code }));
  });
});
