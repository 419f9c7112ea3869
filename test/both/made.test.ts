// Synapses that are made whenever their source fires are those that are stored, on every kernel.
import { Simulation } from "cajal";
import { describe, expect, it } from "vitest";
import { rejectionOf } from "../helpers/errors.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Case, cases } from "./networks.ts";
import { someCases } from "./some-cases.ts";

// Networks with a rule that draws by target; all others can be made.
const byTarget = [
  "exponential currents, in-degrees, multapses or not",
  "escape noise",
  "stimuli with a value for each target, many trains",
  "changes between runs",
];

describe.each(someCases(3))("%s", (name, make) => {
  it("is the same stored and made, native and in WebAssembly", async () => {
    if (byTarget.includes(name)) {
      const { code, message } = await rejectionOf(fingerprint(make(), "native", 1, "made"));
      expect([code, message]).toEqual(["E_CONNECTIVITY", expect.stringContaining("fixed_indegree")]);
      return;
    }
    const stored = await fingerprint(make(), "native", 2, "stored");
    expect(await fingerprint(make(), "native", 1, "made")).toEqual(stored);
    expect(await fingerprint(make(), "wasm", 2, "made")).toEqual(stored);
  });
});

it("goes on from a checkpoint of stored synapses, and they from its own, on another kernel", async () => {
  const make = cases["microcircuit, Poisson drive, compact weights"] as () => Case;
  const uninterrupted = await fingerprint(make(), "native", 1, "stored");
  for (const [before, after] of [
    ["stored", "made"],
    ["made", "stored"],
  ] as const) {
    const { network, weights, time } = make();
    const first = await network.build({ backend: "wasm", threads: 2, weights, connectivity: before });
    await first.run(time / 2);
    const second = await Simulation.restore(first.checkpoint(), { backend: "native", connectivity: after });
    await second.run(time / 2);
    expect(second.digest()).toBe(uninterrupted.digest);
    expect(second.report.connectivity.form).toBe(after);
    first.dispose();
    second.dispose();
  }
});
