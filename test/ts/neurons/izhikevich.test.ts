// Izhikevich's neuron: both ways to integrate it, and where it begins and ends.
import { describe, expect, it } from "vitest";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";

/** v and u after each step, and the steps with spikes, of a constant current; as the paper and NEST write them. */
function integrated(I: number, steps: number, consistent: boolean) {
  let [v, u] = [-65, -13];
  const [states, spikes] = [[] as [number, number][], [] as number[]];
  for (let step = 1; step <= steps; step++) {
    const slope = () => 0.04 * v * v + 5 * v + 140 - u + I;
    if (consistent) [v, u] = [v + h * slope(), u + h * 0.02 * (0.2 * v - u)];
    else {
      v += 0.5 * h * slope();
      v += 0.5 * h * slope();
      u += h * 0.02 * (0.2 * v - u);
    }
    if (v >= 30) {
      [v, u] = [-65, u + 8];
      spikes.push(step);
    }
    states.push([v, u]);
  }
  return { states, spikes };
}

describe("izhikevich", () => {
  it("does as NEST with a constant current", async () => {
    const record = ["V_m", "U_m"];
    const { spikes, value } = await observe({
      model: "izhikevich",
      values: { I_e: 10 },
      steps: 3000,
      record,
    });
    expect(spikes[0]).toHaveLength(8);
    expect(spikes[0]?.slice(0, 6)).toEqual([34, 271, 722, 1173, 1624, 2075]);
    expect(value("V_m", 3000)).toBeCloseTo(-73.658509017861, 9);
    expect(value("U_m", 3000)).toBeCloseTo(-0.152342976907, 9);
  });

  it("is integrated in one step or in two halves, side by side", async () => {
    const record = ["V_m", "U_m"];
    const values = { I_e: 10, consistent_integration: [1, 0] };
    const { spikes, value } = await observe({ model: "izhikevich", size: 2, values, steps: 2000, record });
    [true, false].forEach((consistent, neuron) => {
      const expected = integrated(10, 2000, consistent);
      expect(spikes[neuron]).toEqual(expected.spikes);
      expect(expected.spikes.length).toBeGreaterThan(4);
      expected.states.forEach(([v, u], k) => {
        // Roundings differ in their order only, and each spike begins anew from c.
        expect(Math.abs(value("V_m", k + 1, neuron) - v)).toBeLessThan(1e-8);
        expect(Math.abs(value("U_m", k + 1, neuron) - u)).toBeLessThan(1e-8);
      });
    });
    expect(spikes[0]).not.toEqual(spikes[1]);
  });

  it("takes a spike as a jump in one way and as a current in the other", async () => {
    const { value } = await observe({
      model: "izhikevich",
      size: 2,
      values: { consistent_integration: [1, 0] },
      trains: [{ times: [0.4], weight: 3, delay: 0.1 }],
      steps: 6,
      record: ["V_m"],
    });
    const jumped = integrated(0, 5, true).states[4]?.[0] ?? 0;
    const [v = 0, u = 0] = integrated(0, 4, false).states[3] ?? [];
    expect(value("V_m", 5, 0)).toBeCloseTo(jumped + 3, 12);
    const slope = (from: number) => 0.04 * from * from + 5 * from + 140 - u + 3;
    const middle = v + 0.5 * h * slope(v);
    expect(value("V_m", 5, 1)).toBeCloseTo(middle + 0.5 * h * slope(middle), 12);
  });

  it("stays above V_min and emits at V_th", async () => {
    const currents = [{ times: [1], values: [-500], delay: 0.1 }];
    const values = { V_min: -70, V_m: [-65, 31] };
    const { spikes, value } = await observe({
      model: "izhikevich",
      size: 2,
      values,
      currents,
      steps: 100,
      record: ["V_m"],
    });
    for (let step = 12; step <= 100; step++) expect(value("V_m", step)).toBe(-70);
    expect(spikes[1]?.[0]).toBe(1);
    expect(value("V_m", 1, 1)).toBe(-65);
  });
});
