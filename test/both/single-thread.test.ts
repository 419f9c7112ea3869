// The same promise for the WebAssembly kernel that was built without threads, as pages without isolation take it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";
import { cases } from "./networks.ts";

beforeAll(() => {
  process.env.CAJAL_WASM = "single";
});
afterAll(() => {
  delete process.env.CAJAL_WASM;
});

describe.each(Object.entries(cases))("%s", (_name, make) => {
  it("is the same native and without threads", async () => {
    expect(await fingerprint(make(), "wasm", 1)).toEqual(await fingerprint(make(), "native", 1));
  });
});

it("it was indeed the kernel without threads", async () => {
  const { selectBackend } = await import("cajal");
  const { backend, reasons } = await selectBackend("wasm");
  expect(backend.machine().threading).toBe("none");
  expect(reasons.join()).toContain("CAJAL_WASM");
});
