// States over a parameter: folds, jumps, basins and stabilisation of networks in which excitation holds itself up.
import { describe, expect, it } from "vitest";
import {
  basins,
  bistability,
  continueFixedPoint,
  fixedPoints,
  type MeanFieldNetwork,
  type StabilisationRound,
  stabilise,
  stability,
  transition,
  workingPoint,
} from "../../../ts/theory/index.ts";
import { errorOf } from "../../helpers/errors.ts";

const neuron = { tau_m: 20, t_ref: 5, V_th: 20, V_reset: 10 };

/** One population that excites itself. */
const alone = (external: number): MeanFieldNetwork => ({
  populations: [{ size: 1000, neuron }],
  inDegrees: [100],
  weights: [0.2],
  external: [{ rates: [external], weights: [0.2] }],
});

/** Excitation and inhibition; the drive is on excitation alone. */
const couple = (external: number): MeanFieldNetwork => ({
  populations: [
    { label: "E", size: 800, neuron },
    { label: "I", size: 200, neuron },
  ],
  inDegrees: [500, 50, 100, 20],
  weights: [0.2, -0.4, 0.2, -0.4],
  external: [{ rates: [external, 3000], weights: [0.2, 0.2] }],
});

describe("continuation", () => {
  const branch = continueFixedPoint(alone, { from: 1500, to: 4500 });

  it("goes around both folds from the low state to the high one", () => {
    expect(branch.ended).toBe("range");
    expect(branch.folds.length).toBe(2);
    const [upper, lower] = branch.folds.map(({ value }) => value) as [number, number];
    expect(lower).toBeLessThan(upper);
    // Where two states meet, small changes neither grow nor decay.
    for (const { critical } of branch.folds) expect(critical.re).toBeCloseTo(1, 5);
    const stable = branch.points.map((point) => point.stable);
    const turns = stable.filter((value, index) => index > 0 && value !== stable[index - 1]).length;
    expect([stable[0], stable.at(-1), turns]).toEqual([true, true, 2]);
  });

  it("has between the folds three points, and one beside them, as a search from many starts has", () => {
    const [upper, lower] = branch.folds.map(({ value }) => value) as [number, number];
    const options = { starts: 40, highest: 250 };
    for (const [value, number] of [
      [upper + 3, 1],
      [upper - 3, 3],
      [lower + 3, 3],
      [lower - 3, 1],
    ] as const)
      expect(fixedPoints(alone(value), options).length).toBe(number);
  });

  it("has points that are fixed points", () => {
    for (const { value, rates } of branch.points)
      expect(stability(alone(value), { rates }).settled).toBe(true);
  });

  it("is refused without a fixed point to begin with, or without a range", () => {
    const away = (external: number) => ({
      ...alone(external),
      populations: [{ size: 1, neuron: { ...neuron, t_ref: 0 } }],
      inDegrees: [1000],
    });
    expect(errorOf(() => continueFixedPoint(away, { from: 30_000, to: 31_000 }))).toMatchObject({
      code: "E_NUMERIC",
      parameter: "networkAt",
    });
    expect(errorOf(() => continueFixedPoint(alone, { from: 1, to: 1 }))).toMatchObject({ parameter: "to" });
    const grows = (value: number) => (value > 1 ? couple(value) : alone(value));
    expect(errorOf(() => bistability(grows, [1, 2]))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "networkAt",
    });
  });

  it("finds both ways of a scan where it has two states", () => {
    const [upper, lower] = branch.folds.map(({ value }) => value) as [number, number];
    const values = [lower - 50, lower + 20, upper - 20, upper + 50];
    const found = bistability(alone, values);
    expect(found.map((at) => at.bistable)).toEqual([false, true, true, false]);
    for (const { up, down } of found.slice(1, 3)) expect(down.mean).toBeGreaterThan(5 * up.mean);
  });
});

describe("basins", () => {
  it("are parted by the unstable point between them", () => {
    const [low, middle, high] = fixedPoints(alone(3400), { starts: 40, highest: 250 }).map(
      ({ rates }) => rates[0] as number,
    ) as [number, number, number];
    const { states, unsettled } = basins(alone(3400), { starts: 400, highest: 100 });
    expect(unsettled).toBe(0);
    expect(states.length).toBe(2);
    expect(states[0]?.mean).toBeCloseTo(low, 3);
    expect(states[1]?.mean).toBeCloseTo(high, 3);
    // Initial rates are uniform up to 100 1/s; three standard deviations of 400 draws.
    expect(Math.abs((states[0]?.share as number) - middle / 100)).toBeLessThan(3 * Math.sqrt(0.25 / 400));
  });

  it("count what does not come to rest", () => {
    const { states, unsettled } = basins(alone(3400), { starts: 3, time: 0.1 });
    expect([states.length, unsettled]).toEqual([0, 1]);
  });
});

describe("a transition", () => {
  it("of one population is the fold of its low state", () => {
    const [fold] = continueFixedPoint(alone, { from: 1500, to: 4500 }).folds;
    const value = fold?.value as number;
    // Above the fold rates are slow where it was.
    const found = transition(alone, { from: 3500, to: 4500, tolerance: 1e-3, step: 0.1, time: 300 });
    expect(found.before.value).toBeLessThan(value + 1);
    expect(found.after.value).toBeGreaterThan(value);
    expect(found.after.mean).toBeGreaterThan(5 * found.before.mean);
  });

  it("is refused where there is none", () => {
    expect(errorOf(() => transition(alone, { from: 2500, to: 2600, step: 0.1 }))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "to",
      value: 2600,
    });
  });
});

describe("stabilisation", () => {
  const options = { from: 2500, to: 4500, tolerance: 1e-4, step: 0.05, time: 200 };

  it("keeps a network in its low state at a drive that took it out", () => {
    expect(workingPoint(couple(4500)).rates[0]).toBeGreaterThan(50);
    const found = stabilise(couple, options);
    expect(found.stabilised).toBe(true);
    expect(found.rounds.length).toBeGreaterThan(0);
    expect(workingPoint(found.network).rates[0]).toBeLessThan(30);
    expect(found.network.external).toEqual(couple(4500).external);
    for (const { shift, unstable } of found.rounds) {
      expect(shift.re).toBeLessThan(0);
      expect(unstable.critical.re).toBeGreaterThan(1);
    }
  });

  it("changes nothing that must stay, and goes below no synapse", () => {
    const adjustable = (target: number, source: number): boolean => target === 0 && source === 0;
    const { rounds, inDegrees } = stabilise(couple, { ...options, adjustable, rounds: 1 });
    expect(Array.from(inDegrees.subarray(1))).toEqual([50, 100, 20]);
    const { change, unstable, shift, drive } = rounds[0] as StabilisationRound;
    expect(inDegrees[0]).toBe(500 + (change[0] as number));
    // By the definition of the shift the drive's part in the critical mode is undone.
    const part = (values: Float64Array): number =>
      values.reduce((sum, value, index) => sum + value * (unstable.left.re[index] as number), 0);
    expect(part(drive) + shift.re * part(unstable.rates)).toBeCloseTo(0, 9);
  });

  it("is nothing where nothing jumps, and refused for in-degrees that the drive changes", () => {
    const quiet = stabilise(couple, { from: 2000, to: 2100, step: 0.1 });
    expect([quiet.rounds.length, quiet.stabilised]).toEqual([0, true]);
    const wrong = (value: number) => ({ ...couple(value), inDegrees: [value, 50, 100, 20] });
    expect(errorOf(() => stabilise(wrong, options))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "network.inDegrees[0]",
    });
  });
});
