// Every function of theory refuses every wrong argument by its name, and every option that it does not know.
import { describe } from "vitest";
import { brunel } from "../../../ts/networks/index.ts";
import * as theory from "../../../ts/theory/index.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";
import { neuron } from "./fixture.ts";

const one = { ...neuron, E_L: 0 };
const input = { mean: 10, deviation: 5 };
const network = {
  populations: [
    { label: "E", size: 800, neuron: one },
    { label: "I", size: 200, neuron: one },
  ],
  inDegrees: [80, 20, 80, 20],
  weights: [0.2, -1, 0.2, -1],
  weightDeviations: [0.02, 0.1, 0.02, 0.1],
  delays: { distribution: "normal", mean: 1.5, deviation: 0.5, low: 0 } as const,
  external: [{ rates: [9000, 9000], weights: [0.2, 0.2] }],
  potentials: [0, 0],
};
const point = theory.workingPoint(network);
const linear = { refractory: true };
const sources = [0.2, -1].map((weight) => ({ inDegrees: [1, 1], weights: [weight, weight] }));

// One population with two states at some drives.
const excited = (drive: number): object => ({
  populations: [{ size: 100, neuron: { tau_m: 20, t_ref: 5, V_th: 20, V_reset: 10 } }],
  inDegrees: [100],
  weights: [0.2],
  external: [{ rates: [drive], weights: [0.2] }],
});
const jump = { from: 3500, to: 4500, method: "shift", tolerance: 0.1, step: 0.1, time: 60 };

const right: RightCalls = {
  basins: [network, { method: "shift", starts: 1, highest: 10, seed: 1, time: 1, step: 0.1 }],
  bistability: [excited, [3000, 4500], { method: "shift", highest: 100 }],
  continueFixedPoint: [
    excited,
    { from: 3500, to: 3600, method: "shift", initialRates: [0], step: 0.5, most: 4 },
  ],
  stabilise: [excited, { ...jump, initialRates: [0], rounds: 1, adjustable: () => true }],
  stability: [network, { method: "shift", rates: [1, 1] }],
  transition: [excited, { ...jump, initialRates: [0] }],
  boxcar: [3, 0.2],
  crossSpectra: [point, [10, 60], linear],
  dawson: [1],
  delayFactor: [network.delays, [10, 60]],
  effectiveConnectivity: [point, [10, 60], linear],
  eigenvalueTrajectories: [point, [10, 60], linear],
  erfcx: [1],
  externalRatesFor: [
    { ...network, external: undefined },
    { means: [10, 10], deviations: [5, 5], sources, method: "shift" },
  ],
  faddeeva: [{ re: 1, im: 1 }],
  fixedPoints: [network, { method: "shift", starts: 2, highest: 100, seed: 1 }],
  lambertW: [{ re: 1, im: 0 }, 0],
  lifCv: [one, input, { rate: 20 }],
  lifInputGain: [one, input, 0.1],
  lifRate: [one, input, { method: "shift" }],
  lifSlopes: [one, input, { method: "taylor" }],
  lifTransferFunction: [
    one,
    input,
    [0, 10],
    { method: "shift", refractory: true, synapticFilter: true, of: "mean" },
  ],
  pairwiseCovariances: [point],
  parabolicCylinderU: [{ re: 1, im: 1 }, 0.5],
  peakOrigins: [point, [10, 60], { refractory: true, within: 2 }],
  powerSpectra: [point, [10, 60], linear],
  propagators: [point, [10, 60], linear],
  rateModel: [point, { refractory: true, frequencies: [1, 10, 50, 100] }],
  sensitivity: [point, 60, { refractory: true, order: 0 }],
  spatialRoots: [
    point,
    { widths: [0.1, 0.1], delay: 1.5, wavenumbers: [0, 1], branches: [0], spiking: false },
  ],
  theory: [brunel({ scale: 0.1 }).network, { method: "shift", weightVariance: true }],
  transferFunctions: [point, [10, 60], linear],
  workingPoint: [network, { method: "shift", solver: "newton", initialRates: [1, 1] }],
};

describe("theory", () => {
  itRefusesWrongShapes(theory, right);
});
