// The TypeScript that does what the page shows.
import { type Choice, type Experiment, resolution, tableOf, weightUnit } from "./experiment.ts";
import { noiseStep } from "./noise.ts";
import { experimentOf, type State } from "./state.ts";

const object = (values: Readonly<Record<string, number>>): string => {
  const entries = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
};

/** Names of the neurons in the program. */
const names = (choices: readonly Choice[]): readonly string[] =>
  choices.length === 1 ? ["neuron"] : ["first", "second"];

const takesCurrent = ({ model }: Choice): boolean => tableOf(model).ports.length > 0;

const noiseFunction = `
/** Numbers of a standard normal distribution (mulberry32, Box & Muller 1958). */
function gaussian(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (((word ^ (word >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
`;

/** Lines that make the shared sources of spikes. */
const sources = ({ noise, rateE, rateI }: Experiment): string =>
  noise === "spikes"
    ? `
// Two sources of random spikes, the same for all neurons.
const excitatory = net.population("parrot_neuron", 1, {}, { label: "E" });
net.stimulate(excitatory, poisson({ rate: ${rateE} }), { delay: ${resolution} });
const inhibitory = net.population("parrot_neuron", 1, {}, { label: "I" });
net.stimulate(inhibitory, poisson({ rate: ${rateI} }), { delay: ${resolution} });
`
    : "";

/** Lines that give a neuron its input, and record it. */
function neuron(name: string, choice: Choice, experiment: Experiment): string {
  const { amplitude, start, stop, noise } = experiment;
  const recorded = tableOf(choice.model).recordables.map((entry) => `"${entry.name}"`);
  const unit = weightUnit(choice.model) || "ignored";
  const lines = [`const ${name} = net.population("${choice.model}", 1, ${object(choice.parameters)});`];
  if (noise === "spikes")
    lines.push(
      `net.connect(excitatory, ${name}, allToAll(), { weight: ${choice.weightE}, delay: 1 }); // ${unit}, ms`,
      `net.connect(inhibitory, ${name}, allToAll(), { weight: ${choice.weightI}, delay: 1 });`,
    );
  if (takesCurrent(choice) && noise === "current") lines.push(`net.stimulate(${name}, stepCurrent(noise));`);
  if (takesCurrent(choice))
    lines.push(
      `net.stimulate(${name}, dc({ amplitude: ${amplitude}, start: ${start}, stop: ${stop} })); // pA, ms`,
    );
  lines.push(`const ${name}Spikes = net.record(${name}, "spikes");`);
  if (recorded.length > 0)
    lines.push(
      `const ${name}Traces = net.record(${name}, [${recorded.join(", ")}], { every: ${resolution} });`,
    );
  return lines.join("\n");
}

/** A program for the state of the page. */
export function codeOf(state: State): string {
  const experiment = experimentOf(state);
  const { choices, noise, deviation, duration, seed } = experiment;
  const used = [
    ...(noise === "spikes" ? ["allToAll"] : []),
    ...(choices.some(takesCurrent) ? ["dc"] : []),
    "Network",
    ...(noise === "spikes" ? ["poisson"] : []),
    ...(noise === "current" ? ["stepCurrent"] : []),
  ];
  const times = Math.ceil(duration / noiseStep);
  const noisy =
    noise === "current"
      ? `${noiseFunction}
const next = gaussian(${seed});
const times = Array.from({ length: ${times} }, (_, k) => k * ${noiseStep}); // ms
const noise = { times, values: times.map(() => ${deviation} * next()) }; // pA
`
      : "";
  const reads = names(choices).map((name, k) => {
    const traces = tableOf((choices[k] as Choice).model).recordables.length > 0;
    const sampled = traces
      ? `\nconst ${name}Samples = sim.read(${name}Traces); // .times, .values.V_m, ...`
      : "";
    return `console.log("${(choices[k] as Choice).model}", sim.read(${name}Spikes).times); // ms${sampled}`;
  });
  return `import { ${used.join(", ")} } from "cajal";
import { firingRates } from "cajal/analysis";
${noisy}
const net = new Network({ resolution: ${resolution}, seed: ${seed} });
${sources(experiment)}
${names(choices)
  .map((name, k) => neuron(name, choices[k] as Choice, experiment))
  .join("\n\n")}

const sim = await net.build();
await sim.run(${duration}); // ms
${reads.join("\n")}
sim.dispose();
${curve(state)}`;
}

/** The lines that measure rate over current, for the first model without noise. */
function curve({ first, from, to, count, noise, seed }: State): string {
  if (!takesCurrent(first) || noise !== "none") return "";
  return `
// Rate over current: many neurons in one network, each with its own constant current.
const currents = new Float64Array(${count}).map((_, k) => ${from} + (${to - from} * k) / ${count - 1}); // pA
const many = new Network({ resolution: ${resolution}, seed: ${seed} });
const neurons = many.population("${first.model}", ${count}, ${object(first.parameters)});
many.stimulate(neurons, dc({ amplitude: 1 }), { weight: currents });
const spikes = many.record(neurons, "spikes");
const curve = await many.build();
await curve.run(200);
curve.read(spikes, { clear: true });
await curve.run(2000);
console.log(currents, firingRates(curve.read(spikes))); // 1/s
curve.dispose();
`;
}
