// Describing, building, running and reading refuse every wrong argument by its name.
import { afterAll, describe } from "vitest";
import * as cajal from "../../../ts/index.ts";
import * as models from "../../../ts/models/index.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";

const rate = { start: 0, stop: 10 };
const few = [1, 2];
const right: RightCalls = {
  ac: [{ amplitude: 1, offset: 1, frequency: 1, phase: 1, ...rate }],
  allToAll: [{ autapses: false }],
  bernoulli: [0.5, { autapses: false }],
  dc: [{ amplitude: 1, ...rate }],
  exponential: [1],
  fixedIndegree: [1, { autapses: false, multapses: false }],
  fixedOutdegree: [1, { autapses: false, multapses: false }],
  fixedTotalNumber: [1, { autapses: false, multapses: false }],
  inhomogeneousPoisson: [{ rate_times: few, rate_values: few, ...rate }],
  lognormal: [0, 1],
  mip: [{ rate: 10, p_copy: 0.5, ...rate }],
  Network: [{ resolution: 0.1, seed: 1, strictTime: true }],
  noiseCurrent: [{ mean: 1, std: 1, std_mod: 1, frequency: 1, phase: 1, dt: 1, ...rate }],
  normal: [0, 1],
  oneToOne: [],
  pairs: [{ sources: [0], targets: [1] }],
  parseQuantity: ["1 ms", "ms", { call: "parseQuantity", parameter: "delay" }],
  poisson: [{ rate: 10, ...rate }],
  pulsePacket: [{ pulse_times: few, activity: 3, sdev: 1 }],
  replay: [{ ids: few, times: few }, { neurons: few }],
  selectBackend: ["native"],
  sinusoidalPoisson: [
    { rate: 10, amplitude: 5, frequency: 1, phase: 1, individual_spike_trains: true, ...rate },
  ],
  spikeGenerator: [{ spike_times: few, spike_ids: [0, 1] }],
  spikeTrains: [
    { ids: Uint32Array.of(1), times: Float64Array.of(1), neurons: Uint32Array.of(1), tStart: 0, tStop: 2 },
  ],
  stepCurrent: [{ amplitude_times: few, amplitude_values: few, ...rate }],
  traces: [
    { times: Float64Array.of(1), ids: Uint32Array.of(1), names: ["V_m"], samples: Float64Array.of(1) },
  ],
  uniform: [0, 1],
};

// An error says what it is given.
const { CajalError: _, ...functions } = cajal;
describe("a function of the package", () => itRefusesWrongShapes(functions, right));

describe("a function of the models", () =>
  itRefusesWrongShapes(models, {
    choicesOf: [{ unit: "mV" }],
    defaultOf: [{ name: "tau_m" }],
    findDevice: ["poisson_generator"],
    findNeuron: ["iaf_psc_exp"],
    findRule: ["all_to_all"],
    findSynapse: ["static_synapse"],
    listNameOf: [{ name: "tau_sfa[0]" }],
    model: ["iaf_psc_exp"],
    rowsOf: [[{ name: "tau_sfa[0]" }]],
  }));

const made = () => {
  const net = new cajal.Network();
  const all = net.population(models.iaf_psc_exp, 3, {}, { label: "all" });
  return { net, all };
};
const { net, all } = made();
const noise = net.stimulate(all, cajal.poisson({ rate: 10 }));
const plastic = { model: "tsodyks2_synapse", U: 0.5 } as const;
const projection = net.connect(all, all, cajal.allToAll(), { synapse: plastic });
const [spikes, samples] = [net.record(all, "spikes"), net.record(all, "V_m")];
const sim = await net.build({ backend: "native" });
afterAll(() => sim.dispose());

/** A handle as it is, in which nothing is replaced. */
const whole = (handle: object): object => Object.assign(Object.create({}), handle);

type Any = [never, never, never, never];
const describing = {
  Network_from: (...[json]: Any) => cajal.Network.from(json),
  population: (...[model, n, values, options]: Any) => made().net.population(model, n, values, options),
  set: (...[values]: Any) => net.set(all, values),
  set_targets: (targets: never) => net.set(targets, {}),
  connect: (...[rule, options]: Any) => net.connect(all, all, rule, options),
  connect_sources: (sources: never) => net.connect(sources, all, cajal.allToAll()),
  connect_targets: (targets: never) => net.connect(all, targets, cajal.allToAll()),
  stimulate: (...[device, options]: Any) => net.stimulate(all, device, options),
  stimulate_targets: (targets: never) => net.stimulate(targets, cajal.poisson({ rate: 1 })),
  record: (...[what, options]: Any) => net.record(all, what, options),
  record_targets: (targets: never) => net.record(targets, "spikes"),
  estimate: (...[options]: Any) => net.estimate(options),
  slice: (...[from, to, step]: Any) => all.slice(from, to, step),
  at: (position: never) => all.at(position),
  where: (keep: never) => all.where(keep),
  concat: (other: never) => all.slice(0, 1).concat(other),
};

describe("a method of a network", () =>
  itRefusesWrongShapes(describing, {
    Network_from: [JSON.parse(JSON.stringify(net))],
    population: [
      "iaf_psc_exp",
      2,
      { tau_m: 20, V_m: cajal.normal(-60, 1) },
      { label: "E", allowEmpty: true },
    ],
    set: [{ tau_m: 20, V_m: -60 }],
    set_targets: [all],
    connect: [
      { rule: "fixed_indegree", number: 1, autapses: true, multapses: true },
      { weight: 1, delay: 1, receptor: "spikes", synapse: plastic },
    ],
    connect_sources: [all],
    connect_targets: [all],
    stimulate: [{ ...cajal.poisson({ rate: 1 }) }, { weight: 1, delay: 1, receptor: "spikes" }],
    stimulate_targets: [all],
    record: [["V_m"], { label: "potential", every: 1 }],
    record_targets: [all],
    estimate: [{ weights: "compact", threads: 1 }],
    slice: [0, 2, 1],
    at: [[0, 1]],
    where: [() => true],
    concat: [all.slice(1, 2)],
  }));

const running = {
  build: (...[options]: Any) => made().net.build(options),
  run: (...[duration, options]: Any) => sim.run(duration, options),
  runSync: (duration: never) => sim.runSync(duration),
  steps: async (options: never) => {
    // Without a duration there is no end.
    for await (const { time } of sim.steps(options)) if (time >= 0) break;
  },
  read: (...[options]: Any) => sim.read(spikes, options),
  read_recorder: (recorder: never) => sim.read(recorder),
  get: (...[names]: Any) => sim.get(all, names),
  get_targets: (targets: never) => sim.get(targets, "V_m"),
  set: (...[values]: Any) => sim.set(all, values),
  set_stimulus: (...[values]: Any) => sim.set(noise, values),
  set_targets: (targets: never) => sim.set(targets, {}),
  weights: (of: never) => sim.weights(of),
  at: (...[times, action]: Any) => sim.at(times, action),
  setWeights: (...[of, weight, options]: Any) => sim.setWeights(of, weight, options),
  setSynapses: (...[of, parameters]: Any) => sim.setSynapses(of, parameters),
  restore: (...[bytes, options]: Any) => cajal.Simulation.restore(bytes, options),
};

const watch = { onProgress: () => {} };

describe("a method of a simulation", () =>
  itRefusesWrongShapes(running, {
    build: [{ threads: 1, backend: "native", memoryLimit: 1e9, weights: "exact", ...watch }],
    run: [1, watch],
    runSync: [1],
    at: [[1e6], () => {}],
    steps: [{ every: 1, duration: 1, ...watch }],
    read: [{ clear: true }],
    read_recorder: [whole(samples)],
    get: [["V_m"]],
    get_targets: [all],
    set: [{ tau_m: 20, V_m: -60 }],
    set_stimulus: [{ rate: 10 }],
    set_targets: [all],
    weights: [whole(projection)],
    setWeights: [whole(projection), 1, watch],
    setSynapses: [whole(projection), { U: 0.5 }],
    restore: [sim.checkpoint(), { threads: 1, ...watch }],
  }));
