// Rows 19 to 25 and 27 of the table of bad inputs: sizes, rules, shapes and indices.
import { beforeEach, describe, expect, it } from "vitest";
import {
  allToAll,
  bernoulli,
  dc,
  fixedIndegree,
  fixedOutdegree,
  fixedTotalNumber,
  Network,
  oneToOne,
  type Population,
  pairs,
  type Rule,
} from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

let net: Network;
let ten: Population<"iaf_psc_exp">;
let four: Population<"iaf_psc_exp">;

beforeEach(() => {
  net = new Network();
  ten = net.population(iaf_psc_exp, 10, {}, { label: "ten" });
  four = net.population(iaf_psc_exp, 4, {}, { label: "four" });
});

describe("arrays of weights", () => {
  it("row 24: of all_to_all are the table of all pairs, forbidden autapses included", async () => {
    const weight = Float64Array.from({ length: 16 }, (_, k) => k);
    const rule = allToAll({ autapses: false });
    expectRefusal(
      net,
      () => net.connect(four, four, rule, { weight: [1, 2] }),
      "E_SHAPE",
      "per synapse (16)",
    );
    const made = net.connect(four, four, rule, { weight });
    expect(made.expectedSynapses).toBe(12);
    const sim = await net.build();
    const columns = sim.weights(made);
    sim.dispose();
    // Row t, column s of the table, in the order (source, target).
    const expected = [0, 1, 2, 3].flatMap((s) => [0, 1, 2, 3].flatMap((t) => (s === t ? [] : [4 * t + s])));
    expect(Array.from(columns.weight, Math.round)).toEqual(expected);
  });
});

describe("sizes", () => {
  const size =
    (n: unknown, options = {}) =>
    () =>
      net.population(iaf_psc_exp, n as number, {}, options);

  it("row 19: an empty population must be asked for, and everything done with it does nothing", () => {
    expectRefusal(net, size(0), "E_SIZE", "allowEmpty");
    const none = net.population(iaf_psc_exp, 0, { tau_m: 5 }, { allowEmpty: true, label: "none" });
    expect(none.length).toBe(0);
    net.connect(none, ten, fixedIndegree(3));
    net.connect(ten, none, oneToOne());
    net.stimulate(none, dc({ amplitude: 1 }));
    net.record(none, "spikes");
    net.record(none, "V_m");
    net.set(none, { V_m: -60 });
    expect(net.estimate().synapses.expected).toBe(0);
    expect(net.population(iaf_psc_exp, 1).ids[0]).toBe(14);
  });

  it("row 20: refuses sizes that are no number of neurons", () => {
    for (const n of [-1, 1.5, 2 ** 31 - 1, 2 ** 53 + 2, Infinity, Number.NaN])
      expectRefusal(net, size(n), "E_SIZE", String(n));
    for (const n of ["10", null, 10n, {}]) expectRefusal(net, size(n), "E_TYPE");
    expectRefusal(net, size(-1, { allowEmpty: true }), "E_SIZE");
    expectRefusal(net, size(2 ** 31 - 10), "E_SIZE", "at most");
  });

  it("options are checked by name and type", () => {
    expectRefusal(net, size(1, { lable: "x" }), "E_UNKNOWN_PARAM", "'label'");
    expectRefusal(net, size(1, { allowEmpty: 1 }), "E_TYPE");
    expectRefusal(net, size(1, null as never), "E_TYPE");
  });
});

describe("rules", () => {
  const rule =
    (given: Rule, from = ten, to = four) =>
    () =>
      net.connect(from, to, given);
  const strict = { multapses: false };

  it("row 21: refuses an in-degree above the number of different sources and states the maximum", () => {
    expectRefusal(net, rule(fixedIndegree(11, strict)), "E_INDEGREE", "at most 10", "'ten'", "'four'");
    expect(rule(fixedIndegree(10, strict))).not.toThrow();
    expect(rule(fixedIndegree(11))).not.toThrow();
    const own = { multapses: false, autapses: false };
    expectRefusal(net, rule(fixedIndegree(4, own), four, four), "E_INDEGREE", "at most 3");
    expect(rule(fixedIndegree(3, own), four, four)).not.toThrow();
    expect(rule(fixedIndegree(10, own), ten, four)).not.toThrow();
  });

  it("row 21: refuses a degree where the only source is the target itself", () => {
    const alone = net.population(iaf_psc_exp, 1);
    expectRefusal(net, rule(fixedIndegree(2, { autapses: false }), alone, alone), "E_INDEGREE", "at most 0");
  });

  it("row 21: out-degrees likewise", () => {
    expectRefusal(net, rule(fixedOutdegree(5, strict)), "E_INDEGREE", "at most 4");
    expect(rule(fixedOutdegree(4, strict))).not.toThrow();
  });

  it("row 22: refuses numbers that are no degree or probability, where they are written", () => {
    for (const k of [-1, 1.5, Number.NaN, Infinity]) {
      expect(errorOf(() => fixedIndegree(k)).code).toBe("E_PARAM_RANGE");
      expect(errorOf(() => fixedOutdegree(k)).code).toBe("E_PARAM_RANGE");
      expect(errorOf(() => fixedTotalNumber(k)).code).toBe("E_PARAM_RANGE");
    }
    for (const p of [-0.1, 1.1, Number.NaN, Infinity])
      expect(errorOf(() => bernoulli(p)).message).toContain(String(p));
    expect(errorOf(() => bernoulli("0.5" as never)).code).toBe("E_TYPE");
    expect(errorOf(() => fixedIndegree(3, { autapse: false } as never)).message).toContain("'autapses'");
    expect(errorOf(() => fixedIndegree(3, { autapses: 0 } as never)).code).toBe("E_TYPE");
  });

  it("row 22: checks rules that were written by hand at the call that uses them", () => {
    const made = (number: unknown) =>
      ({ rule: "fixed_indegree", number, autapses: true, multapses: true }) as Rule;
    expectRefusal(net, rule(made(-1)), "E_PARAM_RANGE");
    expectRefusal(net, rule(made("3")), "E_TYPE");
    expectRefusal(net, rule({ rule: "one_to_one" } as Rule), "E_TYPE");
    expectRefusal(net, rule("all_to_all" as never), "E_TYPE");
  });

  it("row 23: refuses a total above the number of pairs", () => {
    expectRefusal(net, rule(fixedTotalNumber(41, strict)), "E_TOTAL", "at most 40", "41");
    expect(rule(fixedTotalNumber(40, strict))).not.toThrow();
    const own = { multapses: false, autapses: false };
    expectRefusal(net, rule(fixedTotalNumber(13, own), four, four), "E_TOTAL", "at most 12");
  });

  it("row 24: one_to_one needs equal sizes and says both", () => {
    expectRefusal(net, rule(oneToOne()), "E_SHAPE", "10", "4");
    expect(errorOf(() => pairs({ sources: [0, 1], targets: [0] })).code).toBe("E_SHAPE");
  });

  it("row 25: explicit pairs must lie inside and are named by their first bad position", () => {
    expectRefusal(
      net,
      rule(pairs({ sources: [0, 10, 11], targets: [0, 1, 2] })),
      "E_INDEX",
      "sources[1]",
      "10",
    );
    expectRefusal(net, rule(pairs({ sources: [0, 1], targets: [0, 4] })), "E_INDEX", "targets[1]");
    expect(errorOf(() => pairs({ sources: [0, -1], targets: [0, 0] })).message).toContain("sources[1]");
    expect(errorOf(() => pairs({ sources: [0.5], targets: [0] })).code).toBe("E_INDEX");
    expect(rule(pairs({ sources: [9, 9], targets: [3, 3] }))).not.toThrow();
  });

  it("row 27: refuses synapse numbers that no double holds", () => {
    const many = net.population(iaf_psc_exp, 1e9);
    expectRefusal(net, rule(fixedIndegree(1e8), ten, many), "E_OVERFLOW", "9007199254740991");
    expectRefusal(net, rule(allToAll(), many, many), "E_OVERFLOW");
    expect(errorOf(() => fixedTotalNumber(2 ** 54)).code).toBe("E_OVERFLOW");
  });

  it("an unknown option or synapse model is refused", () => {
    const options = (given: object) => () => net.connect(ten, four, allToAll(), given);
    expectRefusal(net, options({ wieght: 1 }), "E_UNKNOWN_PARAM", "'weight'");
    expectRefusal(net, options({ synapse: "statik" }), "E_UNKNOWN_NAME", "static");
  });

  it("expects the number of synapses each rule makes", () => {
    const expected = (given: Rule, from = ten, to = four) => net.connect(from, to, given).expectedSynapses;
    expect(expected(allToAll())).toBe(40);
    expect(expected(allToAll({ autapses: false }), four, four)).toBe(12);
    expect(expected(fixedIndegree(3))).toBe(12);
    expect(expected(fixedOutdegree(3))).toBe(30);
    expect(expected(fixedTotalNumber(17))).toBe(17);
    expect(expected(bernoulli(0.5))).toBe(20);
    expect(expected(pairs({ sources: [1, 1], targets: [2, 2] }))).toBe(2);
    expect(expected(oneToOne(), four, four)).toBe(4);
  });
});

describe("views", () => {
  it("are ranges that slice, join and filter", () => {
    expect([...ten.slice(2, 8, 2)]).toEqual([2, 4, 6]);
    expect([...ten.slice(-3)]).toEqual([7, 8, 9]);
    expect([...ten.slice(2, 9, 3).slice(1)]).toEqual([5, 8]);
    expect([...ten.at([7, 3, -1])]).toEqual([7, 3, 9]);
    expect([...ten.at(0)]).toEqual([0]);
    expect([...ten.where((k) => k % 4 === 1)]).toEqual([1, 5, 9]);
    expect([...ten.slice(0, 2).concat(four.slice(1, 3), ten.at(5))]).toEqual([0, 1, 11, 12, 5]);
    expect(ten.concat(four).ranges).toEqual([0, 14, 1]);
    expect(ten.slice(3, 3).length).toBe(0);
    expect(Array.from(four.ids)).toEqual([10, 11, 12, 13]);
  });

  it("a slice of strided parts keeps its order", () => {
    const view = ten.slice(0, 10, 3).concat(four.slice(0, 4, 2));
    expect([...view]).toEqual([0, 3, 6, 9, 10, 12]);
    for (let from = 0; from <= 6; from++)
      for (let to = from; to <= 6; to++)
        for (const step of [1, 2, 4])
          expect([...view.slice(from, to, step)]).toEqual(
            [...view].slice(from, to).filter((_, k) => k % step === 0),
          );
  });

  it("row 25: refuses positions outside, repeated ones, and neurons listed twice", () => {
    expectRefusal(net, () => ten.slice(0, 11), "E_INDEX", "11");
    expectRefusal(net, () => ten.slice(-11), "E_INDEX", "-11");
    expectRefusal(net, () => ten.slice(0.5), "E_INDEX");
    expectRefusal(net, () => ten.slice(0, 5, 0), "E_INDEX", "step");
    expectRefusal(net, () => ten.at(10), "E_INDEX", "10");
    expectRefusal(net, () => ten.at([1, 2, 1]), "E_INDEX", "positions[2]");
    expectRefusal(net, () => ten.at([1, 12]), "E_INDEX", "positions[1]");
    expectRefusal(net, () => ten.concat(ten.at(3)), "E_INDEX", "3");
    expectRefusal(net, () => net.connect([ten, ten.slice(0, 1)], four, allToAll()), "E_INDEX");
    expectRefusal(net, () => ten.slice(0, 9, 2).concat(ten.slice(1, 9, 3)), "E_INDEX", "4");
    expect(ten.slice(0, 9, 2).concat(ten.slice(1, 10, 2)).length).toBe(10);
  });

  it("refuses neurons of another network, and things that are no neurons", () => {
    const other = new Network().population(iaf_psc_exp, 10);
    expectRefusal(net, () => net.connect(other, four, allToAll()), "E_INDEX", "network");
    expectRefusal(net, () => net.record("ten" as never, "spikes"), "E_TYPE");
    expectRefusal(net, () => net.record([], "spikes"), "E_TYPE");
  });
});
