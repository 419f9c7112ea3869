// What a simulation refuses, how it ends, and where its spikes go: rows 44 and 46 of the table of bad inputs.
import { describe, expect, it } from "vitest";
import { CajalError, type SpikeSink } from "../../../ts/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { firingNetwork } from "../../helpers/firing-network.ts";

describe("the end", () => {
  it("row 44: while a run is under way everything else is refused", async () => {
    const { net, all, projection, drive, spikes } = firingNetwork();
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
    const { net, all, spikes } = firingNetwork(20);
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
    const { net } = firingNetwork(400);
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
    const { net, spikes } = firingNetwork(400);
    const sim = await net.build();
    await sim.run(300);
    return Array.from(sim.read(spikes), ([time, id]) => Math.round(time * 10) * 1000 + id);
  }

  it("receive every spike in batches, and learn of begin and end", async () => {
    const { sink, log, found } = memory();
    const { net, spikes } = firingNetwork(400, sink);
    const sim = await net.build();
    await sim.run(300, { batch: 20 });
    expect(found).toEqual(await expected());
    expect(sim.read(spikes).length).toBe(0);
    sim.dispose();
    expect(log).toEqual(["begin 400 0.1", "end"]);
  });

  it("row 46: an error stops at a step boundary, loses nothing, and the next run goes on", async () => {
    const { sink, found } = memory(2);
    const { net, spikes } = firingNetwork(400, sink);
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
