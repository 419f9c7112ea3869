// What can be seen of trainings before any of them begins.
import { gridOf, stepsOf } from "../../network/values/grid.ts";
import { checkDendritic } from "../../networks/dendritic/parameters.ts";
import { UsageError } from "../terminal/failure.ts";
import type { Experiment } from "./experiment.ts";
import type { TrainingSpec } from "./training-spec.ts";

/** Refuses times that steps cannot make, and targets that come after their patterns. */
function checkTimes({ learner, duration }: TrainingSpec, command: string): void {
  if (learner.kind !== "dendritic") return;
  const { resolution } = checkDendritic(learner.network);
  if ((stepsOf(duration, gridOf(resolution)) ?? 0) < 1)
    throw new UsageError(
      `${command}: --presentation-time must be a multiple of a step (${resolution} ms), got ${duration}`,
    );
  const { targetDelay = 0 } = learner.learner;
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
