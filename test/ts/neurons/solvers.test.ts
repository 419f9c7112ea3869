/** The solver that a model uses only when it is told to, beside NEST: its spikes, and its state where they agree. */

import { describe, expect, it } from "vitest";
import { tables } from "../../../ts/models/index.ts";
import {
  expectationOf,
  experimentOf,
  fixtureModels,
  fixtureOf,
  stepOf,
} from "../../helpers/nest-fixtures.ts";
import { observe } from "../../helpers/single-neuron.ts";

const solverOf = (model: string) =>
  tables.neurons.find(({ name }) => name === model)?.parameters.find(({ name }) => name === "adaptive_step")
    ?.value as number | undefined;
const models = fixtureModels.filter((model) => solverOf(model) !== undefined);

it("finds models with both solvers", () => {
  expect(models.map(solverOf)).toEqual(expect.arrayContaining([0, 1]));
});

describe.each(models)("%s with its other solver", (model) => {
  it.each(["dc", "syn", "noise"])("fires as in NEST under protocol %s", async (protocol) => {
    const fixture = fixtureOf(model, protocol);
    const experiment = experimentOf(model, fixture, expectationOf(model));
    const adaptive_step = 1 - (solverOf(model) ?? 0);
    const { spikes, value } = await observe({
      ...experiment,
      values: { ...experiment.values, adaptive_step },
    });
    const expected = fixture.spikes.map(stepOf);
    expect(spikes[0]).toHaveLength(expected.length);
    if (adaptive_step === 0) {
      // Where a potential grazes its threshold, some 0.001 mV decide about a step. NEST's own errors are as large.
      expected.forEach((step, k) => {
        expect(Math.abs((spikes[0]?.[k] ?? 0) - step)).toBeLessThanOrEqual(1);
      });
      return;
    }
    // NEST's solver: the two differ in the order of roundings only. Not explained: gif_cond_exp differs by 3.1e-9 mV
    // under noise, which is far below the 0.001 mV that a step of the solver may err.
    const most = model === "gif_cond_exp" ? 1e-8 : 1e-9;
    expect(spikes[0]).toEqual(expected);
    const first = stepOf(fixture.times_first);
    for (const [variable, course] of Object.entries(fixture.record)) {
      const differences = course.map((one, k) => Math.abs(one - value(variable, first + k)));
      expect(Math.max(...differences), variable).toBeLessThan(most);
    }
  });
});
