// Measures in a worker give what they give here, and can be followed and ended. The worker is a file of dist.

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { pairwiseCorrelation, poissonTrains, synchronyIndex } from "../../../ts/analysis/index.ts";
import { spikeTrains } from "../../../ts/simulate/recording.ts";

const background = new URL("../../../dist/background/index.js", import.meta.url);
const { inBackground } = (await import(background.href)) as typeof import("../../../ts/background/index.ts");

const trains = poissonTrains({ count: 60, rate: 20, tStop: 2000, seed: 3 });

describe("inBackground", () => {
  it("gives what the measure gives", async () => {
    const options = { bin: 2, subsample: { size: 30, seed: 1 } };
    const there = await inBackground("pairwiseCorrelation", [trains, options]);
    expect(there).toEqual(pairwiseCorrelation(trains, options));
    expect(await inBackground("synchronyIndex", [trains, { bin: 2 }])).toBe(
      synchronyIndex(trains, { bin: 2 }),
    );
  });

  it("reads shared memory without a copy", async () => {
    const times = new Float64Array(new SharedArrayBuffer(trains.times.byteLength));
    times.set(trains.times);
    const shared = await inBackground("firingRates", [{ ...trains, times }]);
    expect(shared).toEqual(await inBackground("firingRates", [trains]));
  });

  it("takes recordings, methods and all", async () => {
    const recording = spikeTrains({
      ids: Uint32Array.of(1, 0, 1),
      times: Float64Array.of(1, 2, 3),
      neurons: Uint32Array.of(0, 1, 2),
      tStart: 0,
      tStop: 1000,
    });
    expect(await inBackground("firingRates", [recording])).toEqual(Float64Array.of(1, 2, 0));
  });

  it("throws what the measure throws", async () => {
    const refused = inBackground("pairwiseCorrelation", [trains, { bin: -1 }]);
    const error = await refused.catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      name: "CajalError",
      code: "E_PARAM_POSITIVE",
      parameter: "bin",
      value: -1,
    });
    expect(error).toHaveProperty(
      "message",
      "pairwiseCorrelation: bin must be a finite number above 0, got -1",
    );
  });

  it("ends at once when it is aborted, before or on the way", async () => {
    const reason = new Error("enough");
    await expect(inBackground("firingRates", [trains], { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    const control = new AbortController();
    const many = poissonTrains({ count: 1500, rate: 50, tStop: 2000, seed: 1 });
    const long = inBackground("pairwiseCorrelation", [many, { bin: 1 }], {
      signal: control.signal,
      onProgress: () => control.abort(reason),
    });
    await expect(long).rejects.toBe(reason);
  });

  it("refuses what is no measure, and what cannot be sent", async () => {
    await expect(inBackground("nonsense" as "firingRates", [trains])).rejects.toThrow("no function nonsense");
    const unsendable = [trains, { onProgress: () => {} }] as unknown as [typeof trains];
    await expect(inBackground("firingRates", unsendable)).rejects.toThrow("could not be cloned");
  });

  it("says when the worker is lost because memory runs out", () => {
    const address = JSON.stringify(background.href);
    const program = `
      const { inBackground } = await import(${address});
      const large = { count: 1e8, rate: 1, tStop: 100 };
      await inBackground("poissonTrains", [large]).catch((error) => console.log(error.code));`;
    const small = ["--max-old-space-size=40", "--input-type=module", "--eval", program];
    const { stdout, status } = spawnSync(process.execPath, small, { encoding: "utf8" });
    expect({ stdout, status }).toEqual({ stdout: "E_WORKER\n", status: 0 });
  });
});
