// null is no value, and an array whose memory is gone is not empty: both are refused at every door.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as analysis from "../../ts/analysis/index.ts";
import {
  allToAll,
  fixedIndegree,
  Network,
  normal,
  oneToOne,
  pairs,
  poisson,
  Simulation,
  spikeGenerator,
  stepCurrent,
  uniform,
} from "../../ts/index.ts";
import { encodeSpikes, encodeTraces, readSpikes, writeCheckpoint } from "../../ts/io/index.ts";
import { backpropagation } from "../../ts/learning/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../ts/models/index.ts";
import { brunel, microcircuit, urbanczikSenn } from "../../ts/networks/index.ts";
import { boltzmann, energy, gibbsSampler } from "../../ts/sampling/index.ts";
import { spikeTrains, traces } from "../../ts/simulate/recording.ts";
import { errorOf, expectRefusal, rejectionOf } from "../helpers/errors.ts";

type Numbers = Float64Array | Float32Array | Uint32Array | Uint8Array;

/** An array after its transfer to a worker. */
function gone<Kind extends Numbers>(array: Kind): Kind {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

const none = null as never;

describe("null", () => {
  const net = new Network();
  const all = net.population(iaf_psc_exp, 3, {}, { label: "all" });
  const train = { times: [1, 2] };

  it("is refused by every option of a network", () => {
    for (const name of ["resolution", "seed", "strictTime"])
      expect(errorOf(() => new Network({ [name]: null })).message).toContain(`${name} must be`);
    const doors: Record<string, () => unknown> = {
      label: () => net.population(iaf_psc_exp, 1, {}, { label: none }),
      allowEmpty: () => net.population(iaf_psc_exp, 1, {}, { allowEmpty: none }),
      C_m: () => net.population(iaf_psc_exp, 1, { C_m: none }),
      V_m: () => net.set(all, { V_m: none }),
      weight: () => net.connect(all, all, oneToOne(), { weight: none }),
      delay: () => net.connect(all, all, oneToOne(), { delay: none }),
      receptor: () => net.connect(all, all, oneToOne(), { receptor: none }),
      synapse: () => net.connect(all, all, oneToOne(), { synapse: none }),
      "weight ": () => net.stimulate(all, spikeGenerator(train), { weight: none }),
      "delay ": () => net.stimulate(all, spikeGenerator(train), { delay: none }),
      rate: () => net.stimulate(all, poisson({ rate: none })),
      start: () => net.stimulate(all, poisson({ rate: 1, start: none })),
      times: () => spikeGenerator({ times: none }),
      values: () => stepCurrent({ times: [1], values: none }),
      every: () => net.record(all, "V_m", { every: none }),
      to: () => net.record(all, "spikes", { to: none }),
      "label ": () => net.record(all, "spikes", { label: none }),
      threads: () => net.estimate({ threads: none }),
      low: () => uniform(none, 1),
      std: () => normal(1, none),
      min: () => normal(1, 1).redraw({ min: none }),
      indegree: () => fixedIndegree(none),
      autapses: () => allToAll({ autapses: none }),
      sources: () => pairs({ sources: none, targets: [1] }),
    };
    for (const [name, door] of Object.entries(doors)) {
      expectRefusal(net, door, "E_TYPE", name.trim());
    }
    const json = net.toJSON();
    for (const name of ["resolution", "seed", "strictTime"])
      expect(errorOf(() => Network.from({ ...json, [name]: null } as never)).code, name).toMatch(/^E_/);
  });

  it("is refused by building, running and changing", async () => {
    for (const name of ["threads", "weights", "backend", "memoryLimit", "onProgress", "signal"])
      expect((await rejectionOf(net.build({ [name]: null }))).code, name).toBe("E_TYPE");
    const projection = net.connect(all, all, oneToOne());
    const record = net.record(all, "spikes");
    const sim = await net.build({ threads: 1 });
    for (const name of ["batch", "onProgress", "signal"])
      expect((await rejectionOf(sim.run(1, { [name]: null }))).code, name).toBe("E_TYPE");
    expect((await rejectionOf(sim.run(none))).code).toBe("E_TIME");
    expect((await rejectionOf(sim.setWeights(projection, none))).code).toBe("E_TYPE");
    expect(errorOf(() => sim.read(record, { clear: none })).code).toBe("E_TYPE");
    expect(errorOf(() => sim.set(all, { V_m: none })).code).toBe("E_TYPE");
    expect((await rejectionOf(sim.steps({ every: none }).next())).code).toBe("E_TYPE");
    const bytes = sim.checkpoint();
    expect((await rejectionOf(Simulation.restore(bytes, { network: none }))).code).toBe("E_TYPE");
    sim.dispose();
  });

  it("is refused by published networks, samplers, learners, measures and files", async () => {
    const doors = [
      () => microcircuit({ resolution: none }),
      () => microcircuit({ scale: none }),
      () => brunel({ seed: none }),
      () => urbanczikSenn({ inputs: none }),
      () => gibbsSampler(boltzmann({ weights: [[0]], biases: [0] }), { seed: none }),
      () => backpropagation({ layers: [2, 2], bias: none } as never),
      () => analysis.firingRates(analysis.trainsOf([[1]], { tStart: 0, tStop: 2 }), { neurons: none }),
      () => analysis.firingRates(analysis.trainsOf([[1]], { tStart: 0, tStop: 2 }), { tStop: none }),
    ];
    for (const door of doors) expect(errorOf(door).code, String(door)).toBe("E_TYPE");
    const spikes = spikeTrains({
      ids: Uint32Array.of(0),
      times: Float64Array.of(1),
      neurons: Uint32Array.of(0),
      tStart: 0,
      tStop: 2,
    });
    expect((await rejectionOf(encodeSpikes(spikes, { format: "csv", population: none }))).code).toBe(
      "E_TYPE",
    );
    const bytes = await encodeSpikes(spikes, { format: "csv" });
    expect((await rejectionOf(readSpikes(bytes, { format: "csv", tStop: none }))).code).toBe("E_TYPE");
  });
});

describe("a detached buffer", () => {
  const net = new Network();
  const all = net.population(parrot_neuron, 3, {}, { label: "all" });

  it("is refused where times, weights, delays, parameters and positions are given, in every type", () => {
    for (const make of [() => new Float64Array(3), () => new Float32Array(3), () => new Uint32Array(3)]) {
      const doors: Record<string, () => unknown> = {
        times: () => spikeGenerator({ times: gone(make()) }),
        "times ": () => stepCurrent({ times: gone(make()), values: [1, 2, 3] }),
        values: () => stepCurrent({ times: [1, 2, 3], values: gone(make()) }),
        weight: () => net.connect(all, all, oneToOne(), { weight: gone(make()) }),
        delay: () => net.connect(all, all, oneToOne(), { delay: gone(make()) }),
        "delay ": () => net.stimulate(all, spikeGenerator({ times: [1] }), { delay: gone(make()) }),
        sources: () => pairs({ sources: gone(make()) as Uint32Array, targets: [0, 1, 2] }),
        targets: () => pairs({ sources: [0, 1, 2], targets: gone(make()) as Uint32Array }),
        positions: () => all.at(gone(make()) as Uint32Array),
        V_m: () => net.population(iaf_psc_exp, 3, { V_m: gone(make()) }),
      };
      for (const [name, door] of Object.entries(doors)) expectRefusal(net, door, "E_BUFFER", name.trim());
    }
  });

  it("is none where an array is empty, or was made of a part of a buffer", () => {
    const buffer = new ArrayBuffer(64);
    expect(spikeGenerator({ times: new Float64Array(0) }).parameters.get("spike_times")).toHaveLength(0);
    expect(spikeGenerator({ times: new Float64Array(buffer, 8, 0) }).parameters.size).toBe(1);
    expectRefusal(net, () => net.population(iaf_psc_exp, 3, { V_m: new Float64Array(0) }), "E_SHAPE", "V_m");
  });

  it("is refused between runs, by restoring and by files", async () => {
    const one = new Network();
    const neurons = one.population(iaf_psc_exp, 3);
    const projection = one.connect(neurons, neurons, oneToOne());
    const sim = await one.build({ threads: 1 });
    expect((await rejectionOf(sim.setWeights(projection, gone(new Float64Array(3))))).code).toBe("E_BUFFER");
    expect(errorOf(() => sim.set(neurons, { V_m: gone(new Float32Array(3)) })).code).toBe("E_BUFFER");
    const bytes = sim.checkpoint();
    const folder = mkdtempSync(join(tmpdir(), "cajal-"));
    try {
      const path = join(folder, "state");
      expect(errorOf(() => writeCheckpoint(path, gone(bytes.slice()))).code).toBe("E_BUFFER");
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect((await rejectionOf(Simulation.restore(gone(bytes)))).code).toBe("E_BUFFER");
    sim.dispose();
    const spikes = spikeTrains({
      ids: Uint32Array.of(0),
      times: Float64Array.of(1),
      neurons: Uint32Array.of(0),
      tStart: 0,
      tStop: 2,
    });
    gone(spikes.ids);
    expect(errorOf(() => spikeTrains(spikes)).code).toBe("E_BUFFER");
    expect((await rejectionOf(encodeSpikes(spikes, { format: "csv" }))).code).toBe("E_BUFFER");
    const samples = traces({
      times: Float64Array.of(1),
      ids: Uint32Array.of(0),
      names: ["V_m"],
      samples: Float64Array.of(-70),
    });
    gone(samples.times);
    const table = { traces: samples, units: { V_m: "mV" } };
    expect((await rejectionOf(encodeTraces(table, { format: "csv" }))).code).toBe("E_BUFFER");
    expect((await rejectionOf(readSpikes(gone(new Uint8Array(8)), { format: "csv" }))).code).toBe("E_BUFFER");
  });

  it("is refused by measures, samplers and learners", () => {
    const lost = () => gone(new Float64Array(4));
    const window = { tStart: 0, tStop: 10 };
    const neurons = Uint32Array.of(0);
    const recorded = (part: object) => ({ ids: [0], times: [1], neurons, ...window, ...part });
    const trains = analysis.trainsOf([[1, 2, 4]], window);
    const states = { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 5) };
    const machine = boltzmann({ weights: [[0]], biases: [0] });
    const doors = [
      () => analysis.toTrains(recorded({ ids: lost(), times: lost() })),
      () => analysis.toTrains(recorded({ neurons: lost() })),
      () => analysis.toTrains({ times: lost(), offsets: Uint32Array.of(0, 0), ...window }),
      () => analysis.toTrains({ times: Float64Array.of(1), offsets: gone(Uint32Array.of(0, 1)), ...window }),
      () => analysis.firingRates(trains, { neurons: lost() }),
      () => analysis.trainsOf([lost()], window),
      () => analysis.trialsAround(trains, { events: lost(), before: 1, after: 1 }),
      () => analysis.optimalBandwidth(lost()),
      () => analysis.mean(lost()),
      () => analysis.variance(lost()),
      () => analysis.welchTest(lost(), [1, 2]),
      () => analysis.kolmogorovSmirnov([1], lost()),
      () => analysis.wassersteinDistance(lost(), [1]),
      () => analysis.holm(lost()),
      () => analysis.subsample(lost(), 1, 1),
      () => analysis.eigenangle(lost(), [1]),
      () => analysis.distribution(lost(), { binWidth: 1, range: [0, 1] }),
      () => analysis.accuracy(lost(), lost()),
      () => analysis.linearReadout(states, lost()),
      () => analysis.singularValues({ ...states, values: lost() }),
      () => analysis.participationRatio(lost()),
      () => analysis.liquidState(trains, { times: lost() }),
      () => analysis.powerSpectrum(lost(), { interval: 1 }),
      () => analysis.rawSpectrum(lost(), { interval: 1 }),
      () => analysis.spectrogram(lost(), { interval: 1 }),
      () => analysis.coherence(lost(), lost(), { interval: 1 }),
      () => analysis.boldSignal(lost(), { interval: 10 }),
      () => analysis.lfpProxy({ excitatory: lost(), inhibitory: lost() }, { interval: 1 }),
      () => energy(machine, lost()),
      () => boltzmann({ weights: [lost()], biases: [0] }),
      () => gibbsSampler(machine).clamp(lost() as never),
    ];
    for (const door of doors) expect(errorOf(door).code, String(door)).toBe("E_BUFFER");
  });
});
