// A training that can be paused, slowed down and looked at.
import {
  apicalNorm,
  type DendriticLearner,
  feedbackWeightError,
  feedforwardWeightError,
  interneuronError,
  type Presentation,
  randomStream,
  type Sample,
  type Training,
  training,
  type WeightMatrix,
} from "cajal/learning";
import { copiesOf, patterns, taskOf, trainingOptions } from "../setup.ts";
import type { Settings } from "../state.ts";
import type { Frame, Look, Weights } from "./frame.ts";
import { Gate } from "./gate.ts";
import { type Pieces, type Watcher, watchedLearner } from "./watched-learner.ts";

// Slower than this [patterns per s] every pattern is looked at, and takes most of its time for it.
const slow = 5;
const shareOfTime = 0.8;

// Faster ones are looked at so often [ms]: pictures that change more than three times a second flicker.
const lookPeriod = 400;

type FiveMatrices = [WeightMatrix, WeightMatrix, WeightMatrix, WeightMatrix, WeightMatrix];

const flat = (rows: readonly Float64Array[], width: number): Float32Array => {
  const values = new Float32Array(rows.length * width);
  for (const [k, row] of rows.entries()) values.set(row, k * width);
  return values;
};

/** Mean of some rows, place by place. */
const meanOf = (rows: readonly Float64Array[]): Float64Array =>
  (rows[0] as Float64Array).map(
    (_, k) => rows.reduce((sum, row) => sum + (row[k] as number), 0) / rows.length,
  );

const sent = ({ rows, columns, values }: WeightMatrix): Weights => ({
  rows,
  columns,
  values: Float32Array.from(values),
});

/** The lesson of some settings; nothing happens before `run`, and after the first test nothing before `gate` opens. */
export class Lesson implements Watcher {
  readonly gate = new Gate();
  readonly learner: DendriticLearner;
  readonly #training: Training;
  readonly #samples: readonly Sample[];
  readonly #copies: number;
  readonly #seen: (always: boolean) => void;
  readonly #ending = new AbortController();
  readonly #answers = new Float64Array(patterns.length * 3).fill(Number.NaN);
  #running: Promise<unknown> = Promise.resolve();
  #look: Look | undefined;
  #errors = { taught: Number.NaN, apical: Number.NaN, interneurons: Number.NaN };
  #sentRows = 0;
  #lookSent = true;
  #place = 0;
  #taught = false;
  #looked = { at: Number.NEGATIVE_INFINITY, taught: true };

  /** `seen` is called whenever there is something new to draw; with true, if nothing may follow soon. */
  constructor(settings: Settings, learner: DendriticLearner, seen: (always: boolean) => void) {
    const task = taskOf(settings.form);
    this.learner = learner;
    this.#seen = seen;
    this.#samples = task.test(randomStream(settings.seed, "test", 0));
    this.#copies = copiesOf(settings.form);
    this.#training = training(watchedLearner(learner, this), task, trainingOptions(settings));
  }

  /** Whether all epochs are done. */
  get ended(): boolean {
    return this.#training.ended !== undefined;
  }

  /** Trains to the end; also ends, without an error, when the lesson is dismissed. */
  run(): Promise<void> {
    const { signal } = this.#ending;
    const run = this.#training.run({ signal });
    this.#running = run.catch(() => undefined);
    return run.then(
      () => undefined,
      (error) => {
        if (!signal.aborted) throw error;
      },
    );
  }

  /** Stops between two presentations and gives the memory back. */
  async dismiss(): Promise<void> {
    this.#ending.abort();
    // Nobody waits any more, nor takes time to be looked at.
    this.gate.open = false;
    await this.#running;
    this.learner.simulation.dispose();
  }

  admit(): Promise<void> | undefined {
    // The first test shows what the network knows before it has learned anything.
    const { length } = this.#training.rows;
    if (length === 0) return undefined;
    if (length > this.#sentRows) this.#seen(!this.gate.open);
    const time = this.gate.ask(performance.now());
    return time === 0 ? undefined : this.#wait(time);
  }

  async #wait(first: number): Promise<void> {
    for (let time = first; time > 0; time = this.gate.ask(performance.now())) {
      // Who is dismissed before it waits would never be woken.
      this.#ending.signal.throwIfAborted();
      await this.gate.rest(time);
    }
  }

  looks({ learn }: Presentation): boolean {
    this.#place = learn === this.#taught ? this.#place + 1 : 1;
    this.#taught = learn;
    if (!this.gate.open || this.gate.limit <= slow) return true;
    const passed = performance.now() - this.#looked.at;
    return passed > (learn === this.#looked.taught ? 2 : 1) * lookPeriod;
  }

  look(input: Float64Array, { learn, duration }: Presentation, pieces: Pieces): Promise<void> | undefined {
    const { count, times, output } = pieces;
    const over = times.length === count;
    const slowly = this.gate.open && this.gate.limit <= slow;
    if (!over && !slowly) return undefined;
    const { hidden, outputs } = this.learner;
    const of = patterns.length * (learn ? this.#copies : 1);
    const { pattern, target } = this.#patternOf(input);
    this.#look = {
      pattern,
      target: target.slice(),
      taught: learn,
      place: ((this.#place - 1) % of) + 1,
      of,
      duration,
      times: Float64Array.from(times),
      pieces: count,
      apical: flat(pieces.apical, hidden[0] as number),
      interneurons: flat(pieces.interneurons, outputs),
      sisters: flat(pieces.sisters, outputs),
      output: output.slice(),
    };
    this.#lookSent = false;
    this.#looked = { at: performance.now(), taught: learn };
    if (over) this.#measure(learn, pieces);
    if (!slowly) return undefined;
    this.#seen(false);
    return this.gate.rest((1000 * shareOfTime) / this.gate.limit / count);
  }

  presented(input: Float64Array, { learn }: Presentation, output: Float64Array): void {
    if (!learn) this.#answers.set(output, this.#patternOf(input).pattern * 3);
    this.#seen(!this.gate.open);
  }

  /** Keeps the errors of a presentation that is over. */
  #measure(taught: boolean, { count, apical, interneurons, sisters }: Pieces): void {
    const late = (rows: readonly Float64Array[]): Float64Array => meanOf(rows.slice(Math.floor(count / 2)));
    const norm = apicalNorm(late(apical));
    this.#errors = taught
      ? { ...this.#errors, taught: norm }
      : { ...this.#errors, apical: norm, interneurons: interneuronError(late(interneurons), late(sisters)) };
  }

  /** What to draw now. */
  frame(): Frame {
    const { rows } = this.#training;
    const [input, output, ip, pi, down] = this.learner.weights() as FiveMatrices;
    const frame: Frame = {
      epoch: this.#training.epoch,
      ended: this.ended,
      rows: rows.slice(this.#sentRows),
      answers: this.#answers.slice(),
      look: this.#lookSent ? undefined : this.#look,
      errors: {
        ...this.#errors,
        feedforward: feedforwardWeightError(ip, output),
        feedback: feedbackWeightError(pi, down),
      },
      weights: { input: sent(input), output: sent(output), ip: sent(ip), pi: sent(pi), down: sent(down) },
    };
    this.#sentRows = rows.length;
    this.#lookSent = true;
    return frame;
  }

  #patternOf(input: Float64Array): { readonly pattern: number; readonly target: Float64Array } {
    const pattern = this.#samples.findIndex((sample) => sample.input === input);
    return { pattern, target: this.#samples[pattern]?.target as Float64Array };
  }
}
