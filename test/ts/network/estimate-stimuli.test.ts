// What stimuli take, estimated from the description, against what the kernel holds of them after the first steps.
import { describe, expect, it } from "vitest";
import {
  ac,
  dc,
  inhomogeneousPoisson,
  mip,
  Network,
  noiseCurrent,
  normal,
  poisson,
  pulsePacket,
  sinusoidalPoisson,
  spikeGenerator,
  stepCurrent,
  uniform,
} from "../../../ts/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { rejectionOf } from "../../helpers/errors.ts";

const size = 5000;

const cases: Readonly<Record<string, (net: Network) => void>> = {
  "a rate for each target": (net) =>
    net.stimulate(net.population(parrot_neuron, size), poisson({ rate: uniform(0, 2e4) })),
  "rates and windows for each target": (net) =>
    net.stimulate(
      net.population(parrot_neuron, size),
      poisson({ rate: (k) => k, start: (k) => k % 7, stop: 100 }),
    ),
  "rates for scattered targets": (net) =>
    net.stimulate(
      net.population(parrot_neuron, size).slice(0, size, 3),
      poisson({ rate: Float64Array.from({ length: Math.ceil(size / 3) }, (_, k) => k) }),
    ),
  "rates that change, different ones": (net) =>
    net.stimulate(
      net.population(iaf_psc_exp, size),
      inhomogeneousPoisson({ rate_times: [1, 2, 3], rate_values: [uniform(0, 9000), 300, (k) => k] }),
      { weight: normal(9, 1) },
    ),
  "currents for each target": (net) =>
    net.stimulate(net.population(iaf_psc_exp, size), dc({ amplitude: normal(300, 20) })),
  "currents that change": (net) => {
    const amplitude_times = Array.from({ length: 40 }, (_, k) => k + 1);
    const amplitude_values = amplitude_times.map((k) => (k % 2 ? normal(300, k) : 0));
    net.stimulate(net.population(iaf_psc_exp, size), stepCurrent({ amplitude_times, amplitude_values }), {
      weight: uniform(0, 1),
    });
  },
  "currents that oscillate": (net) =>
    net.stimulate(
      net.population(iaf_psc_exp, size),
      ac({ amplitude: normal(300, 20), frequency: 8, phase: uniform(0, 360) }),
    ),
  "noise for each target": (net) =>
    net.stimulate(net.population(iaf_psc_exp, size), noiseCurrent({ mean: 300, std: 100, dt: 0.1 })),
  "rates that oscillate": (net) =>
    net.stimulate(
      net.population(parrot_neuron, size),
      sinusoidalPoisson({ rate: uniform(0, 9000), amplitude: 1000, frequency: 20 }),
    ),
  "copies of one train": (net) =>
    net.stimulate(net.population(parrot_neuron, size), mip({ rate: 9000, p_copy: uniform(0, 1) })),
  "copies for scattered targets": (net) =>
    net.stimulate(net.population(parrot_neuron, size).slice(0, size, 3), mip({ rate: 9000, p_copy: 0.1 })),
  packets: (net) =>
    net.stimulate(
      net.population(parrot_neuron, size),
      pulsePacket({ pulse_times: [10, 20, 30], activity: 9000, sdev: 100 }),
      { delay: 0.3 },
    ),
  "noise for scattered targets": (net) =>
    net.stimulate(
      net.population(iaf_psc_exp, size).slice(0, size, 3),
      noiseCurrent({ std: uniform(20, 30), dt: 0.1 }),
    ),
  "many trains": (net) => {
    const spike_times = Float64Array.from({ length: 50_000 }, (_, k) => 0.1 + (k % 977));
    const spike_ids = spike_times.map((_, k) => (k * 7) % size);
    net.stimulate(net.population(parrot_neuron, size), spikeGenerator({ spike_times, spike_ids }));
  },
  "one long train": (net) => {
    const spike_times = Float64Array.from({ length: 50_000 }, (_, k) => 0.1 * (k + 1));
    net.stimulate(net.population(parrot_neuron, size), spikeGenerator({ spike_times }), { delay: 0.3 });
  },
  "many stimuli": (net) => {
    const all = net.population(iaf_psc_exp, 300);
    for (let k = 0; k < 300; k++) {
      net.stimulate(all.slice(k, k + 1), poisson({ rate: 1000 }), { weight: 5 });
      net.stimulate(all.slice(k, k + 1), dc({ amplitude: k }));
    }
  },
};

describe.each(Object.entries(cases))("%s", (_name, stimulate) => {
  it.each(["exact", "compact"] as const)("is estimated to a tenth with %s weights", async (weights) => {
    const net = new Network({ seed: 5 });
    stimulate(net);
    const { bytes, synapses } = net.estimate({ weights, threads: 2 });
    await using sim = await net.build({ weights, threads: 2, backend: "native" });
    await sim.run(1);
    const { build } = sim.report;
    expect(synapses.upper).toBe(build.synapses);
    const estimated = bytes.stimuli + bytes.synapses + bytes.runs;
    expect(estimated / (build.stimulusBytes + build.bytes)).toBeGreaterThan(0.9);
    expect(estimated / (build.stimulusBytes + build.bytes)).toBeLessThan(1.1);
  });
});

describe("the memory that a network may take", () => {
  it("includes its stimuli, before it is built and while it runs", async () => {
    const net = new Network();
    const rate = Float64Array.from({ length: 20_000 }, (_, k) => k);
    const parrots = net.population(parrot_neuron, 20_000);
    net.stimulate(parrots, poisson({ rate }), { delay: 0.1 });
    net.record(parrots, "spikes");
    const { stimuli, total } = net.estimate().bytes;
    expect(stimuli).toBeGreaterThan(total / 2);
    await using sim = await net.build({ memoryLimit: total, threads: 1, backend: "native" });
    const { code, message } = await rejectionOf(sim.run(1000));
    expect(code).toBe("E_MEMORY");
    const left = Number(/may take ([\d.]+) MB/.exec(message)?.[1]) * 1e6;
    // What each target sends takes 136 bytes (core/model/signal.hpp), whatever else is kept for it.
    expect(left).toBeLessThan(total - 20_000 * 136 + 2e5);
    const refused = await net.build({ memoryLimit: total - 1 }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "E_MEMORY_BUDGET" });
    expect(String(refused)).toContain("stimuli");
  });
});
