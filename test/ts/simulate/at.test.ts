// Functions that are called when a run reaches a time: when, with what, after errors and aborts, and equal bits.
import { describe, expect, it } from "vitest";
import { dc, Network, type Operations, poisson, Simulation } from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

async function driven() {
  const net = new Network({ seed: 6 });
  const all = net.population(iaf_psc_exp, 60);
  const noise = net.stimulate(all, poisson({ rate: 9000 }), { weight: 60, delay: 1.5 });
  const current = net.stimulate(all, dc({ amplitude: 0 }));
  const spikes = net.record(all, "spikes");
  const sim = await net.build({ threads: 2 });
  return { all, noise, current, spikes, sim };
}

describe("sim.at", () => {
  it("gives the bits of a run that is cut by hand", async () => {
    const whole = await driven();
    const pieces = await driven();
    const blocking = await driven();
    const intervene =
      ({ all, noise, current }: typeof whole) =>
      (now: Operations | Simulation, time: number): void => {
        if (time === 20) now.set(noise, { rate: 12000 });
        if (time === 40.1) now.set(current, { amplitude: 150 });
        if (time === 60) now.set(all, { tau_m: 15, V_m: now.get(all, "V_m").map((V) => V - 1) });
      };
    for (const one of [whole, blocking]) one.sim.at([60, 20, "40.1 ms"], intervene(one));
    await whole.sim.run(100);
    blocking.sim.runSync(100);
    for (const [duration, time] of [
      [20, 20],
      [20.1, 40.1],
      [19.9, 60],
    ] as const) {
      await pieces.sim.run(duration);
      intervene(pieces)(pieces.sim, time);
    }
    await pieces.sim.run(40);
    expect(whole.sim.digest()).toBe(pieces.sim.digest());
    expect(blocking.sim.digest()).toBe(pieces.sim.digest());
    const undisturbed = await driven();
    await undisturbed.sim.run(100);
    expect(undisturbed.sim.digest()).not.toBe(whole.sim.digest());
  });

  it("calls at each time once, in order, also at the end of a run, over several runs", async () => {
    const { sim } = await driven();
    const called: string[] = [];
    const note = (name: string) => (_: Operations, time: number) =>
      called.push(`${name} ${time} ${sim.time}`);
    sim.at([30, 10, 10], (now, time) => void note("a")(now, time));
    sim.at(Float64Array.of(10, 20), (now, time) => void note("b")(now, time));
    const cancel = sim.at([10, 25], (now, time) => void note("c")(now, time));
    await sim.run(10);
    expect(called).toEqual(["a 10 10", "b 10 10", "c 10 10"]);
    await sim.run(0);
    cancel();
    cancel();
    await sim.run(15);
    sim.runSync(5);
    expect(called.slice(3)).toEqual(["b 20 20", "a 30 30"]);
    await sim.run(20);
    expect(called).toHaveLength(5);
  });

  it("reports one run, and passes its spikes on as read in between", async () => {
    const { sim, spikes } = await driven();
    const seen: number[] = [];
    sim.at([20, 40], (now) => void seen.push(now.read(spikes, { clear: true }).times.length));
    const progress: number[] = [];
    const report = await sim.run(60, { onProgress: ({ fraction }) => progress.push(fraction) });
    const rest = sim.read(spikes).times.length;
    expect(report.simulated).toBe(60);
    expect(report.spikes).toBe(rest + (seen[0] as number) + (seen[1] as number));
    expect(progress.at(-1)).toBe(1);
    expect(Math.min(...seen, rest)).toBeGreaterThan(0);
  });

  it("refuses times that have passed or lie between two steps, and what is no time or function", async () => {
    const { sim } = await driven();
    await sim.run(5);
    const nothing = (): void => {};
    const code = (times: unknown, action: unknown = nothing) =>
      errorOf(() => sim.at(times as number, action as () => void)).code;
    expect(code(5)).toBe("E_TIME");
    expect(code(-1)).toBe("E_TIME");
    expect(code([6, 3])).toBe("E_TIME");
    expect(code(1e300)).toBe("E_TIME");
    expect(code(6.05)).toBe("E_TIME_GRID");
    expect(errorOf(() => sim.at([6, 7.05], nothing)).message).toContain("7 and 7.1");
    expect(errorOf(() => sim.at([6, 7.05], nothing)).parameter).toBe("times[1]");
    expect(code(Number.NaN)).toBe("E_NOT_FINITE");
    expect(code("6 mV")).toBe("E_DIM");
    for (const wrong of [undefined, null, {}, [undefined], [[6]]]) expect(code(wrong)).toBe("E_TYPE");
    for (const wrong of [null, 5, {}]) expect(code(6, wrong)).toBe("E_TYPE");
    let called = 0;
    sim.at([], () => void called++);
    await sim.run(5);
    expect(called).toBe(0);
  });

  it("an error ends the run at its time, and the next run goes on with the same bits", async () => {
    const failing = await driven();
    const plain = await driven();
    const after: number[] = [];
    for (const one of [failing, plain]) one.sim.at(30, (now) => now.set(one.noise, { rate: 4000 }));
    failing.sim.at([20, 25], (now, time) => {
      if (time === 25) now.set(failing.noise, { rate: -1 });
      throw new RangeError("of the user");
    });
    failing.sim.at([20, 25], (_, time) => void after.push(time));
    await expect(failing.sim.run(50)).rejects.toThrow(RangeError);
    expect([failing.sim.time, after]).toEqual([20, []]);
    expect(errorOf(() => failing.sim.runSync(30)).code).toBe("E_RATE");
    expect([failing.sim.time, after]).toEqual([25, [20]]);
    await failing.sim.run(25);
    expect(after).toEqual([20, 25]);
    await plain.sim.run(50);
    expect(failing.sim.digest()).toBe(plain.sim.digest());
  });

  it("an abort leaves later calls for later runs", async () => {
    const { sim } = await driven();
    const plain = await driven();
    const abort = new AbortController();
    const times: number[] = [];
    sim.at([10, 10.1, 500], (_, time) => {
      times.push(time);
      if (time === 10) abort.abort(new Error("enough"));
    });
    await expect(sim.run(1000, { signal: abort.signal })).rejects.toThrow("enough");
    expect([sim.time, times]).toEqual([10, [10]]);
    await sim.run(490);
    expect(times).toEqual([10, 10.1, 500]);
    await plain.sim.run(500);
    expect(sim.digest()).toBe(plain.sim.digest());
  });

  it("lets only what is safe be done, and only until it returns", async () => {
    const { sim, all } = await driven();
    let kept: Operations | undefined;
    const codes: string[] = [];
    sim.at(5, (now) => {
      kept = now;
      for (const call of [
        () => sim.set(all, { V_m: -60 }),
        () => sim.runSync(1),
        () => sim.dispose(),
        () => sim.checkpoint(),
      ])
        codes.push(errorOf(call).code);
      now.set(all, { V_m: -60 });
      expect(now.digest()).toMatch(/^[0-9a-f]{16}$/);
    });
    sim.runSync(5);
    expect(sim.get(all, "V_m").every((V) => V === -60)).toBe(true);
    expect(codes).toEqual(["E_BUSY", "E_BUSY", "E_BUSY", "E_BUSY"]);
    expect(errorOf(() => kept?.set(all, { V_m: -60 })).code).toBe("E_DISPOSED");
    sim.at(6, (async () => {}) as never);
    expect((await rejectionOf(sim.run(5))).code).toBe("E_TYPE");
    expect(sim.time).toBe(6);
    await using resumed = await Simulation.restore(sim.checkpoint());
    await Promise.all([sim.run(10), resumed.run(10)]);
    expect(resumed.digest()).toBe(sim.digest());
  });
});
