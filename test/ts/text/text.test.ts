// Words for messages, and arrays as text.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "../../../ts/text/base64.ts";
import { editDistance, nearest, suggestion } from "../../../ts/text/nearest.ts";
import { show } from "../../../ts/text/show.ts";

describe("nearest names", () => {
  it("counts insertions, deletions and replacements", () => {
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("flaw", "lawn")).toBe(2);
  });

  it("suggests what is at most two edits away, or begins with the name", () => {
    const known = ["tau_m", "tau_syn_ex", "tau_syn_in", "V_th"];
    expect(nearest("taum", known)).toEqual(["tau_m"]);
    expect(nearest("tau_syn", known)).toEqual(["tau_syn_ex", "tau_syn_in"]);
    expect(nearest("membrane", known)).toEqual([]);
    expect(suggestion("membrane", known)).toContain("V_th");
    expect(
      suggestion(
        "x",
        Array.from({ length: 30 }, (_, k) => `name${k}`),
      ),
    ).toContain("30 in all");
  });
});

describe("values in messages", () => {
  it("are short whatever they are", () => {
    const hostile = [
      "x".repeat(1e6),
      new Float64Array(1e6),
      { a: 1 },
      null,
      undefined,
      5n,
      Symbol("s"),
      () => 1,
      -0,
      1e21,
    ];
    for (const value of hostile) expect(show(value).length).toBeLessThanOrEqual(202);
    expect(show("10")).toBe("'10'");
    expect(show([1, 2])).toBe("an array of 2");
  });
});

describe("arrays as base64", () => {
  it("come back with the same bits (property)", () => {
    const property = fc.property(fc.float64Array(), (array) => {
      const bytes = fromBase64(toBase64(array));
      expect(new Uint8Array(bytes?.buffer ?? new ArrayBuffer())).toEqual(new Uint8Array(array.buffer));
    });
    fc.assert(property, { seed: 5 });
    expect(fromBase64("not base64!")).toBeUndefined();
    expect(toBase64(new Float64Array([1]).subarray(0, 1))).toBe("AAAAAAAA8D8=");
  });
});
