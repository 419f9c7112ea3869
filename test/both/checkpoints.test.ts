// Checkpoints go from one kernel to the other: the same bytes, and the same spikes, samples and state from there on.
import { type Recorder, Simulation } from "cajal";
import { describe, expect, it } from "vitest";
import { fingerprint, recordingsOf } from "./fingerprint.ts";
import { someCases } from "./some-cases.ts";

describe.each(someCases(2))("%s", (_name, make) => {
  it("resumes on the other kernel and on another number of threads", async () => {
    const uninterrupted = await fingerprint(make(), "native", 1);
    const written = [];
    for (const [backend, threads, other, others] of [
      ["native", 2, "wasm", 1],
      ["wasm", 2, "native", 1],
    ] as const) {
      const { network, recorders, time, weights, between } = make();
      const first = await network.build({ backend, threads, weights });
      await first.run(time / 2);
      await between?.(first);
      const bytes = first.checkpoint();
      first.dispose();
      written.push(bytes);
      const second = await Simulation.restore(bytes, { backend: other, threads: others });
      expect(second.time).toBe(time / 2);
      await second.run(time / 2);
      const theirs = recorders.map(({ index }) => second.network.recorders[index] as Recorder);
      const recordings = await recordingsOf(second, theirs);
      expect({ digest: second.digest(), recordings }).toEqual(uninterrupted);
      second.dispose();
    }
    const [one, two] = written.map((bytes) => Buffer.from(bytes));
    expect(one?.equals(two as Buffer)).toBe(true);
  });
});
