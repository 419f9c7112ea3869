// Loading the native kernel, and its list of methods.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kernelMethods, type ValuesRecord } from "../../../ts/backend/backend.ts";
import { loadAddon } from "../../../ts/backend/native.ts";
import { selectBackend } from "../../../ts/index.ts";
import { tables } from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

describe("the native backend", () => {
  it("has exactly the methods of the binding list", async () => {
    const list = readFileSync(new URL("../../../bindings/methods.hpp", import.meta.url), "utf8");
    const names = [...list.matchAll(/add\("(\w+)"/g)].map(([, name]) => name);
    expect([...kernelMethods].sort()).toEqual(names.sort());
    const { backend } = await selectBackend("native");
    expect(Object.keys(backend.create(0.1, 1)).sort()).toEqual(names);
  });

  it("has the models that the types were made from", async () => {
    const { backend } = await selectBackend();
    expect(JSON.parse(backend.tables())).toEqual(tables);
    const machine = backend.machine();
    expect(machine.isas).toContain(machine.isa);
    expect(machine.hardwareThreads).toBeGreaterThanOrEqual(1);
  });

  it("says what was tried and what to do when nothing can be loaded", () => {
    const error = errorOf(() => loadAddon(["@cajal/no-such-package", "/no/such/cajal.node"]));
    expect(error.code).toBe("E_BACKEND");
    for (const text of ["@cajal/no-such-package: ", "/no/such/cajal.node: ", "npm run build"])
      expect(error.message).toContain(text);
    expect(error.value).toHaveLength(2);
  });

  it("CAJAL_BINARY names the one place to look", () => {
    const before = process.env.CAJAL_BINARY;
    process.env.CAJAL_BINARY = "/no/such/file.node";
    try {
      expect(errorOf(() => loadAddon()).message).toContain("/no/such/file.node");
      expect(errorOf(() => loadAddon()).message).not.toContain("build/Release");
    } finally {
      if (before === undefined) delete process.env.CAJAL_BINARY;
      else process.env.CAJAL_BINARY = before;
    }
  });

  it("the choice is explained", async () => {
    const { backend, reasons } = await selectBackend("auto");
    expect(backend.name).toBe("native");
    expect(reasons).toEqual([expect.stringContaining(backend.origin)]);
    expect((await rejectionOf(selectBackend("gpu"))).code).toBe("E_UNKNOWN_NAME");
  });

  it("an accessor of an argument cannot slip a call into a run that it begins", async () => {
    const { backend } = await selectBackend("native");
    const kernel = backend.create(0.1, 1);
    kernel.population({ model: "iaf_psc_exp", label: "all", size: 1000 });
    await kernel.build({ threads: 1, weights: "exact" });
    let run: Promise<void> | undefined;
    const draw: ValuesRecord["draw"] = { kind: "constant", numbers: [-60], limit: "none", low: 0, high: 0 };
    const values: ValuesRecord = {
      targets: [0, 1, 1],
      name: "V_m",
      get draw() {
        run = kernel.run(1000);
        return draw;
      },
    };
    expect(() => kernel.values(values)).toThrow("under way");
    await run;
    expect(kernel.step()).toBe(1000);
  });
});
