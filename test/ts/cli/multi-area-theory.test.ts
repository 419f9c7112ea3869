// Whose rates a run of the multi-area model makes up for lost input with.
import { expect, it } from "vitest";
import { theoryOf } from "../../../ts/cli/run/multi-area/theory.ts";
import { multiAreaMeanField, syntheticConnectome } from "../../../ts/networks/multi-area/index.ts";

const connectome = syntheticConnectome({ areas: 4 });

it("takes the rates of theory of the state itself, changed as it is", () => {
  for (const options of [{ state: "ground" }, { state: "metastable", chi: 1.4 }] as const) {
    const { own, used } = theoryOf(connectome, options);
    expect(own).toEqual(multiAreaMeanField(connectome, options).rates);
    expect(used).toEqual({ state: options.state, rates: own });
  }
});

it("takes those of the low state beside one of high activity, and says so", () => {
  for (const [options, state] of [
    [{ state: "HA" }, "LA"],
    [{ state: "metastable", chi: 20 }, "ground"],
  ] as const)
    expect(theoryOf(connectome, options)).toEqual({
      own: null,
      used: { state, rates: multiAreaMeanField(connectome, { state }).rates },
    });
});
