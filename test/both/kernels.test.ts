// The promise of equal bits: every kernel, with any number of threads, gives the same spikes, samples and state.
import { describe, expect, it } from "vitest";
import { effort } from "../helpers/effort.ts";
import { fingerprint } from "./fingerprint.ts";
import { cases } from "./networks.ts";

describe.each(Object.entries(cases))("%s", (_name, make) => {
  // One thread in WebAssembly: single-thread.test.ts.
  it("is the same native and in WebAssembly, with one thread and with two", async () => {
    const first = await fingerprint(make(), "native", 1);
    for (const { length } of first.recordings) expect(length).toBeGreaterThan(50);
    for (const [backend, threads] of [
      ["native", 2],
      ["wasm", 2],
      ...effort([], [["wasm", 1] as const]),
    ] as const)
      expect({ backend, threads, ...(await fingerprint(make(), backend, threads)) }).toEqual({
        backend,
        threads,
        ...first,
      });
  });
});
