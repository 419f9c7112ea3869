// The dendritic error microcircuit (Sacramento et al. 2018) of any layer sizes, as a network.

import type { Population } from "../../network/neurons/view.ts";
import type { Projection } from "../../network/options.ts";
import { allToAll, oneToOne, pairs, type Rule } from "../../network/synapses/rules.ts";
import { Network } from "../../simulate/network.ts";
import {
  checkDendritic,
  type DendriticOptions,
  type DendriticPlan,
  type Family,
  families,
} from "./parameters.ts";
import { checkWeights, type DendriticWeights, initialWeights, keptSynapses, type Matrix } from "./weights.ts";

/** Neurons of a microcircuit: of the model `dendritic_rate` in form "rate", else `dendritic_spiking`. */
export type DendriticPopulation = Population<"dendritic_rate"> | Population<"dendritic_spiking">;

/** A described microcircuit. Layer 0 of `pyramidal` is the first hidden one; the last is the output. */
export interface DendriticMicrocircuit {
  readonly network: Network;
  /** All options, with their defaults. */
  readonly plan: DendriticPlan;
  /** Shows the input: variable `x` in form "rate", else `V_target`. */
  readonly input: Population<"rate_input"> | Population<"dendritic_spiking">;
  readonly pyramidal: readonly DendriticPopulation[];
  /** Entry l: the sisters of `pyramidal[l + 1]`, in layer l. */
  readonly interneurons: readonly DendriticPopulation[];
  /** Shows the target to the output: variable `x`. */
  readonly teacher: Population<"rate_input">;
  /** Connections per family and layer. */
  readonly projections: Readonly<Record<Family, readonly Projection[]>>;
  /** Learning rates as the synapses have them, per family and layer. */
  readonly learningRates: Readonly<Record<Family, readonly number[]>>;
}

/** Learning rates in the units of the synapse model: spikes count psi times what rates do. */
function synapticRates({
  form,
  learningRates,
  psi,
  tau_Delta,
}: DendriticPlan): Record<Family, readonly number[]> {
  const scaled = (family: Family): readonly number[] => {
    const factor = form === "spikes" ? psi ** (family === "pi" ? 2 : 3) * tau_Delta : 1;
    return learningRates[family].map((eta) => eta / factor);
  };
  return { up: scaled("up"), ip: scaled("ip"), pi: scaled("pi"), down: scaled("down") };
}

const ports = { up: "basal", ip: "basal", pi: "apical", down: "top_down" } as const;

class Builder {
  readonly network: Network;
  readonly rates: Record<Family, readonly number[]>;

  constructor(readonly plan: DendriticPlan) {
    this.network = new Network({ resolution: plan.resolution, seed: plan.seed });
    this.rates = synapticRates(plan);
  }

  input(): DendriticMicrocircuit["input"] {
    const { form, layers, psi, tau_x } = this.plan;
    const size = layers[0] as number;
    if (form === "rate") return this.network.population("rate_input", size, { tau_x }, { label: "input" });
    const relay = {
      use_phi: false,
      g_L: 0,
      g_basal: 0,
      g_apical: 0,
      g_som: 1 / tau_x,
      latent_equilibrium: false,
    };
    const spiking = form === "spikes";
    return this.network.population(
      "dendritic_spiking",
      size,
      { ...relay, gamma: psi, spiking },
      { label: "input" },
    );
  }

  cells(size: number, apical: boolean, nudged: boolean, label: string): DendriticPopulation {
    const { form, conductances, transfer, latentEquilibrium, sigma, psi, t_ref } = this.plan;
    const { g_L, g_basal, g_apical, g_som } = conductances;
    const common = {
      g_L,
      g_basal,
      g_apical: apical ? g_apical : 0,
      g_som: nudged ? g_som : 0,
      latent_equilibrium: latentEquilibrium,
      beta: transfer.beta,
      theta: transfer.theta,
    };
    if (form === "rate")
      return this.network.population(
        "dendritic_rate",
        size,
        { ...common, gamma: transfer.gamma, sigma },
        { label },
      );
    const spiking = form === "spikes";
    return this.network.population(
      "dendritic_spiking",
      size,
      {
        ...common,
        gamma: transfer.gamma * psi,
        spiking,
        tau_dendrite: spiking ? 1 : 0,
        apical_capacitance: this.plan.apicalCapacitance,
        t_ref: spiking ? t_ref : 0,
        somatic_error: this.plan.errorPotential === "somatic",
      },
      { label },
    );
  }

  /** Connects by a matrix, or by the share of it that is kept. */
  matrix(
    family: Family,
    layer: number,
    sources: Population,
    targets: Population,
    matrix: Matrix,
  ): Projection {
    const { form, bound, bounded, psi, tau_Delta, delay, connectionProbability, seed, layers } = this.plan;
    const eta = this.rates[family][layer] as number;
    const limits = bounded.includes(family) && (eta !== 0 || form === "spikes");
    const reach = bound / psi;
    const learning = { eta, ...(limits ? { Wmin: -reach, Wmax: reach } : {}) };
    const synapse =
      form === "spikes"
        ? ({ model: "dendritic_synapse", tau_Delta, ...learning, Wmin: -reach, Wmax: reach } as const)
        : ({ model: "rate_synapse", tau_Delta: form === "events" ? tau_Delta : 0, ...learning } as const);
    let rule: Rule = allToAll();
    let weight = matrix.values.map((value) => value / psi);
    if (connectionProbability < 1) {
      const place = families.indexOf(family) * layers.length + layer;
      const kept = keptSynapses(weight.length, connectionProbability, seed + 1 + place);
      rule = pairs({
        sources: kept.map((at) => at % matrix.columns),
        targets: kept.map((at) => Math.floor(at / matrix.columns)),
      });
      weight = Float64Array.from(kept, (at) => weight[at] as number);
    }
    const value = form === "spikes" ? {} : { output: "rate" as const };
    return this.network.connect(sources, targets, rule, {
      weight,
      delay,
      receptor: ports[family],
      synapse,
      ...value,
    });
  }

  /** One-to-one: a potential, or a target, that pulls the somata. */
  nudge(sources: Population, targets: DendriticPopulation, output: "V" | "rate", delay: number): void {
    const { g_som } = this.plan.conductances;
    const options = { weight: g_som, delay, receptor: "nudge", synapse: "rate_synapse", output } as const;
    this.network.connect(sources, targets, oneToOne(), options);
  }
}

/** Weights in the shapes that the layers ask for. */
const perLayer = <Result>(layers: readonly number[], make: (layer: number) => Result): Result[] =>
  Array.from({ length: layers.length - 2 }, (_, layer) => make(layer));

/**
 * Pyramidal cells and interneurons of a dendritic error microcircuit: hidden layer l has an interneuron for each
 * pyramidal cell of layer l + 1, its sister, whose potential nudges it. Weights learn at all times with the given
 * rates; the output is nudged to the teacher while its variable `nudging` is 1, at first 0.
 *
 * @param weights instead of drawn ones
 * @throws CajalError E_TYPE, E_SHAPE, E_SIZE, E_UNKNOWN_NAME, E_PARAM_RANGE also where weights pass the bound,
 *   E_UNKNOWN_PARAM also for options that do nothing in the form
 * @example
 * const learningRates = { up: [0.1, 0.02], ip: 0.04 };
 * const { network } = dendriticMicrocircuit({ layers: [9, 30, 3], learningRates });
 */
export function dendriticMicrocircuit(
  options: DendriticOptions,
  weights?: DendriticWeights,
): DendriticMicrocircuit {
  const plan = checkDendritic(options);
  const { layers, resolution, form, lateTarget } = plan;
  if (weights !== undefined) checkWeights(weights, layers);
  const initial = weights ?? initialWeights(plan);
  const builder = new Builder(plan);
  const hidden = layers.length - 2;
  const input = builder.input();
  const pyramidal = layers
    .slice(1)
    .map((size, l) =>
      builder.cells(size, l < hidden, l === hidden, l === hidden ? "output" : `pyramidal ${l + 1}`),
    );
  const output = pyramidal[hidden] as DendriticPopulation;
  builder.network.set(output as Population<"dendritic_rate">, { nudging: 0 });
  const interneurons = perLayer(layers, (l) =>
    builder.cells(layers[l + 2] as number, false, true, `interneurons ${l + 1}`),
  );
  const outputs = layers.at(-1) as number;
  const teacher = builder.network.population(
    "rate_input",
    outputs,
    { tau_x: plan.tau_x },
    { label: "teacher" },
  );

  const cell = (l: number): DendriticPopulation => pyramidal[l] as DendriticPopulation;
  const sister = (l: number): DendriticPopulation => interneurons[l] as DendriticPopulation;
  const connect = (family: Family, l: number, sources: Population, targets: Population): Projection =>
    builder.matrix(family, l, sources, targets, initial[family][l] as Matrix);
  const projections = {
    up: pyramidal.map((_, l) => connect("up", l, l === 0 ? input : cell(l - 1), cell(l))),
    ip: perLayer(layers, (l) => connect("ip", l, cell(l), sister(l))),
    pi: perLayer(layers, (l) => connect("pi", l, sister(l), cell(l))),
    down: perLayer(layers, (l) => connect("down", l, cell(l + 1), cell(l))),
  };
  for (let l = 0; l < hidden; l++) builder.nudge(cell(l + 1), sister(l), "V", resolution);
  const late = form !== "rate" || lateTarget;
  builder.nudge(teacher, output, "rate", (late ? 2 : 1) * resolution);
  return {
    network: builder.network,
    plan,
    input,
    pyramidal,
    interneurons,
    teacher,
    projections,
    learningRates: builder.rates,
  };
}
