// Checkpoints: a simulation that was written down goes on as if it had never stopped; anything else is refused.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  allToAll,
  fixedIndegree,
  Network,
  normal,
  poisson,
  type Recorder,
  Simulation,
  type SpikeRecorder,
  type SpikeSink,
  type StateRecorder,
  uniform,
} from "../../../ts/index.ts";
import { readCheckpoint, writeCheckpoint } from "../../../ts/io/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-checkpoint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function active(seed = 5, to?: SpikeSink) {
  const net = new Network({ seed });
  const E = net.population(iaf_psc_exp, 200, { V_m: uniform(-70, -56) }, { label: "E" });
  const none = net.population(iaf_psc_exp, 0, {}, { allowEmpty: true });
  net.connect(none, E, fixedIndegree(0), { weight: 1 });
  const inner = net.connect(E, E, fixedIndegree(20), { weight: normal(-40, 5), delay: uniform(0.5, 9) });
  const drive = net.stimulate(E, poisson({ rate: 9000 }), { weight: 60 });
  const spikes = net.record(E, "spikes", to ? { to } : {});
  const traces = net.record(E.slice(0, 3), ["V_m"], { every: 0.5 });
  return { net, E, inner, drive, spikes, traces };
}

const handles = (sim: Simulation) => {
  const [spikes, traces] = sim.network.recorders as [SpikeRecorder, StateRecorder];
  return { spikes, traces };
};

const columns = (sim: Simulation, spikes: Recorder, traces: Recorder) => {
  const { ids, times, tStart, tStop } = sim.read(spikes as SpikeRecorder);
  const { times: samples, values } = sim.read(traces as StateRecorder);
  return { ids, times, tStart, tStop, samples, values };
};

describe("checkpoint and restore", () => {
  it("goes on bit for bit, with changes, unread recordings and spikes on their way", async () => {
    const { net, E, inner, drive, spikes, traces } = active();
    await using whole = await net.build();
    await whole.run(20);
    await whole.setWeights(inner, -55);
    whole.set(drive, { rate: 8000 });
    whole.set(E.slice(0, 10), { V_m: normal(-60, 2) });
    whole.read(spikes, { clear: true });
    await whole.run(13.3);
    const bytes = whole.checkpoint();
    await using there = await Simulation.restore(bytes, { threads: 2 });
    await using here = await Simulation.restore(bytes, { network: net });
    expect([there.time, here.time]).toEqual([whole.time, whole.time]);
    expect(here.network).toBe(net);
    expect(Buffer.from(there.checkpoint()).equals(Buffer.from(bytes))).toBe(true);
    for (const sim of [whole, there, here]) {
      await sim.run(10);
      // The stimulus keeps what was set before, and draws go on from the same stream.
      sim.set(sim === there ? (there.network.stimuli[0] as typeof drive) : drive, { start: 1 });
      sim.set(sim === there ? (there.network.populations[0] as typeof E) : E, { V_m: uniform(-70, -60) });
      await sim.run(10);
    }
    expect(there.digest()).toBe(whole.digest());
    expect(here.digest()).toBe(whole.digest());
    const expected = columns(whole, spikes, traces);
    expect(expected.tStart).toBe(20);
    expect(expected.ids.length).toBeGreaterThan(200);
    expect(columns(here, spikes, traces)).toEqual(expected);
    const theirs = handles(there);
    expect(columns(there, theirs.spikes, theirs.traces)).toEqual(expected);
    expect(there.weights(there.network.projections[1] as typeof inner).weight.every((w) => w === -55)).toBe(
      true,
    );
    expect(there.report.run.simulated).toBeCloseTo(20, 9);
  });

  it("passes on to a sink first, and keeps later spikes in memory or in the sink of its network", async () => {
    const seen: number[] = [];
    const sink: SpikeSink = { begin() {}, write: (steps) => void seen.push(...steps), end() {} };
    const { net, spikes } = active(6, sink);
    await using sim = await net.build();
    await sim.run(50);
    const before = seen.length;
    const bytes = sim.checkpoint();
    await using restored = await Simulation.restore(bytes);
    await using connected = await Simulation.restore(bytes, { network: active(6, sink).net });
    await Promise.all([sim.run(50), restored.run(50)]);
    const later = seen.slice(before);
    expect(later.length).toBeGreaterThan(100);
    expect(restored.read(handles(restored).spikes).length).toBe(later.length);
    await connected.run(50);
    expect(seen.slice(before + later.length)).toEqual(later);
    expect(sim.read(spikes).length).toBe(0);
  });

  it("keeps the form of weights and takes the same options as build", async () => {
    const { net } = active();
    await using sim = await net.build({ weights: "compact", threads: 3 });
    await sim.run(10);
    const bytes = sim.checkpoint();
    await using restored = await Simulation.restore(bytes, { threads: 1 });
    expect(restored.report).toMatchObject({ weights: "compact", threads: 1 });
    const wrong = (options: object) => rejectionOf(Simulation.restore(bytes, options));
    expect((await wrong({ weights: "exact" })).code).toBe("E_UNKNOWN_PARAM");
    const none = await wrong({ network: {} });
    expect([none.code, none.message]).toEqual(["E_TYPE", expect.stringContaining("got an object")]);
    expect((await wrong({ threads: 0 })).code).toBe("E_THREADS");
    const reason = new Error("enough");
    await expect(Simulation.restore(bytes, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("what is no checkpoint of the network", () => {
  it("is refused with the reason: another network, another seed, another type", async () => {
    const { net } = active();
    await using sim = await net.build();
    await sim.run(5);
    const bytes = sim.checkpoint();
    const into = (network: Network) => rejectionOf(Simulation.restore(bytes, { network }));
    const other = active().net;
    other.connect(other.populations[0] as never, other.populations[0] as never, allToAll(), { weight: 1 });
    for (const [network, reason] of [
      [active(6).net, "its seed is 5, this network's is 6"],
      [other, "another network"],
    ] as const) {
      const error = await into(network);
      expect(error).toMatchObject({ code: "E_CHECKPOINT" });
      expect(error.message).toContain(reason);
    }
    expect((await rejectionOf(Simulation.restore("bytes" as never))).code).toBe("E_TYPE");
    expect((await rejectionOf(Simulation.restore(new Uint8Array(100)))).message).toContain("does not begin");
    sim.dispose();
    expect(errorOf(() => sim.checkpoint()).code).toBe("E_DISPOSED");
  });

  it("is refused where a bit is flipped, bytes are missing, or bytes follow", async () => {
    const net = new Network();
    const two = net.population(iaf_psc_exp, 2, { I_e: 400 });
    net.connect(two, two, allToAll(), { weight: 5, delay: 3 });
    net.record(two, "spikes");
    await using sim = await net.build();
    await sim.run(30);
    const bytes = sim.checkpoint();
    const refused = async (changed: Uint8Array) =>
      expect((await rejectionOf(Simulation.restore(changed, { backend: "native" }))).code).toBe(
        "E_CHECKPOINT",
      );
    for (let bit = 0; bit < 8 * bytes.length; bit += 13) {
      const changed = bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      await refused(changed);
    }
    for (let length = 0; length < bytes.length; length += 7) await refused(bytes.subarray(0, length));
    await refused(Uint8Array.of(...bytes, 0));
    const version = bytes.slice();
    version[8] = 2;
    await refused(version);
  });
});

describe("a checkpoint in a file", () => {
  it("comes back as it was, replaces the one before it, and leaves nothing else", async () => {
    const { net } = active();
    await using sim = await net.build();
    const path = join(folder, "run.checkpoint");
    for (const duration of [10, 5]) {
      await sim.run(duration);
      writeCheckpoint(path, sim.checkpoint());
    }
    expect(readdirSync(folder)).toEqual(["run.checkpoint"]);
    await using restored = await Simulation.restore(readCheckpoint(path));
    expect(restored.time).toBe(15);
    expect(restored.digest()).toBe(sim.digest());
  });

  it("keeps the earlier one where the new one cannot be written", () => {
    const path = join(folder, "kept.checkpoint");
    writeFileSync(path, "before");
    expect(errorOf(() => writeCheckpoint(path, "no bytes" as never)).code).toBe("E_TYPE");
    for (const none of [undefined, "", 7] as never[]) {
      expect(errorOf(() => writeCheckpoint(none, new Uint8Array(1))).parameter).toBe("path");
      expect(errorOf(() => readCheckpoint(none)).parameter).toBe("path");
    }
    expect(readFileSync(path, "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.includes(".part-"))).toEqual([]);
    expect(errorOf(() => writeCheckpoint(join(folder, "no", "where"), new Uint8Array(1))).code).toBe("E_IO");
    expect(existsSync(join(folder, "no"))).toBe(false);
    expect(errorOf(() => readCheckpoint(join(folder, "nothing"))).code).toBe("E_IO");
  });
});
