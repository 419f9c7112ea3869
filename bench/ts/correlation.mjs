// Question: what do measures on pairs of neurons cost, in sparse and full bins, and on a part of a recording?
import {
  correlationMatrix,
  pairwiseCorrelation,
  poissonTrains,
  spikeTimeTilingMatrix,
  vanRossumMatrix,
  victorPurpuraMatrix,
} from "../../dist/analysis/index.js";
import { measure } from "./suite.mjs";

const tStop = 10_000; // ms
const pairsOf = (neurons) => (neurons * (neurons - 1)) / 2;

const matrices = [
  [4, 2],
  [20, 2],
  [50, 2],
  [50, 10],
  [50, 100],
].map(([rate, bin]) => {
  const trains = poissonTrains({ count: 2000, rate, tStop });
  return {
    name: `correlation matrix, ${rate} spikes/s in bins of ${bin} ms`,
    items: pairsOf(2000),
    item: "pair",
    work: () => correlationMatrix(trains, { bin }),
  };
});
measure("2,000 neurons, 10 s", matrices);

const large = poissonTrains({ count: 77_169, rate: 3, tStop });
const subsample = { size: 250, seed: 1 };
measure(`${large.times.length} spikes of 77,169 neurons`, [
  {
    name: "correlation of 250 of them",
    items: pairsOf(250),
    item: "pair",
    work: () => pairwiseCorrelation(large, { bin: 2, subsample }),
  },
]);

const few = poissonTrains({ count: 200, rate: 10, tStop });
const measures = {
  correlation: () => correlationMatrix(few, { bin: 2 }),
  "spike time tiling": () => spikeTimeTilingMatrix(few),
  "van Rossum distance": () => vanRossumMatrix(few),
  "Victor-Purpura distance": () => victorPurpuraMatrix(few),
};
measure(
  "matrices of 200 neurons, 10 s, 10 spikes/s",
  Object.entries(measures).map(([name, work]) => ({ name, items: pairsOf(200), item: "pair", work })),
);
