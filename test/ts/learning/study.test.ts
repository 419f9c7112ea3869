// The study over presentation times and seeds.
import { describe, expect, it } from "vitest";
import {
  bars,
  barsRates,
  presentationTimeStudy,
  type TrainingProgress,
  train,
} from "../../../ts/learning/index.ts";
import { rejectionOf } from "../../helpers/errors.ts";
import { ReferenceMicrocircuit } from "./reference-microcircuit.ts";

describe("presentationTimeStudy", () => {
  const prepare = (duration: number, seed: number) => ({
    learner: new ReferenceMicrocircuit({
      layers: [9, 12, 3],
      latentEquilibrium: true,
      rates: barsRates(duration),
      seed,
    }),
    task: bars(),
    options: { epochs: 4, testEvery: 2, readFrom: 0 },
  });

  it("trains at every time with every seed, as single trainings do", async () => {
    const reports: number[] = [];
    const onProgress = ({ fraction }: TrainingProgress): void => void reports.push(fraction);
    const rows = await presentationTimeStudy({
      durations: [1, 2],
      seeds: [3, 4],
      prepare,
      last: 2,
      onProgress,
    });
    expect(rows.map(({ duration, seed }) => [duration, seed])).toEqual([
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
    ]);
    const { learner, task, options: given } = prepare(2, 3);
    const alone = await train(learner, task, { ...given, duration: 2, seed: 3 });
    expect(rows[2]?.rows).toEqual(alone);
    expect(rows[2]?.error).toBe(((alone[1]?.testError as number) + (alone[2]?.testError as number)) / 2);
    expect(reports.at(-1)).toBe(1);
    expect(rows[0]?.firstPerfect).toBe(rows[0]?.rows.find((row) => row.testAccuracy === 1)?.epoch);
  });

  it("can be stopped, and refuses empty and bad lists", async () => {
    const study = (given: object) =>
      rejectionOf(presentationTimeStudy({ durations: [1], seeds: [1], prepare, ...given }));
    expect((await study({ durations: [] })).code).toBe("E_SIZE");
    expect((await study({ seeds: [0.5] })).code).toBe("E_PARAM_RANGE");
    expect((await study({ durations: [-1] })).code).toBe("E_PARAM_RANGE");
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(presentationTimeStudy({ durations: [1], seeds: [1], prepare, signal })).rejects.toThrow(
      "enough",
    );
  });
});
