// The dendritic error microcircuit in rate form, written for reading and for speed: the oracle of every other form.
// Sacramento et al. 2018; order of operations and latent equilibrium as in Haider et al. 2021.
import {
  checkMasks,
  checkPresentation,
  type LearnerState,
  restoreArrays,
  type SynchronousLearner,
  stepsOfPresentation,
  type WeightMatrix,
} from "../../../ts/learning/learner.ts";
import { randomStream } from "../../../ts/learning/random.ts";
import { softplus } from "../../../ts/learning/transfer.ts";
import { type Matrix, matrix, type Population, population, times } from "./reference-parts.ts";

/** Conductances [1/ms]; step and filter of the input [ms]. */
export const conductances = { gl: 0.03, gb: 0.1, ga: 0.06, gs: 0.06 } as const;
export const dt = 0.1;
const filter = 0.1;

const { gl, gb, ga, gs } = conductances;
const [total, nudged] = [gl + gb + ga, gl + gb + gs];
const phi = softplus().value;

export interface ReferenceOptions {
  readonly layers: readonly number[];
  readonly latentEquilibrium: boolean;
  /** [1/ms], `up` per layer from the first hidden one to the output, the others per hidden layer. */
  readonly rates: {
    readonly up: readonly number[];
    readonly ip: readonly number[];
    readonly pi: readonly number[];
  };
  readonly seed?: number;
  /** Default true. */
  readonly selfPredicting?: boolean;
  /** Whether the output sees the target and the nudging of the step before; default: as latentEquilibrium. */
  readonly lateTarget?: boolean;
  /** Read-out of prospective potentials; default: as latentEquilibrium. */
  readonly readProspective?: boolean;
  /** Of all plastic weights; default 4. */
  readonly limit?: number;
}

export class ReferenceMicrocircuit implements SynchronousLearner {
  readonly inputs: number;
  readonly outputs: number;
  readonly hidden: readonly number[];
  readonly up: Matrix[];
  readonly ip: Matrix[];
  readonly pi: Matrix[];
  readonly down: Matrix[];
  /** Pyramidal cells from the first hidden layer to the output, and interneurons of each hidden layer. */
  readonly cells: Population[];
  readonly interneurons: Population[];
  readonly input: Float64Array;
  private readonly options: Required<ReferenceOptions>;
  private readonly filtered: Float64Array;
  private readonly late: Float64Array;
  private lateOn = 1;
  private fresh = 1;
  private masks: readonly Uint8Array[] | null = null;

  constructor(options: ReferenceOptions) {
    const { layers, latentEquilibrium: le } = options;
    this.options = {
      seed: 1,
      selfPredicting: true,
      lateTarget: le,
      readProspective: le,
      limit: 4,
      ...options,
    };
    const sizes = layers.slice(1);
    this.hidden = sizes.slice(0, -1);
    this.inputs = layers[0] as number;
    this.outputs = sizes.at(-1) as number;
    this.up = sizes.map((size, k) => matrix(size, layers[k] as number));
    this.ip = this.hidden.map((size, k) => matrix(sizes[k + 1] as number, size));
    this.pi = this.hidden.map((size, k) => matrix(size, sizes[k + 1] as number));
    this.down = this.hidden.map((size, k) => matrix(size, sizes[k + 1] as number));
    this.cells = sizes.map(population);
    this.interneurons = this.hidden.map((_, k) => population(sizes[k + 1] as number));
    this.input = new Float64Array(this.inputs);
    this.filtered = new Float64Array(this.outputs);
    this.late = new Float64Array(this.outputs);
    const random = randomStream(this.options.seed, "weights");
    for (const { values } of [...this.up, ...this.down, ...this.pi, ...this.ip])
      for (let k = 0; k < values.length; k++) values[k] = random.between(-1, 1);
    if (this.options.selfPredicting) this.predictItself();
  }

  predictItself(): void {
    for (const k of this.hidden.keys()) {
      const next = k + 1 < this.hidden.length ? ga : 0;
      const ratio = (gl + gb) / (gl + gb + next);
      this.pi[k]?.values.set((this.down[k] as Matrix).values.map((w) => -w));
      this.ip[k]?.values.set((this.up[k + 1] as Matrix).values.map((w) => w * ratio));
    }
  }

  reset(): void {
    for (const { u, f } of [...this.cells, ...this.interneurons]) {
      u.fill(0);
      f.fill(0);
    }
    this.filtered.fill(0);
  }

  /** One step of 0.1 ms; `target` null: the output is free. */
  step(target: Float64Array | null, learn: boolean): void {
    const { latentEquilibrium: le } = this.options;
    for (const cells of [...this.cells, ...this.interneurons]) {
      cells.source.set(le ? cells.f : cells.u);
      for (let k = 0; k < cells.u.length; k++) cells.rate[k] = phi(cells.source[k] as number);
    }
    for (const [layer, mask] of (this.masks ?? []).entries())
      for (let k = 0; k < mask.length; k++) if (mask[k]) (this.cells[layer]?.rate as Float64Array)[k] = 0;
    for (const [k, cells] of this.cells.entries()) {
      times(this.up[k] as Matrix, this.cells[k - 1]?.rate ?? this.input, cells.basal);
      const above = this.cells[k + 1];
      if (above) this.hiddenLayer(k, above);
      else this.outputLayer(target);
    }
    if (learn) this.learn();
    for (const { u, f, steady } of this.cells) this.advance(u, f, steady, total);
    for (const { u, f, steady } of this.interneurons) this.advance(u, f, steady, nudged);
  }

  private hiddenLayer(k: number, above: Population): void {
    const cells = this.cells[k] as Population;
    const sisters = this.interneurons[k] as Population;
    times(this.down[k] as Matrix, above.rate, cells.apical);
    times(this.pi[k] as Matrix, sisters.rate, cells.apical, true);
    times(this.ip[k] as Matrix, cells.rate, sisters.basal);
    for (let i = 0; i < cells.u.length; i++)
      cells.steady[i] = (gb * (cells.basal[i] as number) + ga * (cells.apical[i] as number)) / total;
    for (let i = 0; i < sisters.u.length; i++)
      sisters.steady[i] = (gb * (sisters.basal[i] as number) + gs * (above.source[i] as number)) / nudged;
  }

  private outputLayer(target: Float64Array | null): void {
    const { basal, steady } = this.cells.at(-1) as Population;
    for (let i = 0; i < basal.length; i++)
      steady[i] = target
        ? (gb * (basal[i] as number) + gs * (target[i] as number)) / nudged
        : (gb * (basal[i] as number)) / (gl + gb);
  }

  /** The free output relaxes as fast as the nudged one; hidden cells have the same total conductance. */
  private advance(u: Float64Array, f: Float64Array, steady: Float64Array, conductance: number): void {
    for (let i = 0; i < u.length; i++) {
      const change = conductance * ((steady[i] as number) - (u[i] as number));
      f[i] = steady[i] as number;
      u[i] = (u[i] as number) + dt * change;
    }
  }

  private learn(): void {
    const { rates } = this.options;
    const last = this.cells.length - 1;
    for (const [k, cells] of this.cells.entries()) {
      const attenuation = gb / (k < last ? total : gl + gb);
      const source = this.cells[k - 1]?.rate ?? this.input;
      this.pull(this.up[k] as Matrix, rates.up[k] ?? 0, cells, attenuation, source, this.masks?.[k]);
      const sisters = this.interneurons[k];
      if (!sisters) continue;
      this.pull(this.ip[k] as Matrix, rates.ip[k] ?? 0, sisters, gb / (gl + gb), cells.rate, undefined);
      const eta = rates.pi[k] ?? 0;
      for (let i = 0; eta !== 0 && i < cells.u.length; i++)
        if (!this.masks?.[k]?.[i])
          this.change(this.pi[k] as Matrix, i, -eta * (cells.apical[i] as number), sisters.rate);
    }
  }

  /** Moves weights so that the dendrite predicts the soma. */
  private pull(
    weights: Matrix,
    eta: number,
    { u, steady, basal }: Population,
    attenuation: number,
    source: Float64Array,
    mask: Uint8Array | undefined,
  ): void {
    if (eta === 0) return;
    for (let i = 0; i < u.length; i++) {
      if (mask?.[i]) continue;
      const soma = this.options.latentEquilibrium
        ? (steady[i] as number)
        : (u[i] as number) + dt * nudged * ((steady[i] as number) - (u[i] as number));
      const error = phi(soma) - phi(attenuation * (basal[i] as number));
      this.change(weights, i, eta * error, source);
    }
  }

  private change({ columns, values }: Matrix, row: number, factor: number, source: Float64Array): void {
    const { limit } = this.options;
    for (let column = 0; column < columns; column++) {
      const place = row * columns + column;
      const weight = (values[place] as number) + dt * factor * (source[column] as number);
      values[place] = Math.min(limit, Math.max(-limit, weight));
    }
  }

  present(input: Float64Array, presentation: Parameters<SynchronousLearner["present"]>[1]): Float64Array {
    checkPresentation(this, input, presentation);
    const { steps, first } = stepsOfPresentation(presentation, dt);
    const { target, learn } = presentation;
    if (this.fresh) {
      this.input.set(input);
      if (target) this.filtered.set(target);
      this.fresh = 0;
    }
    const mean = new Float64Array(this.outputs);
    const output = this.cells.at(-1) as Population;
    const given = new Float64Array(this.outputs);
    for (let step = 0; step < steps; step++) {
      for (let j = 0; j < this.inputs; j++)
        this.input[j] =
          (this.input[j] as number) + (dt / filter) * ((input[j] as number) - (this.input[j] as number));
      for (let j = 0; target && j < this.outputs; j++)
        this.filtered[j] =
          (this.filtered[j] as number) +
          (dt / filter) * ((target[j] as number) - (this.filtered[j] as number));
      given.set(this.options.lateTarget ? this.late : this.filtered);
      const on = this.options.lateTarget ? this.lateOn === 1 : target !== null;
      this.late.set(this.filtered);
      this.lateOn = target ? 1 : 0;
      this.step(on ? given : null, learn);
      if (step < first) continue;
      const read = this.options.readProspective ? output.f : output.u;
      for (let j = 0; j < this.outputs; j++) mean[j] = (mean[j] as number) + (read[j] as number);
    }
    return mean.map((sum) => sum / (steps - first));
  }

  private families(): readonly (readonly [string, readonly Matrix[]])[] {
    return [
      ["up", this.up],
      ["ip", this.ip],
      ["pi", this.pi],
      ["down", this.down],
    ];
  }

  weights(): readonly WeightMatrix[] {
    return this.families().flatMap(([name, family]) =>
      family.map((one, k) => ({ name: `${name}${k + 1}`, ...one })),
    );
  }

  checkpoint(): LearnerState {
    const weights = this.weights().map(({ name, values }) => [name, values.slice()]);
    const potentials = this.activity().map(([name, values]) => [name, values.slice()]);
    return {
      ...Object.fromEntries([...weights, ...potentials]),
      lateOn: this.lateOn,
      fresh: this.fresh,
    };
  }

  restore(state: LearnerState): void {
    const weights = this.weights().map(({ name, values }) => [name, values] as const);
    restoreArrays(state, Object.fromEntries([...weights, ...this.activity()]));
    this.lateOn = state.lateOn as number;
    this.fresh = state.fresh as number;
  }

  private activity(): readonly (readonly [string, Float64Array])[] {
    const of = (name: string, cells: readonly Population[]) =>
      cells.flatMap(({ u, f }, k) => [[`${name}${k}.u`, u] as const, [`${name}${k}.f`, f] as const]);
    return [
      ...of("pyr", this.cells),
      ...of("intn", this.interneurons),
      ["input", this.input],
      ["filtered", this.filtered],
      ["late", this.late],
    ];
  }

  silence(masks: readonly Uint8Array[] | null): void {
    checkMasks(masks, this.hidden);
    this.masks = masks;
  }
}
