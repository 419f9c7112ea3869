// The program that does what the page shows.
import {
  type Choice,
  curveDuration,
  curveSettling,
  type Experiment,
  resolution,
  tableOf,
  weightUnit,
} from "./experiment.ts";
import { noiseStep } from "./noise.ts";
import { experimentOf, type State } from "./state.ts";

/** Names of one of the two networks and of what is in it. */
interface Names {
  readonly network: string;
  readonly sources: readonly [E: string, I: string];
  readonly neurons: readonly string[];
}

const object = (values: Readonly<Record<string, number>>): string => {
  const entries = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
};

const takesCurrent = ({ model }: Choice): boolean => tableOf(model).ports.length > 0;

const noiseFunction = ({ deviation, seed }: Experiment): string => `
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

/** A current that jumps at random for so long [ms]. */
function noise(duration) {
  const next = gaussian(${seed});
  const length = Math.ceil(duration / ${noiseStep});
  const times = Array.from({ length }, (_, k) => ${noiseStep} * k); // ms
  return { amplitude_times: times, amplitude_values: times.map(() => ${deviation} * next()) }; // pA
}
`;

/** Lines that make the shared sources of spikes. */
function sources({ noise, rateE, rateI }: Experiment, names: Names): string {
  if (noise !== "spikes") return "";
  const { network, sources: made } = names;
  const lines = made.flatMap((name, k) => [
    `const ${name} = ${network}.population("parrot_neuron", 1, {}, { label: "${"EI"[k]}" });`,
    `${network}.stimulate(${name}, poisson({ rate: ${k === 0 ? rateE : rateI} }), { delay: ${resolution} });`,
  ]);
  return ["", "// Two sources of random spikes, the same for all neurons.", ...lines, ""].join("\n");
}

/** Lines that make neurons and give them the noise of the experiment, for so long [ms]. */
function neurons(
  place: number,
  count: number | "currents.length",
  length: number,
  made: Names,
  of: Experiment,
) {
  const { network, sources: from } = made;
  const name = made.neurons[place] as string;
  const choice = of.choices[place] as Choice;
  const unit = weightUnit(choice.model) || "ignored";
  const lines = [
    `const ${name} = ${network}.population("${choice.model}", ${count}, ${object(choice.parameters)});`,
  ];
  if (of.noise === "spikes")
    lines.push(
      `${network}.connect(${from[0]}, ${name}, allToAll(), { weight: ${choice.weightE}, delay: 1 }); // ${unit}, ms`,
      `${network}.connect(${from[1]}, ${name}, allToAll(), { weight: ${choice.weightI}, delay: 1 });`,
    );
  if (takesCurrent(choice) && of.noise === "current")
    lines.push(`${network}.stimulate(${name}, stepCurrent(noise(${length})));`);
  return lines;
}

/** Lines that describe one neuron and record it. */
function single(place: number, names: Names, experiment: Experiment): string {
  const { amplitude, start, stop, duration, choices } = experiment;
  const [name, choice] = [names.neurons[place] as string, choices[place] as Choice];
  const lines = neurons(place, 1, duration, names, experiment);
  if (takesCurrent(choice)) {
    const step = `amplitude: ${amplitude}, start: ${start}, stop: ${Math.max(start, stop)}`;
    lines.push(`net.stimulate(${name}, dc({ ${step} })); // pA, ms`);
  }
  lines.push(`const ${name}Spikes = net.record(${name}, "spikes");`);
  const recorded = tableOf(choice.model).recordables.map((entry) => `"${entry.name}"`);
  if (recorded.length > 0)
    lines.push(
      `const ${name}Traces = net.record(${name}, [${recorded.join(", ")}], { every: ${resolution} });`,
    );
  return lines.join("\n");
}

/** The lines that measure rate over current. */
function curve({ from, to, count }: State, experiment: Experiment): string {
  const { choices, seed } = experiment;
  const names: Names = {
    network: "many",
    sources: ["manyExcitatory", "manyInhibitory"],
    neurons: choices.length === 1 ? ["neurons"] : ["firsts", "seconds"],
  };
  const described = choices.map((choice, k) => {
    const name = names.neurons[k] as string;
    const lines = neurons(k, "currents.length", curveSettling + curveDuration, names, experiment);
    if (takesCurrent(choice))
      lines.push(`many.stimulate(${name}, dc({ amplitude: 1 }), { weight: currents });`);
    lines.push(`const ${name}Spikes = many.record(${name}, "spikes");`);
    return lines.join("\n");
  });
  const forget = names.neurons.map((name) => `curve.read(${name}Spikes, { clear: true });`);
  const rates = names.neurons.map(
    (name) => `console.log(currents, firingRates(curve.read(${name}Spikes))); // 1/s`,
  );
  return `
// Rate over current: many neurons in one network, each with its own constant current.
const currents = Float64Array.from({ length: ${count} }, (_, k) => ${from} + (${to - from} * k) / ${count - 1}); // pA
const many = new Network({ resolution: ${resolution}, seed: ${seed} });
${sources(experiment, names)}${described.join("\n")}
const curve = await many.build();
await curve.run(${curveSettling});
${forget.join("\n")}
await curve.run(${curveDuration});
${rates.join("\n")}
console.log("digest of the curve", curve.digest());
curve.dispose();
`;
}

/** Lines that print what a neuron did. */
function reading(name: string, { model }: Choice): string {
  const traces = tableOf(model).recordables.length > 0;
  const sampled = traces
    ? `\nconst ${name}Samples = sim.read(${name}Traces); // .times, .values.V_m, ...`
    : "";
  return `console.log("${model}", sim.read(${name}Spikes).times); // ms${sampled}`;
}

/** A program for the state of the page. */
export function codeOf(state: State): string {
  const experiment = experimentOf(state);
  const { choices, noise, duration, seed } = experiment;
  const names: Names = {
    network: "net",
    sources: ["excitatory", "inhibitory"],
    neurons: choices.length === 1 ? ["neuron"] : ["first", "second"],
  };
  const used = [
    ...(noise === "spikes" ? ["allToAll"] : []),
    ...(choices.some(takesCurrent) ? ["dc"] : []),
    "Network",
    ...(noise === "spikes" ? ["poisson"] : []),
    ...(noise === "current" && choices.some(takesCurrent) ? ["stepCurrent"] : []),
  ];
  return `import { ${used.join(", ")} } from "cajal";
import { firingRates } from "cajal/analysis";
${noise === "current" && choices.some(takesCurrent) ? noiseFunction(experiment) : ""}
const net = new Network({ resolution: ${resolution}, seed: ${seed} });
${sources(experiment, names)}
${choices.map((_, k) => single(k, names, experiment)).join("\n\n")}

const sim = await net.build();
await sim.run(${duration}); // ms
${choices.map((choice, k) => reading(names.neurons[k] as string, choice)).join("\n")}
console.log("digest", sim.digest());
sim.dispose();
${state.from < state.to ? curve(state, experiment) : ""}`;
}
