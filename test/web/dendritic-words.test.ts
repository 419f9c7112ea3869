// What the page of dendritic learning says and draws of a lesson, and its code, beside what a lesson does.
import { afterEach, describe, expect, it } from "vitest";
import { mean } from "../../ts/analysis/index.ts";
import { apicalNorm, type DendriticLearner, dendriticLearner, train } from "../../ts/learning/index.ts";
import { codeOf } from "../../web/pages/dendritic/controls/code.ts";
import { scalesOf, withLook } from "../../web/pages/dendritic/figures/apical.ts";
import type { Look } from "../../web/pages/dendritic/lesson/frame.ts";
import { type Watcher, watchedLearner } from "../../web/pages/dendritic/lesson/watched-learner.ts";
import { learnerOptions, taskOf, trainingOptions } from "../../web/pages/dendritic/setup.ts";
import { type Settings, stateSchema } from "../../web/pages/dendritic/state.ts";
import { digestOf, runCode } from "../helpers/run-code.ts";

const settingsWith = (part: Partial<Settings>): Settings => {
  const { speed: _, ...settings } = stateSchema.parse(part);
  return settings;
};

const learners: DendriticLearner[] = [];
afterEach(() => {
  for (const { simulation } of learners.splice(0)) simulation.dispose();
});

async function learnerOf(settings: Settings): Promise<DendriticLearner> {
  const learner = await dendriticLearner(learnerOptions(settings), { errors: true });
  learners.push(learner);
  return learner;
}

describe("scales of apical potentials", () => {
  /** A presentation of two cells in four pieces; the second half counts. */
  const lookOf = (taught: boolean, late: readonly [number, number], times = 4): Look => ({
    pattern: 0,
    target: new Float64Array(3),
    taught,
    place: 1,
    of: 8,
    duration: 4,
    pieces: 4,
    times: Float64Array.of(1, 2, 3, 4).subarray(0, times),
    apical: Float32Array.of(9, -9, 9, -9, ...late, late[0], -late[1]).subarray(0, 2 * times),
    interneurons: new Float32Array(3),
    sisters: new Float32Array(3),
    output: new Float64Array(3),
  });
  const scalesAfter = (...looks: readonly Look[]) =>
    scalesOf(looks.reduce((before: readonly Look[], look) => withLook(before, look), []));

  it("hold the errors of the second half and not much more, in steps of 1, 2 and 5", () => {
    expect(scalesAfter(lookOf(true, [0.13, 0.4]))).toEqual({ mean: 0.2, value: 0.5 });
    expect(scalesAfter(lookOf(true, [0.02, -0.011]))).toEqual({ mean: 0.02, value: 0.02 });
    expect(scalesAfter(lookOf(true, [3, 0]))).toEqual({ mean: 5, value: 5 });
  });

  it("wait for a teacher, look back on training and test, and forget", () => {
    expect(scalesAfter(lookOf(false, [1e-12, 0]))).toEqual({ mean: 0.3, value: 0.5 });
    expect(scalesAfter(lookOf(true, [0.1, 0]), lookOf(false, [1e-12, 0])).mean).toBe(0.1);
    const silent = Array.from({ length: 8 }, (_, k) => lookOf(k % 2 === 0, [0, 0]));
    expect(scalesAfter(lookOf(true, [0.1, 0]), ...silent)).toEqual({ mean: 0.001, value: 0.001 });
  });

  it("do not follow a presentation that is not over", () => {
    expect(scalesAfter(lookOf(true, [0.1, 0]), lookOf(true, [0.9, 0], 3)).mean).toBe(0.1);
  });
});

describe("the words of the page", () => {
  it("say of the apical potentials at the default settings what they are", async () => {
    const settings = settingsWith({});
    const learner = await learnerOf(settings);
    const watched = [5, 40, 80];
    const norms = new Map(watched.map((epoch) => [epoch, { taught: [] as number[], test: [] as number[] }]));
    const scales: number[] = [];
    let tests = 0;
    let looks: readonly Look[] = [];
    const late = (rows: readonly Float64Array[]): number => {
      const half = rows.slice(Math.floor(rows.length / 2));
      return apicalNorm((half[0] as Float64Array).map((_, k) => mean(half.map((row) => row[k] as number))));
    };
    const watcher: Watcher = {
      admit: () => undefined,
      looks: () => norms.has(tests - 1),
      presented: () => undefined,
      look: (_, { learn, duration }, pieces) => {
        if (pieces.times.length < pieces.count) return undefined;
        norms.get(tests - 1)?.[learn ? "taught" : "test"].push(late(pieces.apical));
        looks = withLook(looks, {
          pattern: 0,
          target: new Float64Array(3),
          taught: learn,
          place: 1,
          of: 8,
          duration,
          times: Float64Array.from(pieces.times),
          pieces: pieces.count,
          output: pieces.output,
          apical: Float32Array.from(pieces.apical.flatMap((row) => [...row])),
          interneurons: new Float32Array(),
          sisters: new Float32Array(),
        });
        scales.push(scalesOf(looks).mean);
        return undefined;
      },
    };
    const measure = (): Record<string, number> => {
      tests++;
      return {};
    };
    await train(watchedLearner(learner, watcher), taskOf("rate"), {
      ...trainingOptions(settings),
      epochs: 81,
      measure,
    });
    const found = watched
      .map((epoch) => norms.get(epoch))
      .map((one) => [mean(one?.taught ?? []), mean(one?.test ?? [])]);
    // In the words of the page: less than half as large, and both fade.
    for (const [taught = 0, test = 0] of found) expect(test).toBeLessThan(0.5 * taught);
    expect(found[2]?.[0]).toBeLessThan(0.75 * (found[0]?.[0] ?? 0));
    expect(scales.at(-1)).toBeLessThan(scales[0] ?? 0);
  });
});

it("the code runs as it is shown, learns the task, and trains as the page does", async () => {
  const settings = settingsWith({});
  const lines = await runCode(codeOf(settings));
  expect(lines[0]).toMatch(/^accuracy 1 error 0\.0/);
  expect(Number(lines[1]?.split(" ").at(-1))).toBeLessThan(200);
  expect(lines[3]).toBe("W_pi + W_down 0");
  const learner = await learnerOf(settings);
  await train(learner, taskOf("rate"), { ...trainingOptions(settings), epochs: 200 });
  expect(digestOf(lines)).toBe(learner.simulation.digest());
  expect(codeOf(settingsWith({ form: "spikes", duration: 50 }))).toContain('bars({ protocol: "reset" })');
}, 300_000);

it("the code of every choice runs as it is shown", async () => {
  for (const part of [
    { form: "spikes", latentEquilibrium: false, duration: 10 },
    { selfPredicting: false, hidden: 7, factor: 0.33, seed: 5, duration: 1 },
  ] as const) {
    const settings = settingsWith(part);
    const lines = await runCode(codeOf(settings).replace("epochs: 200", "epochs: 2"));
    const learner = await learnerOf(settings);
    await train(learner, taskOf(settings.form), { ...trainingOptions(settings), epochs: 2 });
    expect(digestOf(lines)).toBe(learner.simulation.digest());
  }
}, 300_000);
