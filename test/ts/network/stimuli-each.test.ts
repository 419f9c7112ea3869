// Stimuli whose targets differ: every form of a value, trains and recordings, the JSON form, and what is refused.
import { beforeEach, describe, expect, it } from "vitest";
import {
  dc,
  inhomogeneousPoisson,
  Network,
  normal,
  type Population,
  poisson,
  replay,
  Simulation,
  spikeGenerator,
  stepCurrent,
  uniform,
} from "../../../ts/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

let net: Network;
let cells: Population<"iaf_psc_exp">;
let parrots: Population<"parrot_neuron">;

beforeEach(() => {
  net = new Network({ seed: 8 });
  cells = net.population(iaf_psc_exp, 40, {}, { label: "cells" });
  parrots = net.population(parrot_neuron, 400, {}, { label: "parrots" });
});

const rates = Float64Array.from({ length: 400 }, (_, k) => 20 * k);

async function spikesOf(network: Network, of: Population, time: number) {
  const spikes = network.record(of, "spikes");
  const sim = await network.build({ threads: 2 });
  await sim.run(time);
  return sim.read(spikes);
}

describe("values of their own", () => {
  it("each neuron fires at its rate: counts within 5.5 standard deviations of a Poisson process", async () => {
    net.stimulate(parrots, poisson({ rate: rates }), { delay: 0.1 });
    const trains = (await spikesOf(net, parrots, 2000)).byNeuron();
    for (const [k, train] of trains.entries()) {
      const mean = (rates[k] as number) * 2;
      expect(Math.abs(train.length - mean)).toBeLessThanOrEqual(5.5 * Math.sqrt(mean));
    }
  });

  it("a current for each neuron ends in E_L + R I, and begins at its own time", async () => {
    const amplitude = Float64Array.from({ length: 40 }, (_, k) => 5 * k);
    net.stimulate(cells, dc({ amplitude, start: (k) => (k % 2 ? 400 : 0) }), { delay: 0.1 });
    const sim = await net.build();
    await sim.run(400);
    const membrane = sim.get(cells, "V_m");
    // tau_m 10 ms, C_m 250 pF, E_L -70 mV; what is left of the start after 40 time constants is below 1e-15.
    for (const [k, V_m] of membrane.entries())
      expect(V_m).toBeCloseTo(k % 2 ? -70 : -70 + (10 / 250) * (amplitude[k] as number), 10);
  });

  it("numbers, arrays, functions, texts and distributions are taken by every device, and survive JSON", () => {
    net.stimulate(
      parrots,
      poisson({ rate: (k) => k, start: uniform(0, 10), stop: [...rates].map(() => 50) }),
    );
    net.stimulate(cells, dc({ amplitude: normal(300, 10), stop: "20 ms" }));
    net.stimulate(
      cells,
      stepCurrent({ amplitude_times: [0, 5], amplitude_values: ["1 nA", (k) => k], start: 1 }),
    );
    net.stimulate(
      parrots,
      inhomogeneousPoisson({
        rate_times: [1, 2, 3],
        rate_values: [rates, normal(500, 9).redraw({ min: 0 }), 4],
      }),
    );
    net.stimulate(parrots, spikeGenerator({ spike_times: [4, 1, 4], spike_ids: [399, 0, 2] }));
    const json = JSON.parse(JSON.stringify(net));
    expect(JSON.parse(JSON.stringify(Network.from(json)))).toEqual(json);
    const [, , step, course, trains] = json.stimuli;
    expect(step.parameters.amplitude_values[0]).toBe(1000);
    expect(course.parameters.rate_values[1]).toEqual({ normal: [500, 9], redraw: { min: 0 } });
    expect(course.parameters.rate_values[2]).toBe(4);
    expect(Object.keys(trains.parameters).sort()).toEqual(["spike_ids", "spike_times"]);
  });

  it("the network of its JSON runs alike, and goes on alike after changes and a checkpoint", async () => {
    const drive = net.stimulate(parrots, poisson({ rate: uniform(0, 9000), start: uniform(0, 5) }));
    const current = net.stimulate(cells, dc({ amplitude: normal(400, 20) }));
    const [one, other] = [
      await net.build({ threads: 1 }),
      await Network.from(net.toJSON()).build({ threads: 3 }),
    ];
    await one.run(20);
    await other.run(20);
    expect(one.digest()).toBe(other.digest());
    one.set(drive, { rate: rates, stop: (k) => 30 + k / 10 });
    one.set(current, { amplitude: uniform(300, 500) });
    const resumed = await Simulation.restore(one.checkpoint(), { network: net, threads: 2 });
    for (const sim of [one, resumed]) {
      await sim.run(20);
      sim.set(drive, { start: 25 });
      await sim.run(20);
    }
    expect(resumed.digest()).toBe(one.digest());
    expect(resumed.checkpoint()).toEqual(one.checkpoint());
  });

  it("one value for all and one for each take each other's place between runs", async () => {
    const amplitude = Float64Array.from({ length: 40 }, (_, k) => 5 * k);
    const drive = net.stimulate(cells, dc({ amplitude: 100 }), { delay: 0.1 });
    const noise = net.stimulate(parrots, poisson({ rate: 0 }), { delay: 0.1 });
    const spikes = net.record(parrots, "spikes");
    const sim = await net.build();
    const end = (current: number): number => -70 + (10 / 250) * current;
    for (const change of [amplitude, 60, amplitude]) {
      sim.set(drive, { amplitude: change });
      await using restored = await Simulation.restore(sim.checkpoint());
      await Promise.all([sim.run(400), restored.run(400)]);
      for (const [k, V_m] of sim.get(cells, "V_m").entries())
        expect(V_m).toBeCloseTo(end(change === 60 ? 60 : (amplitude[k] as number)), 10);
      expect(restored.digest()).toBe(sim.digest());
    }
    sim.set(noise, { rate: rates });
    await sim.run(1000);
    for (const [k, train] of sim.read(spikes).byNeuron().entries()) {
      const mean = rates[k] as number;
      expect(Math.abs(train.length - mean)).toBeLessThanOrEqual(5.5 * Math.sqrt(mean));
    }
  });

  it("a value that does not fit the targets is refused with its place", () => {
    const at = (make: () => Parameters<Network["stimulate"]>[1]) => () => net.stimulate(cells, make());
    expectRefusal(
      net,
      at(() => poisson({ rate: [1, 2] })),
      "E_SHAPE",
      "rate",
      "40",
    );
    expectRefusal(
      net,
      at(() => poisson({ rate: [1, -2] })),
      "E_RATE",
      "rate[1]",
    );
    expectRefusal(
      net,
      at(() => poisson({ rate: (k) => (k === 7 ? -1 : 1) })),
      "E_RATE",
      "rate[7]",
    );
    expectRefusal(
      net,
      at(() => poisson({ rate: normal(10, 10) })),
      "E_PARAM_RANGE",
      "redraw({ min: 0 })",
    );
    expectRefusal(
      net,
      at(() => poisson({ rate: (k) => (k ? 1 : 2e11) })),
      "E_RATE",
      "1e7",
    );
    expectRefusal(
      net,
      at(() => dc({ amplitude: 1, start: (k) => k / 10 + 0.05 })),
      "E_TIME_GRID",
      "start[0]",
    );
    expectRefusal(
      net,
      at(() => dc({ amplitude: 1, start: (k) => k, stop: 20 })),
      "E_PARAM_RANGE",
      "stop[21]",
    );
    const course = (rate_values: never) =>
      at(() => inhomogeneousPoisson({ rate_times: [1, 2], rate_values }));
    expectRefusal(net, course([1, [1, 2]] as never), "E_SHAPE", "rate_values[1]", "40");
    expectRefusal(net, course([1, "2 mV"] as never), "E_DIM", "rate_values[1]");
    expectRefusal(net, course([[1], 2, 3] as never), "E_SHAPE");
  });
});

describe("spike trains", () => {
  it("each spike goes to its target, in whatever order they are given", async () => {
    net.stimulate(parrots, spikeGenerator({ times: [7, 3, 3, 5], ids: [9, 399, 0, 9] }), { delay: 0.5 });
    const { ids, times } = await spikesOf(net, parrots, 20);
    expect([...ids]).toEqual([40, 439, 49, 49]);
    // One delay to the parrot, which repeats what arrives within a step at its end.
    expect([...times].map((time) => Math.round(time * 10) / 10)).toEqual([3.5, 3.5, 5.5, 7.5]);
  });

  it("a recording repeats itself in a network of its own, and the neurons may be chosen", async () => {
    net.stimulate(parrots, poisson({ rate: 300 }), { delay: 0.1 });
    const first = await spikesOf(net, parrots, 100);
    const again = new Network();
    const copies = again.population(parrot_neuron, 400);
    again.stimulate(copies, replay(first, { neurons: first.neurons }), { delay: 0.1 });
    const second = await spikesOf(again, copies, 101);
    const late = (times: Float64Array) => [...times].map((time) => Math.round(time * 10) + 1);
    expect(late(first.times)).toEqual([...second.times].map((time) => Math.round(time * 10)));
    expect([...first.ids].map((id) => id - 40)).toEqual([...second.ids]);
    const few = new Network();
    const two = few.population(parrot_neuron, 2);
    few.stimulate(two, replay(first, { neurons: [45, 41] }));
    const chosen = (await spikesOf(few, two, 110)).byNeuron().map(({ length }) => length);
    const lengths = first.byNeuron().map(({ length }) => length);
    expect(chosen).toEqual([lengths[5], lengths[1]]);
  });

  it("other spikes can be set between runs, from a recording too", async () => {
    const input = net.stimulate(parrots, spikeGenerator({ spike_times: [], spike_ids: [] }), { delay: 0.1 });
    const spikes = net.record(parrots, "spikes");
    const sim = await net.build();
    await sim.run(5);
    sim.set(input, { times: [9, 6], ids: [3, 1] });
    await sim.run(5);
    sim.set(input, replay({ ids: [2], times: [12] }));
    expect(errorOf(() => sim.set(input, { spike_times: [20, 21] })).code).toBe("E_SHAPE");
    expect(errorOf(() => sim.set(input, poisson({ rate: 1 }))).message).toContain("spike_generator");
    await sim.run(5);
    expect([...sim.read(spikes).ids]).toEqual([41, 43, 42]);
  });

  it("one train for all stays one, and says what to describe instead", async () => {
    const input = net.stimulate(parrots, spikeGenerator({ spike_times: [1] }), { delay: 0.1 });
    const spikes = net.record(parrots.slice(0, 2), "spikes");
    const sim = await net.build();
    for (const trains of [
      { times: [9, 6], ids: [3, 1] },
      { times: [], ids: [] },
      replay({ ids: [2], times: [12] }),
    ]) {
      const error = errorOf(() => sim.set(input, trains));
      expect(error).toMatchObject({ code: "E_FROZEN", parameter: "spike_ids" });
      expect(error.message).toContain("spike_ids: []");
    }
    await sim.run(5);
    expect([...sim.read(spikes).ids]).toEqual([40, 41]);
  });

  it("refuses targets that do not exist, and trains that are none", () => {
    const send = (options: unknown) => () => net.stimulate(cells, spikeGenerator(options as never));
    expectRefusal(net, send({ times: [1, 2], ids: [0, 40] }), "E_INDEX", "spike_ids[1]", "replay");
    expectRefusal(net, send({ times: [1, 2], ids: [0, -1] }), "E_INDEX", "spike_ids[1]");
    expectRefusal(net, send({ times: [1, 2], ids: [0, 1.5] }), "E_INDEX", "spike_ids[1]");
    expectRefusal(net, send({ times: [1, 2], ids: [0] }), "E_SHAPE", "spike_ids", "2 spike_times");
    expectRefusal(net, send({ times: [2, 0], ids: [0, 1] }), "E_SPIKE_TIMES", "spike_times[1]", "after 0 ms");
    for (const trains of [undefined, null, {}, [], { ids: [1] }, { ids: "1", times: [1] }])
      expectRefusal(net, () => net.stimulate(cells, replay(trains as never)), "E_TYPE", "replay");
    expectRefusal(net, () => replay({ ids: [1], times: [1, 2] }), "E_SHAPE", "one id");
    expectRefusal(net, () => replay({ ids: [1], times: [1] }, { neurons: [4, 4] }), "E_INDEX", "neurons[1]");
    expectRefusal(net, () => net.stimulate(cells, replay({ ids: [4e4], times: [1] })), "E_INDEX", "40000");
  });
});
