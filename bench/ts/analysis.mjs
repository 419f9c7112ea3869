// Question: what do the statistics of the microcircuit cost per spike, on a recording like that of one population?
import { cvIsi, firingRates, pairwiseCorrelation, toTrains } from "../../dist/analysis/index.js";
import { spikeTrains } from "../../dist/simulate/recording.js";
import { measure } from "./suite.mjs";

const neurons = 5000;
const rate = 4; // 1/s
const time = 10_000; // ms

/** Independent Poisson trains on a grid of 0.1 ms, from a small generator with a fixed seed (mulberry32). */
function recording() {
  let state = 1;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const spikes = (neurons * rate * time) / 1000;
  const steps = Float64Array.from({ length: spikes }, () => 1 + Math.floor(uniform() * time * 10)).sort();
  return {
    ids: Uint32Array.from({ length: spikes }, () => Math.floor(uniform() * neurons)),
    times: steps.map((step) => step / 10),
    neurons: Uint32Array.from({ length: neurons }, (_, index) => index),
    tStart: 0,
    tStop: time,
  };
}

const recorded = recording();
const spikes = recorded.ids.length;
const recorder = spikeTrains(recorded);
const trains = toTrains(recorded);
const pairs = (200 * 199) / 2;

measure(`${spikes} spikes of ${neurons} neurons`, [
  { name: "grouping by neuron (reader)", items: spikes, item: "spike", work: () => recorder.byNeuron() },
  { name: "grouping by neuron (analysis)", items: spikes, item: "spike", work: () => toTrains(recorded) },
  { name: "firing rates", items: spikes, item: "spike", work: () => firingRates(trains) },
  { name: "CV of intervals", items: spikes, item: "spike", work: () => cvIsi(trains) },
  {
    name: "correlation of 200 neurons",
    items: pairs,
    item: "pair",
    work: () => pairwiseCorrelation(trains, { bin: 2, subsample: { size: 200, seed: 1 } }),
  },
]);
