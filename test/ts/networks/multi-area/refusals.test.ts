// What a multi-area network refuses, and by which name.
import { describe, expect, it } from "vitest";
import { multiArea } from "../../../../ts/networks/multi-area/index.ts";
import { errorOf } from "../../../helpers/errors.ts";
import { count, populations, twoAreas } from "./two-areas.ts";

describe("refused is", () => {
  const cases: [object, string, string][] = [
    [{ sate: "ground" }, "E_UNKNOWN_PARAM", "sate"],
    [{ state: "resting" }, "E_UNKNOWN_NAME", "state"],
    [{ g: 4 }, "E_PARAM_RANGE", "g"],
    [{ kappa: 0.5 }, "E_PARAM_RANGE", "kappa"],
    [{ chi: -1 }, "E_PARAM_RANGE", "chi"],
    [{ scale: 2 }, "E_PARAM_RANGE", "scale"],
    [{ scale: 0 }, "E_PARAM_POSITIVE", "scale"],
    [{ scale: 0.01 }, "E_PARAM_RANGE", "scale"],
    [{ rates: [1, 2] }, "E_SHAPE", "rates"],
    [{ rates: Array(count).fill(-1) }, "E_PARAM_RANGE", "rates[0]"],
    [{ areas: ["C"] }, "E_UNKNOWN_NAME", "areas[0]"],
    [{ areas: ["A", "A"] }, "E_PARAM_RANGE", "areas[1]"],
    [{ areas: [] }, "E_SHAPE", "areas"],
    [{ replacement: { every: 1, rates: [[1]] } }, "E_SHAPE", "replacement.rates"],
    [{ replacement: { every: 1, rates: Array(count).fill([]) } }, "E_SHAPE", "replacement.rates"],
    [{ replacement: { every: 0, rates: [] } }, "E_PARAM_POSITIVE", "every"],
    [{ replacement: -1 }, "E_PARAM_RANGE", "replacement"],
    [{ seed: 0.5 }, "E_PARAM_RANGE", "seed"],
    [{ drive: null }, "E_TYPE", "drive"],
  ];
  it.each(cases)("%j", (options, code, parameter) => {
    const error = errorOf(() => multiArea(twoAreas, options));
    expect([error.code, error.parameter]).toEqual([code, parameter]);
  });

  it("a scale at which a population would have no neuron, by its name", () => {
    // One neuron of 10.6 is a share of 0.0943.
    expect(() => multiArea(twoAreas, { scale: 0.05 })).toThrow(/at least 0.095, so that A-5I has a neuron/);
    expect(multiArea(twoAreas, { scale: 0.095 }).populations.length).toBe(count);
  });

  it("a stabilised state of a connectome that is not", () => {
    const plain = { ...twoAreas, stabilisedInDegrees: null };
    expect(() => multiArea(plain)).toThrow(/stabilised must be false for 'two areas'/);
    expect(multiArea(plain, { stabilised: false }).network.size).toBeGreaterThan(0);
  });

  it("a connectome whose parts do not fit", () => {
    const wrong: [object, string, string][] = [
      [{ inDegrees: new Float64Array(3) }, "E_SHAPE", "connectome.inDegrees"],
      [{ distances: new Float64Array(4).fill(-1) }, "E_PARAM_RANGE", "connectome.distances[0]"],
      [
        { externalInDegrees: new Float64Array(count).fill(Number.NaN) },
        "E_NOT_FINITE",
        "connectome.externalInDegrees[0]",
      ],
      [{ populations: [...populations].reverse() }, "E_PARAM_RANGE", "connectome.populations[1]"],
      [
        { populations: populations.map((one) => ({ ...one, area: 9 })) },
        "E_INDEX",
        "connectome.populations[0].area",
      ],
      [
        { populations: populations.map((one) => ({ ...one, name: "L4" })) },
        "E_UNKNOWN_NAME",
        "connectome.populations[0].name",
      ],
      [{ areas: [twoAreas.areas[0], twoAreas.areas[0]] }, "E_PARAM_RANGE", "connectome.areas[1].name"],
      [{ licence: undefined }, "E_TYPE", "connectome.licence"],
    ];
    for (const [part, code, parameter] of wrong) {
      const error = errorOf(() => multiArea({ ...twoAreas, ...part } as never));
      expect([error.code, error.parameter]).toEqual([code, parameter]);
    }
  });
});
