// A pulse into one area: its options, the measure of its answers on made spikes, and the command.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { poissonTrains } from "../../../ts/analysis/index.ts";
import type { AreaCourses } from "../../../ts/cli/run/multi-area/activity.ts";
import { type PulseOptions, pulseOf } from "../../../ts/cli/run/multi-area/pulse.ts";
import { pulseDrawings, pulseFacts, pulseTable } from "../../../ts/cli/run/multi-area/pulse-report.ts";
import { firstDifference, pulseResponses } from "../../../ts/cli/run/multi-area/pulse-response.ts";
import { UsageError } from "../../../ts/cli/terminal/failure.ts";
import { readSpikeFile } from "../../../ts/io/index.ts";
import { texts } from "../plot/svg.ts";
import { cajal, type Result } from "./command.ts";

const times = { presim: 500, time: 1000, resolution: 0.1 };
const areas = ["A1", "A2"];
const asked = (options: PulseOptions, more: object = {}) => pulseOf({ ...times, ...options, ...more }, areas);

describe("the options of a pulse", () => {
  it("are none without an area", () => {
    expect(asked({})).toBeUndefined();
  });

  it("repeat it until the run ends, with the whole window of the last one inside", () => {
    // 100 ms after the pulse at 900 ms the run is over.
    const standard = asked({ pulse: "A2" });
    expect(standard).toEqual({
      area: "A2",
      onsets: [700, 900, 1100, 1300],
      duration: 10,
      amplitude: 500,
      window: 100,
    });
    expect(asked({ pulse: "A1", pulseStart: 100, pulseInterval: 400 })?.onsets).toEqual([600, 1000, 1400]);
    expect(asked({ pulse: "A1", pulseStart: 100.1, pulseInterval: 400 })?.onsets).toEqual([600.1, 1000.1]);
    expect(asked({ pulse: "A1", pulseStart: 900, pulseDuration: 100 })?.onsets).toEqual([1400]);
    expect(asked({ pulse: "A1", pulseInterval: 50 })?.window).toBe(50);
  });

  it.each([
    [{ pulse: "V1" }, /--pulse must name a simulated area \(A1, A2\), got 'V1'/],
    [{ pulse: "A1", pulseStart: 950 }, /--pulse-start must leave 100 ms .* ends at 1000 ms, got 950/],
    [{ pulse: "A1", pulseStart: 5000 }, /got 5000/],
    [
      { pulse: "A1", pulseDuration: 200 },
      /--pulse-duration must be below the 200 ms of --pulse-interval, got 200/,
    ],
    [{ pulse: "A1", pulseStart: 10.05 }, /--pulse-start/],
    [{ pulse: "A1", pulseDuration: 0.25 }, /--pulse-duration/],
    [{ pulse: "A1", pulseInterval: 33.33 }, /--pulse-interval/],
    [{ pulseStart: 100 }, /--pulse-start needs an area in --pulse/],
    [{ pulseAmplitude: 100 }, /--pulse-amplitude needs an area in --pulse/],
  ])("are refused where they make none: %j", (options, message) => {
    expect(() => asked(options)).toThrow(UsageError);
    expect(() => asked(options)).toThrow(message);
  });
});

const pulse = { area: "B1", onsets: [700, 900, 1100, 1300], duration: 10, amplitude: 500, window: 100 };

/** Areas of 200 neurons at 5 spikes per second; extra spikes of each neuron at `delay` after each pulse. */
function courses(seed: number, delays: readonly (number | undefined)[]): AreaCourses {
  const all = delays.map((delay, area) => {
    const trains = poissonTrains({ count: 200, rate: 5, tStop: 1000, seed: seed + area });
    const own = Array.from(trains.times, (time) => time + 500);
    const extra = delay === undefined ? [] : pulse.onsets.flatMap((onset) => Array(40).fill(onset + delay));
    const spikes = Float64Array.from([...own, ...extra]).sort();
    const rate = new Float64Array(1000);
    for (const time of spikes) rate[Math.floor(time - 500)] = (rate[Math.floor(time - 500)] as number) + 5;
    return { name: `B${area + 1}`, rate, spikes };
  });
  return {
    tStart: 500,
    areas: all,
    timesOf: (name) => all.find((one) => one.name === name)?.spikes as Float64Array,
  };
}

const named = (count: number) => ({
  areas: Array.from({ length: count }, (_, area) => ({
    name: `B${area + 1}`,
    architecture: 5,
    hierarchy: area / count,
  })),
  distances: Float64Array.from({ length: count * count }, (_, cell) =>
    Math.abs(Math.floor(cell / count) - (cell % count)),
  ),
});

describe("answers to a pulse", () => {
  const responses = pulseResponses(
    pulse,
    named(4),
    courses(1, [0.3, 5.2, undefined, 12.7]),
    courses(1, [undefined, undefined, undefined, undefined]),
  );

  it("come when the spikes do, in the order in which the pulse arrives", () => {
    expect(responses.areas.map(({ area }) => area)).toEqual(["B1", "B2", "B4", "B3"]);
    expect(responses.areas.map(({ firstChange }) => firstChange)).toEqual([0.3, 5.2, 12.7, Number.NaN]);
    expect(responses.areas.map(({ latency }) => latency)).toEqual([0, 4, 12, Number.NaN]);
    expect(responses.areas.map(({ distance }) => distance)).toEqual([0, 1, 3, 2]);
  });

  it("are as strong as the change of the rate in a bin", () => {
    // 40 spikes of 200 neurons in 2 ms.
    for (const { peak, peakLatency, latency, firstChange } of responses.areas.slice(0, 3)) {
      expect(peak).toBeCloseTo(40 / 200 / 0.002, 10);
      expect([peakLatency, latency]).toEqual([latency, 2 * Math.floor(firstChange / 2)]);
    }
    const [first] = responses.areas;
    // Bins of 2 ms from 20 ms before; nothing but the pulse differs.
    expect([first?.course.length, first?.course.findIndex((value) => value !== 0)]).toEqual([60, 10]);
  });

  it("are told in a table, as facts and in figures", async () => {
    const { rows } = pulseTable(responses);
    expect(rows[1]).toEqual(["B2", "1.0", "0.25", "5.2", "4", "100.0", "4"]);
    expect(rows[3]).toEqual(["B3", "2.0", "0.50", "-", "-", "-", "-"]);
    expect(pulseFacts(responses)[1]).toEqual(["answers", "2 of 3 other areas beyond chance within 100 ms"]);
    const drawn = await Promise.all(pulseDrawings(responses).map(({ draw }) => draw("light")));
    expect(texts(drawn[0] as string)).toEqual(
      expect.arrayContaining(["B1", "B4", "time after the pulse began (ms)", "change of the rate (1/s)"]),
    );
    expect(texts(drawn[1] as string)).toEqual(
      expect.arrayContaining(["distance from B1 (mm)", "place in the hierarchy (0 to 1)", "latency (ms)"]),
    );
    for (const { draw } of pulseDrawings(responses))
      expect((await draw("dark")).length).toBeGreaterThan(1000);
  });

  it("are hardly ever found between runs that only chance sets apart", () => {
    const nothing = Array(60).fill(undefined);
    const { areas: found } = pulseResponses(pulse, named(60), courses(1, nothing), courses(1000, nothing));
    // One per cent of 60 areas is expected; more than three come with a probability of 0.003.
    expect(found.filter(({ latency }) => Number.isFinite(latency)).length).toBeLessThanOrEqual(3);
  });

  it("are none where nothing differs, and figures do without", async () => {
    const same = courses(1, [undefined, undefined]);
    const none = pulseResponses(pulse, named(2), same, same);
    expect(none.areas.map(({ firstChange, latency }) => [firstChange, latency])).toEqual([
      [Number.NaN, Number.NaN],
      [Number.NaN, Number.NaN],
    ]);
    expect(none.withDistance).toBeNaN();
    const drawings = pulseDrawings(none);
    expect(drawings.map(({ name }) => name)).toEqual(["area-pulse"]);
    expect((await drawings[0]?.draw("light"))?.length).toBeGreaterThan(1000);
    expect(firstDifference([1, 2], [1, 2, 4])).toBe(4);
    expect(firstDifference([1, 3], [1, 2])).toBe(2);
  });
});

describe("cajal run multi-area --pulse", () => {
  const folder = mkdtempSync(join(tmpdir(), "cajal-pulse-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...more: string[]): Promise<Result> =>
    cajal(
      [
        ...["run", "multi-area", "--synthetic", "3", "--scale", "0.004", "--presim", "50", "--time", "250"],
        ...["--threads", "1", "--out", "one", "--overwrite", ...more],
      ],
      folder,
    );
  const spikesOf = (name: string, tStop: number) => {
    const { ids, times: at } = readSpikeFile(join(folder, "one", name), { tStart: 0, tStop }).spikes;
    return { ids, times: at };
  };
  let result: Result;
  beforeAll(async () => {
    result = await run("--pulse", "A2", "--pulse-start", "100", "--pulse-amplitude", "800");
  });

  it("runs the network twice, the same until the pulse", () => {
    expect([result.code, result.stderr]).toEqual([0, expect.stringContaining("control, without the pulse")]);
    const before = spikesOf("spikes.cajal", 150);
    expect(before.ids.length).toBeGreaterThan(100);
    expect(spikesOf("control.cajal", 150)).toEqual(before);
    expect(spikesOf("control.cajal", 300)).not.toEqual(spikesOf("spikes.cajal", 300));
  });

  it("tells when each area answers", () => {
    const rows = csvParse(readFileSync(join(folder, "one/pulse.csv"), "utf8"));
    expect(rows.map(({ area }) => area).sort()).toEqual(["A1", "A2", "A3"]);
    const [excited, ...others] = rows;
    expect(excited?.area).toBe("A2");
    expect(Number(excited?.["latency (ms)"])).toBeLessThan(10);
    expect(Number(excited?.["peak of the change (1/s)"])).toBeGreaterThan(30);
    for (const one of others) {
      const change = Number(one["first change (ms)"]);
      expect(change).toBeGreaterThan(Number(excited?.["first change (ms)"]));
    }
    const page = readFileSync(join(folder, "one/index.html"), "utf8");
    for (const part of ["Answers to the pulse into A2", "area-pulse.svg", "pulse.csv", "control.cajal"])
      expect(page).toContain(part);
    expect(page).toMatch(/npx cajal [^<\n]*--pulse A2 --pulse-start 100 --pulse-amplitude 800/);
  });

  it.each([
    [["--pulse", "A9"], /--pulse must name a simulated area \(A1, A2, A3\), got 'A9'/],
    [["--pulse", "A1"], /--pulse-start must leave 100 ms/],
    [["--pulse", "A1", "--pulse-start", "100", "--record", "none"], /--pulse needs --record spikes/],
    [["--pulse", "A1", "--pulse-start", "-5"], /It must be a number above 0/],
  ])("refuses what makes no pulse: %j", async (args, message) => {
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
