// Every function of learning refuses every wrong argument by its name, and every option that it does not know.
import { describe } from "vitest";
import * as learning from "../../../ts/learning/index.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";

const transfer = learning.softplus();
const network = learning.leastActionNetwork({ layers: [1, 1, 1] });
const wiring = learning.layered([1, 1, 1]);
const potentials = Float64Array.of(0.1, 0.2);
const input = Float64Array.of(0.5);
const target = Float64Array.of(1);
const given = { input, target };
const matrix = { rows: 1, columns: 2, values: Float64Array.of(1, 2) };
const vectors = [[0.2, 0.9]];
const presentation = { target, learn: true, duration: 1, readFrom: 0.5 };
const { signal } = new AbortController();
const watch = { onProgress: () => {}, signal };
const learner = (): learning.Learner => {
  const {
    loss: _,
    gradients: __,
    setWeights: ___,
    ...parts
  } = learning.backpropagation({ layers: [1, 1, 1], rates: 0.1 });
  return parts;
};
const samples = 1;
const shown = () => [{ input, target }];
const task = {
  name: "one",
  inputs: 1,
  outputs: 1,
  reset: false,
  compared: (value: number) => value,
  training: shown,
  test: shown,
};
const state = await learning.training(learner(), task, { epochs: 1 }).checkpoint();
const training = {
  epochs: 1,
  duration: 1,
  readFrom: 0.5,
  testEvery: 1,
  seed: 1,
  measure: () => ({ one: 1 }),
  earlyStop: { accuracy: 1, error: 1, patience: 1 },
  dropout: { probability: 0.5, renewed: "epoch" },
  onCheckpoint: () => {},
  checkpointEvery: 1,
  from: state,
};
const rows = await learning.train(learner(), task, { epochs: 1 });
const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 3);
const files = { images: Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7), labels: bytes };
const times = { tau: 10, dt: 0.5, eta: 0.01 };
const layers = [1, 1, 1];
const rates = learning.barsRates(1);
const points = { samples, testSamples: 1, targetHigh: 1, targetLow: 0 };

const right: RightCalls = {
  accuracy: [vectors, vectors],
  apicalNorm: [[1, 2]],
  backpropagation: [
    {
      layers,
      rates: [0.1, 0.1],
      transfer,
      output: "rate",
      gains: [1, 1],
      bias: true,
      amplitude: [1, 1],
      limit: 1,
      seed: 1,
    },
  ],
  bars: [{ protocol: "reset", high: 1, low: 0, targetHigh: 1, targetLow: 0, testOrder: "fixed" }],
  barsRates: [1],
  barsReadFrom: ["reset", true, 1],
  checkMasks: [[Uint8Array.of(1)], [1]],
  checkPresentation: [{ inputs: 1, outputs: 1 }, input, presentation],
  dendriticErrors: [{ apical: 0.5, nudging: 0.5 }],
  dendriticLearner: [
    { layers, learningRates: rates },
    {
      readout: "V_m",
      untaught: "free",
      targetDelay: 0,
      errors: true,
      threads: 1,
      backend: "native",
      weights: "exact",
      memoryLimit: 2 ** 30,
      ...watch,
    },
  ],
  digits: [
    files,
    files,
    { pool: 1, classes: [3, 4], samples, testSamples: 1, targetHigh: 1, targetLow: 0, reset: true },
  ],
  energy: [network, potentials, given],
  errorsOf: [network, potentials, given, potentials],
  feedbackWeightError: [matrix, matrix],
  feedforwardWeightError: [matrix, matrix, 1],
  gradientErrors: [network, potentials, potentials],
  interneuronError: [[1], [2], transfer],
  largest: [[1, 2]],
  latentEquilibrium: [
    network,
    { ...times, tauMembrane: 10, errors: learning.gradientErrors, plasticity: "rate" },
  ],
  layered: [layers],
  learningCurves: [
    [{ label: "one", colour: "#102030", runs: [rows], published: learning.publishedBarsCurves[0] }],
    { quantity: "accuracy", width: 300, title: "curves" },
  ],
  leastAction: [network, { ...times, ramp: 1 }],
  leastActionNetwork: [
    { wiring, transfer, amplitude: 1, weights: network.weights, feedback: "random", beta: 0.1, seed: 1 },
  ],
  meanSquaredError: [vectors, vectors],
  mismatchesOf: [network, potentials, input],
  oneHot: [0, 2, 1, 0],
  presentationTimeStudy: [
    {
      durations: [1],
      seeds: [1],
      last: 1,
      ...watch,
      prepare: () => ({ learner: learner(), task, options: { epochs: 1 } }),
    },
  ],
  randomStream: [1, "order", 1],
  readIdx: [bytes, "labels"],
  residual: [network, potentials, given],
  residualJacobian: [network, potentials, given],
  restoreArrays: [{ one: Float64Array.of(1) }, { one: Float64Array.of(2) }],
  selfPrediction: [{ inputs: 1, outputs: 1, samples }],
  softplus: [{ gamma: 1, beta: 1, theta: 0 }],
  stepsOfPresentation: [{ duration: 1, readFrom: 0.5 }, 0.5],
  teacher: [
    {
      variant: "gille",
      layers: [1, 1],
      gains: [1],
      transfer,
      target: "rate",
      errors: "rate",
      negativeInputs: "split",
      samples,
      testSamples: 1,
      reset: true,
      seed: 1,
    },
  ],
  train: () => [learner(), task, training, watch],
  training: () => [learner(), task, training],
  trainingFromJson: [learning.trainingToJson(state)],
  trainingToJson: [state],
  velocity: [network, potentials, given, 10, { input, target, weights: network.weights }],
  yinYang: [{ ...points, seed: 1 }],
  yinYangClass: [0.5, 0.5],
};

const untaught = "[2].target: null (object)";
const named = ["measures", "learner"].map((part) => `[0].${part}: Object {"nonsense":1}`);

describe("a function of learning", () =>
  itRefusesWrongShapes(learning, right, {
    checkMasks: ["[0]: null (object)"],
    checkPresentation: [untaught],
    energy: [untaught],
    errorsOf: [untaught],
    residual: [untaught],
    residualJacobian: [untaught],
    velocity: [untaught, "[4].target: null (object)"],
    trainingToJson: named,
  }));
