// Time, building, progress and cancellation: rows 26, 29 to 34, 37 and 39 of the table of bad inputs.
import { describe, expect, it } from "vitest";
import { fixedIndegree, Network, type Progress, poisson, type Simulation } from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { firingNetwork } from "../../helpers/firing-network.ts";

const small = async (): Promise<Simulation> => firingNetwork(20).net.build();

describe("time", () => {
  it("row 31: refuses durations that are no time, and nothing moves", async () => {
    const sim = await small();
    for (const duration of [-1, Number.NaN, Infinity, "1000", null, undefined, {}, 10n]) {
      const error = await rejectionOf(sim.run(duration as number));
      expect(error.code).toBe("E_TIME");
      expect(errorOf(() => sim.runSync(duration as number)).code).toBe("E_TIME");
    }
    expect((await rejectionOf(sim.run("-1 ms"))).code).toBe("E_TIME");
    expect((await rejectionOf(sim.run("1 mV"))).code).toBe("E_DIM");
    expect(sim.time).toBe(0);
    expect((await sim.run("2 ms")).simulated).toBe(2);
  });

  it("row 32: run(0) does nothing", async () => {
    const sim = await small();
    await sim.run(5);
    const digest = sim.digest();
    expect(await sim.run(0)).toMatchObject({ simulated: 0, spikes: 0, realTimeFactor: 0 });
    expect([sim.time, sim.digest()]).toEqual([5, digest]);
  });

  it("row 33: refuses durations off the grid and names both neighbours", async () => {
    const sim = await small();
    const error = await rejectionOf(sim.run(1.25));
    expect(error.code).toBe("E_TIME_GRID");
    expect(error.message).toContain("1.2 and 1.3 ms");
    expect(sim.time).toBe(0);
    expect((await sim.run(0.3)).simulated).toBe(0.3);
  });

  it("row 34: refuses more than 2^53 ns in all", async () => {
    const sim = await small();
    expect((await rejectionOf(sim.run(9.1e9))).code).toBe("E_TIME");
    expect((await rejectionOf(sim.run(1e300))).code).toBe("E_TIME");
  });
});

describe("building", () => {
  it("row 26: refuses a network above the budget before anything is allocated, with the estimate", async () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp, 1e6);
    net.connect(all, all, fixedIndegree(1e6));
    const before = process.memoryUsage.rss();
    const error = await rejectionOf(net.build());
    expect(error.code).toBe("E_MEMORY_BUDGET");
    for (const text of ["synapses", "runs", "state", "6.00 TB", "compact", "smaller", "more memory"])
      expect(error.message).toContain(text);
    expect(process.memoryUsage.rss() - before).toBeLessThan(2e8);
    const { net: little } = firingNetwork();
    const limited = await rejectionOf(little.build({ memoryLimit: "10 kB" }));
    expect([limited.code, limited.message.includes("10.0 kB")]).toEqual(["E_MEMORY_BUDGET", true]);
    await expect(little.build({ memoryLimit: "1 GB" })).resolves.toBeDefined();
  });

  it("row 30: the network must not change while it is being built, and may afterwards", async () => {
    const { net, all } = firingNetwork();
    const json = JSON.stringify(net);
    const building = net.build();
    for (const change of [
      () => net.population(iaf_psc_exp, 1),
      () => net.connect(all, all, fixedIndegree(1)),
      () => net.stimulate(all, poisson({ rate: 1 })),
      () => net.record(all, "spikes"),
      () => net.set(all, { V_m: -60 }),
    ])
      expect(errorOf(change).code).toBe("E_BUSY");
    expect(JSON.stringify(net)).toBe(json);
    const sim = await building;
    const late = net.record(all, "V_m");
    expect(errorOf(() => sim.read(late)).code).toBe("E_INDEX");
    const again = await net.build();
    await again.run(2);
    expect(again.read(late).times).toHaveLength(2);
  });

  it("row 29: parameters of neurons change between runs, all of a call or none", async () => {
    const { net, all } = firingNetwork(20);
    const sim = await net.build();
    sim.set(all, { tau_m: 5 });
    expect(sim.get(all, "tau_m")[19]).toBe(5);
    expect(errorOf(() => sim.set(all, { V_m: -60, tau_m: 0 })).code).toBe("E_PARAM_POSITIVE");
    expect([sim.get(all, "V_m")[0], sim.get(all, "tau_m")[0]]).toEqual([-70, 5]);
    expect(errorOf(() => sim.set(all, { V_n: 1 } as never)).code).toBe("E_UNKNOWN_PARAM");
  });

  it("row 39: refuses thread numbers that are none, and warns of more than the machine has", async () => {
    const { net } = firingNetwork(20);
    for (const threads of [0, -1, 1.5, 1025, Number.NaN, "2"])
      expect((await rejectionOf(net.build({ threads: threads as number }))).code).toBe("E_THREADS");
    const sim = await net.build({ threads: 64 });
    expect(sim.report.threads).toBe(64);
    expect(sim.report.warnings.map(({ code }) => code)).toContain("W_THREADS");
  });

  it("automatic threads: one per 2,000 neurons, or as OMP_NUM_THREADS says", async () => {
    const before = process.env.OMP_NUM_THREADS;
    try {
      delete process.env.OMP_NUM_THREADS;
      expect((await firingNetwork(20).net.build({ threads: "auto" })).report.threads).toBe(1);
      process.env.OMP_NUM_THREADS = "3";
      expect((await firingNetwork(20).net.build()).report.threads).toBe(3);
    } finally {
      if (before === undefined) delete process.env.OMP_NUM_THREADS;
      else process.env.OMP_NUM_THREADS = before;
    }
  });

  it("refuses unknown options and backends", async () => {
    const { net } = firingNetwork(20);
    expect((await rejectionOf(net.build({ thread: 1 } as never))).message).toContain("'threads'");
    expect((await rejectionOf(net.build({ weights: "half" as never }))).code).toBe("E_UNKNOWN_NAME");
    const backend = await rejectionOf(net.build({ backend: "cuda" as never }));
    expect([backend.code, backend.allowed]).toEqual(["E_UNKNOWN_NAME", "auto, native, wasm"]);
    expect(() => net.population(iaf_psc_exp, 1)).not.toThrow();
  });

  it("row 37: refuses a run whose samples would not fit into the budget, before it begins", async () => {
    const { net, all } = firingNetwork(100);
    net.record(all, "V_m", { every: 0.1 });
    const sim = await net.build({ memoryLimit: "2 MB" });
    const error = await rejectionOf(sim.run(1000));
    expect([error.code, sim.time]).toEqual(["E_RECORD", 0]);
    for (const text of ["8.00 MB", "2.00 MB", "clear"]) expect(error.message).toContain(text);
    await sim.run(200);
  });

  it("estimates refuse unknown options", () => {
    const { net } = firingNetwork(20);
    expect(errorOf(() => net.estimate({ thread: 1 } as never)).code).toBe("E_UNKNOWN_PARAM");
    expect(errorOf(() => net.estimate({ threads: 0 })).code).toBe("E_THREADS");
  });

  it("carries the warnings of the description into the report", async () => {
    const { net, all } = firingNetwork(20);
    net.connect(all, all, fixedIndegree(2), { delay: 1.23 });
    const { warnings } = (await net.build()).report;
    expect(warnings).toContainEqual(expect.objectContaining({ code: "W_DELAY_ROUNDED", count: 40 }));
  });
});

describe("progress and cancellation", () => {
  it("reports at most ten times a second, rising to 1", async () => {
    const { net } = firingNetwork(2000);
    const built: Progress[] = [];
    const sim = await net.build({ onProgress: (progress) => built.push(progress) });
    expect(built.at(-1)).toMatchObject({ phase: "build", fraction: 1, synapses: 100_000 });
    const seen: Progress[] = [];
    const { wall, spikes } = await sim.run(300, { onProgress: (progress) => seen.push(progress) });
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ phase: "run", fraction: 1, eta: 0, spikes });
    expect(seen.length).toBeLessThanOrEqual(10 * wall + 3);
    for (const { realTimeFactor, elapsed } of seen.slice(-1))
      expect(realTimeFactor).toBeCloseTo(elapsed / 0.3, 6);
  });

  it("an abort ends the run at a step boundary; continuing gives the uninterrupted digest", async () => {
    const { net } = firingNetwork(2000);
    const [sim, whole] = [await net.build(), await net.build()];
    const controller = new AbortController();
    const running = sim.run(1e6, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const begin = performance.now();
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(performance.now() - begin).toBeLessThan(2000); // 50 on a machine that has nothing else to do
    const { time } = sim;
    expect(time).toBeGreaterThan(0);
    expect(Math.abs(time * 10 - Math.round(time * 10))).toBeLessThan(1e-6);
    await sim.run(Math.round(10 * (Math.ceil(time) + 20 - time)) / 10);
    await whole.run(Math.ceil(time) + 20);
    expect(sim.digest()).toBe(whole.digest());
  });

  it("an abort in the same turn as the call is not lost", async () => {
    const { net } = firingNetwork(400);
    const sim = await net.build();
    const controller = new AbortController();
    const running = sim.run(1e6, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(sim.time).toBeLessThan(1e5);
    await expect(sim.run(10, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    await sim.run(1);
  });

  it("an abort ends a build", async () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp, 20_000);
    net.connect(all, all, fixedIndegree(1000));
    const controller = new AbortController();
    const building = net.build({ signal: controller.signal, threads: 1 });
    setTimeout(() => controller.abort(), 100);
    await expect(building).rejects.toMatchObject({ name: "AbortError" });
    expect(() => net.record(all, "spikes")).not.toThrow();
  });

  it("an error in the progress callback stops the run and is what the run rejects with", async () => {
    const { net } = firingNetwork(400);
    const sim = await net.build();
    const onProgress = () => {
      throw new Error("callback");
    };
    await expect(sim.run(1e6, { onProgress })).rejects.toThrow("callback");
    expect(sim.time).toBeLessThan(1e6);
    await expect(sim.run(1, { signal: 5 as never })).rejects.toMatchObject({ code: "E_TYPE" });
  });
});
