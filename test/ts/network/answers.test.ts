// Calls of a wrong shape are answered with what was expected, and hints name what is missing.
import { describe, expect, it } from "vitest";
import { firingRates, isiHistogram, trainsOf } from "../../../ts/analysis/index.ts";
import { fixedIndegree, fixedTotalNumber, Network, pairs } from "../../../ts/index.ts";
import { model, parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf } from "../../helpers/errors.ts";

describe("answers to what was meant otherwise", () => {
  it("pairs of two lists", () => {
    const error = errorOf(() =>
      pairs(
        ...([
          [0, 1],
          [1, 0],
        ] as unknown as [never]),
      ),
    );
    expect([error.code, error.allowed]).toEqual(["E_TYPE", "{ sources, targets }"]);
  });

  it("a model of another simulator", () => {
    const error = errorOf(() => model("aeif" as never));
    expect(error.code).toBe("E_UNKNOWN_NAME");
    expect(error.allowed).toContain("iaf_psc_exp");
    expect(errorOf(() => model(undefined as never)).code).toBe("E_TYPE");
  });

  it("rates of nothing", () => {
    for (const nothing of [undefined, null, {}, [], [[1, 2]], { times: [1], ids: [0] }]) {
      const error = errorOf(() => firingRates(nothing as never));
      expect(error.code).toBe("E_TYPE");
      expect(error.hint).toContain("trainsOf");
    }
    const trains = trainsOf([[1]], { tStart: 0, tStop: 10 });
    expect(errorOf(() => firingRates(trains, null as never)).parameter).toBe("options");
  });

  it("a histogram without its end", () => {
    const trains = trainsOf([[1, 2]], { tStart: 0, tStop: 10 });
    const missing = (options: object) => errorOf(() => isiHistogram(trains, options as never));
    expect([missing({ bin: 1 }).code, missing({ bin: 1 }).parameter]).toEqual(["E_TYPE", "max"]);
    expect(missing({}).parameter).toBe("bin");
    expect(missing({ binsPerDecade: 3, max: 10 }).parameter).toBe("min");
  });

  it("a hint allows what is missing, and nothing else", () => {
    const net = new Network();
    const four = net.population(parrot_neuron, 4);
    const strict = { autapses: false, multapses: false };
    const hint = (rule: Parameters<Network["connect"]>[2]) =>
      errorOf(() => net.connect(four, four, rule)).hint;
    expect(hint(fixedIndegree(4, strict))).toBe("allow autapses or take fewer");
    expect(hint(fixedIndegree(5, strict))).toBe("allow multapses or take fewer");
    expect(hint(fixedTotalNumber(16, strict))).toBe("allow autapses or take fewer");
    expect(hint(fixedTotalNumber(17, strict))).toBe("allow multapses or take fewer");
  });
});
