// Transfer functions: values, and derivatives beside differences.
import { describe, expect, it } from "vitest";
import { hardSigmoid, hyperbolic, linear, logistic, softplus } from "../../../ts/learning/index.ts";
import { errorOf } from "../../helpers/errors.ts";

const functions = [
  softplus(),
  softplus({ gamma: 0.1, beta: 2, theta: 3 }),
  logistic,
  hyperbolic,
  hardSigmoid,
  linear,
];

describe("transfer functions", () => {
  it.each(functions)("%# has the derivatives that it says", (transfer) => {
    for (const x of [-3.3, -0.7, 0.2, 0.6, 1.9, 4.4]) {
      const h = 1e-5;
      const slope = (transfer.value(x + h) - transfer.value(x - h)) / (2 * h);
      expect(Math.abs(transfer.slope(x) - slope)).toBeLessThan(1e-9);
      const curvature = (transfer.slope(x + h) - transfer.slope(x - h)) / (2 * h);
      expect(Math.abs(transfer.curvature(x) - curvature)).toBeLessThan(1e-9);
    }
  });

  it("softplus has its published values and branches", () => {
    expect(softplus().value(0)).toBeCloseTo(Math.LN2, 15);
    expect(softplus().value(1)).toBeCloseTo(1.3132616875182228, 15);
    expect(softplus().value(15.5)).toBe(15.5);
    expect(softplus().value(-15.5)).toBe(0);
    const steep = softplus({ gamma: 0.1, beta: 2, theta: 3 });
    expect(steep.value(13)).toBeCloseTo(0.1 * 2 * 10, 15);
    expect([steep.slope(13), steep.curvature(13), steep.slope(-13)]).toEqual([0.2, 0, 0]);
  });

  it("refuses parameters that make no transfer", () => {
    expect(errorOf(() => softplus({ gamma: 0 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => softplus({ beta: -1 })).parameter).toBe("beta");
    expect(errorOf(() => softplus({ theta: Number.NaN })).code).toBe("E_NOT_FINITE");
  });
});
