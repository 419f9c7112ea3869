// pp_psc_delta: its rate, its dead times, its adaptation, against closed forms; seeds are fixed.
import { describe, expect, it } from "vitest";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";
import { chiSquareScore, geometricScores, waitsOf } from "../../helpers/waits.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);
const model = "pp_psc_delta";
const chanceOf = (rate: number) => -Math.expm1(-rate * h * 1e-3);

describe("the rate of pp_psc_delta", () => {
  // I_e of 250 pA holds V at 10 mV if nothing resets it.
  const held = { I_e: 250, V_m: 10, with_reset: 0, tau_m: 10, C_m: 250 };
  it.each([
    ["constant", { c_1: 0, c_2: 400, c_3: 0 }, 400],
    ["linear", { c_1: 30, c_2: 0, c_3: 0 }, 300],
    ["exponential", { c_1: 0, c_2: 20, c_3: 0.3 }, 20 * Math.exp(3)],
    ["both", { c_1: 5, c_2: 20, c_3: 0.25 }, 50 + 20 * Math.exp(2.5)],
  ])("is that of its %s function", async (_, rates, rate) => {
    const { spikes } = await observe({
      model,
      size: 200,
      values: { ...held, ...rates },
      steps: 4000,
      seed: 7,
    });
    const waits = waitsOf(spikes, 11);
    expect(Math.min(...waits.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    for (const score of geometricScores(waits, chanceOf(rate))) expect(Math.abs(score)).toBeLessThan(4);
    for (const score of geometricScores(waits, chanceOf(1.2 * rate)).slice(0, 1))
      expect(Math.abs(score)).toBeGreaterThan(8);
  });

  it("is never below 0, and no number of any size stops it", async () => {
    const values = { I_e: -250, V_m: [-10, 1e4, 1e4], c_1: [10, 0, 1], c_2: [0, 1, 0], c_3: [0, 100, 100] };
    const { spikes } = await observe({ model, size: 3, values: { ...values, with_reset: 0 }, steps: 30 });
    expect(spikes[0]).toEqual([]);
    expect(spikes[1]).toEqual([1, 12, 23]);
    expect(spikes[2]?.length).toBeGreaterThan(0);
  });

  it("of neurons without dead time makes a Poisson number of spikes in every step", async () => {
    const [size, steps, mean] = [100, 400, 1.7];
    const values = { dead_time: 0, with_reset: 0, c_2: (mean / h) * 1e3, c_3: 0 };
    const { spikes } = await observe({ model, size, values, steps, seed: 5 });
    const observed = new Array<number>(7).fill(0);
    for (const train of spikes) {
      const counts = new Array<number>(steps).fill(0);
      for (const step of train) counts[step - 1] = (counts[step - 1] ?? 0) + 1;
      for (const count of counts) observed[Math.min(6, count)] = (observed[Math.min(6, count)] ?? 0) + 1;
    }
    const chances = [1, 1, 2, 6, 24, 120].map((factorial, k) => (mean ** k / factorial) * Math.exp(-mean));
    const rest = 1 - chances.reduce((sum, one) => sum + one, 0);
    expect(
      chiSquareScore(
        observed,
        [...chances, rest].map((one) => one * size * steps),
      ),
    ).toBeLessThan(4);
  });
});

describe("the dead time of pp_psc_delta", () => {
  // The rate is so high that a neuron fires as soon as it may.
  const eager = { c_2: 1e9, c_3: 0 };

  it("is a fixed number of steps", async () => {
    const values = { ...eager, dead_time: [1, 0.25, 0.01] };
    const { spikes } = await observe({ model, size: 3, values, steps: 100 });
    for (const [neuron, interval] of [11, 4, 2].entries())
      expect(spikes[neuron]).toEqual(upTo(100).filter((step) => (step - 1) % interval === 0));
  });

  it.each([1, 4])("is drawn from the gamma distribution of shape %d", async (shape) => {
    const values = { ...eager, dead_time: 3, dead_time_random: 1, dead_time_shape: shape };
    const { spikes } = await observe({ model, size: 100, values, steps: 5000, seed: 3 });
    const silent = waitsOf(spikes, 1); // steps, rounded up
    const cumulative = (steps: number) => {
      const x = (shape * steps * h) / 3;
      let [term, sum] = [1, 0];
      for (let k = 0; k < shape; k++) {
        sum += term;
        term *= x / (k + 1);
      }
      return 1 - Math.exp(-x) * sum;
    };
    const edges = [0, 8, 14, 20, 26, 32, 40, 50, Infinity];
    const observed = edges
      .slice(1)
      .map((to, k) => silent.filter((one) => one > (edges[k] ?? 0) && one <= to).length);
    const expected = edges
      .slice(1)
      .map((to, k) => silent.length * ((to === Infinity ? 1 : cumulative(to)) - cumulative(edges[k] ?? 0)));
    expect(silent.length).toBeGreaterThan(10_000);
    // Intervals that the end of the run cuts off are the longer ones, some 100 of them.
    expect(chiSquareScore(observed, expected)).toBeLessThan(4);
  });

  it("does not stop V, which a spike resets or not", async () => {
    const values = { V_m: 20, ...eager, dead_time: 5, with_reset: [1, 0] };
    const trains = [{ times: [1, 2], weight: 3, delay: 0.5 }];
    const { value } = await observe({ model, size: 2, values, trains, steps: 50, record: ["V_m"] });
    for (const step of upTo(50)) {
      const jumps = [15, 25].filter((at) => at <= step).map((at) => 3 * Math.exp((-(step - at) * h) / 10));
      const sum = jumps.reduce((total, one) => total + one, 0);
      expect(value("V_m", step, 0)).toBeCloseTo(sum, 12);
      expect(value("V_m", step, 1)).toBeCloseTo(sum + 20 * Math.exp((-step * h) / 10), 12);
    }
  });
});

it("pp_psc_delta adapts by what its spikes left", async () => {
  const values = {
    ...{
      "tau_sfa[0]": 20,
      "tau_sfa[1]": 100,
      "tau_sfa[2]": 3,
      "q_sfa[0]": 2,
      "q_sfa[1]": 0.5,
      "q_sfa[2]": 1,
    },
    ...{ c_2: 300, c_3: 0.1, dead_time: [1, 0] },
  };
  const { spikes, value } = await observe({ model, size: 2, values, steps: 1000, record: ["E_sfa"] });
  spikes.forEach((train, neuron) => {
    expect(train.length).toBeGreaterThan(8);
    for (const step of upTo(1000)) {
      // What acts in a step does not include its own spike.
      const left = (q: number, tau: number) =>
        train.filter((at) => at < step).reduce((sum, at) => sum + q * Math.exp((-(step - at) * h) / tau), 0);
      expect(value("E_sfa", step, neuron)).toBeCloseTo(left(2, 20) + left(0.5, 100) + left(1, 3), 10);
    }
  });
});
