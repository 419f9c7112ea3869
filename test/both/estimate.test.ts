// What stimuli take is estimated for pointers of 64 bits: in WebAssembly, where they have 32, it is never more.
import { expect, it } from "vitest";
import { cases } from "./networks.ts";

it.each(["stimuli with a value for each target, many trains", "Poisson input of any strength"])(
  "%s",
  async (name) => {
    for (const threads of [1, 2]) {
      const { network, weights } = (cases[name] as (typeof cases)[string])();
      const { stimuli } = network.estimate({ threads, weights }).bytes;
      await using sim = await network.build({ backend: "wasm", threads, weights });
      await sim.run(1);
      const { stimulusBytes } = sim.report.build;
      expect(stimulusBytes).toBeGreaterThan(stimuli / 2);
      expect(stimulusBytes).toBeLessThan(stimuli);
    }
  },
);
