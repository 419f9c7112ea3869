/** The Urbanczik-Senn neuron and synapse against forced spike trains, NEST 3.10 and their continuous form. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { allToAll, Network, spikeGenerator } from "../../../ts/index.ts";
import { parrot_neuron, pp_cond_exp_mc_urbanczik } from "../../../ts/models/index.ts";

/** Time [ms], potentials of soma and dendrite [mV]. */
type Row = readonly [time: number, soma: number, dendrite: number, ...others: number[]];

interface Fixture {
  readonly pre_spike_stamps: readonly number[];
  readonly post_spike_stamps: readonly number[];
  readonly weights_at_pre_spikes: readonly (readonly [time: number, weight: number])[];
  readonly rows: readonly Row[];
}

interface NestRun {
  readonly seed: number;
  readonly weight_times: readonly number[];
  readonly weights: readonly number[];
  readonly post_spikes: readonly number[];
  readonly rows: readonly Row[];
}

function read<T>(name: string): T {
  const path = new URL(`../../reference/dendritic/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(path)).toString()) as T;
}

const fixture = read<Fixture>("urbanczik_fixture");
const nest = read<{ runs: NestRun[] }>("urbanczik_nest_traces");

const h = 0.1;
const stepOf = (time: number) => Math.round(time / h);
const earlier = (times: readonly number[], steps: number) => times.map((time) => (stepOf(time) - steps) / 10);
const kicks = Array.from({ length: 400 }, (_, k) => (101 + k) / 10);
const [eta, tauDelta] = [0.75, 100];

/** One input (spikes at `pre`) onto one neuron whose soma is kicked; it fires at `post`, or by itself. */
async function experiment(pre: readonly number[], post?: readonly number[], seed = 1) {
  const net = new Network({ seed });
  const parrot = net.population(parrot_neuron, 1);
  const neuron = net.population(pp_cond_exp_mc_urbanczik, 1, { forced_spikes: post ? 1 : 0 });
  net.stimulate(parrot, spikeGenerator({ spike_times: earlier(pre, 1) }), { delay: h });
  net.stimulate(neuron, spikeGenerator({ spike_times: earlier(kicks, 1) }), {
    weight: 10,
    delay: h,
    receptor: "soma_exc",
  });
  if (post) {
    const times = earlier(post, 1);
    net.stimulate(neuron, spikeGenerator({ spike_times: times }), { delay: h, receptor: "somatic_spikes" });
  }
  const synapse = net.connect(parrot, neuron, allToAll(), {
    weight: 100,
    delay: h,
    receptor: "dendritic_exc",
    synapse: { model: "urbanczik_synapse", eta, tau_Delta: tauDelta, Wmax: 1350 },
  });
  const potentials = net.record(neuron, ["V_m.s", "V_m.p"], { every: h });
  const spikes = net.record(neuron, "spikes");
  const sim = await net.build({ threads: 1 });
  const weights = [];
  for (const time of pre) {
    sim.runSync(stepOf(time) * h - sim.time);
    weights.push(sim.weights(synapse).weight[0] as number);
  }
  sim.runSync(100 - sim.time);
  const traces = sim.read(potentials);
  const fired = [...sim.read(spikes).times];
  sim.dispose();
  return { weights, soma: traces.trace("V_m.s"), dendrite: traces.trace("V_m.p"), fired };
}

type Outcome = Awaited<ReturnType<typeof experiment>>;

/** The largest difference of the potentials from a table [mV]. */
function difference({ soma, dendrite }: Outcome, rows: readonly Row[]): number {
  const errors = rows.flatMap(([time, s, d]) => {
    const at = stepOf(time) - 1;
    return [Math.abs((soma[at] as number) - s), Math.abs((dendrite[at] as number) - d)];
  });
  return Math.max(...errors);
}

function expectWeights({ weights }: Outcome, expected: readonly number[]): void {
  expect(weights.length).toBe(expected.length);
  expected.forEach((weight, k) => {
    expect(Math.abs((weights[k] as number) / weight - 1)).toBeLessThan(1e-9);
  });
}

describe("forced spikes", () => {
  it("give the weights and potentials of the reference program", async () => {
    const outcome = await experiment(fixture.pre_spike_stamps, fixture.post_spike_stamps);
    expect(outcome.fired).toEqual(earlier(fixture.post_spike_stamps, 0));
    expectWeights(
      outcome,
      fixture.weights_at_pre_spikes.map(([, weight]) => weight),
    );
    expect(difference(outcome, fixture.rows)).toBeLessThan(1e-5);
  });

  it.each(nest.runs)("that NEST drew with seed $seed give NEST's weights and potentials", async (run) => {
    const outcome = await experiment(run.weight_times, run.post_spikes);
    expectWeights(outcome, run.weights);
    expect(difference(outcome, run.rows)).toBeLessThan(1e-5);
  });
});

/** The weight at `end` [ms] by Euler steps of tau_Delta dDelta/dt = PI - Delta, dw/dt = factor Delta. */
function continuous({ dendrite, fired }: Outcome, first: number, end: number): number {
  const [C, gL, tauS, coupling] = [300, 30, 3, 600];
  const tauL = C / gL;
  const factor = (15 * C * tauS * eta) / (gL * (tauL - tauS));
  const spikes = new Set(fired.map(stepOf));
  let [Delta, weight] = [0, 100];
  for (let step = stepOf(first) + 1; step <= stepOf(end); ++step) {
    const since = step * h - first;
    const psp = Math.exp(-since / tauL) - Math.exp(-since / tauS);
    const seen = step - 1; // the synapse's delay
    const predicted = (gL * -70 + coupling * (dendrite[seen - 1] as number)) / (gL + coupling);
    const x = Math.exp((-55 - predicted) / 3);
    const rate = 0.15 / (1 + 0.5 * x);
    const sensitivity = 15 / 3 / (1 + 1 / (0.5 * x));
    weight += h * factor * Delta;
    Delta += (psp * sensitivity * (Number(spikes.has(seen)) - rate * h) - h * Delta) / tauDelta;
  }
  return weight;
}

describe("the neuron's own spikes", () => {
  it.each([1, 2, 3])("teach as the continuous form says (seed %i)", async (seed) => {
    const outcome = await experiment([1.1, 98.1], undefined, seed);
    expect(outcome.fired.length).toBeGreaterThan(0);
    const learned = outcome.weights[1] as number;
    expect(Math.abs(learned - 100)).toBeGreaterThan(1);
    const other = continuous(outcome, 1.1, 98.1);
    expect(Math.abs((learned - other) / (learned - 100))).toBeLessThan(1e-3);
  });
});
