// Questions: what does an empty step cost, what a neuron's update, what a Poisson draw? One thread, through the API.
import { Network, poisson } from "../../dist/index.js";
import { iaf_psc_exp } from "../../dist/models/index.js";
import { median, table } from "../table.mjs";

const repeats = 5;

/** Seconds per step of unconnected neurons: the median of several runs, after one to warm up. */
async function secondsPerStep({ neurons, rate = 0, steps }) {
  const net = new Network({ resolution: 0.1, seed: 55 });
  const population = net.population(iaf_psc_exp, neurons);
  if (rate > 0) net.stimulate(population, poisson({ rate }), { weight: 1, delay: 0.1 });
  const simulation = await net.build({ threads: 1 });
  const seconds = [];
  for (let run = 0; run <= repeats; run++) {
    const start = process.hrtime.bigint();
    await simulation.run(steps / 10);
    if (run > 0) seconds.push(Number(process.hrtime.bigint() - start) / 1e9 / steps);
  }
  simulation.dispose();
  return median(seconds);
}

const neurons = 20_000;
const small = await secondsPerStep({ neurons: 1000, steps: 20_000 });
const quiet = await secondsPerStep({ neurons, steps: 5000 });
// The microcircuit's layer 4 receives 2,100 external inputs at 8 Hz: 1.68 events per step of 0.1 ms.
const driven = await secondsPerStep({ neurons, rate: 16_800, steps: 5000 });

const row = (question, value, unit) => ({ question, value: value.toPrecision(3), unit });
console.log("### Pieces of a step, one thread\n");
console.log(
  table([
    row("step of 1,000 unconnected neurons", small * 1e6, "µs"),
    row("update of iaf_psc_exp", (quiet / neurons) * 1e9, "ns per neuron and step"),
    row("Poisson draw and its delivery", ((driven - quiet) / neurons) * 1e9, "ns per neuron and step"),
  ]),
);
