// The dendritic microcircuit as a learner: a built network that patterns are shown to.
import { fail } from "../error.ts";
import type { Projection } from "../network/options.ts";
import type { StateRecorder } from "../network/recorder.ts";
import type { Population } from "../network/view.ts";
import {
  type DendriticMicrocircuit,
  type DendriticOptions,
  type DendriticPopulation,
  type DendriticWeights,
  dendriticMicrocircuit,
  type Family,
  families,
  shapeOf,
} from "../networks/dendritic/index.ts";
import type { BuildOptions } from "../simulate/build.ts";
import { Simulation } from "../simulate/restore.ts";
import type { Simulation as Running } from "../simulate/simulation.ts";
import {
  checkMasks,
  checkPresentation,
  type Learner,
  type LearnerState,
  type Presentation,
  stepsOfPresentation,
  type WeightMatrix,
} from "./learner.ts";

/** Options of {@link dendriticLearner}. */
export interface DendriticLearnerOptions extends BuildOptions {
  /**
   * What the output is read from: the potential, or the prospective one; default that of Haider et al.: prospective in
   * form "rate" with latent equilibrium.
   */
  readonly readout?: "V_m" | "V_prospective";
  /** What pulls the outputs while nobody teaches: nothing (default), or a teacher of zero, as Gille (2023) has it. */
  readonly untaught?: "free" | "zero";
}

/** What the apical dendrites and interneurons of a layer did on average over the last part of a presentation. */
export interface DendriticErrors {
  /** [pyramidal cell of the last hidden layer] */
  readonly apical: Float64Array;
  /** [interneuron of the last hidden layer]: its potential, and that of its sister. */
  readonly interneurons: Float64Array;
  readonly sisters: Float64Array;
}

/** A microcircuit that learns. */
export interface DendriticLearner extends Learner {
  present(input: Float64Array, presentation: Presentation): Float64Array;
  readonly microcircuit: DendriticMicrocircuit;
  /** The built network; another one after `restore`. */
  readonly simulation: Running;
  /** Averages of the last presentation, over the part that was read. */
  errors(): DendriticErrors;
}

/** Mean over the samples from `first` on, neuron by neuron. */
function meanFrom(values: Float64Array, width: number, first: number): Float64Array {
  const mean = new Float64Array(width);
  const samples = values.length / width;
  for (let sample = first; sample < samples; sample++)
    for (let k = 0; k < width; k++) mean[k] = (mean[k] as number) + (values[sample * width + k] as number);
  for (let k = 0; k < width; k++) mean[k] = (mean[k] as number) / (samples - first);
  return mean;
}

type Recorded = "V_m" | "V_prospective" | "V_apical" | "V_lateral" | "V_top_down";

class KernelLearner implements DendriticLearner {
  readonly inputs: number;
  readonly outputs: number;
  readonly hidden: readonly number[];
  #learning = true;
  #nudging: 0 | 1 = 0;
  #last: DendriticErrors | undefined;

  constructor(
    readonly microcircuit: DendriticMicrocircuit,
    public simulation: Running,
    readonly recorders: Readonly<Record<"output" | "apical" | "interneurons", StateRecorder<Recorded>>>,
    readonly options: Required<Pick<DendriticLearnerOptions, "readout" | "untaught">>,
    readonly build: BuildOptions,
  ) {
    const { layers } = microcircuit.plan;
    this.inputs = layers[0] as number;
    this.outputs = layers.at(-1) as number;
    this.hidden = layers.slice(1, -1);
  }

  get #output(): DendriticPopulation {
    return this.microcircuit.pyramidal.at(-1) as DendriticPopulation;
  }

  reset(): void {
    const { pyramidal, interneurons, teacher, input, plan } = this.microcircuit;
    const cells = [...pyramidal, ...interneurons];
    for (const population of cells)
      if (population.model.name === "dendritic_rate")
        this.simulation.set(population, { V_m: 0, V_prospective: 0 });
      else this.simulation.set(population, { V_m: 0, V_basal: 0, V_lateral: 0, V_top_down: 0 });
    this.simulation.set(teacher, { r: 0 });
    if (plan.form !== "rate") this.simulation.set(input as never, { V_m: 0 });
  }

  present(input: Float64Array, presentation: Presentation): Float64Array {
    checkPresentation(this, input, presentation);
    const { plan } = this.microcircuit;
    const { steps, first } = stepsOfPresentation(presentation, plan.resolution);
    const { target, learn } = presentation;
    this.#show(input, target);
    this.#learn(learn);
    const nudging = target !== null || this.options.untaught === "zero" ? 1 : 0;
    let left = steps;
    if (nudging !== this.#nudging && plan.lateTarget) {
      // the target, and that there is none, act a step late
      this.simulation.runSync(plan.resolution);
      left--;
    }
    this.#nudge(nudging);
    if (left > 0) this.simulation.runSync(this.#duration(left));
    return this.#read(first);
  }

  errors(): DendriticErrors {
    return (
      this.#last ??
      fail("E_STATE", { call: "errors", must: "nothing was presented yet", hint: "call present first" })
    );
  }

  weights(): readonly WeightMatrix[] {
    const { projections, plan } = this.microcircuit;
    return families.flatMap((family) =>
      projections[family].map((projection, layer) => this.#matrix(family, layer, projection, plan.psi)),
    );
  }

  checkpoint(): LearnerState {
    return { simulation: this.simulation.checkpoint(), learning: this.#learning, nudging: this.#nudging };
  }

  async restore(state: LearnerState): Promise<void> {
    const { simulation, learning, nudging } = state;
    if (
      !(simulation instanceof Uint8Array) ||
      typeof learning !== "boolean" ||
      (nudging !== 0 && nudging !== 1)
    )
      fail("E_TYPE", { call: "restore", must: "the state must come from checkpoint() of such a learner" });
    const { network } = this.microcircuit;
    const { weights: _, ...build } = this.build;
    const restored = await Simulation.restore(simulation, { ...build, network });
    this.simulation.dispose();
    this.simulation = restored;
    this.#learning = learning;
    this.#nudging = nudging;
  }

  silence(masks: readonly Uint8Array[] | null): void {
    checkMasks(masks, this.hidden);
    const { pyramidal, interneurons } = this.microcircuit;
    for (const [layer, size] of this.hidden.entries()) {
      const silent = Float64Array.from(masks?.[layer] ?? new Uint8Array(size));
      this.simulation.set(pyramidal[layer] as Population, { silent });
      if (layer > 0) this.simulation.set(interneurons[layer - 1] as Population, { silent });
    }
  }

  #duration(steps: number): number {
    return Math.round(steps * this.microcircuit.plan.resolution * 1e6) / 1e6;
  }

  #show(input: Float64Array, target: Float64Array | null): void {
    const { plan, teacher, input: shown } = this.microcircuit;
    if (plan.form === "rate") this.simulation.set(shown as Population<"rate_input">, { x: input });
    else this.simulation.set(shown as Population<"dendritic_spiking">, { V_target: input });
    if (target !== null || this.options.untaught === "zero") this.simulation.set(teacher, { x: target ?? 0 });
  }

  #nudge(nudging: 0 | 1): void {
    if (nudging === this.#nudging) return;
    this.simulation.set(this.#output as Population<"dendritic_rate">, { nudging });
    this.#nudging = nudging;
  }

  #learn(learning: boolean): void {
    if (learning === this.#learning) return;
    const { projections, learningRates } = this.microcircuit;
    for (const family of families)
      for (const [layer, projection] of projections[family].entries()) {
        const eta = learningRates[family][layer] as number;
        if (eta !== 0) this.simulation.setSynapses(projection, { eta: learning ? eta : 0 });
      }
    this.#learning = learning;
  }

  #read(first: number): Float64Array {
    const read = (recorder: StateRecorder<Recorded>) => this.simulation.read(recorder, { clear: true });
    const { output, apical, interneurons } = this.recorders;
    const shown = read(output);
    const mean = (values: Float64Array | undefined, width: number): Float64Array =>
      meanFrom(values ?? new Float64Array(), width, first);
    const dendrites = read(apical);
    const parts = dendrites.names.map((name) => mean(dendrites.values[name], dendrites.ids.length));
    const sum = (parts[0] as Float64Array).map((value, k) => value + (parts[1]?.[k] ?? 0));
    const cells = read(interneurons);
    this.#last = {
      apical: sum,
      interneurons: mean(cells.values.V_m, cells.ids.length),
      sisters: mean(shown.values.V_m, this.outputs),
    };
    return mean(shown.values[this.options.readout], this.outputs);
  }

  #matrix(family: Family, layer: number, projection: Projection, psi: number): WeightMatrix {
    const [rows, columns] = shapeOf(this.microcircuit.plan.layers, family, layer);
    const { source, target, weight } = this.simulation.weights(projection);
    const [firstSource, firstTarget] = [projection.sources.at(0).ids, projection.targets.at(0).ids].map(
      (ids) => ids[0] as number,
    ) as [number, number];
    const values = new Float64Array(rows * columns);
    for (let k = 0; k < weight.length; k++) {
      const [row, column] = [(target[k] as number) - firstTarget, (source[k] as number) - firstSource];
      values[row * columns + column] = (weight[k] as number) * psi;
    }
    return { name: `${family} ${layer + 1}`, rows, columns, values };
  }
}

/**
 * Builds a dendritic microcircuit that tasks can teach. Its `weights()` are those of the rate form: with spikes psi times
 * what the synapses have; synapses that are left out count 0.
 *
 * @throws CajalError the codes of {@link dendriticMicrocircuit} and of `net.build`
 * @example const learner = await dendriticLearner({ layers: [9, 30, 3], learningRates: barsRates(10) });
 */
export async function dendriticLearner(
  options: DendriticOptions,
  { readout, untaught = "free", ...build }: DendriticLearnerOptions = {},
  weights?: DendriticWeights,
): Promise<DendriticLearner> {
  const microcircuit = dendriticMicrocircuit(options, weights);
  const { network, pyramidal, interneurons, plan } = microcircuit;
  const { form, latentEquilibrium, resolution: every } = plan;
  const record = (population: Population | undefined, variables: readonly Recorded[]) =>
    network.record(population as Population<"dendritic_rate">, variables as ["V_m"], { every });
  const recorders = {
    output: record(pyramidal.at(-1), ["V_m", "V_prospective"]),
    apical: record(pyramidal.at(-2), form === "rate" ? ["V_apical"] : ["V_lateral", "V_top_down"]),
    interneurons: record(interneurons.at(-1), ["V_m"]),
  };
  const simulation = await network.build({ threads: 1, ...build });
  const standard = form === "rate" && latentEquilibrium ? "V_prospective" : "V_m";
  return new KernelLearner(
    microcircuit,
    simulation,
    recorders as KernelLearner["recorders"],
    { readout: readout ?? standard, untaught },
    build,
  );
}
