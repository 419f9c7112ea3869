/** The rate microcircuit, put together from its parts, against 50 steps of a program in NumPy. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  allToAll,
  Network,
  oneToOne,
  type Population,
  type Projection,
  type Simulation,
} from "../../../ts/index.ts";
import { dendritic_rate, rate_input } from "../../../ts/models/index.ts";

type Layers = readonly (readonly number[])[];
type Matrices = readonly Layers[];

interface Trace {
  readonly dims: readonly number[];
  readonly le: boolean;
  readonly g: { readonly l: number; readonly b: number; readonly a: number; readonly som: number };
  readonly eta: {
    readonly up: readonly number[];
    readonly ip: readonly number[];
    readonly pi: readonly number[];
  };
  readonly input: readonly number[];
  readonly target: readonly number[];
  readonly nudge_and_learn_steps: number;
  readonly steps: readonly { [name in "u" | "f" | "vb" | "va" | "ui" | "vd"]: Layers }[];
  readonly final_weights: {
    readonly up: Matrices;
    readonly down: Matrices;
    readonly pi: Matrices;
    readonly ip: Matrices;
  };
}

function read(name: string): Trace {
  const path = new URL(`../../reference/dendritic/trace_${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(path)).toString()) as Trace;
}

type Rates = Population<"dendritic_rate">;

/** The network of a trace: layers, and projections by the name of their matrix. */
function circuit({ dims, le, g, eta, input, target }: Trace) {
  const net = new Network();
  const hidden = dims.length - 2;
  const size = (layer: number) => dims[layer] as number;
  const rate = (list: readonly number[], k: number) => list[k] as number;
  const cell = { g_L: g.l, g_basal: g.b, latent_equilibrium: le };
  const inputs = net.population(rate_input, size(0), { x: input });
  const pyramidal: Rates[] = [];
  const interneurons: Rates[] = [];
  for (let l = 1; l <= hidden; ++l) {
    pyramidal.push(net.population(dendritic_rate, size(l), { ...cell, g_apical: g.a, g_som: 0 }));
    interneurons.push(net.population(dendritic_rate, size(l + 1), { ...cell, g_apical: 0, g_som: g.som }));
  }
  const outputs = net.population(dendritic_rate, size(hidden + 1), {
    ...cell,
    g_apical: 0,
    g_som: g.som,
    V_target: target,
  });
  pyramidal.push(outputs);
  const delay = 0.1;
  const join = (
    from: Population<"rate_input" | "dendritic_rate">,
    to: Rates,
    shift: number,
    receptor: "basal" | "apical" | "top_down",
    learningRate: number,
  ) => {
    const weight = Array.from({ length: from.length * to.length }, (_, k) =>
      Math.sin(shift + 1.7 * Math.floor(k / from.length) + 0.9 * (k % from.length)),
    );
    const synapse = { model: "rate_synapse", eta: learningRate, Wmin: -4, Wmax: 4 } as const;
    return net.connect(from, to, allToAll(), { weight, delay, receptor, synapse });
  };
  const up = pyramidal.map((to, l) =>
    join(pyramidal[l - 1] ?? inputs, to, 0.3 + l, "basal", rate(eta.up, l)),
  );
  const beside = interneurons.map((inter, l) => {
    const [below, above] = [pyramidal[l] as Rates, pyramidal[l + 1] as Rates];
    const nudge = { weight: g.som, delay, receptor: "nudge", synapse: "rate_synapse", output: "V" } as const;
    net.connect(above, inter, oneToOne(), nudge);
    return {
      down: join(above, below, 1.1 + l, "top_down", 0),
      pi: join(inter, below, 2.3 + l, "apical", rate(eta.pi, l)),
      ip: join(below, inter, 0.7 + l, "basal", rate(eta.ip, l)),
    };
  });
  const blocks = (kind: "down" | "pi" | "ip") => beside.map((one) => one[kind]);
  return {
    net,
    pyramidal,
    interneurons,
    outputs,
    projections: { up, down: blocks("down"), pi: blocks("pi"), ip: blocks("ip") },
  };
}

/** Largest difference relative to a value, or to 0.001 for smaller ones. */
function difference(present: ArrayLike<number>, expected: readonly number[]): number {
  expect(present.length).toBe(expected.length);
  return Math.max(
    ...expected.map((value, k) => Math.abs((present[k] as number) - value) / Math.max(1e-3, Math.abs(value))),
  );
}

/** The largest difference of a layer-by-layer variable. */
function compare(
  sim: Simulation,
  populations: readonly Rates[],
  name: "V_m" | "V_prospective" | "V_basal" | "V_apical",
  expected: Layers,
): number {
  return Math.max(...expected.map((values, l) => difference(sim.get(populations[l] as Rates, name), values)));
}

describe.each(["9_30_3_le", "9_30_3_orig", "4_5_4_2_le", "4_5_4_2_orig"])("trace %s", (name) => {
  it("is followed to 1e-12", async () => {
    const trace = read(name);
    const { net, pyramidal, interneurons, outputs, projections } = circuit(trace);
    const sim = await net.build({ threads: 1 });
    let worst = 0;
    trace.steps.forEach((expected, step) => {
      if (step === trace.nudge_and_learn_steps) {
        sim.setSynapses(Object.values(projections).flat(), { eta: 0 });
        sim.set(outputs, { nudging: 0 });
      }
      sim.runSync(0.1);
      worst = Math.max(
        worst,
        compare(sim, pyramidal, "V_m", expected.u),
        compare(sim, pyramidal, "V_prospective", expected.f),
        compare(sim, pyramidal, "V_basal", expected.vb),
        compare(sim, pyramidal, "V_apical", expected.va),
        compare(sim, interneurons, "V_m", expected.ui),
        compare(sim, interneurons, "V_basal", expected.vd),
      );
    });
    expect(worst).toBeLessThan(1e-12);
    for (const kind of ["up", "down", "pi", "ip"] as const)
      trace.final_weights[kind].forEach((matrix, block) => {
        const { source, target, weight } = sim.weights(projections[kind][block] as Projection);
        const [firstSource, firstTarget] = [Math.min(...source), Math.min(...target)];
        expect(weight.length).toBe(matrix.flat().length);
        weight.forEach((present, k) => {
          const row = matrix[(target[k] as number) - firstTarget] as readonly number[];
          expect(Math.abs(present - (row[(source[k] as number) - firstSource] as number))).toBeLessThan(
            1e-12,
          );
        });
      });
    sim.dispose();
  });
});
