// Quantities as text: conversion to the kernel's units and refusal of other dimensions.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuantity } from "../../../ts/index.ts";
import { errorOf } from "../../helpers/errors.ts";

const place = { call: "test", parameter: "x" };
const read = (text: string, unit: string) => parseQuantity(text, unit, place);

describe("quantities", () => {
  it("convert to the unit asked for", () => {
    expect(read("250 pF", "pF")).toBe(250);
    expect(read("0.25 nF", "pF")).toBe(250);
    expect(read("1.5 ms", "ms")).toBe(1.5);
    expect(read("2 s", "ms")).toBe(2000);
    expect(read("150us", "ms")).toBe(0.15);
    expect(read("150 µs", "ms")).toBe(0.15);
    expect(read("-0.07 V", "mV")).toBe(-70);
    expect(read("8 /s", "1/s")).toBe(8);
    expect(read("8 1/s", "1/s")).toBe(8);
    expect(read("8 Hz", "1/s")).toBe(8);
    expect(read("8 kHz", "1/s")).toBe(8000);
    expect(read("8 s^-1", "1/s")).toBe(8);
    expect(read("1 /ms", "1/s")).toBe(1000);
    expect(read("10 pA/mV", "nS")).toBe(10);
    expect(read("10 pA*ms/mV", "pF")).toBe(10);
    expect(read("1 /GOhm", "nS")).toBe(1);
    expect(read("1e-3 nA", "pA")).toBe(1);
    expect(read("4 GB", "B")).toBe(4e9);
  });

  it("round once, like the decimal number itself", () => {
    expect(read("1.1 nF", "pF")).toBe(1100);
    expect(read("0.3 s", "ms")).toBe(300);
    const property = fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(read(`${number} ms`, "ms")).toBe(number + 0);
    });
    fc.assert(property, { seed: 3 });
  });

  it("refuse other dimensions, unknown units and numbers without a unit", () => {
    for (const [text, unit] of [
      ["1 ms", "mV"],
      ["1 pF", "nS"],
      ["1 Hz", "ms"],
      ["1 pA*ms", "pA"],
    ] as const)
      expect(errorOf(() => read(text, unit)).code).toBe("E_DIM");
    for (const text of [
      "1 parsec",
      "1 xs",
      "1 ms ms",
      "1 m",
      "1 ms^",
      "1 ms/",
      "1 toString",
      "1,5 ms",
      "0x10 ms",
    ])
      expect(errorOf(() => read(text, "ms")).code).toBe("E_DIM");
    for (const text of ["10", "", "ms", "NaN ms", "Infinity ms"])
      expect(errorOf(() => read(text, "ms")).code).toBe("E_TYPE");
  });
});
