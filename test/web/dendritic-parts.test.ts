// What the page of dendritic learning is made of, without a browser.
import { afterEach, describe, expect, it } from "vitest";
import {
  type CurveRow,
  type DendriticLearner,
  dendriticLearner,
  type Learner,
  train,
  type WeightMatrix,
} from "../../ts/learning/index.ts";
import { curvesOf, publishedFor } from "../../web/pages/dendritic/figures/published.ts";
import type { Frame } from "../../web/pages/dendritic/lesson/frame.ts";
import { Gate } from "../../web/pages/dendritic/lesson/gate.ts";
import { Lesson } from "../../web/pages/dendritic/lesson/lesson.ts";
import { piecesOf, type Watcher, watchedLearner } from "../../web/pages/dendritic/lesson/watched-learner.ts";
import { learnerOptions, patterns, taskOf, trainingOptions } from "../../web/pages/dendritic/setup.ts";
import { type Settings, stateSchema } from "../../web/pages/dendritic/state.ts";

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

const numbers = (weights: readonly WeightMatrix[]): number[] => weights.flatMap(({ values }) => [...values]);

describe("the state", () => {
  it("has defaults for everything and refuses what is not offered", () => {
    expect(stateSchema.parse({})).toEqual({
      form: "rate",
      latentEquilibrium: true,
      duration: 5,
      factor: 1,
      hidden: 30,
      seed: 1,
      selfPredicting: true,
      speed: 300,
    });
    for (const wrong of [{ duration: 6 }, { hidden: 1000 }, { factor: 0 }, { form: "waves" }, { speed: 2 }])
      expect(stateSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });
});

describe("the lesson of some settings", () => {
  it("takes the published learning rates, in inverse proportion to the presentation time", () => {
    expect(learnerOptions(settingsWith({})).learningRates).toEqual({ up: [0.1, 0.02], ip: 0.04 });
    const slow = learnerOptions(settingsWith({ duration: 50, factor: 0.5 }));
    expect(slow.learningRates).toEqual({ up: [0.005, 0.001], ip: 0.002 });
  });

  it("lets interneurons learn to cancel the feedback where they do not from the start, or where there is noise", () => {
    const rates = { up: [0.01, 0.003], ip: 0.004, pi: 0.01 };
    expect(learnerOptions(settingsWith({ duration: 50, selfPredicting: false })).learningRates).toEqual(
      rates,
    );
    expect(learnerOptions(settingsWith({ duration: 50, form: "spikes" })).learningRates).toEqual(rates);
  });

  it("knows three rows, three columns and two diagonals", () => {
    expect(patterns.map(({ label }) => label)).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
    for (const { lit } of patterns) expect(lit.filter((on) => on)).toHaveLength(3);
  });

  it("reads the end of a presentation without latent equilibrium, all of it with", () => {
    expect(trainingOptions(settingsWith({ latentEquilibrium: false })).readFrom).toBe(4);
    expect(trainingOptions(settingsWith({})).readFrom).toBe(0);
  });
});

describe("pieces of a presentation", () => {
  const presentation = { target: null, learn: false };

  it("are steps where there are few, and never more than the screen can show", () => {
    expect(piecesOf({ ...presentation, duration: 0.5, readFrom: 0 }, 0.1)).toEqual([1, 1, 1, 1, 1]);
    const long = piecesOf({ ...presentation, duration: 500, readFrom: 0 }, 0.1);
    expect([long.length, long[0]]).toEqual([50, 100]);
  });

  it("begin where the output is read from", () => {
    const pieces = piecesOf({ ...presentation, duration: 10, readFrom: 8.1 }, 0.1);
    expect(pieces.reduce((sum, length) => sum + length)).toBe(100);
    const ends = pieces.map((_, k) => pieces.slice(0, k + 1).reduce((sum, length) => sum + length));
    expect(ends).toContain(81);
  });

  it.each([
    { form: "rate", latentEquilibrium: true, duration: 5 },
    { form: "rate", latentEquilibrium: false, duration: 10 },
    { form: "spikes", latentEquilibrium: true, duration: 5 },
  ] as const)("leave weights as they are without: $form, $duration ms", async (part) => {
    const settings = settingsWith({ ...part, hidden: 12 });
    const [plain, watched] = [await learnerOf(settings), await learnerOf(settings)];
    let looks = 0;
    const watcher: Watcher = {
      admit: () => undefined,
      looks: () => true,
      look: () => {
        looks++;
        return undefined;
      },
      presented: () => undefined,
    };
    const options = { ...trainingOptions(settings), epochs: 4, testEvery: 2 };
    const run = (learner: Learner): Promise<readonly CurveRow[]> =>
      train(learner, taskOf(part.form), options);
    const [rows, split] = [await run(plain), await run(watchedLearner(watched, watcher))];
    expect(numbers(watched.weights())).toEqual(numbers(plain.weights()));
    expect(watched.simulation.time).toBe(plain.simulation.time);
    expect(split.map(({ testAccuracy }) => testAccuracy)).toEqual(
      rows.map(({ testAccuracy }) => testAccuracy),
    );
    for (const [k, { testError }] of split.entries())
      expect(testError).toBeCloseTo(rows[k]?.testError ?? 0, 12);
    expect(looks).toBeGreaterThan(1000);
  });
});

describe("the gate", () => {
  it("is shut at first, lets single ones pass, and all when it is open", () => {
    const gate = new Gate();
    expect(gate.ask(0)).toBe(Number.POSITIVE_INFINITY);
    gate.single();
    expect([gate.ask(0), gate.ask(0)]).toEqual([0, Number.POSITIVE_INFINITY]);
    gate.open = true;
    expect([gate.ask(0), gate.ask(0)]).toEqual([0, 0]);
    gate.single();
    expect([gate.open, gate.ask(0), gate.ask(0)]).toEqual([false, 0, Number.POSITIVE_INFINITY]);
  });

  it.each([1, 300])("keeps to %i per second", (limit) => {
    const gate = new Gate();
    gate.open = true;
    gate.limit = limit;
    let passed = 0;
    const start = performance.now();
    for (let now = start; now < start + 10_000; now += 7) while (gate.ask(now) === 0) passed++;
    expect(passed).toBeGreaterThan(9.5 * limit);
    expect(passed).toBeLessThanOrEqual(10 * limit + 2);
  });

  it("ends a rest when something changes", async () => {
    const gate = new Gate();
    const rest = gate.rest(Number.POSITIVE_INFINITY);
    gate.open = true;
    await rest;
    expect(gate.open).toBe(true);
  });
});

describe("a lesson", () => {
  it("shows the first test, then waits; goes pattern by pattern; learns; and can be dismissed", async () => {
    const settings = settingsWith({});
    let seen = (): void => undefined;
    const lesson = new Lesson(settings, await learnerOf(settings), () => seen());
    const curve: CurveRow[] = [];
    const frameWhere = (wanted: (frame: Frame) => boolean): Promise<Frame> =>
      new Promise((resolve) => {
        seen = () => {
          const frame = lesson.frame();
          curve.push(...frame.rows);
          if (wanted(frame)) resolve(frame);
        };
      });
    const tested = frameWhere(({ rows }) => rows.length > 0);
    const running = lesson.run();
    const first = await tested;
    expect([...first.answers].every(Number.isFinite)).toBe(true);
    expect(first.epoch).toBe(0);
    expect(first.errors.feedback).toBe(0);
    expect(first.weights.input).toMatchObject({ rows: 30, columns: 9 });

    const stepped = frameWhere(({ look }) => look?.taught === true);
    lesson.gate.single();
    const { look } = await stepped;
    expect(curve.map(({ epoch }) => epoch)).toEqual([0]);
    expect(look).toMatchObject({ taught: true, place: 1, of: 8, duration: 5, pieces: 50 });
    expect(look?.apical).toHaveLength(30 * 50);
    expect(look?.times.at(-1)).toBe(5);
    expect(Math.max(...(look?.target ?? []))).toBe(1);

    const learned = frameWhere(() => curve.some(({ testAccuracy }) => testAccuracy === 1));
    lesson.gate.open = true;
    await learned;
    expect(curve.length).toBeLessThan(200);
    await lesson.dismiss();
    await running;
    learners.length = 0;
    expect(lesson.ended).toBe(false);
  });

  it.each(["playing", "paused just now"])(
    "can be dismissed while the event loop has its turn, %s",
    async (how) => {
      const settings = settingsWith({});
      const lesson = new Lesson(settings, await learnerOf(settings), () => undefined);
      lesson.gate.open = true;
      const running = lesson.run();
      const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
      while (lesson.frame().epoch === 0) await turn();
      if (how !== "playing") lesson.gate.open = false;
      await lesson.dismiss();
      await running;
      learners.length = 0;
      expect(lesson.ended).toBe(false);
    },
    5000,
  );

  it("takes no time to be looked at once it is dismissed", async () => {
    const settings = settingsWith({});
    let seen = (): void => undefined;
    const lesson = new Lesson(settings, await learnerOf(settings), () => seen());
    const tested = new Promise<void>((resolve) => {
      seen = () => lesson.frame().rows.length > 0 && resolve();
    });
    const running = lesson.run();
    await tested;
    lesson.gate.limit = 1;
    const looked = new Promise<void>((resolve) => {
      seen = () => lesson.frame().look?.taught && resolve();
    });
    lesson.gate.open = true;
    await looked;
    const begun = performance.now();
    await lesson.dismiss();
    await running;
    learners.length = 0;
    // A pattern would be looked at for 0.8 s.
    expect(performance.now() - begun).toBeLessThan(600);
  });

  it("ends with E_NUMERIC where a number is none any more", async () => {
    const settings = settingsWith({});
    const learner = await learnerOf(settings);
    let presentations = 0;
    const broken: DendriticLearner = {
      ...learner,
      weights: () => learner.weights(),
      errors: () => learner.errors(),
      present: (input, presentation) => {
        const output = learner.present(input, presentation);
        return ++presentations > 1000 ? output.fill(Number.NaN) : output;
      },
    };
    const lesson = new Lesson(settings, broken, () => undefined);
    lesson.gate.open = true;
    await expect(lesson.run()).rejects.toMatchObject({ code: "E_NUMERIC", hint: "lower the learning rates" });
    expect(lesson.frame().epoch).toBeLessThan(70);
  });
});

describe("published runs", () => {
  it("are found for the form, the time and the kind of neurons, their epochs stretched to as many patterns", () => {
    const { curve, summary } = publishedFor(settingsWith({}));
    expect([curve?.implementation, curve?.duration, summary?.firstPerfect]).toEqual(["rate matrix", 5, 41]);
    expect(curve?.epochs.slice(0, 3)).toEqual([0, 93, 213]);
    const spikes = publishedFor(settingsWith({ form: "spikes", duration: 50 })).curve;
    expect(spikes?.implementation).toBe("spikes");
    expect(spikes?.epochs.slice(0, 3)).toEqual([0, 31, 71]);
    const between = publishedFor(settingsWith({ duration: 10 }));
    expect(between.curve).toBeUndefined();
    expect(between.summary?.accuracy).toBe(1);
  });

  it("share an axis with the own curve", () => {
    const row = { trainAccuracy: 0, trainError: 0, measures: {} };
    const rows = [
      { ...row, epoch: 0, testAccuracy: 0.25, testError: 2 },
      { ...row, epoch: 1, testAccuracy: 0.5, testError: 1 },
    ];
    const { x, accuracy, error } = curvesOf(rows, publishedFor(settingsWith({})));
    expect(x.slice(0, 3)).toEqual([0, 1, 93]);
    expect(accuracy[0].slice(0, 3)).toEqual([0.25, 0.5, undefined]);
    expect(accuracy[1].slice(0, 3)).toEqual([0.375, undefined, 0.875]);
    expect(error.map((line) => line.length)).toEqual([x.length, x.length]);
  });
});
