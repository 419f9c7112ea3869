// Theory of networks as they are described for simulation.
import { describe, expect, it } from "vitest";
import {
  ac,
  dc,
  fixedIndegree,
  lognormal,
  Network,
  normal,
  oneToOne,
  poisson,
  uniform,
} from "../../../ts/index.ts";
import { draw } from "../../../ts/network/values/draw.ts";
import { brunel, microcircuit } from "../../../ts/networks/index.ts";
import { momentsOf } from "../../../ts/theory/description/moments.ts";
import { type Theory, theory } from "../../../ts/theory/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { expectClose, fixture } from "./fixture.ts";

const broken = ({ assumptions }: Theory): Record<string, readonly string[]> =>
  Object.fromEntries(assumptions.filter(({ holds }) => !holds).map(({ name, details }) => [name, details]));

describe("a described network in theory", () => {
  it("is the microcircuit of NNMT", () => {
    const { network } = microcircuit();
    const { expected } = fixture("pd14_working_point");
    const read = theory(network, { weightVariance: false });
    // Synapse numbers are whole in the description.
    expectClose(read.workingPoint().rates, expected.shift.rates_hz, { rtol: 1e-4, atol: 0 });
    expectClose(read.workingPoint().cvs, expected.shift.cv, { rtol: 1e-4, atol: 0 });
    const taylor = theory(network, { weightVariance: false, method: "taylor" });
    expectClose(taylor.workingPoint().rates, expected.taylor.rates_hz, { rtol: 1e-4, atol: 0 });
    expect(Object.keys(broken(read))).toEqual(["connections are sparse"]);
    // Weights have deviations of 10 %, which a variance of 1.01 is.
    expect(theory(network).workingPoint().rates[0]).toBeGreaterThan(read.workingPoint().rates[0] as number);
    expect(read.network.populations[0]).toMatchObject({ label: "L23E", size: 20683 });
  });

  it("has the spectra of its own delays, and the peaks of the oscillating variant", () => {
    const read = theory(microcircuit({ variant: "bos2016" }).network, {
      method: "taylor",
      weightVariance: false,
    });
    const frequencies = Array.from({ length: 60 }, (_, index) => 40 + index);
    const [spectrum] = read.powerSpectra(frequencies, { refractory: false });
    const top = spectrum?.power.indexOf(Math.max(...(spectrum?.power ?? []))) as number;
    expect(Math.abs((frequencies[top] as number) - 63)).toBeLessThanOrEqual(2);
    expect(read.peakOrigins(frequencies)[0]?.groups[0]).toMatchObject({
      source: expect.stringMatching(/^L4/),
    });
    expect(read.eigenvalueTrajectories(frequencies).modes.length).toBe(8);
  });

  it("is the balanced network of the paper, whether given or as its JSON", () => {
    const { network } = brunel({ g: 5, eta: 2 });
    const { rates, cvs, settled } = theory(network).workingPoint();
    expect([rates[0], cvs[0], settled]).toEqual([
      expect.closeTo(37.9497, 4),
      expect.closeTo(0.675329, 5),
      true,
    ]);
    expect(theory(network.toJSON()).workingPoint().rates).toEqual(rates);
    const ode = theory(network).workingPoint({ solver: "ode" });
    expect(ode.rates[0]).toBeCloseTo(rates[0] as number, 3);
  });
});

describe("what theory takes for granted", () => {
  function small(): Network {
    const network = new Network();
    const E = network.population("iaf_psc_exp", 1000, { tau_syn_ex: 0.5, tau_syn_in: 0.5 }, { label: "E" });
    network.connect(E, E, fixedIndegree(100), { weight: 20, delay: 1.5 });
    network.stimulate(E, poisson({ rate: 8000 }), { weight: 20 });
    return network;
  }

  it("holds for a plain network", () => {
    expect(broken(theory(small()))).toEqual({});
  });

  it("is said where it does not hold", () => {
    const network = small();
    const [E] = network.populations;
    const all = E as NonNullable<typeof E>;
    network.set(all, { V_th: normal(-55, 1) });
    network.connect(all, all, fixedIndegree(10), {
      weight: lognormal(3, 0.5),
      delay: uniform(1, 2),
      synapse: { model: "stdp_synapse", Wmax: 1000 },
    });
    network.connect(all.slice(0, 10), all.slice(0, 10), oneToOne(), { weight: 500 });
    network.stimulate(all, ac({ amplitude: 10, frequency: 8 }));
    network.stimulate(all, dc({ amplitude: 100, start: 100 }));
    const slow = network.population("iaf_psc_alpha", 10, { tau_syn_ex: 3 }, { label: "slow" });
    network.connect(all, slow, fixedIndegree(400), { weight: 900, delay: 1.5 });
    const said = broken(theory(network));
    expect(Object.keys(said).sort()).toEqual([
      "connections are sparse",
      "delays have the given distribution",
      "drives are stationary and independent",
      "neurons of a population are alike",
      "synapses are exponential",
      "synaptic time constants are equal and short",
      "weights are constant",
      "weights are small",
    ]);
    expect(said["neurons of a population are alike"]).toContain(
      "V_th differs between the neurons of E; its mean is taken",
    );
    expect(said["drives are stationary and independent"]).toEqual([
      "ac_generator onto E oscillates; its mean is taken",
      "dc_generator onto E begins or ends during a run; it is taken to last",
    ]);
  });

  it("reads conductances, currents and joint connections", () => {
    const network = new Network();
    const cells = network.population("iaf_cond_exp", 100, { I_e: 50 }, { label: "cells" });
    network.connect(cells, cells, fixedIndegree(5), { weight: 1, delay: 1.5 });
    network.connect(cells, cells, fixedIndegree(15), { weight: 3, delay: 1.5 });
    network.stimulate(cells, poisson({ rate: 8000 }), { weight: 1 });
    network.stimulate(cells, dc({ amplitude: 100 }));
    const { network: seen } = theory(network);
    expect(seen.inDegrees[0]).toBe(20);
    expect(seen.weights[0]).toBe(2.5);
    expect(seen.weightDeviations?.[0]).toBeCloseTo(Math.sqrt(0.75), 12);
    expect(seen.potentials?.[0]).toBeCloseTo(150 / 16.6667, 12);
    expect(seen.populations[0]?.neuron).toMatchObject({ g_L: 16.6667, E_ex: 0 });
  });

  it.each([
    ["aeif_cond_exp", /exponential current/],
    ["izhikevich", /no leaky membrane/],
    ["hh_psc_alpha", /gating variables/],
    ["mat2_psc_exp", /threshold moves/],
    ["parrot_neuron", /Poisson drive/],
    ["iaf_cond_exp_sfa_rr", /relative refractoriness/],
    ["iaf_psc_exp_multisynapse", /time constants of their own/],
    ["gif_psc_exp", /hazard/],
  ] as const)("refuses %s with the reason", (model, reason) => {
    const network = new Network();
    network.population(model, 10);
    const error = errorOf(() => theory(network));
    expect(error).toMatchObject({ code: "E_PARAM_RANGE", value: model });
    expect(error.hint).toMatch(reason);
  });

  it("refuses a soft threshold, no neurons, and what is no network", () => {
    const soft = new Network();
    soft.population("iaf_psc_exp", 1, { delta: 1 });
    expect(errorOf(() => theory(soft)).hint).toMatch(/hazard/);
    expect(errorOf(() => theory(new Network()))).toMatchObject({ code: "E_SIZE", parameter: "network" });
    expect(errorOf(() => theory(7 as never))).toMatchObject({ code: "E_TYPE", parameter: "network" });
    expect(errorOf(() => theory(small(), { methods: 1 } as never))).toMatchObject({
      code: "E_UNKNOWN_PARAM",
    });
  });
});

it("moments of drawn values are those of their distributions, limits included", () => {
  const of = (kind: Parameters<typeof draw>[0], numbers: number[], limits = {}) => {
    const found = momentsOf({ ...draw(kind, numbers), ...limits });
    return [found?.mean ?? 0, found?.deviation ?? 0];
  };
  const close = (found: number[], wanted: number[]): void =>
    expectClose(found, wanted, { rtol: 1e-9, atol: 1e-12 });
  close(of("uniform", [1, 3]), [2, 2 / Math.sqrt(12)]);
  close(of("normal", [-2, 0.5]), [-2, 0.5]);
  close(of("exponential", [4]), [4, 4]);
  close(of("lognormal", [0.3, 0.8]), [Math.exp(0.62), Math.exp(0.62) * Math.sqrt(Math.expm1(0.64))]);
  close(of("array", [1, 2, 3, 6]), [3, Math.sqrt(3.5)]);
  // Half a normal distribution, and one whose lower half is at its middle.
  const half = Math.sqrt(2 / Math.PI);
  close(of("normal", [0, 1], { limit: "redraw", low: 0 }), [half, Math.sqrt(1 - 2 / Math.PI)]);
  close(of("normal", [0, 1], { limit: "clip", low: 0 }), [half / 2, Math.sqrt(0.5 - 1 / (2 * Math.PI))]);
});
