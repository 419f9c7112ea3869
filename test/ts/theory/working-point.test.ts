// Working points of networks against NNMT, and what happens where there is none.
import { describe, expect, it } from "vitest";
import {
  externalRatesFor,
  fixedPoints,
  lifCv,
  type MeanFieldNetwork,
  workingPoint,
} from "../../../ts/theory/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { expectClose, fixture, neuron, publishedCircuit, volts } from "./fixture.ts";

const brunelNeuron = { tau_m: 20, t_ref: 2, V_th: 20, V_reset: 10 };

const balanced = (g: number, external: number, one: object = brunelNeuron): MeanFieldNetwork => ({
  populations: [10_000, 2500].map((size) => ({ size, neuron: one as typeof brunelNeuron })),
  inDegrees: [1000, 250, 1000, 250],
  weights: [0.1, -0.1 * g, 0.1, -0.1 * g],
  external: [{ rates: [external, external], weights: [0.1, 0.1] }],
});

describe("the working point of the microcircuit", () => {
  const network = publishedCircuit();
  const { expected, rtol, atol } = fixture("pd14_working_point");

  it.each(["newton", "ode", "iteration"] as const)("by %s is NNMT's, in both methods", (solver) => {
    for (const method of ["shift", "taylor"] as const) {
      const point = workingPoint(network, { method, solver });
      expect(point.settled).toBe(true);
      expectClose(point.rates, expected[method].rates_hz, { rtol, atol }, method);
      expectClose(point.means, expected[method].mean_input_mV, { rtol, atol }, method);
      expectClose(point.deviations, expected[method].std_input_mV, { rtol, atol }, method);
      // NNMT has the rates of the method in the formula of the intervals.
      const cvs = Array.from(point.rates, (rate, index) =>
        lifCv(
          neuron,
          { mean: point.means[index] as number, deviation: point.deviations[index] as number },
          { rate },
        ),
      );
      expectClose(cvs, expected[method].cv, { rtol, atol }, `cv ${method}`);
    }
  });

  it("with a constant current for each population is that of numpy", () => {
    const { K_ext, nu_ext_hz, J_ext_V } = fixture("pd14_working_point").input;
    const { external: _, ...rest } = network;
    const potentials = K_ext.map((count: number, index: number) => 10 * count * nu_ext_hz * J_ext_V[index]);
    const point = workingPoint({ ...rest, potentials });
    const dc = fixture("pd14_working_point_dc");
    expectClose(point.rates, dc.expected.rates_hz, dc);
    expectClose(point.means, dc.expected.mean_input_mV, dc);
    expectClose(point.deviations, dc.expected.std_input_mV, dc);
    expectClose(point.cvs, dc.expected.cv, dc);
  });

  it("is the only one that random rates lead to", () => {
    expect(fixedPoints(network, { starts: 5, seed: 2 }).length).toBe(1);
  });
});

describe("the working point of balanced networks", () => {
  it("with delta synapses is NNMT's from excitation to deep inhibition", () => {
    const { expected, rtol, atol } = fixture("brunel_delta");
    for (const point of expected.points) {
      const found = workingPoint(balanced(point.g, 1000 * point.nu_ext_per_source_hz));
      expect(found.settled).toBe(true);
      const [rate, mean, deviation, cv] = [found.rates, found.means, found.deviations, found.cvs].map(
        (values) => values[1] as number,
      ) as [number, number, number, number];
      const wanted = [point.rate_hz, point.mu_mV, point.sigma_mV, point.cv];
      expectClose([rate, mean, deviation, cv], wanted, { rtol, atol }, `g ${point.g}`);
    }
  });

  it("has two stable states and one between them where excitation holds itself up", () => {
    const one = { ...brunelNeuron, t_ref: 5 };
    const network: MeanFieldNetwork = {
      populations: [{ size: 1000, neuron: one }],
      inDegrees: [400],
      weights: [0.2],
      external: [{ rates: [3400], weights: [0.2] }],
    };
    const found = fixedPoints(network, { starts: 40, highest: 250 });
    expect(found.length).toBe(3);
    const [low, middle, high] = found.map(({ rates }) => rates[0] as number) as [number, number, number];
    for (const solver of ["ode", "newton", "iteration"] as const) {
      expect(workingPoint(network, { solver }).rates[0]).toBeCloseTo(low, 4);
      expect(workingPoint(network, { solver, initialRates: [1.5 * middle] }).rates[0]).toBeCloseTo(high, 3);
    }
  });

  it("counts the spread of weights, which NNMT leaves out", () => {
    const plain = balanced(5, 20_000);
    const weightDeviations = Array.from(plain.weights, (weight) => 0.5 * Math.abs(weight));
    const [without, spread] = [plain, { ...plain, weightDeviations }].map((network) => workingPoint(network));
    const variance = (point = without): number => {
      const [rates, deviation] = [point?.rates as Float64Array, point?.deviations[0] as number];
      const recurrent = 0.02 * (1000 * 0.01 * (rates[0] as number) + 250 * 0.25 * (rates[1] as number));
      return (deviation ** 2 - 0.02 * 20_000 * 0.01) / recurrent;
    };
    expect(variance(without)).toBeCloseTo(1, 9);
    expect(variance(spread)).toBeCloseTo(1.25, 9);
  });
});

describe("where theory ends", () => {
  it("rates without bounds are no fixed point, and say so", () => {
    const network: MeanFieldNetwork = {
      populations: [{ size: 100, neuron: { ...brunelNeuron, t_ref: 0 } }],
      inDegrees: [1000],
      weights: [0.1],
      external: [{ rates: [30_000], weights: [0.1] }],
    };
    for (const solver of ["newton", "ode", "iteration"] as const) {
      const point = workingPoint(network, { solver });
      expect(point.settled, solver).toBe(false);
      expect(point.remarks[0], solver).toMatch(/no fixed point/);
    }
    expect(fixedPoints(network, { starts: 3 })).toEqual([]);
  });

  it("slow synapses and negative rates are remarked", () => {
    const slow = { ...neuron, tau_syn: 2 };
    expect(workingPoint(balanced(5, 20_000, slow)).remarks[0]).toMatch(/0\.447 in population 0/);
    const quiet: MeanFieldNetwork = {
      populations: [{ label: "E", size: 1, neuron }],
      inDegrees: [0],
      weights: [0],
      external: [{ rates: [10_000], weights: [0.5] }],
      potentials: [-50],
    };
    const point = workingPoint(quiet, { method: "taylor" });
    expect(point.rates[0]).toBeLessThan(0);
    expect(point.remarks).toEqual(['the Taylor series has a negative rate in E; use the method "shift"']);
    expect(workingPoint(quiet).remarks).toEqual([]);
  });

  it("a silent network is one, without NaN", () => {
    const point = workingPoint({ populations: [{ size: 1, neuron }], inDegrees: [10], weights: [0.1] });
    expect([point.rates[0], point.deviations[0], point.cvs[0], point.settled]).toEqual([0, 0, 1, true]);
  });

  it("what does not fit is refused by its place", () => {
    const network = balanced(5, 20_000);
    const wrong = (changed: object, code: string, parameter: string): void =>
      expect(errorOf(() => workingPoint({ ...network, ...changed }))).toMatchObject({ code, parameter });
    wrong({ inDegrees: [1, 2, 3] }, "E_SHAPE", "network.inDegrees");
    wrong({ inDegrees: [1, 2, -3, 4] }, "E_PARAM_RANGE", "network.inDegrees[2]");
    wrong({ weights: [1, 2, Number.NaN, 4] }, "E_NOT_FINITE", "network.weights[2]");
    wrong({ populations: [] }, "E_SHAPE", "network.populations");
    wrong({ external: [{ rates: [1], weights: [1, 1] }] }, "E_SHAPE", "network.external[0].rates");
    wrong({ delay: { mean: 1 } }, "E_UNKNOWN_PARAM", "delay");
  });
});

describe("neurons with conductances", () => {
  const cell = {
    ...{ C_m: 250, g_L: 16.7, t_ref: 2, V_th: -50, V_reset: -60, E_L: -70, E_ex: 0, E_in: -80 },
    ...{ tau_syn_ex: 0.5, tau_syn_in: 0.5 },
  };
  const network: MeanFieldNetwork = {
    populations: [{ size: 1000, neuron: cell }],
    inDegrees: [0],
    weights: [0],
    external: [
      { rates: [8000], weights: [2] },
      { rates: [2000], weights: [-8] },
    ],
  };

  it("have the constants that mean conductances make", () => {
    const { neurons, means } = workingPoint(network);
    const [excitation, inhibition] = [8 * 2 * 0.5, 2 * 8 * 0.5];
    const total = 16.7 + excitation + inhibition;
    expect(neurons[0]?.tau_m).toBeCloseTo(250 / total, 12);
    expect(means[0]).toBeCloseTo((16.7 * -70 + inhibition * -80) / total + 70, 12);
  });

  it("are those with currents where conductances are few", () => {
    const weak = { ...cell, g_L: 16.7, E_ex: 70_000, E_in: -70_140 };
    const external = [
      { rates: [8000], weights: [0.002] },
      { rates: [2000], weights: [-0.004] },
    ];
    const one = workingPoint({ ...network, populations: [{ size: 1, neuron: weak }], external });
    // A peak w moves w tau_syn (E - V) / C_m.
    const worth = (0.5 * 70_070) / 250;
    const like = { tau_m: 250 / 16.7, t_ref: 2, V_th: -50, V_reset: -60, E_L: -70, tau_syn: 0.5 };
    const currents = external.map(({ rates, weights }) => ({
      rates,
      weights: weights.map((weight) => weight * worth),
    }));
    const other = workingPoint({ ...network, populations: [{ size: 1, neuron: like }], external: currents });
    expect((one.rates[0] as number) / (other.rates[0] as number)).toBeCloseTo(1, 1);
    expect(other.rates[0]).toBeGreaterThan(1);
  });

  it("that adapt fire less, by the conductance that they add themselves", () => {
    const adaptation = { q_sfa: 2, tau_sfa: 200, E_sfa: -80 };
    const plain = workingPoint(network);
    const adapted = workingPoint({ ...network, populations: [{ size: 1, neuron: { ...cell, adaptation } }] });
    expect(adapted.settled).toBe(true);
    const rate = adapted.rates[0] as number;
    expect(rate).toBeLessThan(plain.rates[0] as number);
    expect(adapted.neurons[0]?.tau_m).toBeCloseTo(
      250 / (250 / (plain.neurons[0]?.tau_m as number) + 0.4 * rate),
      9,
    );
  });
});

describe("external rates", () => {
  const { input, expected, rtol, atol } = fixture("rate_mapping_spatial");
  const one = { tau_m: 5, t_ref: 0, V_th: 15, V_reset: 0, tau_syn: 0.5 };
  const network: MeanFieldNetwork = {
    populations: [1, 1].map((size) => ({ size, neuron: one })),
    inDegrees: input.K.flat(),
    weights: volts(input.J_V.flat()),
  };
  const sources = [0.1756, -0.878].map((weight) => ({ inDegrees: [1, 1], weights: [weight, weight] }));

  it("for a wanted input are NNMT's, and make that input", () => {
    const found = externalRatesFor(network, { means: [10, 10], deviations: [2.5, 2.5], sources });
    expectClose(found.rates, expected.nu_ext_hz, { rtol, atol });
    expectClose(found.populationRates, expected.rate_hz, { rtol, atol });
    expect(found.missed).toBeLessThan(1e-12);
    const point = workingPoint({ ...network, external: found.external });
    expectClose(point.means, [10, 10], { rtol: 1e-9, atol: 0 });
    expectClose(point.deviations, [2.5, 2.5], { rtol: 1e-9, atol: 0 });
  });

  it("that would be negative, or cannot be told apart, are refused", () => {
    const few = { means: [10, 10], deviations: [0.1, 0.1], sources };
    expect(errorOf(() => externalRatesFor(network, few))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "means",
    });
    const twice = {
      means: [10, 10],
      deviations: [2.5, 2.5],
      sources: [sources[0], sources[0]] as typeof sources,
    };
    expect(errorOf(() => externalRatesFor(network, twice))).toMatchObject({ parameter: "sources" });
  });
});
