// The network with plastic synapses on which simulators are compared: its parts, and a small one that learns.
import { describe, expect, it } from "vitest";
import { firingRates } from "../../../ts/analysis/index.ts";
import { Network, spikeGenerator } from "../../../ts/index.ts";
import { hpcBenchmark, hpcBenchmarkParameters } from "../../../ts/networks/index.ts";
import { errorOf } from "../../helpers/errors.ts";

describe("the HPC benchmark", () => {
  it("has 11,250 neurons with 11,250 synapses each", () => {
    const { network, indegrees, learning, populations } = hpcBenchmark();
    expect(network.size).toBe(11_250);
    expect(indegrees).toEqual({ E: 9000, I: 2250 });
    expect(network.estimate().synapses.expected).toBe(11_250 * 11_250);
    expect(learning.expectedSynapses).toBe(81_000_000);
    expect(hpcBenchmark({ scale: 2 }).network.estimate().synapses.expected).toBe(2 * 11_250 * 11_250);
    expect(populations.E.label).toBe("E");
  });

  it("has excitatory potentials of 0.14 mV, 1.7 ms after their begin", async () => {
    const { neuron, tau_syn } = hpcBenchmarkParameters;
    const net = new Network({ resolution: 0.01 });
    const cell = net.population("iaf_psc_alpha", 1, {
      ...neuron,
      tau_syn_ex: tau_syn,
      tau_syn_in: tau_syn,
      V_m: 0,
    });
    const { weight } = hpcBenchmark();
    net.stimulate(cell, spikeGenerator({ spike_times: [1] }), { weight, delay: 1 });
    const recorded = net.record(cell, "V_m", { every: 0.01 });
    const sim = await net.build({ threads: 1 });
    await sim.run(10);
    const trace = sim.read(recorded).values.V_m;
    const largest = Math.max(...trace);
    // A grid of 0.01 ms misses the top by less than 1e-6 of it.
    expect(Math.abs(largest / 0.14 - 1)).toBeLessThan(1e-6);
    expect(0.01 * (trace.indexOf(largest) + 1) - 2).toBeCloseTo(1.700759, 1);
    sim.dispose();
  });

  it("is driven by 1.685 times what brings the mean potential to threshold, whatever the in-degree", () => {
    const { neuron, tau_syn, eta } = hpcBenchmarkParameters;
    for (const indegreeScale of [1, 0.1]) {
      const { network, weight } = hpcBenchmark({ indegreeScale });
      const [drive] = JSON.parse(JSON.stringify(network.toJSON())).stimuli;
      const charge = weight * Math.E * tau_syn;
      const mean = (drive.parameters.rate / 1000) * charge * (neuron.tau_m / neuron.C_m);
      expect(mean / neuron.V_th).toBeCloseTo(eta, 12);
    }
  });

  it("fires and learns, with the same spikes for one seed; without plasticity its weights stay", async () => {
    const run = async (plastic: boolean, threads: number) => {
      const { network, learning, spikes, populations } = hpcBenchmark({
        scale: 0.1,
        indegreeScale: 0.1,
        plastic,
      });
      const sim = await network.build({ threads });
      await sim.run(100);
      const weights = sim.weights(learning).weight;
      const rates = firingRates(sim.read(spikes as never), { neurons: populations.E.ids });
      const digest = sim.digest();
      sim.dispose();
      return { weights, rate: rates.reduce((sum, rate) => sum + rate, 0) / rates.length, digest };
    };
    const [one, two, fixed] = [await run(true, 1), await run(true, 2), await run(false, 2)];
    expect(one.digest).toBe(two.digest);
    expect(one.rate).toBeGreaterThan(1);
    expect(new Set(fixed.weights).size).toBe(1);
    expect(one.weights.some((weight) => weight !== one.weights[0])).toBe(true);
  });

  it("refuses wrong options by name", () => {
    for (const [options, code] of [
      [{ scal: 1 }, "E_UNKNOWN_PARAM"],
      [{ scale: 0 }, "E_PARAM_RANGE"],
      [{ indegreeScale: Number.NaN }, "E_NOT_FINITE"],
      [{ plastic: "yes" }, "E_TYPE"],
      [{ record: "all" }, "E_UNKNOWN_NAME"],
      [{ seed: -1 }, "E_PARAM_RANGE"],
    ] as const)
      expect(errorOf(() => hpcBenchmark(options as never)).code).toBe(code);
  });
});
