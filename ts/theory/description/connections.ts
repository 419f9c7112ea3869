// Connections of a description as in-degrees, weights and delays of populations.
import { refuse } from "../../arguments/check.ts";
import type { ConnectionData, Description } from "../../network/description.ts";
import { partsOf } from "../../network/description.ts";
import { count } from "../../network/neurons/ranges.ts";
import type { Draw } from "../../network/values/draw.ts";
import type { DelayDistribution } from "../response/delays.ts";
import type { Findings } from "./assumptions.ts";
import { type Moments, momentsOf } from "./moments.ts";
import type { TheoryNeuron } from "./neurons.ts";

/** What connects populations; matrices are [target * P + source]. */
export interface Wiring {
  readonly inDegrees: Float64Array;
  readonly weights: Float64Array;
  readonly weightDeviations: Float64Array;
  readonly delays: readonly DelayDistribution[];
}

/** Delays as theory knows them. */
function delayOf(draw: Draw, where: string, findings: Findings): DelayDistribution {
  const { kind, numbers, limit, low, high } = draw;
  const [a = 0, b = 0] = numbers;
  const name = "delays have the given distribution";
  if (kind === "constant") return { mean: a };
  if (kind === "normal" && limit !== "clip") {
    if (high !== Infinity) findings.against(name, `those ${where} have an upper limit, which is left out`);
    return { distribution: "normal", mean: a, deviation: b, low: limit === "redraw" ? Math.max(0, low) : 0 };
  }
  if (kind === "lognormal" && limit === "none") {
    const mean = Math.exp(a + (b * b) / 2);
    return { distribution: "lognormal", mean, deviation: mean * Math.sqrt(Math.expm1(b * b)) };
  }
  const moments = momentsOf(draw);
  if (!moments) refuseDistance("delay", where);
  findings.against(name, `those ${where} are taken as normal with their mean and deviation`);
  return { distribution: "normal", ...moments };
}

function refuseDistance(what: string, where: string): never {
  return refuse(
    "an expression of the distance",
    `a number or a distribution where theory reads it (${where})`,
    {
      call: "theory",
      parameter: what,
    },
  );
}

/** Weights in the unit of the network. */
function worth({ mean, deviation }: Moments, target: TheoryNeuron): Moments {
  const factor = mean < 0 ? target.inhibitory : target.excitatory;
  return { mean: mean * factor, deviation: deviation * factor };
}

/** What a connection adds: its synapses between two populations, per neuron of the target. */
interface Bundle {
  readonly place: number;
  readonly inDegree: number;
  readonly weight: Moments;
  readonly delay: DelayDistribution;
}

function bundlesOf(
  description: Description,
  connection: ConnectionData,
  neurons: readonly TheoryNeuron[],
  findings: Findings,
): Bundle[] {
  const { populations } = description;
  const { sources, targets, synapses, synapse, rule } = connection;
  const [from, onto] = [partsOf(populations, sources), partsOf(populations, targets)];
  const where = `from ${from.map(({ population }) => population.label).join(", ")} to ${onto
    .map(({ population }) => population.label)
    .join(", ")}`;
  if (synapse.model !== "static_synapse")
    findings.against(
      "weights are constant",
      `${synapse.model} ${where} changes them; the given ones are taken`,
    );
  const weight = momentsOf(connection.weight) ?? refuseDistance("weight", where);
  const delay = delayOf(connection.delay, where, findings);
  if (rule.kernel || rule.mask)
    findings.against(
      "neurons of a population are alike",
      `connections ${where} depend on distances; their mean number is taken`,
    );
  const [n, m] = [count(sources), count(targets)];
  const size = populations.length;
  return from.flatMap((source) =>
    onto.map((target) => {
      const [row, column] = [populations.indexOf(target.population), populations.indexOf(source.population)];
      const share = (count(source.ranges) / n) * (count(target.ranges) / m);
      if (count(target.ranges) < target.population.size)
        findings.against(
          "neurons of a population are alike",
          `connections ${where} reach a part of ${target.population.label}; all of it is taken to have their mean`,
        );
      return {
        place: row * size + column,
        inDegree: (synapses.expected * share) / target.population.size,
        weight: worth(weight, neurons[row] as TheoryNeuron),
        delay: { ...delay, mean: delay.mean + synapse.axonal },
      };
    }),
  );
}

/** Several bundles between the same populations as one, with the same mean and variance of the input. */
function together(bundles: readonly Bundle[]): Moments & { readonly inDegree: number } {
  const inDegree = bundles.reduce((sum, bundle) => sum + bundle.inDegree, 0);
  if (inDegree === 0) return { inDegree, mean: 0, deviation: 0 };
  const average = (value: (weight: Moments) => number): number =>
    bundles.reduce((sum, bundle) => sum + bundle.inDegree * value(bundle.weight), 0) / inDegree;
  const mean = average((weight) => weight.mean);
  const square = average((weight) => weight.mean ** 2 + weight.deviation ** 2);
  return { inDegree, mean, deviation: Math.sqrt(Math.max(0, square - mean ** 2)) };
}

/** All connections of a description. */
export function wiringOf(
  description: Description,
  neurons: readonly TheoryNeuron[],
  findings: Findings,
): Wiring {
  const { populations, connections } = description;
  const size = populations.length;
  const groups: Bundle[][] = Array.from({ length: size * size }, () => []);
  for (const connection of connections)
    for (const bundle of bundlesOf(description, connection, neurons, findings))
      if (bundle.inDegree > 0) groups[bundle.place]?.push(bundle);
  const joint = groups.map(together);
  const delays = groups.map((bundles, place): DelayDistribution => {
    const [first, ...others] = [...bundles].sort((one, other) => other.inDegree - one.inDegree);
    if (others.some(({ delay }) => JSON.stringify(delay) !== JSON.stringify(first?.delay)))
      findings.against(
        "delays have the given distribution",
        `several connections from ${populations[place % size]?.label} to ${
          populations[Math.floor(place / size)]?.label
        } have unlike delays; those of the most synapses are taken`,
      );
    return first?.delay ?? { mean: 0 };
  });
  return {
    inDegrees: Float64Array.from(joint, ({ inDegree }) => inDegree),
    weights: Float64Array.from(joint, ({ mean }) => mean),
    weightDeviations: Float64Array.from(joint, ({ deviation }) => deviation),
    delays,
  };
}
