// Question: what does the generality of the kernel cost for the dendritic microcircuit in rate form, beside a program
// written for it alone (bench/core/rate_microcircuit.cc)? Both do the same learning steps, in turn, and must end with
// the same weights. Times are CPU time per step, because other programs may run beside; with two threads, wall-clock
// time.
// Writes bench/results/dendritic.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { allToAll, Network, oneToOne } from "../../dist/index.js";
import { dendritic_rate, rate_input } from "../../dist/models/index.js";
import { buildPreset } from "../../scripts/native.mjs";
import { must, root, step } from "../../scripts/steps.mjs";
import { median, table } from "../table.mjs";

const cases = [
  { sizes: [9, 30, 3], steps: 100_000, mostRatio: 1.3 },
  { sizes: [100, 100, 100], steps: 5000, mostRatio: 1 },
  { sizes: [500, 500, 500], steps: 200, mostRatio: 1 },
];
const rounds = 9;

/** Microseconds per step of the program, and the sum of its weights. */
function alone(name, { sizes, steps }) {
  const program = join(root, "build/bench/bench/core", name);
  const { ns, sum } = JSON.parse(must(program, [...sizes, steps].map(String), "see the message above."));
  return { time: ns / 1000, sum };
}

/** The same network through the API: layers, projections that learn, and their matrices. */
function describe([inputs, hidden, outputs]) {
  const net = new Network();
  const cell = { g_L: 0.03, g_basal: 0.1, latent_equilibrium: 1 };
  const nudged = { ...cell, g_apical: 0, g_som: 0.06 };
  const list = (length, value) => Array.from({ length }, (_, i) => value(i));
  const input = net.population(rate_input, inputs, { x: list(inputs, (i) => (i % 3) / 2) });
  const pyramidal = net.population(dendritic_rate, hidden, { ...cell, g_apical: 0.06 });
  const output = net.population(dendritic_rate, outputs, {
    ...nudged,
    V_target: list(outputs, (i) => i % 2),
  });
  const interneurons = net.population(dendritic_rate, outputs, nudged);
  const connect = (from, to, receptor, eta) => {
    const width = Math.sqrt(from.length / 9);
    const weight = list(from.length * to.length, (k) => Math.sin(1.7 * k) / width);
    const synapse = { model: "rate_synapse", eta, Wmin: -4, Wmax: 4 };
    return net.connect(from, to, allToAll(), { weight, delay: 0.1, receptor, synapse });
  };
  const learning = [
    connect(input, pyramidal, "basal", 0.01),
    connect(pyramidal, output, "basal", 0.002),
    connect(pyramidal, interneurons, "basal", 0.004),
  ];
  connect(output, pyramidal, "top_down", 0);
  connect(interneurons, pyramidal, "apical", 0);
  const nudge = { weight: 0.06, delay: 0.1, receptor: "nudge", synapse: "rate_synapse", output: "V" };
  net.connect(output, interneurons, oneToOne(), nudge);
  return { net, learning };
}

/** Microseconds per step of the kernel, and the sum of its weights. */
async function kernel({ sizes, steps }, threads) {
  const { net, learning } = describe(sizes);
  const sim = await net.build({ threads });
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  sim.runSync(steps / 10);
  const { user, system } = process.cpuUsage(cpu);
  const time = threads === 1 ? user + system : 1000 * (performance.now() - wall);
  const weights = learning.flatMap((projection) => [...sim.weights(projection).weight]);
  sim.dispose();
  return { time: time / steps, sum: weights.reduce((sum, weight) => sum + weight, 0) };
}

/** All programs in turn, so that a slow minute of the machine meets all of them. */
async function measure(one) {
  const times = { alone: [], loose: [], kernel: [], kernel2: [] };
  for (let round = 0; round < rounds; round++) {
    const floor = alone("bench_rate_microcircuit", one);
    const ours = await kernel(one, 1);
    if (!(Math.abs(ours.sum / floor.sum - 1) < 1e-9)) {
      throw new Error(`the sums of the weights differ: ${ours.sum} and ${floor.sum}`);
    }
    times.alone.push(floor.time);
    times.loose.push(alone("rate_microcircuit_loose", one).time);
    times.kernel.push(ours.time);
    times.kernel2.push((await kernel(one, 2)).time);
  }
  return times;
}

step("C++ benchmarks", () => buildPreset("bench"));
const results = [];
for (const one of cases) results.push({ ...one, times: await measure(one) });
const rows = results.map(({ sizes, mostRatio, times }) => {
  // within a round, since the machine's speed drifts from one to the next
  const ratio = median(times.kernel.map((time, round) => time / times.alone[round]));
  return {
    neurons: sizes.join("-"),
    "program [µs]": median(times.alone).toPrecision(3),
    "kernel [µs]": median(times.kernel).toPrecision(3),
    "kernel / program": ratio.toFixed(2),
    demanded: `${mostRatio === 1 ? "<" : "≤"} ${mostRatio}`,
    met: ratio <= mostRatio ? "yes" : "no",
    "program, free arithmetic [µs]": median(times.loose).toPrecision(3),
    "kernel, 2 threads, wall [µs]": median(times.kernel2).toPrecision(3),
  };
});
const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores`;
console.log("### A learning step of the dendritic microcircuit in rate form\n");
console.log(`${machine}; CPU time, median of ${rounds}\n`);
console.log(table(rows));
mkdirSync(join(root, "bench/results"), { recursive: true });
const report = { date: new Date().toISOString(), machine, results };
writeFileSync(join(root, "bench/results/dendritic.json"), `${JSON.stringify(report, null, 2)}\n`);
