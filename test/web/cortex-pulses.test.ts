// Pulses into areas of cortex: how they are given, what becomes of the answers, and the program that repeats them.
import { describe, expect, it } from "vitest";
import { transientResponse, trialsAround, uniforms } from "../../ts/analysis/index.ts";
import { type Simulation, type StimulusHandle, spikeTrains } from "../../ts/index.ts";
import { multiArea, syntheticConnectome } from "../../ts/networks/index.ts";
import { RateMeter } from "../../web/draw/rate-meter.ts";
import { orderOf } from "../../web/pages/cortex/activity/order.ts";
import { around, PulseAnswers } from "../../web/pages/cortex/activity/pulse-answers.ts";
import { codeOf } from "../../web/pages/cortex/code.ts";
import { describe as described } from "../../web/pages/cortex/network/describe.ts";
import type { Atlas, Pulse } from "../../web/pages/cortex/network/messages.ts";
import { Pulses } from "../../web/pages/cortex/network/pulses.ts";
import { areaCount, stateSchema } from "../../web/pages/cortex/state.ts";
import { digestOf, runCode } from "../helpers/run-code.ts";

/** Spikes of two areas of 40 neurons: noise, and after each pulse a volley in the second one, 7 ms later. */
function spikesAround(starts: readonly number[], until: number) {
  const random = uniforms(5);
  const spikes = Array.from(
    { length: 0.4 * until },
    () => [random() * until, Math.floor(80 * random())] as const,
  );
  for (const start of starts) for (let id = 40; id < 80; id += 2) spikes.push([start + 7 + 3 * random(), id]);
  spikes.sort(([one], [other]) => one - other);
  return {
    ids: Uint32Array.from(spikes, ([, id]) => id),
    times: Float64Array.from(spikes, ([time]) => time),
  };
}

describe("answers to pulses", () => {
  const starts = [100, 260, 450];
  const pulse = (start: number): Pulse => ({ area: 0, start, amplitude: 1000, duration: 5 });
  const areas = [
    { first: 0, size: 40 },
    { first: 40, size: 40 },
  ];

  it("are those of the analysis of trials, however the time is cut", () => {
    const { ids, times } = spikesAround(starts, 600);
    const meter = new RateMeter(areas, 1, 1500);
    meter.reset();
    const answers = new PulseAnswers(2);
    let [from, next] = [0, 0];
    for (const now of [37.3, 99.9, 130, 204.5, 261, 380.2, 500, 551.7, 600]) {
      const end = times.findIndex((time) => time > now);
      const to = end < 0 ? times.length : end;
      for (; (starts[next] as number) <= now; next++) answers.expect(pulse(starts[next] as number));
      meter.add(ids.subarray(from, to), times.subarray(from, to), now);
      answers.collect(meter, now);
      from = to;
    }
    expect(answers.count).toBe(3);
    const source = spikeTrains({
      ids,
      times,
      neurons: Uint32Array.from({ length: 80 }, (_, k) => k),
      tStart: 0,
      tStop: 600,
    });
    for (const [area, { first, size }] of areas.entries()) {
      const neurons = Uint32Array.from({ length: size }, (_, k) => first + k);
      const trials = trialsAround(source, {
        events: starts,
        before: around.before,
        after: around.after,
        neurons,
      });
      const { onsetLatency, peakRate } = transientResponse(trials, { onset: 0 });
      expect(answers.arrivals()[area]).toBe(onsetLatency);
      expect(Math.max(...(answers.means()[area] as Float64Array).subarray(50, 100))).toBeCloseTo(peakRate, 9);
    }
    expect(answers.arrivals()).toEqual([Number.NaN, 7]);
  });

  it("begin anew with another kind of pulse, and leave out pulses without a baseline or a past", () => {
    const meter = new RateMeter(areas, 1, 300);
    meter.reset();
    const answers = new PulseAnswers(2);
    answers.expect(pulse(20));
    answers.expect(pulse(60));
    meter.add([], [], 170);
    expect(answers.collect(meter, 170)).toBe(true);
    expect(answers.count).toBe(1);
    answers.expect({ ...pulse(200), area: 1 });
    expect([answers.count, answers.pulse?.area]).toEqual([0, 1]);
    meter.add([], [], 700);
    answers.collect(meter, 700);
    expect(answers.count).toBe(0);
  });

  it("are put in the order of time, then of distance, without the area of the pulse", () => {
    const atlas = {
      areas: ["A1", "A2", "A3", "A4"].map((name) => ({ name })),
      distances: Float64Array.of(0, 7, 14, 21, 7, 0, 0, 0, 14, 0, 0, 0, 21, 0, 0, 0),
      synapses: Float64Array.of(0, 1, 1, 1, 5, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0),
    } as unknown as Atlas;
    expect(orderOf(atlas, 0, [0, 6, 6, Number.NaN])).toEqual([
      { area: 1, time: 6, distance: 7, delay: 2, direct: true },
      { area: 2, time: 6, distance: 14, delay: 4, direct: false },
    ]);
  });
});

describe("pulses", () => {
  const handle = {} as StimulusHandle;

  /** A simulation that writes down what it is told. */
  function recording() {
    const set: object[] = [];
    const simulation = { time: 0, set: (_: unknown, values: object) => set.push(values) };
    return { set, simulation: simulation as unknown as { time: number } & Simulation };
  }

  it("begin at whole milliseconds, and one that is under way is left alone", () => {
    const { set, simulation } = recording();
    const pulses = new Pulses(new Map([[0, handle]]));
    const kind = { area: 0, amplitude: 800, duration: 5 };
    (simulation as { time: number }).time = 12.3;
    pulses.fire(simulation, kind);
    (simulation as { time: number }).time = 15;
    pulses.fire(simulation, kind);
    pulses.fire(simulation, { ...kind, area: 9 });
    expect(set).toEqual([{ amplitude: 800, start: 13, stop: 18 }]);
    expect(pulses.take()).toEqual([{ ...kind, start: 13 }]);
    expect(pulses.take()).toEqual([]);
  });

  it("are repeated at equal times, or as soon as possible", () => {
    const { simulation } = recording();
    const pulses = new Pulses(new Map([[0, handle]]));
    pulses.repeat(simulation, 150);
    pulses.fire(simulation, { area: 0, amplitude: 800, duration: 5 });
    for (const time of [80, 100, 140, 290, 800.5, 870]) {
      (simulation as { time: number }).time = time;
      pulses.repeat(simulation, 150);
    }
    pulses.repeat(simulation, 0);
    expect(pulses.take().map(({ start }) => start)).toEqual([0, 150, 300, 801]);
  });
});

const small = stateSchema.parse({ areas: [0, 1, 2], scale: 0.002, indegreeScale: 0.1, seed: 3 });

describe("the code", { timeout: 120_000 }, () => {
  it("follows the pulses of the page, to the bit, which unused currents do not change", async () => {
    const cortex = described(small);
    const pulses = new Pulses(cortex.currents);
    const simulation = await cortex.network.build({ threads: 2 });
    const pieces = [3.4, 16.6, 7.7, 30, 2.3];
    for (const piece of pieces) {
      await simulation.run(piece);
      if (piece === 16.6) pulses.fire(simulation, { area: 1, amplitude: 900, duration: 3 });
      if (piece === 7.7) pulses.fire(simulation, { area: 0, amplitude: 1000, duration: 5 });
    }
    const given = pulses.take();
    expect(given.map(({ start }) => start)).toEqual([20, 28]);
    expect(digestOf(await runCode(codeOf(small, given.toReversed(), 60)))).toBe(simulation.digest());
    simulation.dispose();
    const digests = await Promise.all(
      [
        described(small).network,
        multiArea(syntheticConnectome({ areas: areaCount, seed: 1 }), {
          areas: ["A1", "A2", "A3"],
          scale: 0.002,
          indegreeScale: 0.1,
          seed: 3,
        }).network,
      ].map(async (network) => {
        const sim = await network.build({ connectivity: "made" });
        await sim.run(20);
        const digest = sim.digest();
        sim.dispose();
        return digest;
      }),
    );
    expect(digests[0]).toBe(digests[1]);
  });

  it("says what differs from what is usual, and no more", () => {
    const plain = codeOf(stateSchema.parse({}), [], 100);
    expect(plain).toContain('state: "ground", chi: 1,\n');
    expect(plain).not.toMatch(/areas: \[|connectivity|currents|import \{ dc \}/);
    const made = codeOf({ ...small, connectivity: "made", weights: "compact" }, [], 0);
    for (const part of [
      'areas: ["A1","A2","A3"]',
      'build({ connectivity: "made", weights: "compact" })',
      "start: 500",
      'area: "A1"',
    ])
      expect(made).toContain(part);
  });

  it("tells a long history by its last settings", () => {
    const many = Array.from({ length: 61 }, (_, k) => ({
      area: 0,
      start: 150 * k,
      amplitude: 1,
      duration: 5,
    }));
    expect(codeOf(small, many, 9200)).toContain("from the beginning");
    expect(codeOf(small, many.slice(1), 9200)).toContain("to the time step");
  });
});
