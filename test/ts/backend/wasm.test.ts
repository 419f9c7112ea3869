// What only the WebAssembly backend does: with threads and without, the end of its memory, the loss of a worker.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withOwnMemory } from "../../../ts/backend/memory-import.ts";
import { inTurns } from "../../../ts/backend/turns.ts";
import { kernelOf } from "../../../ts/backend/wasm-kernel.ts";
import { compileKernel, type Flavour, type ModuleWorker } from "../../../ts/backend/wasm-module.ts";
import { dc, Network, selectBackend } from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { rejectionOf } from "../../helpers/errors.ts";

const neurons = { model: "iaf_psc_exp", label: "all", size: 1000, positions: [], periods: [] };
const folder = new URL("../../../build/wasm/", import.meta.url);

async function newKernel(flavour: Flavour, size = neurons.size) {
  const compiled = await compileKernel(flavour);
  const beside = flavour === "threads";
  const start = { workers: beside ? 1 : 0, bytes: 0, most: 2 ** 28, onAbort: () => {} };
  const instance = await compiled.instantiate(start);
  instance.create(0.1, 1, beside);
  const workers: readonly ModuleWorker[] = [...(instance.PThread?.unusedWorkers ?? [])];
  const [kernel] = kernelOf(instance, workers);
  kernel.population({ ...neurons, size });
  await kernel.build({ threads: 1, weights: "exact", connectivity: "stored" });
  return { kernel, workers };
}

describe("the WebAssembly backend", () => {
  it("counts references to exceptions at addresses without a sign, so that those above 2 GB can be caught", () => {
    const signed = /Atomics\.(add|sub)\([^;]{1,60}?[^>]>>2,/;
    expect(signed.test("Atomics.add(HEAP32,this.ptr+0>>2,1)")).toBe(true);
    expect(readFileSync(new URL("cajal.mjs", folder), "utf8")).not.toMatch(signed);
  });

  it("has a memory of its own where one bit of the binary says so, and all else is as it was", () => {
    const binary = readFileSync(new URL("cajal.wasm", folder));
    const own = new Uint8Array(withOwnMemory(new Uint8Array(binary).buffer));
    const changed = [...own.keys()].filter((i) => own[i] !== binary[i]);
    expect(changed).toHaveLength(1);
    expect((binary[changed[0] as number] as number) - (own[changed[0] as number] as number)).toBe(2);
    expect(() => withOwnMemory(new Uint8Array(binary.subarray(0, 200)).buffer)).toThrow("ends too early");
  });

  it("lets a module begin that has no workers", () => {
    const script = readFileSync(new URL("cajal.mjs", folder), "utf8");
    expect(script).toContain('if(!numWorkersToLoad)removeRunDependency("wasm-instantiate");');
  });

  it("says in the report which build it took and why", async () => {
    const { backend, reasons } = await selectBackend("wasm");
    expect(backend.name).toBe("wasm");
    expect(reasons.join()).toMatch(/wasm: taken, asked for, from file:.*wasm\/cajal\.mjs \(threads\)/);
  });

  it("rejects what is under way when a worker is lost, and every call after it", async () => {
    const { kernel, workers } = await newKernel("threads");
    const run = rejectionOf(kernel.run(1e9));
    await expect.poll(() => kernel.progress()[2]).toBeGreaterThan(10);
    for (const worker of workers) worker.terminate();
    const error = await run;
    expect(error.code).toBe("E_BACKEND");
    expect(error.message).toContain("build the network again");
    expect(() => kernel.step()).toThrow(expect.objectContaining({ code: "E_BACKEND" }));
    expect(() => kernel.close()).not.toThrow();
  });

  it("an instance that is lost does not disturb another", async () => {
    const [first, second] = [await newKernel("threads"), await newKernel("threads")];
    const lost = rejectionOf(first.kernel.run(1e9));
    const run = second.kernel.run(2000);
    for (const worker of first.workers) worker.terminate();
    await Promise.all([lost, run]);
    expect(second.kernel.step()).toBe(2000);
    second.kernel.close();
  });

  it.each<Flavour>(["threads", "single"])(
    "a recording that fills the memory of %s ends the run",
    async (flavour) => {
      const compiled = await compileKernel(flavour);
      const beside = flavour === "threads";
      const start = { workers: beside ? 1 : 0, bytes: 0, most: 2 ** 25, onAbort: () => {} };
      const instance = await compiled.instantiate(start);
      instance.create(0.1, 1, beside);
      const [kernel] = kernelOf(instance, [...(instance.PThread?.unusedWorkers ?? [])]);
      kernel.population(neurons);
      const constant = { kind: "constant", numbers: [1], limit: "none", low: 0, high: 0 };
      const drive = { parameters: { amplitude: 5000 }, each: [], targets: [0, 1000, 1], receptor: 0 };
      kernel.stimulate({ ...drive, kind: "dc_generator", weight: constant, delay: constant });
      kernel.record({ kind: "spikes", targets: [0, 1000, 1], variables: [], every: 1 });
      await kernel.build({ threads: 1, weights: "exact", connectivity: "stored" });
      await expect(kernel.run(1e6)).rejects.toMatchObject({ code: "E_MEMORY" });
      kernel.close();
    },
  );

  it("memory that the system refuses is an error that says how much was asked for", async () => {
    const compiled = await compileKernel("threads");
    const original = WebAssembly.Memory;
    WebAssembly.Memory = class {
      constructor() {
        throw new RangeError("could not allocate memory");
      }
    } as unknown as typeof WebAssembly.Memory;
    try {
      const start = { workers: 1, bytes: 3e9, most: 4e9, onAbort: () => {} };
      const error = await rejectionOf(compiled.instantiate(start));
      expect(error.code).toBe("E_MEMORY");
      expect(error.message).toContain("3000 MB");
    } finally {
      WebAssembly.Memory = original;
    }
  });

  it("without threads a run leaves the event loop its turns, reports progress, and stops at once", async () => {
    const { kernel: whole } = await newKernel("single");
    const kernel = inTurns(whole);
    let turns = 0;
    const ticking = setInterval(() => ++turns, 1);
    const run = kernel.run(1e9);
    await expect.poll(() => kernel.progress()[2]).toBeGreaterThan(100);
    expect(kernel.progress()[0]).toBe(2);
    const atStop = kernel.step();
    kernel.stop();
    await run;
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(3);
    expect(kernel.step()).toBeLessThanOrEqual(atStop + 1);
    expect(kernel.progress()[0]).toBe(0);
  });

  it("a process ends by itself, with a simulation that was never disposed", () => {
    const program = `
      import { Network } from "./dist/index.js";
      import { iaf_psc_exp } from "./dist/models/index.js";
      const net = new Network();
      net.population(iaf_psc_exp, 10);
      const sim = await net.build({ backend: "wasm", threads: 2 });
      await sim.run(10);
      console.log("reached", sim.time);`;
    const root = new URL("../../../", import.meta.url);
    const options = { cwd: root, input: program, encoding: "utf8", timeout: 20_000 } as const;
    const { status, stdout, signal } = spawnSync(process.execPath, ["--input-type=module", "-"], options);
    expect({ status, signal, stdout }).toEqual({ status: 0, signal: null, stdout: "reached 10\n" });
  });

  it("takes one thread where there are none, and says so", async () => {
    process.env.CAJAL_WASM = "single";
    try {
      const program = `
        import { Network } from "./dist/index.js";
        import { iaf_psc_exp } from "./dist/models/index.js";
        const net = new Network();
        net.population(iaf_psc_exp, 10);
        const sim = await net.build({ backend: "wasm", threads: 2 });
        console.log(JSON.stringify(sim.report));`;
      const root = new URL("../../../", import.meta.url);
      const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-"], {
        cwd: root,
        input: program,
        encoding: "utf8",
      });
      const report = JSON.parse(stdout);
      expect(report.threads).toBe(1);
      expect(report.backend.reasons.join()).toContain("one thread, as CAJAL_WASM asks");
      expect(report.warnings).toContainEqual(expect.objectContaining({ code: "W_THREADS" }));
    } finally {
      delete process.env.CAJAL_WASM;
    }
  });

  it("gives what the native backend gives, run on the calling thread and off it", async () => {
    const digests = [];
    for (const [backend, threads] of [
      ["native", 1],
      ["wasm", 1],
      ["wasm", 2],
    ] as const) {
      const net = new Network({ seed: 9 });
      const all = net.population(iaf_psc_exp, 600, { V_m: -60 });
      net.stimulate(all, dc({ amplitude: 500 }));
      const sim = await net.build({ backend, threads });
      sim.runSync(20);
      await sim.run(20);
      digests.push(sim.digest());
      sim.dispose();
    }
    expect(new Set(digests).size).toBe(1);
  });

  it("the workers' file is too long for a bundler to write it into a page, and carries its licence", () => {
    const file = new URL("cajal.worker.js", folder);
    expect(statSync(file).size).toBeGreaterThan(4096);
    expect(readFileSync(file, "utf8")).toContain("Permission is hereby granted");
  });

  it("never makes code from text", () => {
    expect(readFileSync(new URL("cajal.mjs", folder), "utf8")).not.toMatch(/new Function|\beval\(/);
  });
});
