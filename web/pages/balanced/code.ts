// The program that does what the page shows, move by move.
import { plain } from "../../network/plain.ts";
import type { Journey, Move } from "./moves.ts";
import { fullSize, type Settings } from "./state.ts";

// Longer journeys are told by where they ended.
const mostMoves = 40;

// A place is measured after so long, and for so long; for less where the page stands still, but long enough for a
// spectrum [ms].
const settling = 200;
const measuring = 1000;
const leastMeasuring = 300;

/** What was done, with the runs between, up to a time [ms]. */
function travel(moves: readonly Move[], begun: Settings, until: number): string[] {
  const lines: string[] = [];
  let [reached, { g, eta }] = [0, begun];
  const runTo = (time: number): void => {
    if (time > reached) lines.push(`await sim.run(${plain(time - reached)}); // ms`);
    reached = time;
  };
  for (const move of moves) {
    runTo(move.time);
    if (move.g !== g) lines.push(`await sim.setWeights(model.inhibition, brunelWeight(${move.g})); // mV`);
    if (move.eta !== eta) lines.push(`sim.set(model.drive, { rate: brunelRate(${move.eta}) }); // 1/s`);
    [g, eta] = [move.g, move.eta];
  }
  runTo(until);
  return lines;
}

/**
 * A program for the state of the page.
 *
 * @param journey what the network of the page was made of and where it went; none: nothing was run yet
 * @param rested when the page stands still, its model time [ms]
 */
export function codeOf(settings: Settings, journey?: Journey, rested?: number): string {
  const told = journey && journey.moves.length <= mostMoves ? journey : { begun: settings, moves: [] };
  const { begun, moves } = told;
  const last = moves.at(-1)?.time ?? 0;
  const enough = told === journey && rested !== undefined && rested >= last + settling + leastMeasuring;
  const lines = travel(moves, begun, enough ? rested : last + settling + measuring);
  const used = ["brunelRate", "brunelWeight"].filter((name) => lines.some((line) => line.includes(name)));
  const imports = ["brunel", ...used.slice(0, 1), "brunelState", ...used.slice(1)].sort();
  const scale = begun.size === fullSize ? "" : `, scale: ${begun.size / fullSize}`;
  return `import {
  cvIsi,
  firingRates,
  mean,
  populationRate,
  powerSpectrum,
  synchronyIndex,
} from "cajal/analysis";
import { ${imports.join(", ")} } from "cajal/networks";

// Brunel (2000): ${begun.size.toLocaleString("en")} neurons with 1,000 + 250 synapses each.
const model = brunel({ g: ${begun.g}, eta: ${begun.eta}${scale}, seed: ${begun.seed} });
const sim = await model.network.build();

// ${told === journey ? "Where it went on the page, to the time step" : "The present place, from the beginning"}.
${lines.join("\n")}
const trains = sim.read(model.spikes);
console.log("spikes", trains.length, "digest", sim.digest());

// What it did here, when it had settled [ms].
const tStart = ${plain(last + settling)};
const { E, I } = model.populations;
const neurons = Uint32Array.of(...E.ids.subarray(0, 800), ...I.ids.subarray(0, 200));
const rates = firingRates(trains, { tStart }); // 1/s
const cv = cvIsi(trains, { tStart, minIntervals: 2, neurons });
const synchrony = synchronyIndex(trains, { tStart, bin: 1, neurons });
const activity = populationRate(trains, { tStart, bin: 1 });
const { frequencies, power } = powerSpectrum(activity, { interval: 1, segment: 256 });
// The window spreads the mean into the first two frequencies.
const peak = frequencies[power.indexOf(Math.max(...power.subarray(2)))]; // 1/s
console.log("measured", mean(rates), mean(cv.filter(Number.isFinite)), synchrony, peak);

// What the mean-field theory says of this place.
const { rate, cv: predicted } = brunelState(${settings.g}, ${settings.eta});
console.log("theory", rate, predicted);
sim.dispose();
`;
}
