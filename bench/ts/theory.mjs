// Question: how long do theory's numbers take: the working point of the microcircuit, spectra of its eight populations
// at 300 frequencies, eigenvalue trajectories, and the fixed point of 254 populations?
import { microcircuit, multiAreaMeanField, syntheticConnectome } from "../../dist/networks/index.js";
import {
  eigenvalueTrajectories,
  lifCv,
  lifRate,
  lifTransferFunction,
  powerSpectra,
  theory,
  workingPoint,
} from "../../dist/theory/index.js";
import { measure } from "./suite.mjs";

const neuron = { tau_m: 10, t_ref: 2, V_th: 15, V_reset: 0, tau_syn: 0.5 };
const input = { mean: 7, deviation: 5.5 };
const { network } = theory(microcircuit({ variant: "bos2016" }).network);
const point = workingPoint(network);
const frequencies = Array.from({ length: 300 }, (_, index) => index + 1);

/** 254 populations in 32 areas that excite and inhibit each other, each driven to a rate of its own. */
function large() {
  const count = 254;
  const inhibits = (population) => population % 2 === 1;
  const populations = Array.from({ length: count }, () => ({ size: 1000, neuron }));
  const place = (value) =>
    Array.from({ length: count * count }, (_, index) => value(Math.floor(index / count), index % count));
  const near = (target, source) => Math.floor(target / 8) === Math.floor(source / 8);
  return {
    populations,
    inDegrees: place((target, source) => (near(target, source) ? 250 : inhibits(source) ? 0 : 5)),
    weights: place((_, source) => (inhibits(source) ? -0.7 : 0.1756)),
    external: [
      {
        rates: populations.map((_, index) => 14_000 + 10 * (index % 8)),
        weights: populations.map(() => 0.1756),
      },
    ],
  };
}

const areas = large();
const connectome = syntheticConnectome();
measure("theory", [
  { name: "rate of a neuron", items: 1, item: "neuron", work: () => lifRate(neuron, input) },
  { name: "CV of a neuron", items: 1, item: "neuron", work: () => lifCv(neuron, input) },
  {
    name: "transfer function at 300 frequencies",
    items: 300,
    item: "frequency",
    work: () => lifTransferFunction(neuron, input, frequencies),
  },
  {
    name: "working point of the microcircuit",
    items: 8,
    item: "population",
    work: () => workingPoint(network),
  },
  {
    name: "the same by its differential equation",
    items: 8,
    item: "population",
    work: () => workingPoint(network, { solver: "ode" }),
  },
  {
    name: "spectra of 8 populations at 300 frequencies",
    items: 2400,
    item: "value",
    work: () => powerSpectra(point, frequencies),
  },
  {
    name: "eigenvalue trajectories at 300 frequencies",
    items: 300,
    item: "frequency",
    work: () => eigenvalueTrajectories(point, frequencies),
  },
  {
    name: "working point of 254 populations",
    items: 254,
    item: "population",
    work: () => workingPoint(areas),
  },
  {
    name: "multiAreaMeanField of the synthetic connectome",
    items: connectome.populations.length,
    item: "population",
    work: () => multiAreaMeanField(connectome),
  },
]);
