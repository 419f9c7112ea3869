// Networks of LIF neurons that sample: beside the numbers that another program measured.
import { describe, expect, it } from "vitest";
import { inhomogeneousPoisson, poisson } from "../../../ts/index.ts";
import {
  boltzmann,
  type Depression,
  distributionOf,
  divergence,
  divergenceCurve,
  exactDistribution,
  groupModes,
  lifSampler,
  lifStates,
  marginals,
  measureActivation,
  modeStatistics,
  oscillatingRate,
  statesOfSpikes,
  troughWindows,
} from "../../../ts/sampling/index.ts";
import { effort } from "../../helpers/effort.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";
import { fixture, fixtureMachine, largestDistance, twoModes } from "./fixture.ts";

const exact = exactDistribution(fixtureMachine);
const twoGroups = groupModes(
  [
    [0, 1, 2, 3, 4],
    [5, 6, 7, 8, 9],
  ],
  { on: 4, off: 1 },
);

describe("LIF neurons under Poisson background", () => {
  it("sample with renewing synapses to the divergence of the fixture", async () => {
    const duration = effort(3e5, 1e6);
    const states = await lifStates(fixtureMachine, { duration });
    const sampled = distributionOf(states);
    // Chance adds 5e-4; what remains is the tail of exponential conductances, and steps of 0.1 beside 0.05 ms.
    expect(Math.abs(divergence(sampled, exact) - fixture.measured.dkl_renewing_1e6ms)).toBeLessThan(0.004);
    expect(largestDistance(marginals(sampled), fixture.measured.marginals_renewing)).toBeLessThan(0.008);
    const { times, values } = divergenceCurve(states, exact, { from: duration / 100, points: 3 });
    expect([...times].map(Math.round)).toEqual([duration / 100, duration / 10, duration]);
    expect(values[0]).toBeGreaterThan(2 * (values[2] as number));
  });

  it("are nine times as far off with additive synapses, as in the fixture", async () => {
    const sampled = distributionOf(await lifStates(fixtureMachine, { synapses: "additive", duration: 3e5 }));
    expect(Math.abs(divergence(sampled, exact) - fixture.measured.dkl_additive_1e6ms)).toBeLessThan(0.012);
  });

  it("have the marginals of their biases without weights", async () => {
    const biases = [-2, -1, 0, 1, 2];
    const free = boltzmann({ weights: new Float64Array(25), biases });
    const found = marginals(distributionOf(await lifStates(free, { duration: 2e5 })));
    // The logistic fits the activation function to 0.014, chance adds 0.005.
    expect(largestDistance(found, marginals(exactDistribution(free)))).toBeLessThan(0.025);
  });

  inVerify.it("leave a mode a hundred times as often when synapses tire", async () => {
    const switches = async (synapses: "renewing" | Depression) =>
      modeStatistics(await lifStates(twoModes, { synapses, duration: 2e5 }), twoGroups);
    // Published switches per second: 2.41 and 2.61, each counted some 500 times here; .019 with renewing ones.
    const tired = await switches({ U: 0.3, tau_rec: 60 });
    expect(Math.abs(1000 * tired.rate - 2.41)).toBeLessThan(0.3);
    expect(largestDistance(tired.occupancy.slice(1), [0.345, 0.367])).toBeLessThan(0.03);
    const slow = await switches({ U: 0.1, tau_rec: 200 });
    expect(Math.abs(1000 * slow.rate - 2.61)).toBeLessThan(0.3);
    const fresh = await switches("renewing");
    expect(fresh.switches).toBeLessThan(15);
    expect(fresh.occupancy[0]).toBeLessThan(0.04);
  });

  it("mix in the crests of an oscillating background, and are right in its troughs", async () => {
    // 1000 to 19,000 background spikes per second, calibrated at the troughs.
    const oscillation = { rate: 10_000, amplitude: 0.9, frequency: 2 };
    const parameters = { noise_rate: 1000 };
    const calibration = await measureActivation({ parameters, duration: 3e4 });
    const duration = 5e4;
    const noise = inhomogeneousPoisson({ ...oscillatingRate({ ...oscillation, duration, every: 5 }) });
    const { network, spikes } = lifSampler(twoModes, { calibration, parameters, noise });
    const sim = await network.build();
    await sim.run(duration);
    const states = statesOfSpikes(sim.read(spikes), { tau: 10 });
    sim.dispose();
    const windows = troughWindows({ frequency: 2, lag: 20, tStop: duration });
    const wanted = exactDistribution(twoModes);
    // At a constant rate of 1000 the network stays in one mode, at a divergence of 0.7.
    expect(divergence(distributionOf(states, windows), wanted)).toBeLessThan(0.05);
    expect(divergence(distributionOf(states), wanted)).toBeGreaterThan(1);
    const { occupancy } = modeStatistics(states, twoGroups, windows);
    for (const mode of [1, 2]) expect(Math.abs((occupancy[mode] as number) - 0.487)).toBeLessThan(0.12);
  });

  it("are a network as any other: its neurons, synapses and noise can be reached", async () => {
    const { network, neurons, spikes, synapses, noise, machine } = lifSampler(fixtureMachine, {
      synapses: "additive",
      seed: 4,
      noise: poisson({ rate: 1000 }),
    });
    expect([neurons.length, synapses.expectedSynapses, noise.length]).toEqual([5, 20, 2]);
    const sim = await network.build();
    const { source, target, weight } = sim.weights(synapses);
    for (const [k, value] of weight.entries())
      expect(value).toBeCloseTo(
        machine.conductances[5 * (target[k] as number) + (source[k] as number)] as number,
        5,
      );
    await sim.run(1000);
    expect(statesOfSpikes(sim.read(spikes), { tau: 10 }).units).toBe(5);
    sim.dispose();
  });

  it("sample the same states from the same seed, and others from another", async () => {
    const run = (seed: number) => lifStates(fixtureMachine, { synapses: "additive", duration: 2000, seed });
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("refuse options that make no sampler, and stop when aborted", async () => {
    const refusal = (options: object): string => errorOf(() => lifSampler(fixtureMachine, options)).code;
    expect(refusal({ synapses: "renewed" })).toBe("E_UNKNOWN_NAME");
    expect(refusal({ synapses: 3 })).toBe("E_TYPE");
    expect(refusal({ synapses: { U: 1.5, tau_rec: 10 } })).toBe("E_PARAM_RANGE");
    expect(refusal({ synapses: { U: 0, tau_rec: 10 } })).toBe("E_PARAM_POSITIVE");
    expect(refusal({ synapses: { U: 0.5 } })).toBe("E_TYPE");
    expect(refusal({ calibration: { center: -50, width: -1 } })).toBe("E_PARAM_POSITIVE");
    expect(refusal({ parameters: { noise_rate: 1000 } })).toBe("E_TYPE");
    expect(refusal({ sead: 3 })).toBe("E_UNKNOWN_PARAM");
    expect(refusal({ resolution: 0 })).toBe("E_DT");
    const missing = lifStates(fixtureMachine, {} as { duration: number });
    expect((await rejectionOf(missing)).code).toBe("E_TYPE");
    const signal = AbortSignal.abort(new Error("no"));
    await expect(lifStates(fixtureMachine, { duration: 100, signal })).rejects.toThrow("no");
  });
});
