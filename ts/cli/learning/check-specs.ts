// What can be seen of trainings before any of them begins.
import { type Grid, gridOf, neighbours, stepsOf } from "../../network/values/grid.ts";
import { checkDendritic } from "../../networks/dendritic/parameters.ts";
import { UsageError } from "../terminal/failure.ts";
import type { Experiment } from "./experiment.ts";
import type { TrainingSpec } from "./training-spec.ts";

function checkSteps(option: string, time: number, least: number, grid: Grid, command: string): void {
  if ((stepsOf(time, grid) ?? -1) >= least) return;
  const [low, high] = neighbours(Math.max(time, least * grid.resolution), grid);
  const near = stepsOf(time, grid) === undefined ? `; the nearest are ${low} and ${high} ms` : "";
  throw new UsageError(
    `${command}: ${option} must be a multiple of a step (${grid.resolution} ms), got ${time}${near}`,
  );
}

/** Refuses times that steps cannot make, and targets that come after their patterns. */
function checkTimes({ learner, duration }: TrainingSpec, command: string): void {
  if (learner.kind !== "dendritic") return;
  const { resolution } = checkDendritic(learner.network);
  const grid = gridOf(resolution);
  const { targetDelay = 0 } = learner.learner;
  checkSteps("--presentation-time", duration, 1, grid, command);
  checkSteps("--target-delay", targetDelay, 0, grid, command);
  if (targetDelay < duration) return;
  const must = `--target-delay must be below the presentation time (${duration} ms), got ${targetDelay}`;
  throw new UsageError(`${command}: ${must}; nothing would be taught`);
}

/**
 * Refuses trainings that could not be what was asked for.
 *
 * @throws UsageError for two of the same name, and for times that steps cannot make
 */
export function checkSpecs({ command, specs }: Experiment): void {
  const names = new Set<string>();
  for (const spec of specs) {
    if (names.has(spec.name)) throw new UsageError(`${command}: ${spec.name} is asked for twice`);
    names.add(spec.name);
    checkTimes(spec, command);
  }
}
