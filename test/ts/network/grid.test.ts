// Times become steps and steps times as in the kernel: halves go up, noise is no error, what comes back is clean.
import { describe, expect, it } from "vitest";
import {
  dc,
  inhomogeneousPoisson,
  Network,
  oneToOne,
  type Population,
  poisson,
  spikeGenerator,
  stepCurrent,
  uniform,
} from "../../../ts/index.ts";
import { dendritic_spiking, iaf_psc_exp, parrot_neuron, rate_input } from "../../../ts/models/index.ts";
import { gridOf, nearestStep, stepsOf, timeOf } from "../../../ts/network/values/grid.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

/** The double that a decimal of so many nanoseconds is read as. */
function decimal(nanoseconds: number): number {
  const digits = String(nanoseconds).padStart(7, "0");
  return Number(`${digits.slice(0, -6)}.${digits.slice(-6)}`);
}

/** The times that adding a step again and again arrives at. */
function added(count: number, step = 0.1): number[] {
  const times: number[] = [];
  for (let time = step; times.length < count; time += step) times.push(time);
  return times;
}

const resolutions = [2, 10, 1000, 2000, 10_000, 25_000, 50_000, 100_000, 125_000, 300_000, 1_000_000];

const parrots = (options: { resolution?: number; seed?: number } = {}, size = 1) => {
  const net = new Network(options);
  return { net, all: net.population(parrot_neuron, size) as Population<"parrot_neuron"> };
};

describe("steps", () => {
  it("rounds halves up at every resolution", () => {
    for (const ticks of resolutions) {
      const grid = gridOf(decimal(ticks));
      const wrong: number[] = [];
      for (let k = 0; k < 65_535; k++) {
        const half = decimal(k * ticks + ticks / 2);
        if (nearestStep(half, grid) !== k + 1 || nearestStep(half * (1 - 1e-12), grid) !== k)
          wrong.push(half);
      }
      expect(wrong, `${grid.resolution} ms`).toEqual([]);
    }
  });

  it("takes half a microsecond for noise, and a quarter of a step where steps are as short", () => {
    const grid = gridOf(0.1);
    for (const noise of [1e-12, 1e-6, 4e-4])
      for (const sign of [-1, 1]) {
        expect(stepsOf(22.9 + sign * noise, grid)).toBe(229);
        expect(stepsOf(1e6 + sign * noise, grid)).toBe(1e7);
      }
    for (const off of [6e-4, 0.01, 0.05, -6e-4]) expect(stepsOf(22.9 + off, grid)).toBeUndefined();
    expect(stepsOf(1.0002, gridOf(0.001))).toBe(1000);
    expect(stepsOf(1.0004, gridOf(0.001))).toBeUndefined();
    expect(stepsOf(1234567891.234568, gridOf(1e-6))).toBe(1234567891234568);
  });

  it("makes times that are the doubles nearest to their decimals", () => {
    for (const ticks of resolutions) {
      const grid = gridOf(decimal(ticks));
      for (const step of [1, 3, 6, 7, 943, 65_535, 10_000_001, 1_234_567_891]) {
        expect(timeOf(step, grid)).toBe(decimal(step * ticks));
        expect(stepsOf(timeOf(step, grid), grid)).toBe(step);
      }
    }
    expect(new Network({ resolution: 0.1 * 3 }).resolution).toBe(0.3);
  });

  it("agree with the kernel's, delay by delay", async () => {
    for (const ticks of resolutions) {
      const resolution = decimal(ticks);
      const delays: number[] = [];
      for (let k = 1; k < 60_000; k += 37) {
        const half = decimal(k * ticks + ticks / 2);
        delays.push(half, half * (1 - Number.EPSILON), half * (1 + Number.EPSILON), half * (1 - 1e-12));
        delays.push(decimal(k * ticks), k * resolution, resolution * (k + 0.3), resolution * (k + 0.7));
      }
      const { net, all } = parrots({ resolution }, delays.length);
      const projection = net.connect(all, all, oneToOne(), { delay: delays });
      const sim = await net.build({ threads: 1 });
      const { delay } = sim.weights(projection);
      sim.dispose();
      const grid = gridOf(resolution);
      expect([...delay], `${resolution} ms`).toEqual(
        delays.map((time) => timeOf(nearestStep(time, grid), grid)),
      );
    }
  }, 60_000);
});

describe("times that miss the grid by noise", () => {
  it("are taken in spike trains, one spike for each", async () => {
    const { net, all } = parrots();
    net.stimulate(all, spikeGenerator({ times: added(5000) }), { delay: 0.1 });
    net.stimulate(all, spikeGenerator({ times: [22.900000000100004, 1433.9000000003] }), { delay: 600 });
    const record = net.record(all, "spikes");
    const sim = await net.build({ threads: 1 });
    sim.runSync(2100);
    const times = [...sim.read(record).times];
    expect(times.slice(0, 3)).toEqual([0.2, 0.3, 0.4]);
    expect(times).toHaveLength(5002);
    expect(times.slice(-2)).toEqual([622.9, 2033.9]);
    sim.dispose();
  });

  it("are equal where they fall on one step, whichever came first", async () => {
    const { net, all } = parrots();
    const times = [0.1 + 0.2, 0.3, 0.3 + 2e-4, 0.3 - 2e-4];
    net.stimulate(all, spikeGenerator({ times }), { delay: 0.1 });
    const record = net.record(all, "spikes");
    const sim = await net.build({ threads: 1 });
    sim.runSync(1);
    expect([...sim.read(record).times]).toEqual([0.4, 0.4, 0.4, 0.4]);
    sim.dispose();
  });

  it("are taken as starts, stops, changes of currents and rates, intervals and delays", () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp, 1);
    const times = added(2000);
    const values = times.map((_, k) => k % 7);
    const [start, stop] = [times[998] as number, times[1999] as number];
    net.stimulate(all, stepCurrent({ times, values, start, stop }));
    net.stimulate(all, inhomogeneousPoisson({ rate_times: times, rate_values: values, start, stop }));
    net.stimulate(all, poisson({ rate: 1, start: 0.3 - 0.1 * 3, stop }));
    const delay = 0.1 * 3;
    net.connect(all, all, oneToOne(), { delay });
    net.connect(all, all, oneToOne(), { delay: [delay] });
    expect(net.record(all, "V_m", { every: delay }).every).toBe(0.3);
    expect(net.warnings).toEqual([]);
    const { stimuli, connections, recorders } = net.toJSON();
    expect(stimuli?.map(({ parameters }) => parameters?.["start"])).toEqual([99.9, 99.9, 0]);
    expect(stimuli?.map(({ parameters }) => parameters?.["stop"])).toEqual([200, 200, 200]);
    expect(connections?.[0]?.delay).toBe(0.3);
    expect(recorders?.[0]).toMatchObject({ every: 0.3 });
    expect(Network.from(JSON.stringify(net)).toJSON()).toEqual(net.toJSON());
  });

  it("are taken as durations and intervals of runs", async () => {
    const { net } = parrots();
    const sim = await net.build({ threads: 1 });
    const [duration] = added(5000).slice(-1) as [number];
    expect(duration).not.toBe(500);
    const report = sim.runSync(duration);
    expect([sim.time, report.simulated, sim.report.run.simulated]).toEqual([500, 500, 500]);
    sim.runSync(0.3 - 0.1 * 3);
    expect(sim.time).toBe(500);
    const seen: number[] = [];
    for await (const { time } of sim.steps({ every: 0.1 * 3, duration: 0.1 + 0.2 + 0.6 })) seen.push(time);
    expect(seen).toEqual([500.3, 500.6, 500.9]);
    expect(errorOf(() => sim.runSync(0.25)).code).toBe("E_TIME_GRID");
    expect(errorOf(() => sim.runSync(-0.1)).code).toBe("E_TIME");
    sim.dispose();
  });

  it("are taken between runs", async () => {
    const { net, all } = parrots();
    const train = net.stimulate(all, spikeGenerator({ times: [0.1] }), { delay: 0.1 });
    const record = net.record(all, "spikes");
    const sim = await net.build({ threads: 1 });
    sim.runSync(1);
    sim.set(train, { times: [22.900000000100004] });
    sim.runSync(30);
    expect([...sim.read(record).times]).toEqual([0.2, 23]);
    sim.dispose();
  });
});

describe("times between steps", () => {
  const { net, all } = parrots();

  it("are refused where nothing is rounded", () => {
    for (const off of [1.25, 1.2006, 1.1994]) {
      expectRefusal(net, () => net.stimulate(all, spikeGenerator({ times: [off] })), "E_SPIKE_TIMES", "1.2");
      expectRefusal(net, () => net.stimulate(all, poisson({ rate: 1, start: off })), "E_TIME_GRID", "1.2");
    }
    expectRefusal(
      net,
      () => net.stimulate(all, spikeGenerator({ times: [1e-5] })),
      "E_SPIKE_TIMES",
      "after 0 ms",
    );
    expectRefusal(net, () => net.stimulate(all, poisson({ rate: 1, start: -0.1 })), "E_PARAM_RANGE", "start");
  });

  it("are rounded with a warning as delays, or refused under strictTime", () => {
    const rounded = new Network();
    const one = rounded.population(parrot_neuron, 1);
    rounded.connect(one, one, oneToOne(), { delay: 1.2006 });
    rounded.stimulate(one, poisson({ rate: 1 }), { delay: 1.25 });
    expect(rounded.warnings.map(({ code }) => code)).toEqual(["W_DELAY_ROUNDED", "W_DELAY_ROUNDED"]);
    const strict = new Network({ strictTime: true });
    const other = strict.population(parrot_neuron, 1);
    expectRefusal(strict, () => strict.connect(other, other, oneToOne(), { delay: 1.25 }), "E_TIME_GRID");
    strict.connect(other, other, oneToOne(), { delay: 0.1 * 3 });
  });

  it("are told apart on the grid: two changes in one step are none", () => {
    const neurons = new Network();
    const target = neurons.population(iaf_psc_exp, 1);
    const changes = (times: number[]) => () =>
      neurons.stimulate(target, stepCurrent({ times, values: times.map(() => 1) }));
    expectRefusal(neurons, changes([0.3, 0.3002]), "E_TIME_GRID", "times[1]", "the same step (0.3 ms)");
    expectRefusal(neurons, changes([0.3, 0.1]), "E_TIME_GRID", "times[1]", "before");
    expectRefusal(neurons, changes([0.3, 0.3]), "E_TIME_GRID", "times[1]", "after");
  });
});

describe("what lasts whole steps", () => {
  it("says the time that is used: up for most models, the nearest for dendritic ones", () => {
    const net = new Network();
    net.population(iaf_psc_exp, 1, { t_ref: 2.03 });
    net.population(dendritic_spiking, 1, { t_ref: 2.03 });
    net.population(dendritic_spiking, 1, { t_ref: 2.07 });
    expect(net.warnings.map(({ message }) => message.replace(/^.*: /, ""))).toEqual([
      "2.03 ms is taken as 2.1 ms",
      "2.03 ms is taken as 2 ms",
      "2.07 ms is taken as 2.1 ms",
    ]);
  });

  it("is no time constant, which need not be a whole step", () => {
    const net = new Network({ strictTime: true });
    net.population(rate_input, 1, { tau_x: 1.234 });
    net.population(dendritic_spiking, 1, { tau_dendrite: 1.234 });
    net.population(iaf_psc_exp, 1, { t_ref: 0.1 * 3, tau_m: 10.05 });
    expect(net.warnings).toEqual([]);
  });
});

describe("what comes back", () => {
  it("is clean: delays, times of spikes and samples", async () => {
    for (const resolution of [0.1, 0.05, 0.01, 0.025]) {
      const net = new Network({ resolution });
      const all = net.population(parrot_neuron, 3);
      const neuron = net.population(iaf_psc_exp, 1);
      const projection = net.connect(all, all, oneToOne(), { delay: [0.3, 0.6, 0.7] });
      net.stimulate(all, spikeGenerator({ times: [0.2, 0.5] }), { delay: 0.1 });
      net.stimulate(neuron, dc({ amplitude: 1 }));
      const [spikes, trace] = [net.record(all, "spikes"), net.record(neuron, "V_m", { every: 0.1 })];
      const sim = await net.build({ threads: 1 });
      for (let k = 0; k < 7; k++) sim.runSync(0.1);
      expect(sim.time).toBe(0.7);
      sim.runSync(1);
      expect([...sim.weights(projection).delay]).toEqual([0.3, 0.6, 0.7]);
      expect([...sim.read(trace).times].slice(0, 7)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
      expect(new Set(sim.read(spikes).times)).toEqual(new Set([0.3, 0.6, 0.9, 1.2, 1.5, 1, 1.3, 1.7]));
      sim.dispose();
    }
  });

  it("shows that the first and the last step of a uniform delay get half a share each", async () => {
    const { net, all } = parrots({ seed: 3 }, 20_000);
    const projection = net.connect(all, all, oneToOne(), { delay: uniform(1, 2) });
    const sim = await net.build({ threads: 1 });
    const counts = new Map<number, number>();
    for (const delay of sim.weights(projection).delay) counts.set(delay, (counts.get(delay) ?? 0) + 1);
    sim.dispose();
    // Binomial counts: five standard deviations around 1000 and 2000 of 20,000.
    for (const delay of [1, 2]) expect(Math.abs((counts.get(delay) ?? 0) - 1000)).toBeLessThan(155);
    for (let step = 11; step < 20; step++)
      expect(Math.abs((counts.get(step / 10) ?? 0) - 2000)).toBeLessThan(213);
  });
});
