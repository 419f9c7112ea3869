// Rows 9 to 18 of the table of bad inputs: parameters and initial values.
import { beforeEach, describe, expect, it } from "vitest";
import { allToAll, type CajalError, Network, normal, type Parameters, uniform } from "../../../ts/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

let net: Network;

beforeEach(() => {
  net = new Network();
  net.population(iaf_psc_exp, 5, { tau_m: 20 }, { label: "first" });
});

/** Tries wrong parameters both at creation and afterwards. */
function refused(parameters: unknown, code: string, ...texts: string[]): void {
  const given = parameters as Parameters<"iaf_psc_exp">;
  expectRefusal(net, () => net.population(iaf_psc_exp, 3, given), code, ...texts);
  const [first] = net.populations;
  if (first) expectRefusal(net, () => net.set(first as never, given as never), code, ...texts);
}

const codes = () => net.warnings.map(({ code }) => code);

describe("values of one parameter", () => {
  it("row 9: refuses time constants and capacitances that are not positive", () => {
    for (const name of ["tau_m", "C_m", "tau_syn_ex", "tau_syn_in"])
      for (const value of [0, -1, -1e-300])
        refused({ [name]: value }, "E_PARAM_POSITIVE", name, String(value), "above 0");
    refused({ tau_m: uniform(-1, 5) }, "E_PARAM_POSITIVE", "tau_m");
    refused({ tau_m: (k: number) => 2 - k }, "E_PARAM_POSITIVE", "tau_m[2]");
  });

  it("rows 10 and 11: equal and nearly equal time constants are accepted", () => {
    net.population(iaf_psc_exp, 2, { tau_m: 2, tau_syn_ex: 2, tau_syn_in: 2 * (1 + 1e-12) });
    expect(codes()).toEqual([]);
  });

  it("row 12: warns of time constants far below the resolution and above 1e9 ms", () => {
    net.population(iaf_psc_exp, 2, { tau_syn_ex: 0.001 });
    net.population(iaf_psc_exp, 3, { tau_m: 1e10 });
    expect(net.warnings.map(({ code, count }) => [code, count])).toEqual([
      ["W_TAU_VS_DT", 2],
      ["W_TAU_VS_DT", 3],
    ]);
  });

  it("row 13: refuses a negative refractory period, and says to what one off the grid is rounded", () => {
    refused({ t_ref: -0.1 }, "E_PARAM_RANGE", "t_ref", "-0.1");
    net.population(iaf_psc_exp, 2, { t_ref: 0.05 });
    net.population(iaf_psc_exp, 2, { t_ref: 1.97 });
    expect(codes()).toEqual(["W_TIME_ROUNDED", "W_TIME_ROUNDED"]);
    expect(net.warnings[0]?.message).toContain("0.1 ms");
    expect(net.warnings[1]?.message).toContain("2 ms");
  });

  it("row 16: refuses unknown parameters and names the nearest", () => {
    refused({ tau_n: 10 }, "E_UNKNOWN_PARAM", "tau_n", "'tau_m'");
    refused({ v_th: -50 }, "E_UNKNOWN_PARAM", "'V_th'");
    refused({ tau_syn: 2 }, "E_UNKNOWN_PARAM", "'tau_syn_ex'", "'tau_syn_in'");
    refused({ nonsense: 2 }, "E_UNKNOWN_PARAM", "known:");
    expectRefusal(
      net,
      () => net.population(iaf_psc_exp, 0, { tau_n: 1 } as never, { allowEmpty: true }),
      "E_UNKNOWN_PARAM",
    );
  });

  it("row 18: coerces nothing", () => {
    for (const value of ["10", "", null, 10n, {}, [["1"]], true, Symbol("x"), new Date(0)])
      refused({ tau_m: value }, "E_TYPE", "tau_m");
    refused({ tau_m: [1, 2, "3", 4, 5] }, "E_TYPE");
    refused({ tau_m: new BigInt64Array(3) }, "E_TYPE");
    refused(null, "E_TYPE");
    refused([1], "E_TYPE");
  });

  it("refuses values that are not finite", () => {
    refused({ V_th: Number.NaN }, "E_NOT_FINITE", "V_th");
    refused({ I_e: Infinity }, "E_NOT_FINITE", "I_e");
    refused({ V_m: normal(0, 1).redraw({ max: -50 }) }, "E_DISTRIBUTION_EMPTY", "%");
  });

  it("refuses quantities too large for a number", () => {
    refused({ tau_m: "1e400 ms" }, "E_NOT_FINITE", "tau_m");
    refused({ I_e: "-1e400 pA" }, "E_NOT_FINITE", "I_e");
  });

  it("row 9: refuses distributions of which a part lies outside, and names the remedy", () => {
    refused({ tau_m: normal(10, 5) }, "E_PARAM_POSITIVE", "2.3 % of the draws", ".redraw({ min: 0 })");
    refused({ t_ref: normal(2, 1) }, "E_PARAM_RANGE", "0 ms or more");
    const accepted = { tau_m: normal(10, 5).redraw({ min: 1 }), C_m: normal(250, 20), V_th: normal(-50, 2) };
    expect(() => net.population(iaf_psc_exp, 3, accepted)).not.toThrow();
  });

  it("accepts quantities and refuses other dimensions", () => {
    const given = net.population(iaf_psc_exp, 2, {
      C_m: "0.25 nF",
      tau_m: "0.02 s",
      V_th: "-0.05 V",
      I_e: "1 nA",
    });
    const json = net.toJSON().populations[1];
    expect(given.length).toBe(2);
    expect(json?.parameters).toEqual({ C_m: 250, tau_m: 20, V_th: -50, I_e: 1000 });
    refused({ C_m: "250 mV" }, "E_DIM", "pF");
    refused({ C_m: "250 parsec" }, "E_DIM", "parsec");
  });

  it("row 24: per-neuron arrays have one value per neuron", () => {
    expectRefusal(net, () => net.population(iaf_psc_exp, 3, { V_m: [1, 2] }), "E_SHAPE", "3", "2");
  });

  it("row 43: refuses a detached buffer", () => {
    const values = new Float64Array(3);
    structuredClone(values.buffer, { transfer: [values.buffer] });
    expectRefusal(net, () => net.population(iaf_psc_exp, 3, { V_m: values }), "E_BUFFER", "V_m");
  });

  it("copies arrays: changing them afterwards changes nothing", () => {
    const values = Float64Array.of(-60, -61, -62);
    net.population(iaf_psc_exp, 3, { V_m: values });
    const before = JSON.stringify(net);
    values.fill(0);
    expect(JSON.stringify(net)).toBe(before);
  });

  it("an unknown parameter is also a type error", () => {
    // @ts-expect-error tau_n is no parameter of iaf_psc_exp
    const wrong: Parameters<"iaf_psc_exp"> = { tau_n: 1 };
    // @ts-expect-error a number of the wrong kind
    const kind: Parameters<"iaf_psc_exp"> = { tau_m: true };
    expect([wrong, kind]).toHaveLength(2);
  });
});

describe("values against each other", () => {
  it("row 14: refuses a reset at or above the threshold", () => {
    refused({ V_reset: -55 }, "E_RESET_ABOVE_THRESHOLD", "V_reset", "-55");
    refused({ V_th: -70 }, "E_RESET_ABOVE_THRESHOLD", "V_th");
    refused({ V_reset: uniform(-50, -40) }, "E_RESET_ABOVE_THRESHOLD");
    expect(() => net.population(iaf_psc_exp, 1, { V_reset: -40, V_th: -30 })).not.toThrow();
  });

  it("row 14: sees values that were set in several calls, per neuron", () => {
    const all = net.population(iaf_psc_exp, 4, { V_th: [-50, -51, -52, -53] }, { label: "all" });
    net.set(all.at(1), { V_reset: -60 });
    const wrong = () => net.set(all.slice(2, 4), { V_reset: -53 });
    expectRefusal(net, wrong, "E_RESET_ABOVE_THRESHOLD", "neuron 3", "all");
    expect(() => net.set(all.at(2), { V_reset: -53 })).not.toThrow();
  });

  it("row 15: allows initial values above the threshold and counts them", () => {
    const all = net.population(iaf_psc_exp, 3, { V_m: [-50, -60, -55] });
    expect(net.warnings.map(({ code, count }) => [code, count])).toEqual([["W_INITIAL_ABOVE_THRESHOLD", 2]]);
    net.set(all, { V_m: -54 });
    expect(net.warnings.at(-1)?.count).toBe(3);
    net.population(iaf_psc_exp, 1000, { V_m: normal(-58, 10) });
    // P(V_m >= -55) of N(-58, 10) is 1 - Phi(0.3) = 0.3821
    expect(net.warnings.at(-1)?.count).toBe(382);
  });
});

describe("names", () => {
  it("row 17: lists the names that exist", () => {
    expectRefusal(net, () => net.population("iaf_psc_xep" as never, 1), "E_UNKNOWN_NAME", "'iaf_psc_exp'");
    const [first] = net.populations;
    const receptor = { receptor: "gaba" } as never;
    expectRefusal(
      net,
      () => net.connect(first as never, first as never, allToAll(), receptor),
      "E_UNKNOWN_NAME",
    );
    const rule = { rule: "fixed_indegre", number: 1, autapses: true, multapses: true };
    expectRefusal(
      net,
      () => net.connect(first as never, first as never, rule),
      "E_UNKNOWN_NAME",
      "'fixed_indegree'",
    );
    expectRefusal(net, () => net.population(undefined as never, 1), "E_TYPE");
  });

  it("row 48: refuses labels that files and terminals cannot hold", () => {
    const label = (text: unknown) => () => net.population(parrot_neuron, 1, {}, { label: text as string });
    expectRefusal(net, label("a\0b"), "E_NAME", "NUL");
    for (const text of ["two\nlines", "\u001b[31mred", "\u009b31m"])
      expectRefusal(net, label(text), "E_NAME", "control characters");
    expectRefusal(net, label("\ud800"), "E_NAME");
    expectRefusal(net, label("x".repeat(257)), "E_NAME", "256");
    expectRefusal(net, label("__proto__"), "E_NAME");
    expectRefusal(net, label(5), "E_TYPE");
    expect(label("x".repeat(256))).not.toThrow();
    expect(label("µ 😀")).not.toThrow();
  });

  it("row 48: parameters cannot reach a prototype", () => {
    refused(JSON.parse('{"__proto__": 1}'), "E_NAME", "__proto__");
    refused({ constructor: 1 }, "E_NAME");
    refused({ C_m: 1, __proto__: { tau_m: 5 } }, "E_TYPE", "plain object");
    expect(({} as Record<string, unknown>).tau_m).toBeUndefined();
  });

  it("messages stay short whatever came", () => {
    const error: CajalError = errorOf(() =>
      net.population(iaf_psc_exp, 1, { tau_m: "x".repeat(1e6) as never }),
    );
    expect(error.message.length).toBeLessThan(600);
  });
});
