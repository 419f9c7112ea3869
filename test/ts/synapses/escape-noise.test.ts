/** Escape noise of pp_cond_exp_mc_urbanczik against its rate function, at potentials that are held. */

import { describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { pp_cond_exp_mc_urbanczik } from "../../../ts/models/index.ts";

const h = 0.1;
/** Two-sided probability below 1e-5 that a normal deviate lies farther out. */
const farthest = 4.42;

/** Rate [1/ms] at a potential [mV]. */
const phi = (V: number, phiMax = 0.15) => phiMax / (1 + 0.5 * Math.exp((-55 - V) / 3));

/** Spike stamps [steps] of neurons whose somata are held at a potential [mV]. */
async function stamps(
  V: number,
  duration: number,
  size: number,
  values: { t_ref: number; phi_max?: number },
) {
  const net = new Network({ seed: 17 });
  const held = { g_sp: 0, soma: { I_e: 30 * (V + 70) }, "V_m.s": V };
  const neurons = net.population(pp_cond_exp_mc_urbanczik, size, { ...held, ...values });
  const spikes = net.record(neurons, "spikes");
  const sim = await net.build({ threads: 1 });
  sim.runSync(duration);
  const trains = sim.read(spikes).byNeuron();
  sim.dispose();
  return trains.map((train) => Array.from(train, (time) => Math.round(time / h)));
}

const count = (trains: readonly (readonly number[])[]) => trains.reduce((sum, { length }) => sum + length, 0);

describe("escape noise", () => {
  const [size, duration] = [100, 800];

  it.each([-70, -62, -57, -53, -40])("without refractoriness has rate phi(%i mV)", async (V) => {
    const expected = phi(V) * duration * size;
    const spikes = count(await stamps(V, duration, size, { t_ref: 0 }));
    expect(Math.abs(spikes - expected) / Math.sqrt(expected)).toBeLessThan(farthest);
  });

  it.each([-70, -62, -57, -53, -40])("with refractoriness is a renewal process (%i mV)", async (V) => {
    const trains = await stamps(V, duration, size, { t_ref: 3 });
    // Intervals are the refractory steps and a geometric number of trials; trains begin as if a trial was due.
    const p = -Math.expm1(-phi(V) * h);
    const [mean, variance] = [30 + 1 / p, (1 - p) / p ** 2];
    const steps = duration / h;
    const expected = size * ((steps + 30) / mean + (variance / mean ** 2 - 1) / 2 + 1 / (2 * mean));
    const deviation = Math.sqrt((size * steps * variance) / mean ** 3);
    expect(Math.abs(count(trains) - expected) / deviation).toBeLessThan(farthest);
    for (const train of trains)
      for (let k = 1; k < train.length; ++k)
        expect((train[k] as number) - (train[k - 1] as number)).toBeGreaterThanOrEqual(31);
  });

  it("at a saturating rate fires every t_ref + h", async () => {
    const trains = await stamps(-40, 200, 5, { t_ref: 3, phi_max: 1e4 });
    for (const train of trains) expect(train).toEqual(train.map((_, k) => 1 + 31 * k));
    expect(count(trains)).toBe(5 * 65);
  });

  it("without refractoriness draws several spikes in a step from a Poisson distribution", async () => {
    const [neurons, time, phiMax] = [20, 500, 20];
    const trains = await stamps(-52, time, neurons, { t_ref: 0, phi_max: phiMax });
    const lambda = phi(-52, phiMax) * h;
    const trials = (neurons * time) / h;
    const observed = new Array<number>(9).fill(0); // the last: eight or more
    for (const train of trains) {
      const perStep = new Map<number, number>();
      for (const stamp of train) perStep.set(stamp, (perStep.get(stamp) ?? 0) + 1);
      for (const n of perStep.values()) observed[Math.min(n, 8)] = (observed[Math.min(n, 8)] as number) + 1;
    }
    observed[0] = trials - observed.reduce((sum, n) => sum + n, 0);
    const probability = [Math.exp(-lambda)];
    for (let n = 1; n < 8; ++n) probability.push(((probability[n - 1] as number) * lambda) / n);
    probability.push(1 - probability.reduce((sum, p) => sum + p, 0));
    const chiSquare = observed.reduce((sum, n, k) => {
      const expected = trials * (probability[k] as number);
      return sum + (n - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(37.3); // probability 1e-5 with 8 degrees of freedom
  });
});
