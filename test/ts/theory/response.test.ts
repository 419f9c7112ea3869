// Linear response against NNMT: delays, connectivity, spectra, eigenmodes, covariances, rate models, waves.
import { describe, expect, it } from "vitest";
import * as theory from "../../../ts/theory/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { expectClose, expectComplex, fixture, neuron, oscillatingCircuit, volts } from "./fixture.ts";

const { crossSpectra, delayFactor, effectiveConnectivity, eigenvalueTrajectories } = theory;
const { lifCv, lifRate, powerSpectra, propagators, sensitivity, transferFunctions, workingPoint } = theory;
const asNnmt = { refractory: false };

it("delay factors of all distributions are NNMT's", () => {
  const { input, expected, rtol } = fixture("delay_factors");
  const [mean, deviation] = [1000 * input.mean_s, 1000 * input.sd_s];
  const distributions = {
    none: { mean },
    gaussian: { distribution: "normal", mean, deviation, low: -Infinity },
    truncated_gaussian: { distribution: "normal", mean, deviation },
    lognormal: { distribution: "lognormal", mean, deviation },
  } as const;
  for (const [name, delay] of Object.entries(distributions))
    expectComplex(delayFactor(delay, input.freqs_hz), expected[name], rtol, name);
  // However wide, a distribution has its whole weight.
  for (const wide of [0.01, 1, 30])
    for (const distribution of ["normal", "lognormal"] as const)
      expect(delayFactor({ distribution, mean: 1.5, deviation: wide }, [0]).re[0]).toBeCloseTo(1, 12);
  const far = delayFactor({ distribution: "normal", mean: 1.5, deviation: 1, low: 20 }, [10]);
  expect(Math.hypot(far.re[0] as number, far.im[0] as number)).toBeCloseTo(1, 4);
});

describe("the oscillating microcircuit", () => {
  const network = oscillatingCircuit();
  const { expected, rtol, atol } = fixture("pd14_bos2016");
  const points = { shift: workingPoint(network), taylor: workingPoint(network, { method: "taylor" }) };
  const grid = Array.from({ length: 999 }, (_, index) => (index + 1) / 2);

  it.each(["shift", "taylor"] as const)(
    "has NNMT's connectivity, eigenvalues and spectra by %s",
    (method) => {
      const [point, wanted] = [points[method], expected[method]];
      expectClose(point.rates, wanted.rates_hz, { rtol, atol });
      const spectra = powerSpectra(point, wanted.frequencies_hz, asNnmt);
      wanted.power_spectra_hz2.forEach((row: number[], index: number) => {
        const powers = spectra.map(({ power }) => power[index] as number);
        expectClose(powers, row, { rtol, atol }, `${method} at ${wanted.frequencies_hz[index]}`);
      });
      const { re, im } = wanted.transfer_function_hz_per_mV;
      const functions = transferFunctions(point, wanted.tf_freqs, asNnmt);
      functions.forEach((found, population) => {
        const [real, imaginary] = [re, im].map((rows: number[][]) =>
          rows.map((row) => row[population] as number),
        );
        expectComplex(found, { re: real as number[], im: imaginary as number[] }, rtol, method);
      });
      const [connectivity] = effectiveConnectivity(point, [64], asNnmt);
      const flat = { re: wanted.eff_conn_64hz.re.flat(), im: wanted.eff_conn_64hz.im.flat() };
      expectComplex(connectivity as never, flat, rtol);
      const { modes } = eigenvalueTrajectories(point, [64], asNnmt);
      for (const { re: real, im: imaginary } of wanted.eigenvalues_64hz) {
        const off = modes.map((mode) =>
          Math.hypot((mode.re[0] as number) - real, (mode.im[0] as number) - imaginary),
        );
        expect(Math.min(...off)).toBeLessThan(rtol * Math.hypot(real, imaginary));
      }
    },
  );

  it("has its peaks where NNMT has them", () => {
    const peaks = fixture("pd14_bos2016_peaks");
    const spectra = powerSpectra(points.taylor, grid, asNnmt);
    const peak = (power: Float64Array, low: number, high: number): number[] => {
      const inside = grid.map((frequency, index) => (frequency >= low && frequency <= high ? index : 0));
      const best = inside.reduce((one, other) =>
        (power[other] as number) > (power[one] as number) ? other : one,
      );
      return [grid[best] as number, power[best] as number];
    };
    spectra.forEach(({ power }, index) => {
      expectClose(peak(power, 40, 110), peaks.expected.low_gamma_freq_power[index], peaks);
      expectClose(peak(power, 200, 450), peaks.expected.high_gamma_freq_power[index], peaks);
    });
    expectClose(
      spectra.map(({ power }) => power[0] as number),
      peaks.expected.power_0p5hz,
      peaks,
    );
    const [nearest] = eigenvalueTrajectories(points.taylor, grid, asNnmt).approaches;
    const { freq_hz, value, distance } = peaks.expected.closest_eigenvalue;
    expectClose(
      [nearest?.frequency ?? 0, nearest?.value.re ?? 0, nearest?.value.im ?? 0, nearest?.distance ?? 0],
      [freq_hz, value.re, value.im, distance],
      peaks,
    );
  });

  it("owes its peaks to the synapses that NNMT names", () => {
    const reference = fixture("pd14_sensitivity");
    for (const frequency of [63, 64]) {
      const wanted = reference.expected[frequency];
      const found = sensitivity(points.taylor, frequency, asNnmt);
      expectClose(found.amplitude, wanted.amp.flat(), { rtol: reference.rtol, atol: 1e-9 });
      expectClose(found.shift, wanted.freq.flat(), { rtol: reference.rtol, atol: 1e-9 });
      expectComplex(
        found.measure,
        { re: wanted.sensitivity.re.flat(), im: wanted.sensitivity.im.flat() },
        reference.rtol,
      );
      const sum = found.measure.re.reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(found.eigenvalue.re, 12);
    }
    const band = Array.from({ length: 41 }, (_, index) => 53 + index / 2);
    const [origin] = theory.peakOrigins(points.taylor, band, asNnmt);
    expect(origin?.frequency).toBe(63);
    expect(origin?.groups[0]).toMatchObject({ target: "L23E", source: "L4E" });
  });

  it("changes its eigenvalue with a group of synapses by what the sensitivity says", () => {
    const point = points.shift;
    const { measure, eigenvalue } = sensitivity(point, 64);
    const step = 1e-5;
    for (const place of [2, 19, 27]) {
      const weights = point.weights.map((weight, index) => (index === place ? weight * (1 + step) : weight));
      const moved = sensitivity({ ...point, weights }, 64).eigenvalue;
      expect((moved.re - eigenvalue.re) / step).toBeCloseTo(measure.re[place] as number, 3);
      expect((moved.im - eigenvalue.im) / step).toBeCloseTo(measure.im[place] as number, 3);
    }
  });

  it("has cross-spectra that are Hermitian, positive, and power on their diagonal", () => {
    const [cross] = crossSpectra(points.shift, [64]);
    const powers = powerSpectra(points.shift, [64]).map(({ power }) => power[0] as number);
    for (let row = 0; row < 8; row++) {
      expect((cross?.re[row * 9] as number) / (powers[row] as number)).toBeCloseTo(1, 12);
      for (let column = 0; column < 8; column++) {
        const [one, other] = [row * 8 + column, column * 8 + row];
        expect(cross?.re[one]).toBeCloseTo(cross?.re[other] as number, 14);
        expect(cross?.im[one]).toBeCloseTo(-(cross?.im[other] as number), 14);
        const square = (cross?.re[one] as number) ** 2 + (cross?.im[one] as number) ** 2;
        expect(square).toBeLessThan((powers[row] as number) * (powers[column] as number) * (1 + 1e-12));
      }
    }
    const [propagator] = propagators(points.shift, [64]);
    const [connectivity] = effectiveConnectivity(points.shift, [64]);
    // (1 - W) P = W, in the first entry.
    let sum = 0;
    for (let inner = 0; inner < 8; inner++)
      sum +=
        (connectivity?.re[inner] as number) * (propagator?.re[inner * 8] as number) -
        (connectivity?.im[inner] as number) * (propagator?.im[inner * 8] as number);
    expect((propagator?.re[0] as number) - sum).toBeCloseTo(connectivity?.re[0] as number, 11);
  });
});

it("spectra of the balanced network with exponential synapses are NNMT's", () => {
  const { input, expected, rtol, atol } = fixture("brunel_exp");
  for (const { g, nu_ext_total_hz, rates_hz, cv, freqs_hz, power, pop_eff_conn_dc } of expected.points) {
    const one = { ...neuron, tau_m: 20 };
    const point = workingPoint({
      populations: input.N.map((size: number) => ({ size, neuron: one })),
      inDegrees: [...input.K, ...input.K],
      weights: [1, -g, 1, -g].map((factor) => factor * input.J_mV),
      delays: { mean: 1.5 },
      external: [{ rates: [nu_ext_total_hz, nu_ext_total_hz], weights: [input.J_mV, input.J_mV] }],
    });
    expectClose(point.rates, rates_hz, { rtol, atol });
    expectClose(point.cvs, cv, { rtol, atol });
    const spectra = powerSpectra(point, freqs_hz, asNnmt);
    power.forEach((row: number[], index: number) => {
      expectClose(
        spectra.map((one) => one.power[index] as number),
        row,
        { rtol, atol },
      );
    });
    expectClose(effectiveConnectivity(point, [0], asNnmt)[0]?.re ?? [], pop_eff_conn_dc.flat(), {
      rtol,
      atol,
    });
  }
});

describe("covariances", () => {
  const { input, expected, rtol, atol } = fixture("pairwise_covariances");
  const [means, deviations] = [volts(input.mu_V), volts(input.sigma_V)] as [number[], number[]];
  const noise = (index: number) => ({ mean: means[index] as number, deviation: deviations[index] as number });
  const point: theory.WorkingPoint = {
    labels: means.map((_, index) => `${index}`),
    sizes: Float64Array.from(means, () => 1),
    neurons: means.map(() => neuron),
    means: Float64Array.from(means),
    deviations: Float64Array.from(deviations),
    rates: Float64Array.from(means, (_, index) => lifRate(neuron, noise(index))),
    cvs: Float64Array.from(means, (_, index) => lifCv(neuron, noise(index))),
    inDegrees: new Float64Array(100).fill(1),
    weights: Float64Array.from(volts(input.J_V.flat())),
    method: "shift",
    settled: true,
    residual: 0,
    steps: 0,
    remarks: [],
  };

  it("of single neurons are NNMT's", () => {
    const found = theory.pairwiseCovariances(point);
    expectClose(point.rates, expected.rates_hz, { rtol, atol });
    expectClose(point.cvs, expected.cvs, { rtol, atol });
    expectClose(found.effective, expected.J_eff.flat(), { rtol, atol });
    expectClose(found.covariance, expected.covariance.flat(), { rtol, atol });
    expectClose(found.noise, expected.noise_strength, { rtol, atol });
    expectClose([found.bound], [expected.spectral_bound], { rtol, atol });
  });

  it("have none where activity grows by itself", () => {
    const strong = { ...point, weights: point.weights.map((weight) => Math.abs(weight) * 60) };
    expect(errorOf(() => theory.pairwiseCovariances(strong))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "point",
    });
  });
});

describe("where linear response ends", () => {
  const point = workingPoint(oscillatingCircuit());

  it("a spectrum at a resonance is refused with its frequency", () => {
    // One population whose loop at frequency 0 is scaled to 1.
    const alone = workingPoint({
      populations: [{ label: "E", size: 100, neuron }],
      inDegrees: [100],
      weights: [0.1],
      delays: { mean: 1 },
      external: [{ rates: [15_000], weights: [0.1] }],
    });
    const gain = effectiveConnectivity(alone, [0])[0]?.re[0] as number;
    const resonant = { ...alone, weights: alone.weights.map((weight) => weight / gain) };
    expect(errorOf(() => powerSpectra(resonant, [5, 0]))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "frequencies",
      value: 0,
    });
    expect(powerSpectra(resonant, [5])[0]?.power[0]).toBeGreaterThan(0);
  });

  it("a point that is none, one without delays, and numbers beyond bounds are refused", () => {
    const call = (changed: object) => errorOf(() => powerSpectra({ ...point, ...changed }, [10]));
    expect(call({ settled: false })).toMatchObject({ code: "E_PARAM_RANGE", parameter: "point.settled" });
    expect(call({ delays: undefined })).toMatchObject({ code: "E_TYPE", parameter: "point.delays" });
    expect(call({ weights: point.weights.map(() => 1e308) })).toMatchObject({ code: "E_NOT_FINITE" });
    expect(call({ deviations: new Float64Array(8) })).toMatchObject({ code: "E_PARAM_POSITIVE" });
    expect(errorOf(() => powerSpectra(point, []))).toMatchObject({
      code: "E_SHAPE",
      parameter: "frequencies",
    });
    expect(errorOf(() => sensitivity(point, 64, { order: 8 }))).toMatchObject({ parameter: "order" });
  });
});
