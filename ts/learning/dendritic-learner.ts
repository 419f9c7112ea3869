// The dendritic microcircuit as a learner: a built network that patterns are shown to.
import { fail } from "../error.ts";
import type { Population, View } from "../network/neurons/view.ts";
import type { Projection } from "../network/options.ts";
import { type Grid, gridOf, timeOf } from "../network/values/grid.ts";
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
  checkLearnerOptions,
  type DendriticLearnerOptions,
  type LearnerSettings,
  targetSteps,
} from "./dendritic-options.ts";
import {
  type DendriticErrors,
  type Recorders,
  readErrors,
  readMeans,
  recordersOf,
} from "./dendritic-recorders.ts";
import {
  checkMasks,
  checkPresentation,
  type Learner,
  type LearnerState,
  type Presentation,
  stepsOfPresentation,
  type WeightMatrix,
} from "./learner.ts";

export type { DendriticLearnerOptions } from "./dendritic-options.ts";

/** A microcircuit that learns. */
export interface DendriticLearner extends Learner {
  present(input: Float64Array, presentation: Presentation): Float64Array;
  /**
   * Brings the potentials of all neurons and the teacher's filter to rest. As in the published codes, what was shown
   * lasts: the filter of the input, whether the teacher spoke in the last step, and spikes and events on their way.
   */
  reset(): void;
  readonly microcircuit: DendriticMicrocircuit;
  /** The built network; another one after `restore`. */
  readonly simulation: Running;
  /**
   * Averages of the last presentation, over the part that was read; undefined before the first one.
   *
   * @throws CajalError E_RECORD unless the option `errors` was given
   */
  errors(): DendriticErrors | undefined;
}

class KernelLearner implements DendriticLearner {
  readonly inputs: number;
  readonly outputs: number;
  readonly hidden: readonly number[];
  #learning = true;
  #nudging: 0 | 1 = 0;
  #last: DendriticErrors | undefined;
  readonly #targetSteps: number;
  readonly #grid: Grid;
  readonly #zero: Float64Array;
  /** In form "rate": who shows input and target, and a pattern of both. */
  readonly #shown: View<"rate_input"> | undefined;
  readonly #both: Float64Array;

  constructor(
    readonly microcircuit: DendriticMicrocircuit,
    public simulation: Running,
    readonly recorders: Recorders,
    readonly settings: LearnerSettings,
    readonly build: BuildOptions,
  ) {
    const { input, teacher, plan } = microcircuit;
    const { layers, form, resolution } = plan;
    this.#grid = gridOf(resolution);
    this.#targetSteps = targetSteps(settings.targetDelay, this.#grid);
    this.#shown = form === "rate" ? (input as Population<"rate_input">).concat(teacher) : undefined;
    this.inputs = layers[0] as number;
    this.outputs = layers.at(-1) as number;
    this.hidden = layers.slice(1, -1);
    this.#zero = new Float64Array(this.outputs);
    this.#both = new Float64Array(this.inputs + this.outputs);
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
    this.#learn(learn);
    const wait = target ? Math.min(steps, this.#targetSteps) : 0;
    const untaught = this.settings.untaught === "zero" ? this.#zero : null;
    const taught = target ?? untaught;
    this.#show(input, wait > 0 ? untaught : taught);
    if (wait > 0) this.#advance(wait, untaught !== null);
    if (wait > 0 && taught) this.simulation.set(this.microcircuit.teacher, { x: taught });
    if (wait < steps) this.#advance(steps - wait, taught !== null);
    return this.#read(steps - first);
  }

  errors(): DendriticErrors | undefined {
    if (!this.recorders.errors)
      fail("E_RECORD", {
        call: "errors",
        must: "the errors of this learner are not recorded",
        hint: "make it with the option errors: true",
      });
    return this.#last;
  }

  weights(): readonly WeightMatrix[] {
    const { projections, plan } = this.microcircuit;
    return families.flatMap((family) =>
      projections[family].map((projection, layer) => this.#matrix(family, layer, projection, plan.psi)),
    );
  }

  checkpoint(): LearnerState {
    const { apical, interneurons, sisters } = this.#last ?? {};
    return {
      simulation: this.simulation.checkpoint(),
      learning: this.#learning,
      nudging: this.#nudging,
      ...(apical && interneurons && sisters ? { apical, interneurons, sisters } : {}),
    };
  }

  async restore(state: LearnerState): Promise<void> {
    const { simulation, learning, nudging, apical, interneurons, sisters } = state ?? {};
    const last = [apical, interneurons, sisters];
    if (
      !(simulation instanceof Uint8Array) ||
      typeof learning !== "boolean" ||
      (nudging !== 0 && nudging !== 1) ||
      !(last.every((array) => array === undefined) || last.every((array) => array instanceof Float64Array))
    )
      fail("E_TYPE", { call: "restore", must: "the state must come from checkpoint() of such a learner" });
    const { network } = this.microcircuit;
    const { threads, backend, memoryLimit } = this.build;
    const restored = await Simulation.restore(simulation, { threads, backend, memoryLimit, network });
    try {
      this.simulation.dispose();
    } catch (error) {
      restored.dispose();
      throw error;
    }
    this.simulation = restored;
    this.#learning = learning;
    this.#nudging = nudging;
    this.#last = apical ? ({ apical, interneurons, sisters } as DendriticErrors) : undefined;
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
    return timeOf(steps, this.#grid);
  }

  /** Input and target, one call for both where that is possible. */
  #show(input: Float64Array, target: Float64Array | null): void {
    const { plan, input: shown, teacher } = this.microcircuit;
    const { simulation } = this;
    if (this.#shown && target) {
      this.#both.set(input);
      this.#both.set(target, this.inputs);
      simulation.set(this.#shown, { x: this.#both });
      return;
    }
    if (plan.form === "rate") simulation.set(shown as Population<"rate_input">, { x: input });
    else simulation.set(shown as Population<"dendritic_spiking">, { V_target: input });
    if (target) simulation.set(teacher, { x: target });
  }

  /** Runs some steps while a teacher speaks, or none does. */
  #advance(steps: number, taught: boolean): void {
    const { plan } = this.microcircuit;
    const nudging = taught ? 1 : 0;
    let left = steps;
    if (nudging !== this.#nudging) {
      // the target, and that there is none, may act a step late
      if (plan.lateTarget) {
        this.simulation.runSync(plan.resolution);
        left--;
      }
      this.simulation.set(this.#output as Population<"dendritic_rate">, { nudging });
      this.#nudging = nudging;
    }
    if (left > 0) this.simulation.runSync(this.#duration(left));
  }

  #learn(learning: boolean): void {
    if (learning === this.#learning) return;
    const { projections, learningRates } = this.microcircuit;
    const plastic = families.flatMap((family) =>
      projections[family].flatMap((projection, layer) => {
        const eta = learningRates[family][layer] as number;
        return eta === 0 ? [] : [{ projection, eta }];
      }),
    );
    if (learning) for (const { projection, eta } of plastic) this.simulation.setSynapses(projection, { eta });
    else if (plastic.length > 0)
      this.simulation.setSynapses(
        plastic.map(({ projection }) => projection),
        { eta: 0 },
      );
    this.#learning = learning;
  }

  #read(last: number): Float64Array {
    const { output, errors } = this.recorders;
    if (errors) this.#last = readErrors(this.simulation, errors, last);
    return readMeans(this.simulation, output, last)[0] as Float64Array;
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
 * Builds a dendritic microcircuit that tasks can teach. Its `weights()` are those of the rate form, with spikes psi
 * times what the synapses have; synapses that are left out count 0.
 *
 * @param learnerOptions those of `net.build` too; there `threads` is 1 by default
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_UNKNOWN_NAME, E_NOT_FINITE, E_PARAM_RANGE, E_TIME_GRID, and the
 *   codes of {@link dendriticMicrocircuit} and of `net.build`
 * @example const learner = await dendriticLearner({ layers: [9, 30, 3], learningRates: barsRates(10) });
 */
export async function dendriticLearner(
  options: DendriticOptions,
  learnerOptions: DendriticLearnerOptions = {},
  weights?: DendriticWeights,
): Promise<DendriticLearner> {
  const { errors, build, ...given } = checkLearnerOptions(learnerOptions);
  const microcircuit = dendriticMicrocircuit(options, weights);
  targetSteps(given.targetDelay, gridOf(microcircuit.plan.resolution));
  const { form, latentEquilibrium } = microcircuit.plan;
  const readout = given.readout ?? (form === "rate" && latentEquilibrium ? "V_prospective" : "V_m");
  const recorders = recordersOf(microcircuit, readout, errors);
  const simulation = await microcircuit.network.build(build);
  return new KernelLearner(microcircuit, simulation, recorders, given, build);
}
