// Every measure refuses every wrong argument by its name, and every option that it does not know.
import { describe } from "vitest";
import * as analysis from "../../../ts/analysis/index.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";

const window = { tStart: 0, tStop: 600 };
const trains = analysis.poissonTrains({ count: 3, rate: 50, tStop: 600, seed: 1 });
const few = [1, 2, 4, 7];
const other = [1, 3, 5, 8];
const signal = Float64Array.from({ length: 64 }, (_, sample) => Math.sin(sample));
const states = { rows: 3, columns: 2, values: Float64Array.of(1, 2, 3, 5, 8, 13) };
const spectrum = analysis.powerSpectrum(signal, { interval: 1, segment: 16 });
const measured = analysis.populationMeasures(trains, [0, 1, 2]);
const runs = [{ all: measured }, { all: measured }];
const selection = { tStart: 1, tStop: 590, neurons: [0, 1] };
const bins = { ...selection, bin: 5 };
const correlated = { ...bins, binary: true, subsample: { size: 2, seed: 1 }, onProgress: () => {} };
const { bin: _, binary: __, ...pairs } = correlated;
const pair = { tStart: 1, tStop: 590, pair: [0, 1] };
const segments = { interval: 1, segment: 16, overlap: 0.5 };
const renewal = { count: 2, rate: 10, tStart: 0, tStop: 100, refractory: 1, seed: 1 };
const correlogram = { bin: 5, tStart: 0, tStop: 500, lags: [-20, 20], binary: true, kernel: [1, 2, 1] };
const samples: RightCalls = Object.fromEntries(
  [
    ...["effectSize", "kolmogorovSmirnov", "kolmogorovSmirnovTest", "leveneTest", "mannWhitneyTest"],
    ...["wassersteinDistance", "welchTest", "distanceToQuantiles", "accuracy", "cohensKappa"],
  ].map((name) => [name, [few, other]]),
);
const lists: RightCalls = Object.fromEntries(
  ["boxStatistics", "mean", "variance", "standardDeviation", "sortedFinite", "participationRatio"].map(
    (name) => [name, [few]],
  ),
);

const right: RightCalls = {
  ...samples,
  ...lists,
  IntervalAccumulator: [{ neurons: [0, 1], ...window, minIntervals: 1, refractory: 5 }],
  autoCorrelogram: [trains, { ...correlogram, neuron: 0 }],
  autocorrelationTimescale: [trains, { ...selection, bin: 5, maxLag: 50 }],
  bandPower: [spectrum],
  binCount: [0, 100, 5],
  binnedCounts: [trains, { ...bins, binary: true }],
  boldSignal: [few, { interval: 1, efficacy: 0.5, stiffness: 0.3, oxygenExtraction: 0.3 }],
  coherence: [signal, signal, segments],
  compare: [runs, runs, { limits: { all: {} }, spread: {} }],
  complexityDistribution: [trains, { ...bins, binary: true, spread: 1 }],
  conditionalGranger: [signal, [signal.map((value) => value ** 2)], { order: 3 }],
  correlationMatrix: [trains, correlated],
  covarianceEigenvalues: [states],
  covarianceMatrix: [trains, correlated],
  crossCorrelogram: [trains, { ...correlogram, pair: [0, 1], borderCorrection: true, coefficient: true }],
  crossSpectrum: [signal, signal, segments],
  cv2: [trains, selection],
  cvIsi: [trains, { ...selection, minIntervals: 2 }],
  distribution: [few, { binWidth: 1, range: [0, 10], density: true }],
  ditherTrains: [trains, { ...selection, width: 5, seed: 1 }],
  eigenangle: [
    [1, 0.5, 0.5, 1],
    [1, 0, 0, 1],
  ],
  fanoTrials: [trains, selection],
  fanoWindows: [trains, bins],
  firingRates: [trains, selection],
  gammaTrains: [{ ...renewal, order: 2 }],
  holm: [[0.1, 0.02]],
  independentComplexity: [trains, { ...bins, binary: true }],
  instantaneousRate: [
    trains,
    { ...bins, kernel: { shape: "gaussian", sigma: 20 }, cutoff: 5, trim: false, average: true },
  ],
  intervalStatistics: [trains, { ...selection, minIntervals: 1, refractory: 5, measures: ["cv"] }],
  intrinsicTimescale: [trains, { ...selection, bin: 5, trial: 100, maxLag: 50 }],
  isiHistogram: [trains, { ...selection, bin: 1, max: 50, density: true }],
  kernelRank: [states, 0.1],
  kernelSamples: [{ shape: "alpha", sigma: 10 }, 1, { cutoff: 4, centerKernel: true }],
  kullbackLeibler: [few, other, { binWidth: 1 }],
  dyeProxy: [
    [signal, signal],
    [0.8, 0.2],
  ],
  eegProxy: [
    { excitatory: signal, inhibitory: signal },
    { interval: 1, excitatoryDelay: -1, inhibitoryDelay: 2, inhibition: 1 },
  ],
  lfpProxy: [
    { excitatory: signal, inhibitory: signal },
    { interval: 1, delay: 6, inhibition: 1 },
  ],
  lagHierarchy: [[0, 2, -2, 0], { shuffles: 3, seed: 1 }],
  linearReadout: [states, [1, 2, 3], { ridge: 1, bias: true }],
  liquidState: [trains, { times: [10, 20], tau: 15 }],
  localVariation: [trains, selection],
  louvainCommunities: [[0, 1, 1, 0], { resolution: 1, seed: 1, searches: 2 }],
  meanCorrelation: [trains, { ...bins, binary: true, subsample: { size: 2, seed: 1 } }],
  meanInterval: [trains, selection],
  meanPotential: [
    signal,
    signal,
    { interval: 1, C_m: 250, tau_m: 10, E_L: -65, V_th: -50, V_reset: -65, t_ref: 2 },
  ],
  mapEquation: [[0, 1, 1, 0], [0, 0], { teleportation: 0.15 }],
  mapEquationCommunities: [[0, 1, 1, 0], { teleportation: 0.15, seed: 1, searches: 2 }],
  modularity: [[0, 1, 1, 0], [0, 0], { resolution: 1 }],
  neuronSpectra: [trains, { ...bins, smoothing: 5 }],
  occupiedBins: [trains, { ...bins, binary: true }],
  optimalBandwidth: [few],
  pairwiseCorrelation: [trains, correlated],
  peakFrequency: [spectrum, 1000, { band: [10, 400], smoothing: 100 }],
  permutationTest: [
    [0, 1, 2, 3].map((run) => [0, 1, 2, 3].map((one) => Math.abs(run - one))),
    { labels: [0, 0, 1, 1], draws: 3, seed: 1 },
  ],
  poissonTrains: [renewal],
  populationCounts: [trains, bins],
  populationMeasures: [trains, [0, 1], { ...window, bin: 2, correlated: 2, seed: 1, ids: [4, 5] }],
  populationRate: [trains, bins],
  populationSamples: [trains, [0, 1], { ...window, minIntervals: 2, bin: 2, ids: [4, 5] }],
  populationSpectrum: [trains, { ...bins, smoothing: 5 }],
  powerSpectrum: [signal, segments],
  psth: [trains, bins],
  quantiles: [few, [0.5]],
  rateCorrelation: [[trains, trains], { ...window, bin: 5 }],
  rateSpectrum: [trains],
  rawSpectrum: [signal, { interval: 1, smoothing: 50 }],
  readoutOutput: [{ weights: Float64Array.of(1, 2), bias: 0 }, states],
  revisedLocalVariation: [trains, { ...selection, refractory: 5 }],
  separability: [[states, states], { classes: [0, 1], distance: "hamming" }],
  signalCorrelation: [[few, other]],
  signalLags: [[signal, signal], { interval: 1, maxLag: 20, smoothing: 2 }],
  signalSynchronyIndex: [[few, other]],
  signalTimescale: [signal, { interval: 1, maxLag: 20 }],
  singularValues: [states],
  spectralPeaks: [spectrum, { band: [10, 400], smoothing: 100, minProminence: 0.5 }],
  spectrogram: [signal, segments],
  spikeContrast: [trains, { ...selection, minBin: 10, shrinkage: 0.9 }],
  spikeTimeTiling: [trains, { ...pair, reach: 5 }],
  spikeTimeTilingMatrix: [trains, { ...pairs, reach: 5 }],
  storeEnsemble: [runs],
  subsample: [few, 2, 1],
  synapticInput: [[signal, signal], [1, 2], { interval: 1, timeConstant: 0.5, delays: [1, 2] }],
  synchronousTrains: [{ ...renewal, events: 5, participation: 0.5, jitter: 1 }],
  synchronyIndex: [trains, bins],
  toTrains: [trains, selection],
  train: [trains, 1],
  trainCount: [trains],
  trainsOf: [[few, other], window],
  transientResponse: [trains, { onset: 300, duration: 50, bin: 5 }],
  trialsAround: [trains, { events: [100, 200], before: 10, after: 20, neurons: [0, 1] }],
  uniforms: [1],
  vanRossum: [trains, { ...pair, tau: 20 }],
  vanRossumMatrix: [trains, { ...pairs, tau: 20 }],
  varianceOverMean: [trains, bins],
  victorPurpura: [trains, { ...pair, cost: 20 }],
  victorPurpuraMatrix: [trains, { ...pairs, cost: 20 }],
  windowedCorrelation: [trains, { ...correlated, window: 20 }],
};

describe("a measure", () => itRefusesWrongShapes(analysis, right));
