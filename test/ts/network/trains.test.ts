// Trains that oscillate or belong together, as a user describes them: units, JSON, changes, refusals, checkpoints.
import { describe, expect, it } from "vitest";
import {
  mip,
  Network,
  pulsePacket,
  Simulation,
  type Stimulus,
  sinusoidalPoisson,
  uniform,
} from "../../../ts/index.ts";
import { parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

/** The stamps of a device's spikes by target, which parrots repeat 0.1 ms later; its JSON form sends the same. */
async function trainsOf(
  device: Stimulus,
  targets: number,
  duration: number,
): Promise<readonly (readonly number[])[]> {
  const net = new Network({ seed: 7 });
  const all = net.population(parrot_neuron, targets);
  net.stimulate(all, device, { weight: 1, delay: 0.1 });
  const recorder = net.record(all, "spikes");
  await using sim = await Network.from(JSON.parse(JSON.stringify(net))).build();
  await using own = await net.build();
  await Promise.all([sim.run(duration), own.run(duration)]);
  expect(sim.digest()).toBe(own.digest());
  const trains = own.read(recorder).byNeuron();
  return trains.map((times) => [...times].map((time) => Math.round(10 * time - 1)));
}

const total = (trains: readonly (readonly number[])[]): number =>
  trains.reduce((sum, train) => sum + train.length, 0);

describe("sinusoidalPoisson", () => {
  it("has trains of their own that follow the rate, or the same one for all", async () => {
    const options = { rate: "0.2 kHz", amplitude: 200, frequency: 50, phase: "-90 deg" } as const;
    const own = await trainsOf(sinusoidalPoisson(options), 100, 200.1);
    // Ten periods from a trough on: 4000 spikes, of which those in the half around each peak are 1/2 + 1/pi.
    const late = own.flat().filter((stamp) => stamp % 200 > 50 && stamp % 200 <= 150).length;
    expect(Math.abs(total(own) - 4000)).toBeLessThan(4.5 * Math.sqrt(4000));
    const share = 0.5 + 1 / Math.PI;
    expect(Math.abs(late / total(own) - share)).toBeLessThan(4.5 * Math.sqrt((share * (1 - share)) / 4000));
    const [first, ...others] = await trainsOf(
      sinusoidalPoisson({ ...options, individual_spike_trains: false }),
      20,
      200.1,
    );
    expect(first?.length).toBeGreaterThan(10);
    for (const other of others) expect(other).toEqual(first);
  });

  it("refuses rates of their own for one train, and impossible ones", () => {
    const net = new Network();
    const all = net.population(parrot_neuron, 3);
    const given = (options: object) => () =>
      net.stimulate(all, sinusoidalPoisson({ rate: 10, amplitude: 1, frequency: 5, ...options }));
    expectRefusal(net, given({ individual_spike_trains: false, rate: [1, 2, 3] }), "E_TYPE", "rate");
    expectRefusal(net, given({ individual_spike_trains: 2 }), "E_TYPE", "individual_spike_trains");
    expectRefusal(net, given({ individual_spike_trains: [true, true, false] }), "E_TYPE", "same for all");
    expectRefusal(net, given({ amplitude: -1 }), "E_RATE", "amplitude");
    expectRefusal(net, given({ frequency: 5001 }), "E_PARAM_RANGE", "frequency");
    expect(given({ individual_spike_trains: 0, phase: 30 })).not.toThrow();
  });
});

describe("mip", () => {
  it("copies each spike of one train with a chance that may differ", async () => {
    const trains = await trainsOf(mip({ rate: 500, p_copy: (k) => (k === 0 ? 1 : 0.25) }), 101, 400);
    const [mother = [], ...copies] = trains;
    for (const copy of copies) for (const stamp of copy) expect(mother).toContain(stamp);
    const expected = 0.25 * 100 * mother.length;
    expect(mother.length).toBeGreaterThan(100);
    expect(Math.abs(total(copies) - expected)).toBeLessThan(4.5 * Math.sqrt(0.75 * expected));
  });

  it("refuses chances that are none, and a rate or window for each", () => {
    const net = new Network();
    const all = net.population(parrot_neuron, 3);
    const given = (options: object) => () => net.stimulate(all, mip({ rate: 10, p_copy: 0.5, ...options }));
    expectRefusal(net, given({ p_copy: 1.5 }), "E_PARAM_RANGE", "p_copy");
    expectRefusal(net, given({ p_copy: [0, 1] }), "E_SHAPE", "p_copy");
    expectRefusal(net, given({ rate: uniform(1, 2) }), "E_TYPE", "rate must be the same for all targets");
    expectRefusal(net, given({ rate: () => 1 }), "E_TYPE", "rate");
    expectRefusal(net, given({ stop: [1, 2, 3] }), "E_TYPE", "stop");
    expectRefusal(net, given({ rate: -1 }), "E_RATE", "rate");
  });
});

describe("pulsePacket", () => {
  it("sends all targets the same spikes around its times", async () => {
    const [first = [], second] = await trainsOf(
      pulsePacket({ pulse_times: [20.03, 60], activity: 40, sdev: 1.5 }),
      2,
      80,
    );
    expect(second).toEqual(first);
    for (const centre of [200.3, 600]) {
      const around = first.filter((stamp) => Math.abs(stamp - centre) < 75);
      const mean = around.reduce((sum, stamp) => sum + stamp - 0.5 - centre, 0) / 40;
      expect(around).toHaveLength(40);
      expect(Math.abs(mean)).toBeLessThan((4.5 * 15) / Math.sqrt(40));
    }
  });

  it("takes other packets between runs, and goes on from a checkpoint with the same bits", async () => {
    const net = new Network({ seed: 3 });
    const all = net.population(parrot_neuron, 50);
    const packets = net.stimulate(all, pulsePacket({ pulse_times: [5], activity: 5, sdev: 3 }), { delay: 1 });
    const copies = net.stimulate(all, mip({ rate: 900, p_copy: uniform(0, 1) }));
    const wave = net.stimulate(all, sinusoidalPoisson({ rate: 90, amplitude: 90, frequency: 40 }));
    await using sim = await net.build();
    await sim.run(8);
    expect(errorOf(() => sim.set(packets, { activity: 1.5 })).code).toBe("E_TYPE");
    expect(errorOf(() => sim.set(copies, { p_copy: 2 })).code).toBe("E_PARAM_RANGE");
    sim.set(packets, pulsePacket({ pulse_times: [9, 15], activity: 7, sdev: 2 }));
    sim.set(copies, { p_copy: 0.5, rate: 500 });
    sim.set(wave, { individual_spike_trains: false, phase: 45 });
    expect(errorOf(() => sim.set(wave, { rate: uniform(1, 2) })).code).toBe("E_TYPE");
    await using resumed = await Simulation.restore(sim.checkpoint(), { threads: 2 });
    await Promise.all([sim.run(30), resumed.run(30)]);
    expect(resumed.digest()).toBe(sim.digest());
  });

  it("refuses packets that are none", () => {
    const net = new Network();
    const all = net.population(parrot_neuron, 3);
    const given = (options: object) => () =>
      net.stimulate(all, pulsePacket({ pulse_times: [5], activity: 5, ...options }));
    expectRefusal(net, given({ pulse_times: [-1] }), "E_PARAM_RANGE", "pulse_times");
    expectRefusal(net, given({ pulse_times: [Number.NaN] }), "E_NOT_FINITE", "pulse_times[0]");
    expectRefusal(net, given({ pulse_times: 5 }), "E_TYPE", "pulse_times");
    expectRefusal(net, given({ activity: 1.5 }), "E_TYPE", "whole number");
    expectRefusal(net, given({ activity: [1, 2, 3] }), "E_TYPE", "same for all");
    expectRefusal(net, given({ sdev: -1 }), "E_PARAM_RANGE", "sdev");
    expect(given({ pulse_times: [7.03, 2], sdev: "0.123 ms" })).not.toThrow();
  });
});
