// Question: how much longer do rate, CV and LV of every neuron take than reading the spike times once? The
// recording is a piece of 15 min of the microcircuit: its mean rate, intervals of a Poisson process on a grid
// of 0.1 ms. Arguments: number of spikes (default 2e7; the whole is 2.3e8), rounds (default 9).
import { firingRates, IntervalAccumulator, intervalStatistics, toTrains } from "../../dist/analysis/index.js";
import { median, table } from "../table.mjs";

const [spikes = 2e7, rounds = 9] = process.argv.slice(2).map(Number);
const time = 900_000; // ms
const perNeuron = 2980; // 2.3e8 spikes in 77,169 trains
const neurons = Math.max(1, Math.round(spikes / perNeuron));
const streamed = Math.min(spikes, 5e6);

/** Uniform numbers in [0, 1), from a small generator with a fixed seed (mulberry32). */
let state = 1;
const uniform = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

function ragged() {
  const offsets = Uint32Array.from({ length: neurons + 1 }, (_, row) => row * perNeuron);
  const times = new Float64Array(neurons * perNeuron);
  const scale = (10 * time) / (perNeuron + 1); // steps
  for (let row = 0; row < neurons; row++) {
    let step = 0;
    for (let spike = row * perNeuron; spike < (row + 1) * perNeuron; spike++) {
      step += Math.ceil(-scale * Math.log(1 - uniform()));
      times[spike] = step / 10;
    }
  }
  return { times, offsets, tStart: 0, tStop: 2 * time };
}

/** The same number of neurons, spike after spike. */
function recorded() {
  const times = new Float64Array(streamed);
  for (let spike = 0; spike < streamed; spike++)
    times[spike] = Math.floor((spike / streamed) * 10 * time) / 10;
  return {
    ids: Uint32Array.from(times, () => Math.floor(uniform() * neurons)),
    times,
    neurons: Uint32Array.from({ length: neurons }, (_, neuron) => neuron),
    tStart: 0,
    tStop: time,
  };
}

function read(values) {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  return sum;
}

function accumulate({ ids, times, neurons: watched, tStart, tStop }) {
  const accumulator = new IntervalAccumulator({ neurons: watched, tStart, tStop });
  for (let from = 0; from < ids.length; from += 65_536)
    accumulator.add(ids.subarray(from, from + 65_536), times.subarray(from, from + 65_536));
  return accumulator.statistics(["rate", "cv", "lv"]);
}

const trains = ragged();
const recording = recorded();
const all = trains.times.length;
const cases = [
  { name: "reading once: a sum over the times", items: all, work: () => read(trains.times) },
  { name: "rates", items: all, work: () => firingRates(trains) },
  {
    name: "rate, CV and LV",
    items: all,
    work: () => intervalStatistics(trains, { measures: ["rate", "cv", "lv"] }),
  },
  { name: "all six measures", items: all, work: () => intervalStatistics(trains) },
  // A view that nobody has seen: the order is looked through again.
  {
    name: "first check of the order",
    items: all,
    work: () => toTrains({ ...trains, times: trains.times.subarray() }),
  },
  { name: "sorting a recording into trains", items: streamed, work: () => toTrains(recording) },
  { name: "rate, CV and LV of a stream", items: streamed, work: () => accumulate(recording) },
];

// All take turns in every round, so that whatever else the machine does meets all of them; two rounds warm
// up.
const times = cases.map(() => []);
for (let round = -2; round < rounds; round++) {
  for (const [index, { items, work }] of cases.entries()) {
    const begin = performance.now();
    work();
    if (round >= 0) times[index].push(((performance.now() - begin) * 1e6) / items);
  }
}
const base = median(times[0]);
console.log(
  table(
    cases.map(({ name, items }, index) => ({
      [`${all} spikes of ${neurons} neurons`]: name,
      spikes: items,
      "per spike [ns]": median(times[index]).toFixed(2),
      "relative to reading": (median(times[index]) / base).toFixed(2),
    })),
  ),
);
