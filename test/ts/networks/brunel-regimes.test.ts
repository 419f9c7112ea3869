// The four regimes of the paper's figure 8 in the kernel, at full size and in a smaller network.
import { describe, expect, it } from "vitest";
import {
  cvIsi,
  firingRates,
  mean,
  populationRate,
  powerSpectrum,
  synchronyIndex,
} from "../../../ts/analysis/index.ts";
import { brunel, brunelExamples, brunelRate, brunelWeight } from "../../../ts/networks/index.ts";
import { effort } from "../../helpers/effort.ts";
import { inVerify } from "../../helpers/needs.ts";

interface Activity {
  readonly rate: number;
  readonly cv: number;
  readonly synchrony: number;
  readonly frequency: number;
}

/** What a network of a regime does from 200 ms on. */
async function activity(regime: string, scale: number, until = 900): Promise<Activity> {
  const { g, eta } = brunelExamples.find((example) => example.regime === regime) as {
    g: number;
    eta: number;
  };
  const { network, spikes } = brunel({ g, eta, scale, seed: 7 });
  const sim = await network.build({ threads: 2 });
  await sim.run(until);
  const trains = sim.read(spikes);
  sim.dispose();
  return measure(trains, 200);
}

function measure(trains: Parameters<typeof firingRates>[0], tStart: number): Activity {
  const { frequencies, power } = powerSpectrum(populationRate(trains, { bin: 1, tStart }), {
    interval: 1,
    segment: 256,
  });
  return {
    rate: mean(firingRates(trains, { tStart })),
    cv: mean(cvIsi(trains, { tStart, minIntervals: 2 }).filter(Number.isFinite)),
    synchrony: synchronyIndex(trains, { bin: 1, tStart }),
    frequency: frequencies[power.indexOf(Math.max(...power))] as number,
  };
}

describe("the full network", () => {
  it("fires regularly and together where excitation wins", async () => {
    const { rate, cv, synchrony } = await activity("SR", effort(0.4, 1), 460);
    // Refractory for 2 ms, and nearly at once over threshold after it: between 1 / (2 + 1.5 ms) and 1 / 2 ms.
    expect(rate).toBeGreaterThan(285);
    expect(rate).toBeLessThan(500);
    expect(cv).toBeLessThan(0.05);
    expect(synchrony).toBeGreaterThan(0.4);
  });

  // The smaller network below shows the same in less time.
  inVerify.it(
    "fires irregularly at 60.7 1/s and oscillates at 180 1/s with strong drive and inhibition",
    async () => {
      const { rate, cv, synchrony, frequency } = await activity("SI fast", 1);
      expect(Math.abs(rate - 60.7)).toBeLessThan(3);
      expect(cv).toBeGreaterThan(0.6);
      expect(Math.abs(frequency - 180)).toBeLessThan(15);
      expect(synchrony).toBeGreaterThan(0.15);
    },
  );

  it("fires irregularly at 37.7 1/s without common rhythm in the asynchronous state", async () => {
    const { rate, cv, synchrony } = await activity("AI", 1);
    expect(Math.abs(rate - 37.7)).toBeLessThan(1.5);
    expect(cv).toBeGreaterThan(0.35);
    expect(cv).toBeLessThan(1);
    expect(synchrony).toBeLessThan(0.13);
  });

  it("fires irregularly at 5.5 1/s and oscillates at 22 1/s with weak drive", async () => {
    const { rate, cv, synchrony, frequency } = await activity("SI slow", 1);
    expect(Math.abs(rate - 5.5)).toBeLessThan(1);
    expect(cv).toBeGreaterThan(0.25);
    expect(Math.abs(frequency - 22)).toBeLessThan(6);
    expect(synchrony).toBeGreaterThan(0.13);
  });
});

inVerify.it(
  "a network of 5,000 neurons with the same in-degrees has the same rates and rhythms",
  async () => {
    const [fast, asynchronous, slow] = [
      await activity("SI fast", 0.4),
      await activity("AI", 0.4),
      await activity("SI slow", 0.4),
    ];
    expect(Math.abs(fast.rate - 60.7)).toBeLessThan(4);
    expect(Math.abs(fast.frequency - 180)).toBeLessThan(15);
    expect(Math.abs(asynchronous.rate - 37.7)).toBeLessThan(2);
    expect(Math.abs(slow.rate - 5.5)).toBeLessThan(2);
    expect(asynchronous.synchrony).toBeLessThan(fast.synchrony);
    expect(asynchronous.synchrony).toBeLessThan(slow.synchrony);
  },
);

inVerify.it("a running network goes from one regime to another when g and eta change", async () => {
  const { network, spikes, inhibition, drive } = brunel({ g: 3, eta: 2, scale: 0.4, seed: 7 });
  const sim = await network.build({ threads: 2 });
  await sim.run(400);
  const before = measure(sim.read(spikes, { clear: true }), 100);
  await sim.setWeights(inhibition, brunelWeight(5));
  sim.set(drive, { rate: brunelRate(2) });
  await sim.run(200);
  sim.read(spikes, { clear: true });
  await sim.run(600);
  const after = measure(sim.read(spikes), 600);
  sim.dispose();
  expect(before.rate).toBeGreaterThan(250);
  expect(Math.abs(after.rate - 37.7)).toBeLessThan(2);
  expect(after.cv).toBeGreaterThan(0.3);
});

it("below the onset a network with weak inhibition stays what it was: silent, or ignited", async () => {
  const { network, spikes, drive } = brunel({ g: 2, eta: 0.5, scale: 0.1, seed: 7 });
  const sim = await network.build({ threads: 2 });
  const rateOf = async (eta: number): Promise<number> => {
    sim.set(drive, { rate: brunelRate(eta) });
    await sim.run(100);
    const { length } = sim.read(spikes, { clear: true });
    return length / (0.1 * network.size);
  };
  await rateOf(0.5);
  expect(await rateOf(0.5)).toBeLessThan(1);
  await rateOf(2);
  expect(await rateOf(0.5)).toBeGreaterThan(250);
  sim.dispose();
});
