// The same promise for the WebAssembly kernel without threads, as pages without isolation take it.
import { Simulation } from "cajal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";
import { type Case, cases } from "./networks.ts";
import { someCases } from "./some-cases.ts";

beforeAll(() => {
  process.env.CAJAL_WASM = "single";
});
afterAll(() => {
  delete process.env.CAJAL_WASM;
});

describe.each(someCases(2, 1))("%s", (_name, make) => {
  it("is the same native and without threads", async () => {
    expect(await fingerprint(make(), "wasm", 1)).toEqual(await fingerprint(make(), "native", 1));
  });
});

it("goes on from a checkpoint of threads, and they from its own", async () => {
  const make = cases["changes between runs"] as () => Case;
  const uninterrupted = await fingerprint(make(), "native", 1);
  for (const [backend, other] of [
    ["native", "wasm"],
    ["wasm", "native"],
  ] as const) {
    const { network, time, between } = make();
    const first = await network.build({ backend, threads: backend === "native" ? 2 : 1 });
    await first.run(time / 2);
    await between?.(first);
    const second = await Simulation.restore(first.checkpoint(), { backend: other, threads: 1 });
    await second.run(time / 2);
    expect(second.digest()).toBe(uninterrupted.digest);
    first.dispose();
    second.dispose();
  }
});

it("it was indeed the kernel without threads", async () => {
  const { selectBackend } = await import("cajal");
  const { backend, reasons } = await selectBackend("wasm");
  expect(backend.machine().threading).toBe("none");
  expect(reasons.join()).toContain("CAJAL_WASM");
});
