// What the page of the balanced network is made of, without a browser.
import { describe, expect, it } from "vitest";
import { spikeTrains } from "../../ts/index.ts";
import { brunel, brunelExamples, brunelRate, brunelWeight } from "../../ts/networks/index.ts";
import { codeOf } from "../../web/pages/balanced/code.ts";
import { History } from "../../web/pages/balanced/history.ts";
import { measure, sampled } from "../../web/pages/balanced/measures.ts";
import { type Move, staysOf } from "../../web/pages/balanced/moves.ts";
import { Rates } from "../../web/pages/balanced/rates.ts";
import { type Settings, stateSchema } from "../../web/pages/balanced/state.ts";
import { theoryAt } from "../../web/pages/balanced/theory.ts";
import { runCode } from "../helpers/run-code.ts";

/** A piece of a recording of four neurons, of which the first three are excitatory. */
const piece = (tStart: number, tStop: number, spikes: readonly (readonly [time: number, id: number])[]) =>
  spikeTrains({
    ids: Uint32Array.from(spikes, ([, id]) => id),
    times: Float64Array.from(spikes, ([time]) => time),
    neurons: Uint32Array.of(0, 1, 2, 3),
    tStart,
    tStop,
  });

describe("the history", () => {
  it("counts spikes in (k, k + 1] ms and gives bins once they are complete", () => {
    const history = new History(Uint32Array.of(0, 1, 2, 3), 3);
    const first = history.add(
      piece(0, 1.5, [
        [0.1, 0],
        [1, 1],
        [1, 3],
        [1.1, 0],
      ]),
    );
    expect([first.firstBin, [...first.countsE], [...first.countsI]]).toEqual([1, [2], [1]]);
    const second = history.add(
      piece(1.5, 3, [
        [2, 2],
        [2.1, 3],
      ]),
    );
    expect([second.firstBin, [...second.countsE], [...second.countsI]]).toEqual([2, [2, 0], [0, 1]]);
    const third = history.add(piece(3, 3.5, [[3.1, 0]]));
    expect(third.countsE.length).toBe(0);
    expect([...history.since(1).countsE]).toEqual([2, 0]);
  });

  it("gives the spikes of some neurons after a time, with the neurons", () => {
    const history = new History(Uint32Array.of(0, 1, 2, 3), 3);
    history.add(
      piece(0, 2, [
        [0.5, 0],
        [1.5, 3],
      ]),
    );
    history.add(
      piece(2, 4, [
        [2.5, 1],
        [3.5, 3],
      ]),
    );
    const { ids, times, neurons, tStart, tStop } = history.spikes(1, (id) => id !== 1);
    expect([[...ids], [...times], [...neurons]]).toEqual([
      [3, 3],
      [1.5, 3.5],
      [0, 2, 3],
    ]);
    expect([tStart, tStop]).toEqual([1, 4]);
  });

  it("forgets what is older than two seconds", () => {
    const history = new History(Uint32Array.of(0, 1, 2, 3), 3);
    for (let start = 0; start < 5000; start += 100)
      history.add(
        piece(start, start + 100, [
          [start + 50, 0],
          [start + 50, 3],
        ]),
      );
    const kept = history.spikes();
    expect(kept.tStart).toBeGreaterThanOrEqual(2900);
    expect(kept.ids.length).toBe(2 * 20);
    const { countsE, countsI } = history.since(0);
    expect(countsE.length).toBeGreaterThan(1900);
    expect(countsE.reduce((sum, count) => sum + count, 0)).toBe(
      countsI.reduce((sum, count) => sum + count, 0),
    );
  });
});

describe("measures", () => {
  it("are those of a clockwork whose neurons fire together every 10 ms", () => {
    const history = new History(
      Uint32Array.from({ length: 10 }, (_, k) => k),
      8,
    );
    const spikes = Array.from({ length: 600 }, (_, k) => [10 * Math.floor(k / 10) + 0.5, k % 10] as const);
    history.add(
      spikeTrains({
        ids: Uint32Array.from(spikes, ([, id]) => id),
        times: Float64Array.from(spikes, ([time]) => time),
        neurons: history.neurons,
        tStart: 0,
        tStop: 600,
      }),
    );
    const found = measure(history, { E: 8, I: 2 }, 0);
    expect(found?.rate).toBeCloseTo(100, 6);
    expect(found?.rateI).toBeCloseTo(100, 6);
    expect(found?.cv).toBeCloseTo(0, 9);
    expect(found?.synchrony).toBeCloseTo(1, 9);
    const { frequencies, power } = found as { frequencies: Float64Array; power: Float64Array };
    const peak = frequencies[power.indexOf(Math.max(...power.subarray(3, 40)))] as number;
    expect(Math.abs(peak - 100)).toBeLessThan(4);
  });

  it("need some time, and sample four excitatory neurons of five", () => {
    const history = new History(Uint32Array.of(0, 1, 2, 3), 3);
    history.add(piece(0, 40, []));
    expect(measure(history, { E: 3, I: 1 }, 0)).toBeUndefined();
    const keep = sampled(10, { E: 100, I: 25 });
    expect(Array.from({ length: 125 }, (_, id) => id).filter(keep)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 100, 101,
    ]);
  });
});

it("rates are kept for the longest window and given for a shorter one", () => {
  const rates = new Rates(4);
  rates.add(1, Float64Array.of(1, 2, 3), Float64Array.of(5, 6, 7));
  rates.add(4, Float64Array.of(4, 5), Float64Array.of(8, 9));
  const { times, E, I } = rates.last(3, 5.5);
  expect([[...times], E, I]).toEqual([
    [-3, -2, -1],
    [3, 4, 5],
    [7, 8, 9],
  ]);
  expect(rates.last(10, 5.5).E).toEqual([2, 3, 4, 5]);
});

describe("the theory in words", () => {
  it("names the regime of each example of the paper", () => {
    expect(brunelExamples.map((example) => theoryAt(example).regime)).toEqual([
      "SR",
      "SI fast",
      "AI",
      "SI slow",
    ]);
    expect(theoryAt({ g: 5, eta: 0.3 }).regime).toBe("quiet");
    expect(theoryAt({ g: 2, eta: 0.5 }).regime).toBe("quiet or SR");
  });

  it("names the frequency of the oscillation", () => {
    expect(theoryAt({ g: 6, eta: 4 }).text).toContain("188 Hz");
  });
});

describe("the state", () => {
  it("has defaults for everything and refuses sizes that are not offered", () => {
    expect(stateSchema.parse({})).toMatchObject({ g: 5, eta: 2, size: 12_500 });
    expect(stateSchema.safeParse({ size: 12_499 }).success).toBe(false);
    expect(stateSchema.safeParse({ g: -1 }).success).toBe(false);
    expect(stateSchema.safeParse({ eta: Number.NaN }).success).toBe(false);
  });
});

const settings: Settings = { g: 5, eta: 2, size: 2500, seed: 3, shown: 250 };

// Programs that simulate a second, beside whatever else the machine does.
describe("the code", { timeout: 300_000 }, () => {
  it("runs as it is shown and finds the rate of the place", async () => {
    const code = codeOf(settings);
    expect(code).toContain("scale: 0.2");
    const [counted = "", measured = "", theory = ""] = await runCode(code);
    const { network } = brunel({ g: 5, eta: 2, scale: 0.2, seed: 3 });
    const sim = await network.build();
    await sim.run(1200);
    expect(counted).toMatch(new RegExp(`^spikes \\d+ digest ${sim.digest()}$`));
    sim.dispose();
    const [rate = 0, cv = 0, synchrony = 0, peak = 0] = measured.split(" ").slice(1).map(Number);
    expect(Math.abs(rate - 37.7)).toBeLessThan(3);
    expect(cv).toBeGreaterThan(0.3);
    expect(synchrony).toBeGreaterThan(0.05);
    expect(peak).toBeGreaterThan(50);
    expect(Number(theory.split(" ")[1])).toBeCloseTo(37.95, 1);
    expect(codeOf({ ...settings, size: 12_500 })).not.toContain("scale");
  });

  it("follows the moves of the page, to the bit", async () => {
    const moves: Move[] = [
      { time: 10, g: 6, eta: 2 },
      { time: 33.3, g: 6, eta: 3.5 },
      { time: 60, g: 3, eta: 1 },
    ];
    // The page's own way: short pieces, moves between them.
    const begun = { ...settings, size: 1250 } as const;
    const model = brunel({ g: 5, eta: 2, scale: 0.1, seed: 3 });
    const sim = await model.network.build({ threads: 2 });
    for (const [time, move] of [10, 33.3, 47.1, 60, 61, 600].map(
      (end) => [end, moves.find((one) => one.time === end)] as const,
    )) {
      await sim.run(Number((time - sim.time).toPrecision(10)));
      if (!move) continue;
      await sim.setWeights(model.inhibition, brunelWeight(move.g));
      sim.set(model.drive, { rate: brunelRate(move.eta) });
    }
    const digest = sim.digest();
    sim.dispose();
    const code = codeOf({ ...begun, g: 3, eta: 1 }, { begun, moves }, 600);
    expect((await runCode(code))[0]).toContain(`digest ${digest}`);
  });

  it("tells a long journey by where it ended", () => {
    const moves = Array.from({ length: 41 }, (_, k) => ({ time: k, g: 5 + k / 100, eta: 2 }));
    const code = codeOf({ ...settings, g: 5.4 }, { begun: settings, moves }, 900);
    expect(code).toContain("g: 5.4, eta: 2");
    expect(code).not.toContain("setWeights");
  });
});

describe("stays on the plane", () => {
  it("are told by the moves between them, without those that took no time", () => {
    const moves = [
      { time: 100, g: 6, eta: 2 },
      { time: 100, g: 6, eta: 3 },
      { time: 250, g: 4, eta: 3 },
    ];
    const stays = staysOf({ begun: settings, moves }, 50, 400);
    expect(stays.map(({ begin, end, setting }) => [begin, end, setting.g, setting.eta])).toEqual([
      [50, 100, 5, 2],
      [100, 250, 6, 3],
      [250, 400, 4, 3],
    ]);
    expect(staysOf({ begun: settings, moves }, 300, 400)).toHaveLength(1);
    expect(staysOf({ begun: settings, moves: [] }, 0, 9)).toEqual([{ begin: 0, end: 9, setting: settings }]);
  });
});
