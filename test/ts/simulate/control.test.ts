// Progress, cancellation, refusals and the end of a simulation: rows 26, 29 to 34, 39, 44 and 46.
import { describe, expect, it } from "vitest";
import {
  CajalError,
  fixedIndegree,
  Network,
  type Progress,
  poisson,
  type Simulation,
  type SpikeSink,
} from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

function network(size = 400, sink?: SpikeSink) {
  const net = new Network({ seed: 3 });
  const all = net.population(iaf_psc_exp, size, {}, { label: "all" });
  const projection = net.connect(all, all, fixedIndegree(50), { weight: -20, delay: 1.5 });
  const drive = net.stimulate(all, poisson({ rate: 9000 }), { weight: 40 });
  const spikes = net.record(all, "spikes", { to: sink });
  return { net, all, projection, drive, spikes };
}

const small = async (): Promise<Simulation> => network(20).net.build();

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
    const { net: little } = network();
    const limited = await rejectionOf(little.build({ memoryLimit: "10 kB" }));
    expect([limited.code, limited.message.includes("10.0 kB")]).toEqual(["E_MEMORY_BUDGET", true]);
    await expect(little.build({ memoryLimit: "1 GB" })).resolves.toBeDefined();
  });

  it("row 30: the network must not change while it is being built, and may afterwards", async () => {
    const { net, all } = network();
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

  it("row 29: parameters of neurons are fixed once built", async () => {
    const { net, all } = network(20);
    const sim = await net.build();
    const error = errorOf(() => sim.set(all, { tau_m: 5 }));
    expect([error.code, error.parameter]).toEqual(["E_FROZEN", "tau_m"]);
    expect(errorOf(() => sim.set(all, { V_m: -60, tau_m: 5 })).code).toBe("E_FROZEN");
    expect(sim.get(all, "V_m")[0]).toBe(-70);
    expect(errorOf(() => sim.set(all, { V_n: 1 } as never)).code).toBe("E_UNKNOWN_PARAM");
  });

  it("row 39: refuses thread numbers that are none, and warns of more than the machine has", async () => {
    const { net } = network(20);
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
      expect((await network(20).net.build({ threads: "auto" })).report.threads).toBe(1);
      process.env.OMP_NUM_THREADS = "3";
      expect((await network(20).net.build()).report.threads).toBe(3);
    } finally {
      if (before === undefined) delete process.env.OMP_NUM_THREADS;
      else process.env.OMP_NUM_THREADS = before;
    }
  });

  it("refuses unknown options and backends", async () => {
    const { net } = network(20);
    expect((await rejectionOf(net.build({ thread: 1 } as never))).message).toContain("'threads'");
    expect((await rejectionOf(net.build({ weights: "half" as never }))).code).toBe("E_UNKNOWN_NAME");
    const backend = await rejectionOf(net.build({ backend: "cuda" as never }));
    expect([backend.code, backend.allowed]).toEqual(["E_UNKNOWN_NAME", "auto, native"]);
    expect(() => net.population(iaf_psc_exp, 1)).not.toThrow();
  });

  it("carries the warnings of the description into the report", async () => {
    const { net, all } = network(20);
    net.connect(all, all, fixedIndegree(2), { delay: 1.23 });
    const { warnings } = (await net.build()).report;
    expect(warnings).toContainEqual(expect.objectContaining({ code: "W_DELAY_ROUNDED", count: 40 }));
  });
});

describe("progress and cancellation", () => {
  it("reports at most ten times a second, rising to 1", async () => {
    const { net } = network(2000);
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

  it("an abort ends the run within 50 ms at a step boundary; continuing gives the uninterrupted digest", async () => {
    const { net } = network(2000);
    const [sim, whole] = [await net.build(), await net.build()];
    const controller = new AbortController();
    const running = sim.run(1e6, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const begin = performance.now();
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(performance.now() - begin).toBeLessThan(50);
    const { time } = sim;
    expect(time).toBeGreaterThan(0);
    expect(Math.abs(time * 10 - Math.round(time * 10))).toBeLessThan(1e-6);
    await sim.run(Math.round(10 * (Math.ceil(time) + 20 - time)) / 10);
    await whole.run(Math.ceil(time) + 20);
    expect(sim.digest()).toBe(whole.digest());
  });

  it("an abort in the same turn as the call is not lost", async () => {
    const { net } = network(400);
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
    const { net } = network(400);
    const sim = await net.build();
    const onProgress = () => {
      throw new Error("callback");
    };
    await expect(sim.run(1e6, { onProgress })).rejects.toThrow("callback");
    expect(sim.time).toBeLessThan(1e6);
    await expect(sim.run(1, { signal: 5 as never })).rejects.toMatchObject({ code: "E_TYPE" });
  });
});

describe("the end", () => {
  it("row 44: while a run is under way everything else is refused", async () => {
    const { net, all, projection, drive, spikes } = network();
    const sim = await net.build();
    const running = sim.run(20);
    const refused = [
      () => sim.runSync(1),
      () => sim.read(spikes),
      () => sim.get(all, "V_m"),
      () => sim.set(all, { V_m: -60 }),
      () => sim.set(drive, { rate: 1 }),
      () => sim.weights(projection),
      () => sim.digest(),
      () => sim.report,
      () => sim.dispose(),
    ];
    for (const call of refused) expect(errorOf(call).code).toBe("E_BUSY");
    expect((await rejectionOf(sim.run(1))).code).toBe("E_BUSY");
    expect(sim.time).toBeLessThanOrEqual(20);
    await running;
    expect(sim.time).toBe(20);
  });

  it("row 44: a disposed simulation refuses everything but its time", async () => {
    const { net, all, spikes } = network(20);
    const sim = await net.build();
    await sim.run(3);
    sim.dispose();
    for (const call of [
      () => sim.dispose(),
      () => sim.read(spikes),
      () => sim.get(all, "V_m"),
      () => sim.digest(),
    ])
      expect(errorOf(call).code).toBe("E_DISPOSED");
    expect((await rejectionOf(sim.run(1))).code).toBe("E_DISPOSED");
    expect(sim.time).toBe(3);
    await sim[Symbol.asyncDispose]();
  });

  it("`await using` stops a run that is under way", async () => {
    const { net } = network(400);
    let running: Promise<unknown> = Promise.resolve();
    {
      await using sim = await net.build();
      running = sim.run(1e6);
      running.catch(() => undefined);
    }
    await expect(running).rejects.toMatchObject({ code: "E_DISPOSED" });
  });
});

describe("sinks", () => {
  /** Keeps what it gets; fails on write number `failing`. */
  function memory(failing = -1) {
    const log: string[] = [];
    const found: number[] = [];
    let writes = 0;
    const sink: SpikeSink = {
      begin: ({ ids, resolution }) => log.push(`begin ${ids.length} ${resolution}`),
      write(steps, ids) {
        if (writes++ === failing) throw new Error("disk full");
        for (let k = 0; k < ids.length; k++) found.push((steps[k] as number) * 1000 + (ids[k] as number));
      },
      end: () => log.push("end"),
    };
    return { sink, log, found };
  }

  async function expected(): Promise<number[]> {
    const { net, spikes } = network(400);
    const sim = await net.build();
    await sim.run(300);
    return Array.from(sim.read(spikes), ([time, id]) => Math.round(time * 10) * 1000 + id);
  }

  it("receive every spike in batches, and learn of begin and end", async () => {
    const { sink, log, found } = memory();
    const { net, spikes } = network(400, sink);
    const sim = await net.build();
    await sim.run(300, { batch: 20 });
    expect(found).toEqual(await expected());
    expect(sim.read(spikes).length).toBe(0);
    sim.dispose();
    expect(log).toEqual(["begin 400 0.1", "end"]);
  });

  it("row 46: an error stops at a step boundary, loses nothing, and the next run goes on", async () => {
    const { sink, found } = memory(2);
    const { net, spikes } = network(400, sink);
    const sim = await net.build();
    const error = await rejectionOf(sim.run(300, { batch: 50 }));
    expect(error).toBeInstanceOf(CajalError);
    expect([error.code, error.message.includes("disk full")]).toEqual(["E_IO", true]);
    expect(sim.time).toBe(150);
    expect(sim.read(spikes).length).toBeGreaterThan(0);
    await sim.run(150);
    expect(found).toEqual(await expected());
  });
});
