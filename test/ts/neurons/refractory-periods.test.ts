// iaf_psc_exp_htum and ignore_and_fire: when spikes may come.
import { describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { iaf_psc_exp_htum } from "../../../ts/models/index.ts";
import { expectRefusal } from "../../helpers/errors.ts";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);

describe("iaf_psc_exp_htum", () => {
  it("is iaf_psc_exp where both periods are one", async () => {
    const plain = {
      trains: [
        { times: upTo(60), weight: 900, delay: 0.3 },
        { times: upTo(30).map((k) => 2 * k), weight: -500, delay: 1 },
      ],
      steps: 700,
      record: ["V_m", "I_syn_ex", "I_syn_in"],
    };
    const one = await observe({ ...plain, model: "iaf_psc_exp_htum", values: { tau_syn_in: 4 } });
    const other = await observe({ ...plain, model: "iaf_psc_exp", values: { tau_syn_in: 4 } });
    expect(one.spikes).toEqual(other.spikes);
    expect(one.spikes[0]?.length).toBeGreaterThan(5);
    for (const step of upTo(700))
      for (const name of plain.record) expect(one.value(name, step)).toBeCloseTo(other.value(name, step), 10);
  });

  it("integrates V again after t_ref_abs, and fires again after t_ref_tot", async () => {
    const values = { I_e: 1000, t_ref_abs: 2, t_ref_tot: 12 };
    const { spikes, value } = await observe({
      model: "iaf_psc_exp_htum",
      values,
      steps: 500,
      record: ["V_m"],
    });
    // To threshold in 10 ln(40 / 25) = 4.7 ms; then V rises from 2 ms on and is above V_th before 12.1 ms are over.
    expect(spikes[0]).toEqual([48, 169, 290, 411]);
    for (const step of upTo(20)) expect(value("V_m", 48 + step)).toBe(-70);
    for (let step = 21; step < 121; step++)
      expect(value("V_m", 48 + step)).toBeCloseTo(-70 + 40 * -Math.expm1((-(step - 20) * h) / 10), 11);
    expect(value("V_m", 168)).toBeGreaterThan(-55);
  });

  it("takes at least one step for both, and refuses a total that is shorter", async () => {
    const values = { I_e: 1e6, t_ref_abs: [0, 0.25], t_ref_tot: [0, 0.25] };
    const { spikes } = await observe({ model: "iaf_psc_exp_htum", size: 2, values, steps: 40 });
    expect(spikes[0]).toEqual(upTo(20).map((k) => 2 * k - 1));
    expect(spikes[1]).toEqual(upTo(10).map((k) => 4 * k - 3));
    const net = new Network();
    const refused = (parameters: object) =>
      expectRefusal(
        net,
        () => net.population(iaf_psc_exp_htum, 3, parameters),
        "E_PARAM_RANGE",
        "t_ref_abs must be at most t_ref_tot (2)",
      );
    refused({ t_ref_abs: 2.1 });
    refused({ t_ref_abs: [1, 2, 3] });
    net.population(iaf_psc_exp_htum, 3, { t_ref_abs: [1, 2, 2] });
  });
});

describe("ignore_and_fire", () => {
  it("fires at its rate and phase whatever arrives", async () => {
    const trains = [{ times: upTo(50), weight: 1e6, delay: 1 }];
    const currents = [{ times: [1], values: [1e6], delay: 0.1 }];
    const values = { rate: [100, 100, 30, 5000], phase: [1, 0.3, 0.5, 0] };
    const { spikes } = await observe({
      model: "ignore_and_fire",
      size: 4,
      values,
      trains,
      currents,
      steps: 1000,
    });
    const every = (first: number, period: number) =>
      upTo(1000).filter((k) => k >= first && (k - first) % period === 0);
    // Intervals of 100, 100 and, rounded up, 334 steps, of two; a share of the interval, rounded up, passes before.
    expect(spikes).toEqual([every(101, 100), every(31, 100), every(168, 334), every(1, 2)]);
  });

  it("follows a new rate from the last spike on", async () => {
    const net = new Network();
    const all = net.population("ignore_and_fire", 1, { rate: 100 });
    const spikes = net.record(all, "spikes");
    await using sim = await net.build();
    await sim.run(15);
    sim.set(all, { rate: 250 });
    await sim.run(10);
    expect([...sim.read(spikes).times]).toEqual([10.1, 15.1, 19.1, 23.1]);
  });
});
