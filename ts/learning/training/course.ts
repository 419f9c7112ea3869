// The course of a training: what is shown in an epoch, and what is remembered of it.
import { fail } from "../../error.ts";
import { checkVector } from "../checks.ts";
import { firstNotFinite, type Learner } from "../learner.ts";
import { randomStream } from "../random.ts";
import type { Sample, Task } from "../task.ts";
import { accuracyOf, counted, emptyTally, errorOf } from "./curve.ts";
import type { Silencer } from "./dropout.ts";
import type { Plan, TrainingOptions } from "./options.ts";
import type { TrainingState } from "./state.ts";

/** A training under way: its state without the learner's, in place. */
export type Course = { -readonly [Key in Exclude<keyof TrainingState, "learner">]: TrainingState[Key] };

/** All that an epoch needs. */
export interface Work extends Pick<TrainingOptions, "measure" | "onCheckpoint"> {
  readonly learner: Learner;
  readonly task: Task;
  readonly plan: Plan;
  readonly course: Course;
  readonly silence: Silencer | undefined;
}

/** The course before the first presentation. */
export const begin = (): Course => ({
  epoch: 0,
  position: 0,
  trained: emptyTally,
  tested: emptyTally,
  measures: {},
  rows: [],
});

/** A presentation of an epoch. */
interface Shown {
  readonly sample: Sample;
  readonly tested: boolean;
}

/** Whether an epoch ends with a test. */
const isTested = ({ course, plan }: Work): boolean => course.epoch % plan.testEvery === 0;

/** The presentations of the present epoch; epoch 0 is the test before any training. */
function presentations(work: Work): readonly Shown[] {
  const { task, course, plan } = work;
  const { epoch } = course;
  const training = epoch > 0 ? task.training(randomStream(plan.seed, "order", epoch)) : [];
  const test = isTested(work) ? task.test(randomStream(plan.seed, "test", epoch)) : [];
  return [
    ...training.map((sample) => ({ sample, tested: false })),
    ...test.map((sample) => ({ sample, tested: true })),
  ];
}

/** Refuses to go on with what is no number; the place is that of the first weight that is none, if there is one. */
function checkFinite(learner: Learner, output: ArrayLike<number>, where: string): void {
  const place = Array.from(output).findIndex((value) => !Number.isFinite(value));
  const weight = firstNotFinite(learner.weights());
  if (place < 0 && !weight) return;
  const found = weight
    ? { name: `the weight ${weight.place}`, value: weight.value }
    : { name: `output ${place}`, value: output[place] };
  fail("E_NUMERIC", {
    call: "training",
    parameter: found.name,
    value: found.value,
    must: `${found.name} must stay finite`,
    where,
    hint: "lower the learning rates",
  });
}

async function present(
  { learner, task, plan, course, silence }: Work,
  { sample, tested }: Shown,
): Promise<void> {
  if (task.reset) learner.reset();
  silence?.(course.epoch, course.position, tested);
  const { duration, readFrom } = plan;
  if (sample.target !== null) checkVector(sample.target, task.outputs, "training", "target");
  const target = tested ? null : sample.target;
  const shown = learner.present(sample.input, { target, learn: !tested, duration, readFrom });
  const output = shown instanceof Promise ? await shown : shown;
  if (!output.every(Number.isFinite))
    checkFinite(learner, output, `epoch ${course.epoch}, presentation ${course.position}`);
  const tally = tested ? "tested" : "trained";
  const compared = (values: Float64Array): Float64Array =>
    task.compared ? values.map(task.compared) : values;
  course[tally] = counted(course[tally], compared(output), sample.target && compared(sample.target));
  course.position++;
}

/** Adds the row of an epoch, and begins the next one. */
async function finishEpoch(work: Work): Promise<void> {
  const { learner, plan, course, onCheckpoint } = work;
  checkFinite(learner, [], `at the end of epoch ${course.epoch}`);
  const { epoch, trained, tested, measures } = course;
  const row = {
    epoch,
    trainAccuracy: accuracyOf(trained),
    trainError: errorOf(trained),
    testAccuracy: accuracyOf(tested),
    testError: errorOf(tested),
    measures,
  };
  const rows = isTested(work) ? [...course.rows, row] : course.rows;
  Object.assign(course, { ...begin(), epoch: epoch + 1, rows });
  if (onCheckpoint && epoch % plan.checkpointEvery === 0)
    await onCheckpoint({ ...course, learner: await learner.checkpoint() });
}

/** Goes through the rest of an epoch; `between` is called before each presentation with their number. */
export async function runEpoch(
  work: Work,
  between: (size: number) => Promise<void> | undefined,
): Promise<void> {
  const { learner, course, measure } = work;
  const shown = presentations(work);
  const first = shown.findIndex(({ tested }) => tested);
  const end = first < 0 ? shown.length : first;
  for (;;) {
    if (course.position === end && isTested(work) && measure) course.measures = { ...measure(learner) };
    const one = shown[course.position];
    if (!one) break;
    await between(shown.length);
    await present(work, one);
  }
  await finishEpoch(work);
}
