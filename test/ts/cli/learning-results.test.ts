// What trainings came to, in numbers, and what stands beside them.
import { describe, expect, it } from "vitest";
import { outcomeOf, spreadOf, type Trained } from "../../../ts/cli/learning/results.ts";
import { barsExperiment, dendriticBarsCommand } from "../../../ts/cli/run/run-dendritic-bars.ts";
import type { CurveRow, TrainingState } from "../../../ts/learning/index.ts";

/** The experiment that options ask for. */
function experiment(...options: string[]) {
  const command = dendriticBarsCommand();
  command.parseOptions(options);
  return barsExperiment(command.opts());
}

describe("what a training came to", () => {
  const [spec] = experiment("--presentation-time", "1").specs as [Trained["spec"]];
  const row = (epoch: number, testAccuracy: number): CurveRow => ({
    epoch,
    testAccuracy,
    testError: 1 - testAccuracy,
    measures: {},
    trainAccuracy: Number.NaN,
    trainError: Number.NaN,
  });
  const outcome = (rows: readonly CurveRow[]) =>
    outcomeOf({
      spec,
      reached: {
        state: { epoch: 8, rows } as unknown as TrainingState,
        ended: null,
        seconds: 1,
        digest: null,
        warnings: [],
      },
    });

  it("is the mean of the last five tests", () => {
    const rows = [0, 1, 2, 3, 4, 5, 6].map((epoch) => row(epoch, epoch < 2 ? 0 : 0.1 * epoch));
    expect(outcome(rows).accuracy).toBeCloseTo(0.4, 12);
    expect(outcome(rows).error).toBeCloseTo(0.6, 12);
  });

  it("leaves out the test before the first epoch, unless there is no other", () => {
    expect(outcome([row(0, 0), row(1, 0.5), row(2, 1)])).toMatchObject({ accuracy: 0.75, firstPerfect: 2 });
    expect(outcome([row(0, 0.25)]).accuracy).toBe(0.25);
    expect(outcome([]).accuracy).toBeNull();
  });

  it("is averaged over the seeds that have a number", () => {
    expect(spreadOf([1, null, 3, Number.NaN])).toEqual({ mean: 2, lower: 1, upper: 3 });
    expect(spreadOf([null])).toBeNull();
  });
});

describe("published values", () => {
  const compared = (...options: string[]): boolean =>
    experiment("--presentation-time", "50", ...options).conditions.some(
      ({ summary, curve }) => summary || curve,
    );

  it("stand beside trainings of the published kind only, and so do the remarks on them", () => {
    expect(compared()).toBe(true);
    expect(experiment().remarks?.join()).toContain("Gille (2023)");
    for (const other of ["--tau-x 2", "--eta-scale 2", "--hidden 20", "--dropout 0.1", "--random-init"]) {
      expect(compared(...other.split(" ")), other).toBe(false);
      expect(experiment(...other.split(" ")).remarks, other).toEqual([]);
    }
  });
});
