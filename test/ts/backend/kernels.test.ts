// What every backend must do alike, asked of each.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type BackendName,
  type Kernel,
  kernelMethods,
  type ValuesRecord,
} from "../../../ts/backend/backend.ts";
import { selectBackend } from "../../../ts/index.ts";
import { tables } from "../../../ts/models/index.ts";

const backends: readonly BackendName[] = ["native", "wasm"];

async function newKernel(name: BackendName): Promise<Kernel> {
  const { backend } = await selectBackend(name);
  return backend.create({ resolution: 0.1, seed: 1, threads: 1, bytes: 1e7, most: 1e9 });
}

const neurons = { model: "iaf_psc_exp", label: "all", size: 1000, positions: [], periods: [] };

describe.each(backends)("the %s backend", (name) => {
  it("has exactly the methods of the binding list", async () => {
    const list = readFileSync(new URL("../../../bindings/methods.hpp", import.meta.url), "utf8");
    const names = [...list.matchAll(/add\("(\w+)"/g)].map(([, method]) => method).sort();
    expect([...kernelMethods].sort()).toEqual(names);
    const kernel = await newKernel(name);
    expect(Object.keys(kernel).sort()).toEqual(names);
    kernel.close();
  });

  it("has the models that the types were made from, and says what its machine is", async () => {
    const { backend } = await selectBackend(name);
    expect(JSON.parse(backend.tables())).toEqual(tables);
    const machine = backend.machine();
    expect(machine.isas).toContain(machine.isa);
    expect(machine.hardwareThreads).toBeGreaterThanOrEqual(1);
  });

  it("refuses a call during a run, except to watch and to stop it", async () => {
    const kernel = await newKernel(name);
    kernel.population(neurons);
    await kernel.build({ threads: 1, weights: "exact", connectivity: "stored" });
    const run = kernel.run(1e9);
    expect(() => kernel.digest()).toThrow(expect.objectContaining({ code: "E_BUSY" }));
    await expect.poll(() => kernel.progress()[2]).toBeGreaterThan(0);
    kernel.stop();
    await run;
    expect(kernel.step()).toBeLessThan(1e9);
    expect(kernel.digest()).toHaveLength(16);
    kernel.close();
  });

  it("an accessor of an argument cannot slip a call into a run that it begins", async () => {
    const kernel = await newKernel(name);
    kernel.population(neurons);
    await kernel.build({ threads: 1, weights: "exact", connectivity: "stored" });
    let run: Promise<void> | undefined;
    const draw: ValuesRecord["draw"] = { kind: "constant", numbers: [-60], limit: "none", low: 0, high: 0 };
    const values: ValuesRecord = {
      targets: [0, 1, 1],
      name: "V_m",
      get draw() {
        run ??= kernel.run(1000);
        return draw;
      },
    };
    expect(() => kernel.values(values)).toThrow("under way");
    await run;
    expect(kernel.step()).toBe(1000);
    kernel.close();
  });

  it.each([
    ["a text for a number", { ...neurons, size: "10" }],
    ["nothing for a record", undefined],
    ["a number for a text", { ...neurons, model: 7 }],
  ])("refuses %s", async (_what, record) => {
    const kernel = await newKernel(name);
    expect(() => kernel.population(record as unknown as typeof neurons)).toThrow(
      expect.objectContaining({ code: "E_TYPE" }),
    );
    kernel.close();
  });

  it("takes lists as arrays and as typed arrays, and whole numbers only where it must", async () => {
    const kernel = await newKernel(name);
    kernel.population(neurons);
    const draw = { kind: "array", limit: "none", low: 0, high: 0 };
    const targets = [0, 3, 1];
    for (const numbers of [[-61, -62, -63], Float64Array.of(-61, -62, -63), Float32Array.of(-61, -62, -63)])
      kernel.values({ targets, name: "V_m", draw: { ...draw, numbers: numbers as number[] } });
    const wrong = [[0.5, 3, 1], Float64Array.of(0, 3, 2 ** 32), ["0", "3", "1"]];
    for (const list of wrong)
      expect(() =>
        kernel.values({ targets: list as number[], name: "V_m", draw: { ...draw, numbers: [1, 2, 3] } }),
      ).toThrow(expect.objectContaining({ code: "E_TYPE" }));
    await kernel.build({ threads: 1, weights: "exact", connectivity: "stored" });
    expect([...kernel.get([0, 3, 1], "V_m")]).toEqual([-61, -62, -63]);
    kernel.close();
  });
});
