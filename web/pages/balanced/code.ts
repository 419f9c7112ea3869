// The TypeScript that does what the page shows.
import { fullSize, type State } from "./state.ts";

/** A program for the state of the page. */
export function codeOf({ g, eta, size, seed }: Pick<State, "g" | "eta" | "size" | "seed">): string {
  const scale = size === fullSize ? "" : `, scale: ${size / fullSize}`;
  const given = `{ g: ${g}, eta: ${eta}${scale}, seed: ${seed} }`;
  return `import {
  cvIsi,
  firingRates,
  mean,
  populationRate,
  powerSpectrum,
  synchronyIndex,
} from "cajal/analysis";
import { brunel, brunelRate, brunelState, brunelWeight } from "cajal/networks";

// Brunel (2000): ${size.toLocaleString("en")} neurons with 1,000 + 250 synapses each.
const model = brunel(${given});
const sim = await model.network.build();
await sim.run(1200); // ms
const trains = sim.read(model.spikes);

// What it did after the onset [ms].
const tStart = 200;
const rates = firingRates(trains, { tStart }); // 1/s
const cv = cvIsi(trains, { tStart, minIntervals: 2 });
const neurons = model.populations.E.ids.subarray(0, 800);
const synchrony = synchronyIndex(trains, { tStart, bin: 1, neurons });
const activity = populationRate(trains, { tStart, bin: 1 });
const { frequencies, power } = powerSpectrum(activity, { interval: 1 });
const peak = frequencies[power.indexOf(Math.max(...power))]; // 1/s
console.log("measured", mean(rates), mean(cv.filter(Number.isFinite)), synchrony, peak);

// What the mean-field theory says of this place.
const { rate, cv: predicted } = brunelState(${g}, ${eta});
console.log("theory", rate, predicted);

// The running network moves over the plane.
await sim.setWeights(model.inhibition, brunelWeight(${g})); // mV
sim.set(model.drive, { rate: brunelRate(${eta}) }); // 1/s
await sim.run(100);
sim.dispose();
`;
}
