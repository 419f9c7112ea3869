// Every function of sampling refuses every wrong argument by its name, and every option that it does not know.
import { describe } from "vitest";
import { poisson } from "../../../ts/network/devices/devices.ts";
import * as sampling from "../../../ts/sampling/index.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";

const weights = [
  [0, 0.5],
  [0.5, 0],
];
const machine = sampling.boltzmann({ weights, biases: [0.1, -0.2] });
const machines = [machine, machine];
const { signal } = new AbortController();
const watch = { onProgress: () => {}, signal };
const chain = () => sampling.gibbsSampler(machine, { seed: 1 });
const sequence = sampling.observeSync(chain(), 50);
const { units, probabilities } = sampling.exactDistribution(machine);
const exact = { units, probabilities };
const moments = sampling.momentsOf(exact);
const step = sampling.contrast(moments, moments);
const windows = [[0, 20]];
const modeOf = sampling.groupModes([[0], [1]], { on: 1, off: 0 });
const positions = [-2, -1, 0, 1, 2];
const measured = positions.map((position) => 1 / (1 + Math.exp(-position)));
const oscillation = { rate: 10, amplitude: 0.5, frequency: 1 };
const spikes = {
  ids: Uint32Array.of(0, 1),
  times: Float64Array.of(1, 2),
  neurons: Uint32Array.of(0, 1),
  tStart: 0,
  tStop: 10,
};
const calibration = { ...sampling.lifCalibration };
const parameters = { ...sampling.lifParameters };
const restricted = sampling.restrictedMachine({
  weights: [[0.3]],
  visibleBiases: [0.1],
  hiddenBiases: [0.2],
});
const synapses = { U: 0.5, tau_rec: 20 };
const grid = { resolution: 0.1, seed: 1 };
const lif = { calibration, parameters, synapses, ...grid };
const brief = { duration: 0.1 };

const right: RightCalls = {
  absoluteGate: [3],
  boltzmann: [{ weights, biases: [0.1, -0.2] }],
  calibrateEnsemble: [machines, { ...lif, ...watch, resolution: 1, duration: 500, indegree: 1, points: 10 }],
  chainMoments: () => [chain(), { samples: 2, every: 1 }],
  continuousSampler: [machine, { tau: 10, seed: 1 }],
  contrast: [moments, moments],
  contrastiveDivergence: () => [
    restricted,
    {
      visible: 1,
      examples: [[1]],
      steps: 2,
      rate: () => 0.1,
      chain: chain(),
      imprint: 1,
      release: 1,
      persistent: true,
      target: sampling.marginalDistribution(exact, [0]),
      every: 50,
      seed: 1,
      ...watch,
    },
  ],
  decayingRate: [1],
  distributionOf: [sequence, windows],
  divergence: [exact, exact],
  divergenceCurve: [sequence, exact, { points: 3, from: 1 }],
  energy: [machine, [0, 1]],
  ensembleStates: [machines, { ...lif, ...watch, ...brief, indegree: 1 }],
  exactDistribution: [machine],
  exactMoments: [machine],
  fitLogistic: [positions, measured],
  gibbsSampler: [machine, { seed: 1 }],
  groupModes: [[[0], [1]], { on: 1, off: 0 }],
  highConductance: [parameters, -50],
  inverseTemperature: [3000, parameters, 3000],
  learnBoltzmann: [
    machine,
    { data: moments, steps: 2, rate: () => 0.1, moments: () => moments, target: exact, every: 1, ...watch },
  ],
  lifEnsemble: [machines, { ...lif, indegree: 1 }],
  lifSampler: [machine, { ...lif, noise: poisson({ rate: 100 }) }],
  lifStates: [machine, { ...lif, ...watch, ...brief, noise: poisson({ rate: 100 }) }],
  linearGate: [3, 1],
  marginalDistribution: [exact, [0]],
  marginals: [exact],
  measureActivation: [
    { ...grid, ...watch, parameters, resolution: 1, points: 10, range: [-55, -45], duration: 500 },
  ],
  modeProbabilities: [exact, modeOf],
  modeStatistics: [sequence, modeOf, windows],
  momentsOf: [exact],
  neuralSampler: [machine, { tau: 2, gate: [1, 1, 0.5], seed: 1 }],
  observe: () => [chain(), 20, watch],
  observeSync: () => [chain(), 20],
  oscillatingRate: [{ ...oscillation, duration: 10, every: 1 }],
  rateAt: [oscillation, 1],
  restrictedMachine: [{ weights: [[0.3]], visibleBiases: [0.1], hiddenBiases: [0.2] }],
  sampledMoments: () => [chain(), { samples: 2, every: 1 }],
  samplingError: [sequence, exact, { blocks: 2 }],
  statesOfSpikes: [spikes, { tau: 5, neurons: [0, 1], tStart: 0, tStop: 10 }],
  stepped: [machine, step, 0.1],
  tempered: [machine, 0.5],
  translate: [machine, calibration, parameters],
  troughWindows: [{ frequency: 1, width: 0.2, tStart: 0, tStop: 2000, lag: 0 }],
  weightFactors: [calibration, parameters],
};

describe("a function of sampling", () => itRefusesWrongShapes(sampling, right));
