// Rate models of spiking networks and waves in networks on a line, against NNMT.
import { describe, expect, it } from "vitest";
import * as theory from "../../../ts/theory/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { expectClose, expectComplex, fixture, volts } from "./fixture.ts";

const { workingPoint } = theory;

describe("rate models and waves", () => {
  const { input, expected, rtol } = fixture("rate_mapping_spatial");
  const one = { tau_m: 5, t_ref: 0, V_th: 15, V_reset: 0, tau_syn: 0.5 };
  const network = {
    populations: [1, 1].map((size) => ({ size, neuron: one })),
    inDegrees: input.K.flat() as number[],
    weights: volts(input.J_V.flat()),
  };
  const sources = [0.1756, -0.878].map((weight) => ({ inDegrees: [1, 1], weights: [weight, weight] }));
  const { external } = theory.externalRatesFor(network, { means: [10, 10], deviations: [2.5, 2.5], sources });
  const point = workingPoint({ ...network, external });
  const close = { rtol, atol: 0 };

  it("fit the transfer function as NNMT does", () => {
    const { filters, weights } = theory.rateModel(point);
    expectClose(
      filters.map(({ tau }) => tau / 1000),
      expected.tau_rate_s,
      close,
    );
    expectClose(weights, expected.W_rate.flat(), close);
    expectClose(
      filters.map(({ error }) => error),
      expected.fit_error,
      close,
    );
  });

  it("have NNMT's roots of Lambert's W", () => {
    const found = theory.spatialRoots(point, {
      widths: input.width_m.map((width: number) => 1000 * width),
      delay: 1000 * input.delay_s,
      wavenumbers: input.k_per_m.map((wavenumber: number) => wavenumber / 1000),
      branches: input.branches,
    });
    const wanted: { re: number; im: number }[] = expected.lambda_per_s.flat();
    expectComplex(
      { re: found.map(({ root }) => 1000 * root.re), im: found.map(({ root }) => 1000 * root.im) },
      { re: wanted.map(({ re }) => re), im: wanted.map(({ im }) => im) },
      rtol,
    );
  });

  it("go over into spiking neurons, whose roots solve their own equation", () => {
    const strong = { tau_m: 20, t_ref: 2, V_th: 20, V_reset: 0, tau_syn: 0.5 };
    const lively = {
      populations: [1, 1].map((size) => ({ size, neuron: strong })),
      inDegrees: [1000, 250, 1000, 250],
      weights: [0.2, -1.2, 0.2, -1.2],
    };
    const drive = theory.externalRatesFor(lively, {
      means: [10, 10],
      deviations: [11, 11],
      sources: [0.2, -1.2].map((weight) => ({ inDegrees: [1, 1], weights: [weight, weight] })),
    });
    const at = workingPoint({ ...lively, external: drive.external });
    const options = { widths: [0.1, 0.3], delay: 3, wavenumbers: [10], branches: [0] };
    const [rate] = theory.spatialRoots(at, options);
    const [spiking] = theory.spatialRoots(at, { ...options, spiking: true });
    expect(rate?.root.re).toBeGreaterThan(0);
    expect(spiking?.root.re).toBeCloseTo(rate?.root.re as number, 2);
    expect(spiking?.root.re).not.toBeCloseTo(rate?.root.re as number, 6);
  });

  it("are refused for populations that answer at different speeds", () => {
    const uneven = { ...point, neurons: [one, { ...one, tau_m: 20 }] };
    const options = { widths: [0.2, 0.07], delay: 1.5, wavenumbers: [1] };
    expect(errorOf(() => theory.spatialRoots(uneven, options))).toMatchObject({ parameter: "point" });
    expect(errorOf(() => theory.spatialRoots(point, { ...options, widths: [1] }))).toMatchObject({
      code: "E_SHAPE",
    });
  });
});
