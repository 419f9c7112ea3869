// Settings of the page of dendritic learning, and the learners they ask for; disposed of after each test.
import { afterEach } from "vitest";
import { type DendriticLearner, dendriticLearner } from "../../ts/learning/index.ts";
import { learnerOptions } from "../../web/pages/dendritic/setup.ts";
import { type Settings, stateSchema } from "../../web/pages/dendritic/state.ts";

/** The default settings with other values of some. */
export const settingsWith = (part: Partial<Settings>): Settings => {
  const { speed: _, ...settings } = stateSchema.parse(part);
  return settings;
};

/** A function that makes the learner of settings, for one test. */
export function useLearners(): (settings: Settings) => Promise<DendriticLearner> {
  const learners: DendriticLearner[] = [];
  // A lesson that was dismissed has disposed of its learner itself.
  afterEach(async () => {
    for (const { simulation } of learners.splice(0)) await simulation[Symbol.asyncDispose]();
  });
  return async (settings) => {
    const learner = await dendriticLearner(learnerOptions(settings), { errors: true });
    learners.push(learner);
    return learner;
  };
}
