// What a rule in space costs beside one without: 1e5 neurons with 1e8 synapses, built with one thread.
import { performance } from "node:perf_hooks";
import { bernoulli, fixedIndegree, Network } from "../../dist/index.js";
import { parrot_neuron } from "../../dist/models/index.js";
import { circle, free, gaussian, linear } from "../../dist/space/index.js";

const neurons = Number(process.argv[2] ?? 1e5);
const synapses = Number(process.argv[3] ?? 1000); // of a neuron
const threads = Number(process.argv[4] ?? 1);

// A sequence that fills the square evenly, in no order that would be of use.
const positions = free((k) => [((k * 0.7548776662466927) % 1) - 0.5, ((k * 0.5698402909980532) % 1) - 0.5], {
  extent: [1, 1],
  periodic: true,
});
const share = synapses / neurons;
const disc = Math.sqrt((share * 10) / Math.PI); // the mean probability within is 0.1
const std = Math.sqrt((share * 5) / Math.PI); // its peak is 0.1
const kernel = gaussian(std);

const cases = {
  "bernoulli, no space": [bernoulli(share)],
  "bernoulli in a circle": [bernoulli(0.1, { mask: circle(disc) })],
  "bernoulli by a Gaussian": [bernoulli(kernel.times(0.1))],
  "in-degree, no space": [fixedIndegree(synapses)],
  "in-degree by a Gaussian": [fixedIndegree(synapses, { kernel })],
  "in-degree by a Gaussian in a circle": [fixedIndegree(synapses, { kernel, mask: circle(disc) })],
  "bernoulli, delay by distance": [bernoulli(kernel.times(0.1)), linear(1, 5)],
};

for (const [name, [rule, delay = 1]] of Object.entries(cases)) {
  const net = new Network({ seed: 1 });
  const all = net.population(parrot_neuron, neurons, {}, { positions });
  const described = performance.now();
  net.connect(all, all, rule, { delay });
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const simulation = await net.build({ threads, memoryLimit: Infinity });
  const used = process.cpuUsage(before);
  const seconds = (used.user + used.system) / 1e6; // a busy machine changes the wall time alone
  const { synapses: made } = simulation.report.build;
  console.log(
    `${name.padEnd(38)} ${made.toExponential(4)} synapses  ${seconds.toFixed(2)} s of processor time  ` +
      `${((seconds * 1e9) / made).toFixed(1)} ns each  (described in ${(begin - described).toFixed(0)} ms)`,
  );
  simulation.dispose();
}
