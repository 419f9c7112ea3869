// Rows 1 to 8 of the table of bad inputs: delays and weights.
import { beforeEach, describe, expect, it } from "vitest";
import {
  allToAll,
  dc,
  exponential,
  fixedIndegree,
  lognormal,
  Network,
  normal,
  oneToOne,
  type Population,
  poisson,
  uniform,
} from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { expectRefusal } from "../../helpers/errors.ts";

let net: Network;
let source: Population<"iaf_psc_exp">;
let target: Population<"iaf_psc_exp">;

beforeEach(() => {
  net = new Network({ resolution: 0.1 });
  source = net.population(iaf_psc_exp, 4, {}, { label: "source" });
  target = net.population(iaf_psc_exp, 4, {}, { label: "target" });
  net.connect(source, target, allToAll(), { weight: 3, delay: 2 });
});

const withDelay = (delay: never | unknown) => () =>
  net.connect(source, target, oneToOne(), { delay: delay as number });
const withWeight = (weight: unknown) => () =>
  net.connect(source, target, oneToOne(), { weight: weight as number });

describe("delays", () => {
  it("row 1: refuses a negative delay", () => {
    expectRefusal(net, withDelay(-1.5), "E_DELAY_NEGATIVE", "-1.5", "'source'", "'target'");
    expectRefusal(net, withDelay([1, 1, -0.2, 1]), "E_DELAY_NEGATIVE", "delay[2]", "-0.2");
    expectRefusal(net, withDelay("-1 ms"), "E_DELAY_NEGATIVE");
    expectRefusal(net, () => net.stimulate(target, dc({ amplitude: 1 }), { delay: -1 }), "E_DELAY_NEGATIVE");
  });

  it("row 2: refuses a delay that rounds to zero steps and names the step", () => {
    expectRefusal(net, withDelay(0), "E_DELAY_BELOW_DT", "0.1 ms", "got 0");
    expectRefusal(net, withDelay(0.049), "E_DELAY_BELOW_DT", "0.1 ms", "0.049");
    expectRefusal(net, withDelay([1, 1, 1, 0.01]), "E_DELAY_BELOW_DT", "delay[3]");
    expect(withDelay(0.05)).not.toThrow();
  });

  it("row 3: rounds a delay to the grid and reports it once with its count", () => {
    net.connect(source, target, allToAll(), { delay: 1.23 });
    expect(net.warnings.map(({ code, count }) => [code, count])).toEqual([["W_DELAY_ROUNDED", 16]]);
    net.connect(source, target, oneToOne(), { delay: [1, 1.04, 2, 0.98] });
    expect(net.warnings.at(-1)?.count).toBe(2);
    expect(net.warnings.at(-1)?.message).toContain("0.1 ms");
  });

  it("row 3: strictTime refuses instead", () => {
    const strict = new Network({ strictTime: true });
    const all = strict.population(iaf_psc_exp, 2);
    expectRefusal(strict, () => strict.connect(all, all, allToAll(), { delay: 1.23 }), "E_TIME_GRID", "1.23");
    expect(() => strict.connect(all, all, allToAll(), { delay: 1.2 })).not.toThrow();
  });

  it("row 4: refuses a delay of more than 65,535 steps", () => {
    expectRefusal(net, withDelay(6553.6), "E_DELAY_TOO_LARGE", "65535", "6553.5");
    expect(withDelay(6553.5)).not.toThrow();
    expectRefusal(net, withDelay(uniform(1, 7000)), "E_DELAY_TOO_LARGE", "6553.5");
  });

  it("row 5: refuses delays that are not finite, with the first index", () => {
    expectRefusal(net, withDelay(Number.NaN), "E_NOT_FINITE", "NaN");
    expectRefusal(net, withDelay(Infinity), "E_NOT_FINITE", "Infinity");
    expectRefusal(net, withDelay([1, Number.NaN, 1, Number.NaN]), "E_NOT_FINITE", "delay[1]");
  });

  it("row 5: refuses distributions that lie below one step, and redraws that cannot succeed", () => {
    expectRefusal(net, withDelay(uniform(0, 0.04)), "E_DISTRIBUTION_EMPTY", "0.1 ms");
    expectRefusal(net, withDelay(normal(1, 0.1).redraw({ min: 5 })), "E_DISTRIBUTION_EMPTY", "%");
    expectRefusal(net, withDelay(uniform(0, 1).redraw({ min: 2, max: 3 })), "E_DISTRIBUTION_EMPTY", "0");
    expectRefusal(net, withDelay(normal(1.5, 0.75)), "E_DELAY_NEGATIVE", "redraw({ min: 0.05 })");
    expectRefusal(net, withDelay(exponential(1)), "E_DELAY_BELOW_DT", "redraw");
    expect(withDelay(normal(1.5, 0.75).redraw({ min: 0.05 }))).not.toThrow();
    expect(withDelay(normal(1.5, 0.75).clip({ min: 0.1 }))).not.toThrow();
    expect(withDelay(lognormal(0.5, 0.1))).not.toThrow();
  });

  it("drawn delays are continuous, so their rounding is no warning", () => {
    net.connect(source, target, allToAll(), { delay: uniform(1, 2) });
    expect(net.warnings).toEqual([]);
  });

  it("a stimulus that acts everywhere at once has one delay", () => {
    const many = () => net.stimulate(target, poisson({ rate: 1 }), { delay: [1, 2, 3, 4] });
    expectRefusal(net, many, "E_TYPE", "one delay");
  });
});

describe("weights", () => {
  it("row 6: refuses weights that are not finite, with the first index", () => {
    expectRefusal(net, withWeight(Number.NaN), "E_NOT_FINITE", "weight", "NaN");
    expectRefusal(net, withWeight([1, 2, -Infinity, Number.NaN]), "E_NOT_FINITE", "weight[2]");
    expectRefusal(net, withWeight(Float64Array.of(1, Number.NaN, 3, 4)), "E_NOT_FINITE", "weight[1]");
    expectRefusal(
      net,
      withWeight((k: number) => (k === 3 ? Number.NaN : k)),
      "E_NOT_FINITE",
      "weight[3]",
    );
  });

  it("row 8: warns when weights on one receptor span more than 2^31", () => {
    net.connect(source, target, oneToOne(), { weight: 1e-9 });
    expect(net.warnings.map(({ code }) => code)).toEqual(["W_WEIGHT_UNDERFLOW"]);
    expect(net.warnings[0]?.message).toContain("target");
  });

  it("row 8: other populations and moderate spans raise no warning", () => {
    net.connect(target, source, oneToOne(), { weight: 1e-9 });
    net.connect(source, target, oneToOne(), { weight: 1e-6 });
    expect(net.warnings).toEqual([]);
  });

  it("row 24: refuses arrays of another length, and arrays where synapses have no order", () => {
    expectRefusal(net, withWeight([1, 2, 3]), "E_SHAPE", "3", "4");
    const total = () => net.connect(source, target, fixedIndegree(2), { weight: new Float64Array(7) });
    expectRefusal(net, total, "E_SHAPE", "8", "7");
  });
});
