// What instruments would see of areas: from made spikes whose waves are known, and from a run whose potentials are.
import { describe, expect, it } from "vitest";
import { mean, powerSpectrum, trainsOf, uniforms } from "../../../ts/analysis/index.ts";
import { activityOf } from "../../../ts/cli/run/multi-area/activity.ts";
import { areaReport } from "../../../ts/cli/run/multi-area/areas.ts";
import { leastProxyTime, proxiesOf } from "../../../ts/cli/run/multi-area/proxies.ts";
import { decodeNpz } from "../../../ts/io/index.ts";
import { multiArea, multiAreaMeanField, syntheticConnectome } from "../../../ts/networks/index.ts";
import { texts } from "../plot/svg.ts";

const connectome = syntheticConnectome({ areas: 3, seed: 1 });
const size = { scale: 0.002, indegreeScale: 0.2, rates: multiAreaMeanField(connectome).rates };
const described = multiArea(connectome, size);
const window = { tStart: 100, tStop: 1500 };

/** Every neuron fires at 20 per second on average, in waves of 25 per second that reach an area after a delay. */
function madeTrains(delays: Readonly<Record<string, number>>) {
  const random = uniforms(2);
  const lists = described.populations.flatMap(({ area, view }) =>
    Array.from({ length: view.length }, () =>
      Float64Array.from({ length: 28 }, () => {
        const wave = 40 * Math.floor(random() * 34) + 12 * random();
        return window.tStart + wave + (delays[area] as number);
      }).sort(),
    ),
  );
  return trainsOf(lists, window);
}

const activity = activityOf(described, madeTrains({ A1: 0, A2: 10, A3: 20 }), window);
const found = proxiesOf(described, activity) as NonNullable<ReturnType<typeof proxiesOf>>;

describe("proxies of areas", () => {
  it("begin when all that was fired before has arrived, and end together", () => {
    // 50 ms, and 6 ms for excitation in the LFP; 1 ms of currents from the future for the EEG.
    expect(found.tStart).toBe(156);
    for (const signals of [found.lfp, found.eeg, found.dye])
      expect(signals.map(({ length }) => length)).toEqual([1343, 1343, 1343]);
    expect(found.areas).toEqual(["A1", "A2", "A3"]);
  });

  it("are as late as the activity of their area", () => {
    for (const signals of [found.lfp, found.eeg, found.dye]) {
      const power = powerSpectrum(signals[0] as Float64Array, { interval: 1, segment: 400 });
      const peak = power.power.indexOf(Math.max(...power.power.slice(3)));
      expect(power.frequencies[peak]).toBeCloseTo(25, 5);
      // Half a wave of 40 ms apart: where one is high the other is low, but for what each gets from the other.
      const product = (one: number, other: number): number =>
        mean((signals[one] as Float64Array).map((value, k) => value * (signals[other]?.[k] as number)));
      expect(product(0, 2)).toBeLessThan(-0.3 * product(0, 0));
      expect(Math.abs(product(0, 1))).toBeLessThan(0.5 * product(0, 0));
    }
  });

  it("need some time", () => {
    const short = { tStart: 100, tStop: 100 + leastProxyTime - 1 };
    expect(
      proxiesOf(described, activityOf(described, madeTrains({ A1: 0, A2: 0, A3: 0 }), short)),
    ).toBeUndefined();
  });

  it("of a run agree with its recorded potentials", async () => {
    const run = multiArea(connectome, { ...size, areas: ["A1"], scale: 0.005 });
    const members = (run.areas.get("A1") ?? []).filter(({ name }) => name.startsWith("23"));
    const recorders = members.map(({ view }) => run.network.record(view, ["V_m"], { every: 1 }));
    const sim = await run.network.build({ threads: 1 });
    await sim.run(600);
    const own = proxiesOf(run, activityOf(run, sim.read(run.spikes), { tStart: 100, tStop: 600 }));
    const { tStart = 0, dye = [] } = own ?? {};
    const total = members.reduce((sum, { view }) => sum + view.length, 0);
    const potential = Float64Array.from(dye[0] as Float64Array, (_, sample) => {
      const sums = recorders.map((recorder) => {
        const { values, times, ids } = sim.read(recorder);
        // A signal's sample k is at the end of its millisecond.
        const row = times.indexOf(tStart + sample + 1);
        return values.V_m.subarray(row * ids.length, (row + 1) * ids.length).reduce((sum, V) => sum + V, 0);
      });
      return sums.reduce((sum, value) => sum + value, 0) / total;
    });
    const centre = mean(potential);
    const relative = potential.map((V) => (V - centre) / Math.abs(centre));
    const square = (values: Float64Array): number => mean(values.map((value) => value * value));
    const missed = relative.map((value, k) => value - (dye[0]?.[k] as number));
    // What is left is the noise of the Poisson trains from outside, of which the estimate knows the mean only.
    expect(square(missed)).toBeLessThan(0.5 * square(relative));
  });
});

describe("the report of proxies", () => {
  const rates = described.populations.map(({ label, view }) => ({
    label,
    neurons: view.length,
    rate: 20,
    theory: null,
    reference: null,
    localVariation: null,
    correlation: null,
  }));
  const told = { activity, interactions: undefined, proxies: found, rates, shown: ["A1", "A3"] };
  const report = areaReport(told);

  it("has the signals of all areas in a file", () => {
    const arrays = decodeNpz(report.files["area-signals.npz"] as Uint8Array);
    expect([...arrays.keys()]).toEqual(["areas", "time", "lfp", "eeg", "dye"]);
    const { data, shape } = arrays.get("lfp") as NonNullable<ReturnType<typeof arrays.get>>;
    expect(shape).toEqual([3, 1343]);
    expect(data[1343 + 7]).toBe(Math.fround(found.lfp[1]?.[7] as number));
    expect(arrays.get("time")?.data[0]).toBe(156);
  });

  it("draws single areas, all under the dye, and spectra, on both grounds", async () => {
    const drawings = report.drawings.filter(({ name }) => /proxies|dye|lfp/.test(name));
    expect(drawings.map(({ name }) => name)).toEqual(["area-proxies", "area-dye", "area-lfp-spectra"]);
    const drawn = await Promise.all(drawings.map(({ draw }) => draw("light")));
    expect(texts(drawn[0] as string)).toEqual(
      expect.arrayContaining(["LFP of A1", "EEG of A3", "dye in A3", "z-score", "change (%)", "time (ms)"]),
    );
    expect(texts(drawn[1] as string)).toEqual(
      expect.arrayContaining(["A1", "A2", "A3", "change of the potential (%)"]),
    );
    expect(texts(drawn[2] as string)).toEqual(
      expect.arrayContaining(["power of the LFP (z-score² per (1/s))"]),
    );
    for (const { draw } of drawings) expect((await draw("dark")).length).toBeGreaterThan(1000);
  });

  it("leaves out areas in which nothing varies", async () => {
    const silent = described.populations.flatMap(({ area, view }) =>
      Array.from({ length: view.length }, (_, row) =>
        area === "A1" && row < 20 ? [300, 700 + row, 900] : [],
      ),
    );
    const few = activityOf(described, trainsOf(silent, window), window);
    const proxies = proxiesOf(described, few);
    const { drawings } = areaReport({ ...told, activity: few, proxies, shown: ["A1", "A3"] });
    for (const { name, draw } of drawings)
      if (/proxies|dye|lfp/.test(name)) expect((await draw("light")).length).toBeGreaterThan(1000);
  });
});
