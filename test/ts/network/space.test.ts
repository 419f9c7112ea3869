// Networks in space, from their description to their synapses and spikes.
import { describe, expect, it } from "vitest";
import {
  allToAll,
  bernoulli,
  fixedIndegree,
  fixedOutdegree,
  Network,
  oneToOne,
  type Projection,
  poisson,
  type Rule,
  Simulation,
  spikeGenerator,
} from "../../../ts/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import {
  box,
  circle,
  distance,
  type Expression,
  exponential,
  free,
  gabor,
  gaussian,
  grid,
  linear,
  x,
} from "../../../ts/space/index.ts";
import { displacement, type Placed } from "../../../ts/space/placed.ts";
import { expectRefusal, rejectionOf } from "../../helpers/errors.ts";

const points = free((k) => [((k * 0.755) % 1) - 0.5, ((k * 0.57) % 1) - 0.5], {
  extent: [1, 1],
  periodic: true,
});

interface Wires {
  readonly weight?: Expression;
  readonly delay?: Expression;
}

/** 150 neurons onto a grid of 400 in the same periodic square. */
function square(rule: Rule, wires: Wires = {}, seed = 1): { net: Network; projection: Projection } {
  const net = new Network({ seed });
  const from = net.population(iaf_psc_exp, 150, {}, { positions: points });
  const to = net.population(iaf_psc_exp, 400, {}, { positions: grid([20, 20], { periodic: true }) });
  return { net, projection: net.connect(from, to, rule, wires) };
}

/** Source, target and way of each synapse, and its values. */
function synapsesOf(simulation: Simulation, { sources, targets }: Projection) {
  const { source, target, weight, delay } = simulation.weights(projectionOf(simulation));
  const [from, to] = [sources.positions as Placed, targets.positions as Placed];
  return [...source].map((s, k) => {
    const [i, j] = [s, (target[k] as number) - sources.length];
    return {
      i,
      j,
      way: displacement(from, i, to, j),
      weight: weight[k] as number,
      delay: delay[k] as number,
    };
  });
}

type Found = ReturnType<typeof synapsesOf>;
const worst = (found: Found, deviation: (one: Found[number]) => number): number =>
  found.reduce((most, one) => Math.max(most, Math.abs(deviation(one))), 0);
const inSteps = (time: number): number => Math.floor(time * 10 + 0.5) / 10;

const projectionOf = (simulation: Simulation): Projection => simulation.network.projections[0] as Projection;

describe("connections in space", () => {
  it("have the synapses, weights and delays that a loop over all pairs has", async () => {
    const [mask, weight, delay] = [circle(0.22), gaussian(0.1).times(30), linear(0.3, 7)];
    const { net, projection } = square(bernoulli(1, { mask }), { weight, delay });
    await using simulation = await net.build();
    const found = synapsesOf(simulation, projection);
    const pairs = found.map(({ i, j }) => i * 400 + j).sort((a, b) => a - b);
    const [from, to] = [projection.sources.positions as Placed, projection.targets.positions as Placed];
    const expected = Array.from({ length: 150 * 400 }, (_, k) => k).filter(
      (k) => mask.at(displacement(from, Math.floor(k / 400), to, k % 400)) === 1,
    );
    expect(pairs).toEqual(expected);
    expect(projection.expectedSynapses).toBe(expected.length);
    expect(worst(found, ({ weight: w, way }) => w - weight.at(way))).toBeLessThan(1e-6);
    expect(worst(found, ({ delay: d, way }) => d - inSteps(delay.at(way)))).toBeLessThan(1e-9);
  });

  it("have weights and delays by distance with any rule, and with weights that are set", async () => {
    for (const rule of [
      allToAll(),
      fixedIndegree(9),
      fixedOutdegree(9),
      fixedIndegree(9, { mask: circle(0.3) }),
    ]) {
      const { net, projection } = square(rule, { weight: x.plus(2), delay: exponential(0.5).times(4) });
      await using simulation = await net.build();
      const found = synapsesOf(simulation, projection);
      expect(worst(found, ({ weight, way }) => weight - (way[0] as number) - 2)).toBeLessThan(1e-6);
      const delays = worst(found, ({ delay, way }) => delay - inSteps(4 * Math.exp(-2 * Math.hypot(...way))));
      expect(delays).toBeLessThan(1e-9);
      await simulation.setWeights(projection, distance.times(3));
      const again = synapsesOf(simulation, projection);
      expect(worst(again, ({ weight, way }) => weight - 3 * Math.hypot(...way))).toBeLessThan(1e-6);
    }
  });

  it("are the same for any number of threads, and after a way through JSON", async () => {
    const kernel = gabor({ lam: 0.5, std: 0.2, theta: 20 });
    const wires = { weight: kernel.times(20).plus(1), delay: linear(0.5, 2) };
    const mask = box([-0.3, -0.4], [0.4, 0.2], { azimuth: 10 });
    const { net, projection } = square(bernoulli(kernel.times(0.5), { mask }), wires);
    const { sources, targets } = projection;
    net.connect(sources, targets, fixedIndegree(12, { kernel, multapses: false }), wires);
    net.connect(sources, targets, fixedOutdegree(12, { kernel, mask: circle(0.4) }), wires);
    const synapses = async (network: Network, threads: number) => {
      await using simulation = await network.build({ threads });
      return network.projections.map((one) => simulation.weights(one));
    };
    const once = await synapses(net, 1);
    expect(once.map(({ source }) => source.length > 1000)).toEqual([true, true, true]);
    for (const threads of [2, 3, 4]) expect(await synapses(net, threads)).toEqual(once);
    const again = Network.from(JSON.stringify(net));
    expect(JSON.stringify(again)).toBe(JSON.stringify(net));
    expect(await synapses(again, 2)).toEqual(once);
  });

  it("have weights by distance from which synapses learn", async () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp, 100, {}, { positions: grid([10, 10]) });
    const weight = exponential(0.5).times(50);
    const synapse = { model: "stdp_synapse", Wmax: 100 } as const;
    const projection = net.connect(all, all, fixedIndegree(8, { mask: circle(0.4) }), { weight, synapse });
    await using simulation = await net.build({ threads: 2 });
    const { source, target, weight: found } = simulation.weights(projection);
    const places = all.positions as Placed;
    const way = (k: number) => displacement(places, source[k] as number, places, target[k] as number);
    expect(found.length).toBe(800);
    expect(Math.max(...found.map((one, k) => Math.abs(one - weight.at(way(k)))))).toBeLessThan(1e-12);
  });

  it("go on from a checkpoint with the same bits, weights that were set by distance included", async () => {
    const { net, projection } = square(bernoulli(gaussian(0.2)), {
      weight: gaussian(0.2).times(900),
      delay: linear(0.5, 2),
    });
    net.stimulate(projection.sources, poisson({ rate: 9000 }), { weight: 60 });
    await using simulation = await net.build({ threads: 2 });
    await simulation.run(10);
    await simulation.setWeights(projection, gaussian(0.1).times(1200));
    await simulation.run(10);
    const bytes = simulation.checkpoint();
    await simulation.run(20);
    await using resumed = await Simulation.restore(bytes, { threads: 3 });
    await resumed.run(20);
    expect(resumed.digest()).toBe(simulation.digest());
    expect(resumed.weights(projectionOf(resumed)).weight).toEqual(simulation.weights(projection).weight);
    expect(simulation.report.run.spikes).toBeGreaterThan(20);
  });

  it("carry a directed wave at the speed of their delays, around a ring", async () => {
    const net = new Network();
    const ring = net.population(
      parrot_neuron,
      50,
      {},
      { positions: grid([50], { extent: [50], periodic: true }) },
    );
    const next = bernoulli(1, { mask: box([0.5], [1.5]) });
    net.connect(ring, ring, next, { delay: linear(0, 0.5).clip({ min: 0.1 }) }); // 2 places in a ms
    net.stimulate(ring.at(10), spikeGenerator({ spike_times: [1] }), { delay: 1 });
    const spikes = net.record(ring, "spikes");
    await using simulation = await net.build({ threads: 2 });
    await simulation.run(40);
    const { times, ids } = simulation.read(spikes);
    const expected = Array.from({ length: 77 }, (_, k) => [2 + 0.5 * k, (10 + k) % 50]);
    expect([...times].map((time, k) => [time, ids[k]])).toEqual(expected.filter(([time = 0]) => time <= 40));
  });

  it("know how many synapses to expect", async () => {
    for (const rule of [bernoulli(gaussian(0.1).times(0.4)), bernoulli(0.3, { mask: circle(0.15) })]) {
      const { net, projection } = square(rule);
      await using simulation = await net.build();
      const { length } = simulation.weights(projectionOf(simulation)).source;
      const { expectedSynapses } = projection;
      expect(Math.abs(length - expectedSynapses)).toBeLessThan(4 * Math.sqrt(expectedSynapses));
    }
    const many = new Network();
    const big = { positions: grid([200, 200], { periodic: true }) };
    const all = many.population(parrot_neuron, 40_000, {}, big);
    const { expectedSynapses } = many.connect(all, all, bernoulli(gaussian(0.1)));
    expect(expectedSynapses / (1.6e9 * 2 * Math.PI * 0.01)).toBeCloseTo(1, 1);
  });
});

describe("what cannot be in space is refused", () => {
  const described = () => {
    const net = new Network();
    const flat = net.population(iaf_psc_exp, 4, {}, { positions: grid([2, 2]) });
    const line = net.population(iaf_psc_exp, 4, {}, { positions: grid([4]) });
    const nowhere = net.population(iaf_psc_exp, 4);
    return { net, flat, line, nowhere };
  };

  it("with the parameter that asks for it", () => {
    const { net, flat, line, nowhere } = described();
    const connect = (code: string, parameter: string, ...rest: Parameters<Network["connect"]>) =>
      expectRefusal(net, () => net.connect(...rest), code, parameter);
    connect("E_POSITIONS", "kernel", flat, nowhere, bernoulli(gaussian(1)));
    connect("E_POSITIONS", "weight", nowhere, flat, oneToOne(), { weight: distance });
    connect("E_POSITIONS", "delay", flat, line, oneToOne(), { delay: distance });
    connect("E_POSITIONS", "mask", line, line, bernoulli(1, { mask: box([0, 0], [1, 1]) }));
    connect("E_NOT_FINITE", "weight", flat, flat, oneToOne(), { weight: distance.log() });
    connect("E_DELAY_BELOW_DT", "delay", flat, flat, oneToOne(), { delay: distance });
    connect("E_DELAY_NEGATIVE", "delay", flat, flat, oneToOne(), { delay: x.plus(0.2) });
    connect("E_DELAY_TOO_LARGE", "delay", flat, flat, oneToOne(), { delay: linear(1, 1e5) });
    connect("E_INDEGREE", "indegree", flat, flat, fixedIndegree(5, { mask: circle(1), multapses: false }));
    expectRefusal(net, () => net.set(flat, { V_m: distance as never }), "E_POSITIONS", "V_m");
    expectRefusal(net, () => bernoulli(0.1, { mask: 3 as never }), "E_TYPE", "mask");
    expectRefusal(net, () => bernoulli(0.1, { kernel: distance } as never), "E_UNKNOWN_PARAM", "kernel");
    expectRefusal(net, () => fixedIndegree(1, { kernel: 0.5 as never }), "E_TYPE", "kernel");
  });

  it("when it is built, where only drawing shows it", async () => {
    const { net, flat } = described();
    net.connect(flat, flat, fixedIndegree(2, { mask: circle(0.1), multapses: false }));
    expect((await rejectionOf(net.build())).code).toBe("E_INDEGREE");
    const { net: other, flat: plane } = described();
    other.connect(plane, plane, bernoulli(gaussian(1)));
    const error = await rejectionOf(other.build({ connectivity: "made" }));
    expect([error.code, error.message]).toEqual([
      "E_CONNECTIVITY",
      expect.stringContaining("spatial_bernoulli"),
    ]);
  });

  it("in documents, with the path", () => {
    const { net, flat } = described();
    net.connect(flat, flat, bernoulli(gaussian(1)), { weight: distance });
    const changed = (change: (json: ReturnType<Network["toJSON"]>) => void): string => {
      const json = net.toJSON();
      change(json);
      try {
        Network.from(json);
      } catch (error) {
        return `${(error as { code: string }).code} ${(error as Error).message}`;
      }
      return "";
    };
    const positions = { coordinates: [0, 0, 1], periods: [0, 0] };
    expect(changed((json) => Object.assign(json.populations[0] as object, { positions }))).toMatch(
      /^E_SHAPE populations\[0\]/,
    );
    const wide = { coordinates: [0, 0, 0, 0, 0, 0, 3, 0], periods: [2, 0] };
    expect(changed((json) => Object.assign(json.populations[0] as object, { positions: wide }))).toMatch(
      /^E_POSITIONS populations\[0\].*periods\[0\]/,
    );
    const rule = { rule: "spatial_bernoulli", number: 1, kernel: ["distance", "expp"] };
    expect(changed((json) => Object.assign(json.connections?.[0] as object, { rule }))).toMatch(
      /^E_UNKNOWN_NAME connections\[0\].*kernel\[1\]/,
    );
    const weight = { expression: [1, 2] };
    expect(changed((json) => Object.assign(json.connections?.[0] as object, { weight }))).toMatch(
      /^E_TYPE connections\[0\]/,
    );
  });
});
