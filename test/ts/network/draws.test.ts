// What is said of distributions before anything is drawn, against samples of their definition.
import { describe, expect, it } from "vitest";
import { exponential, lognormal, normal, uniform } from "../../../ts/index.ts";
import { acceptance, type Draw, shareBelow, support } from "../../../ts/network/values/draw.ts";
import { toDraw } from "../../../ts/network/values/value.ts";
import { errorOf } from "../../helpers/errors.ts";

const place = { call: "test", parameter: "x", unit: "ms", count: 10 };
const made = (value: unknown): Draw => toDraw(value, place);

describe("shares of a distribution", () => {
  it("agree with tabulated values", () => {
    // Standard normal: Phi(-1.959964) = 0.025, Phi(-3) = 1.3498980e-3, Phi(-6) = 9.8658765e-10.
    expect(shareBelow(made(normal(0, 1)), -1.959963984540054)).toBeCloseTo(0.025, 12);
    expect(shareBelow(made(normal(0, 1)), -3) / 1.3498980316300946e-3).toBeCloseTo(1, 10);
    expect(shareBelow(made(normal(0, 1)), -6) / 9.865876450376946e-10).toBeCloseTo(1, 10);
    expect(shareBelow(made(normal(5, 2)), 7)).toBeCloseTo(0.8413447460685429, 12);
    expect(shareBelow(made(lognormal(1, 0.5)), Math.exp(1))).toBeCloseTo(0.5, 12);
    expect(shareBelow(made(exponential(2)), 2)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(shareBelow(made(uniform(-1, 3)), 0)).toBeCloseTo(0.25, 12);
    expect(shareBelow(made([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 4)).toBeCloseTo(0.3, 12);
  });

  it("know redraw from clip: the border has mass only when clipped", () => {
    const half = 0.5;
    expect(acceptance(made(normal(0, 1).redraw({ min: 0 })))).toBeCloseTo(half, 12);
    expect(shareBelow(made(normal(0, 1).redraw({ min: 0 })), 0.6744897501960817)).toBeCloseTo(half, 10);
    expect(shareBelow(made(normal(0, 1).clip({ min: 0 })), 1e-9)).toBeCloseTo(half, 6);
    expect(support(made(normal(0, 1).clip({ min: -1, max: 2 })))).toEqual([-1, 2]);
    expect(support(made(uniform(0, 1).redraw({ min: -3 })))).toEqual([0, 1]);
  });

  it("a deviation of zero is a constant", () => {
    expect(support(made(normal(3, 0)))).toEqual([3, 3]);
    expect(shareBelow(made(normal(3, 0)), 3)).toBe(0);
    expect(shareBelow(made(normal(3, 0)), 3.1)).toBe(1);
  });
});

describe("distributions", () => {
  it("are refused where they are written", () => {
    expect(errorOf(() => uniform(2, 1)).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => normal(0, -1)).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => exponential(-1)).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => normal(Number.NaN, 1)).code).toBe("E_NOT_FINITE");
    expect(errorOf(() => normal(0, null as never)).code).toBe("E_TYPE");
    expect(errorOf(() => lognormal("1 mV" as never, 1)).code).toBe("E_TYPE");
    expect(errorOf(() => normal(0, 1).redraw({ min: 2, max: 1 })).code).toBe("E_DISTRIBUTION_EMPTY");
    expect(errorOf(() => normal(0, 1).clip({ minimum: 1 } as never)).code).toBe("E_UNKNOWN_PARAM");
  });

  it("take quantities, whose order is checked when the unit is known", () => {
    expect(made(normal("1 s", "10 ms").redraw({ min: "0.9 s" }))).toEqual({
      kind: "normal",
      numbers: [1000, 10],
      limit: "redraw",
      low: 900,
      high: Infinity,
    });
    expect(errorOf(() => made(uniform("1 s", 5))).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => made(normal("1 s", "-1 ms"))).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => made(normal(0, 1).clip({ min: "1 s", max: 2 }))).code).toBe("E_DISTRIBUTION_EMPTY");
    expect(errorOf(() => made(normal("1 mV", "1 mV"))).code).toBe("E_DIM");
  });

  it("made by hand are refused", () => {
    expect(errorOf(() => made({ kind: "normal", numbers: [0, 1] })).code).toBe("E_TYPE");
  });
});
