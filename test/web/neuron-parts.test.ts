// What the page of the neuron is made of, without a browser.
import { describe, expect, it } from "vitest";
import { firingRates, mean, standardDeviation } from "../../ts/analysis/index.ts";
import { findNeuron, modelNames, type NeuronTable } from "../../ts/models/index.ts";
import { benchModels } from "../../web/pages/neuron/bench-models.ts";
import { codeOf } from "../../web/pages/neuron/code.ts";
import {
  defaultChoice,
  describeCurve,
  describe as describeExperiment,
  problemOf,
  usualAmplitude,
} from "../../web/pages/neuron/experiment.ts";
import { noiseCurrent } from "../../web/pages/neuron/noise.ts";
import { rangeOf as rangeText } from "../../web/pages/neuron/parameter-field.tsx";
import { experimentOf, rangeOf, type State, stateSchema } from "../../web/pages/neuron/state.ts";
import { digestOf, runCode } from "../helpers/run-code.ts";

const stateWith = (part: object): State => ({ ...stateSchema.parse({}), ...part });

/** Digests of the two networks of a state, as the worker of the page runs them. */
async function digestsOf(state: State): Promise<[courses: string, curve: string]> {
  const experiment = experimentOf(state);
  const [sim, curve] = await Promise.all(
    [describeExperiment(experiment), describeCurve(experiment, rangeOf(state))].map(({ network }) =>
      network.build({ threads: 1 }),
    ),
  );
  await sim?.run(state.duration);
  await curve?.run(200);
  await curve?.run(2000);
  const found: [string, string] = [sim?.digest() ?? "", curve?.digest() ?? ""];
  sim?.dispose();
  curve?.dispose();
  return found;
}

/** Spikes of the experiment of a state, as the worker of the page runs it. */
async function spikesOf(state: State): Promise<number[][]> {
  const { network, spikes } = describeExperiment(experimentOf(state));
  const sim = await network.build({ threads: 1 });
  await sim.run(state.duration);
  const times = spikes.map((recorder) => Array.from(sim.read(recorder).times));
  sim.dispose();
  return times;
}

describe("an experiment", () => {
  it("is offered for models of points that spikes of either sign drive", () => {
    // One model of each kind of table.
    for (const name of ["iaf_cond_exp", "iaf_psc_delta", "iaf_psc_exp", "parrot_neuron"])
      expect(benchModels).toContain(name);
    for (const name of ["dendritic_rate", "dendritic_spiking", "pp_cond_exp_mc_urbanczik", "rate_input"])
      expect(benchModels).not.toContain(name);
    for (const name of benchModels) expect(modelNames).toContain(name);
  });

  it.each(benchModels)("of %s runs with every kind of noise", async (model) => {
    const { ports } = findNeuron(model) as NeuronTable;
    for (const noise of ["none", "current", "spikes"] as const) {
      const state = stateWith({ noise, amplitude: usualAmplitude(model), first: defaultChoice(model) });
      const [spikes] = await spikesOf(state);
      expect(spikes?.length).toBeGreaterThan(ports.length === 0 && noise !== "spikes" ? -1 : 1);
    }
  });

  it.each(["iaf_psc_exp", "parrot_neuron"])("gives two neurons of %s the same input", async (model) => {
    for (const noise of ["none", "current", "spikes"] as const) {
      const [first, second] = [defaultChoice(model), defaultChoice(model)];
      const [one, other] = await spikesOf(stateWith({ noise, first, second, compare: true }));
      expect(other).toEqual(one);
      if (noise === "spikes") expect(one?.length).toBeGreaterThan(5);
    }
  });

  it("of the noise differs by seed", async () => {
    for (const noise of ["current", "spikes"] as const) {
      const [one] = await spikesOf(stateWith({ noise, seed: 1 }));
      const [other] = await spikesOf(stateWith({ noise, seed: 2 }));
      expect(one).not.toEqual(other);
    }
  });

  it("names the parameter that is wrong", () => {
    const choice = defaultChoice("iaf_psc_exp");
    expect(problemOf(choice)).toBeUndefined();
    expect(problemOf({ ...choice, parameters: { tau_m: -1 } })?.parameter).toBe("tau_m");
    expect(problemOf({ ...choice, parameters: { V_reset: -50 } })?.code).toBe("E_RESET_ABOVE_THRESHOLD");
  });
});

describe("the curve", () => {
  it("is the closed form of the leaky integrate-and-fire neuron", async () => {
    const { network, currents, spikes } = describeCurve(experimentOf(stateWith({})), rangeOf(stateWith({})));
    const sim = await network.build({ threads: 1 });
    await sim.run(200);
    sim.read(spikes[0] as NonNullable<(typeof spikes)[0]>, { clear: true });
    await sim.run(2000);
    const rates = firingRates(sim.read(spikes[0] as NonNullable<(typeof spikes)[0]>));
    sim.dispose();
    for (const [k, current] of currents.entries()) {
      const drive = (current * 10) / 250; // mV
      const interval = 2 + 10 * Math.log(drive / (drive - 15)); // ms
      const expected = drive > 15 ? 1000 / interval : 0;
      // Spikes fall on steps of 0.1 ms, and half a spike in 2 s is 0.25 1/s.
      expect(Math.abs((rates[k] as number) - expected)).toBeLessThan(0.6 + expected * expected * 1e-4);
    }
    expect(rates.every((rate, k) => k === 0 || rate >= (rates[k - 1] as number))).toBe(true);
    expect(rates[0]).toBe(0);
  });
});

describe("the noisy current", () => {
  it("is normal, with the standard deviation asked for, and repeats itself for a seed", () => {
    const { times, values } = noiseCurrent(200, 20_000, 7);
    expect(times.length).toBe(20_000);
    expect(Math.abs(mean(values))).toBeLessThan(5);
    expect(standardDeviation(values) / 200).toBeCloseTo(1, 1);
    expect(values.filter((value) => Math.abs(value) < 200).length / 20_000).toBeCloseTo(0.683, 1);
    expect(noiseCurrent(200, 100, 7).values).toEqual(values.slice(0, 100));
  });
});

describe("ranges of parameters in signs", () => {
  it("say what the table says", () => {
    const field = { name: "x", text: "", value: 1, unit: "ms" };
    expect(rangeText({ ...field, low: 0, high: null, open: true })).toBe("> 0");
    expect(rangeText({ ...field, low: 0, high: Number.MAX_VALUE, open: false })).toBe("≥ 0");
    expect(rangeText({ ...field, low: null, high: null, open: true })).toBe("any");
    expect(rangeText({ ...field, unit: "boolean", low: 0, high: 1, open: false })).toBe("0 or 1");
  });
});

describe("the code", { timeout: 300_000 }, () => {
  const states: readonly [string, State][] = [
    [
      "of a step",
      stateWith({ first: { ...defaultChoice("iaf_psc_alpha"), parameters: { tau_m: 15, V_m: -60 } } }),
    ],
    ["of a noisy current", stateWith({ noise: "current", seed: 5 })],
    ["of two models with random spikes", stateWith({ noise: "spikes", compare: true })],
    ["of two models with a noisy current", stateWith({ noise: "current", compare: true, seed: 2 })],
    ["of a model without current", stateWith({ first: defaultChoice("parrot_neuron"), noise: "spikes" })],
  ];
  it.each(states)("%s runs as it is shown and has the bits of the page", async (_, state) => {
    const lines = await runCode(codeOf(state));
    const [courses, curve] = await digestsOf(state);
    expect(digestOf(lines)).toBe(courses);
    expect(digestOf(lines, "digest of the curve")).toBe(curve);
    const [first = []] = await spikesOf(state);
    expect(lines[0]).toContain(`${state.first.model} Float64Array(${first.length})`);
  });
});
