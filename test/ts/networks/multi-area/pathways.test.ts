// Which areas project to which, how strongly, and from above or below layer 4; on small tables with results by hand.
import { describe, expect, it } from "vitest";
import {
  distanceRule,
  interAreaShares,
  measuredFln,
  tractsOnto,
} from "../../../../ts/networks/multi-area/derive/inter-area-fln.ts";
import { measuredSln, supragranularShare } from "../../../../ts/networks/multi-area/derive/laminar-source.ts";
import type { Measurements, Tract } from "../../../../ts/networks/multi-area/derive/measurements.ts";
import { inModel, overInjections } from "../../../../ts/networks/multi-area/derive/tracers.ts";
import { errorOf } from "../../../helpers/errors.ts";

const mapOf = <Value>(record: Record<string, Value>): Map<string, Value> => new Map(Object.entries(record));
const injection = (area: string, sources: Record<string, number>) => ({ area, sources: mapOf(sources) });
const unknown: Tract = { origin: null, termination: null };

const tables = {
  file: "tables.json",
  areas: ["A", "B", "C", "D"],
  intrinsicFln: 0.79,
  // Two injections into A; b1 and b2 are areas of another parcellation that cover B and parts of A and C.
  flnInjections: [
    injection("A", { b1: 0.4, c: 0.2 }),
    injection("A", { b1: 0.2, b2: 0.1 }),
    injection("B", { a: 0.3 }),
  ],
  slnInjections: [injection("A", { b1: 0.9, b2: 0.3, unseen: 0.5 })],
  overlap: mapOf({
    a: mapOf({ A: 1 }),
    b1: mapOf({ B: 0.5, A: 0.25, outside: 0.25 }),
    b2: mapOf({ B: 1 }),
    c: mapOf({ C: 1 }),
    unseen: mapOf({ D: 1 }),
  }),
  tracts: mapOf({
    A: mapOf({ D: unknown, E: unknown, nowhere: unknown }),
    C: mapOf({ A: { origin: [0, 0, 0, 0, 1, 2], termination: null } as Tract, C: unknown }),
    D: mapOf({}),
  }),
  distances: mapOf({
    A: mapOf({ A: 0, B: 10, C: 20, D: 30, E: 40, nowhere: Number.NaN }),
    B: mapOf({ A: 10, B: 0, C: 10, D: 20 }),
    C: mapOf({ A: 20, B: 10, C: 0, D: 10 }),
    D: mapOf({ A: 30, B: 20, C: 10, D: 0 }),
  }),
} as unknown as Measurements;

describe("injections of tracers", () => {
  it("are averaged over an area, a source that is missing in some counting as 0 there", () => {
    const found = overInjections(tables.flnInjections);
    expect(found.get("A")?.get("b1")).toBeCloseTo(0.3, 14);
    expect(found.get("A")?.get("b2")).toBeCloseTo(0.05, 14);
    expect(found.get("A")?.get("c")).toBeCloseTo(0.1, 14);
    expect(found.get("B")?.get("a")).toBeCloseTo(0.3, 14);
  });

  it("do not count those injections that no source has in common", () => {
    const apart = overInjections([injection("A", { b1: 0.4 }), injection("A", { b2: 0.2 })]);
    expect([...(apart.get("A") ?? [])]).toEqual([
      ["b1", 0.4],
      ["b2", 0.2],
    ]);
  });

  it("are dealt to the areas that a source overlaps", () => {
    const mapped = inModel(overInjections(tables.flnInjections), tables).get("A");
    expect(mapped?.get("B")).toBeCloseTo(0.5 * 0.3 + 0.05, 14);
    expect(mapped?.get("A")).toBeCloseTo(0.25 * 0.3, 14);
  });
});

const fractions = measuredFln(tables);

describe("tracts between areas", () => {
  it("are those of the database and those in which tracers were found, never an area's onto itself", () => {
    const tracts = tractsOnto(tables, fractions);
    const sources = (area: string) => [...(tracts.get(area)?.keys() ?? [])].sort();
    expect(sources("A")).toEqual(["B", "C", "D", "E", "nowhere"]);
    expect(sources("B")).toEqual(["A"]);
    expect(sources("C")).toEqual(["A"]);
    expect(sources("D")).toEqual([]);
    expect(tracts.get("C")?.get("A")?.origin).toEqual([0, 0, 0, 0, 1, 2]);
  });

  it("leave out the target itself and what lies outside the network among measured fractions", () => {
    expect([...(fractions.get("A")?.keys() ?? [])]).toEqual(["B", "C"]);
  });
});

describe("the exponential distance rule", () => {
  it("is found in data that follow it", () => {
    const exact = new Map([
      ["A", new Map(["B", "C", "D"].map((area, at) => [area, Math.exp(-3 - (at + 1))]))],
    ]);
    const { intercept, slope } = distanceRule(tables, exact);
    expect(intercept).toBeCloseTo(-3, 12);
    expect(slope).toBeCloseTo(-0.1, 12);
  });

  it("does not count zeros, and needs two distances", () => {
    const zero = new Map([["A", mapOf({ B: 0.1, C: 0 })]]);
    expect(errorOf(() => distanceRule(tables, zero)).message).toContain(
      "FLN of at least two pairs of areas at unlike distances",
    );
  });
});

describe("shares of source areas", () => {
  const tracts = tractsOnto(tables, fractions);
  const shares = interAreaShares(tables, fractions, tracts);
  // Measured: A from B 0.2 at 10 mm, A from C 0.1 at 20 mm, B from A 0.3 at 10 mm.
  const [at10, at20] = [(Math.log(0.2) + Math.log(0.3)) / 2, Math.log(0.1)];
  const rule = (distance: number) => Math.exp(at10 + ((at20 - at10) * (distance - 10)) / 10);

  it("are measured fractions, and those by distance where a tract was not measured", () => {
    const whole = 0.2 + 0.1 + rule(30) + rule(40);
    expect(shares.get("A")?.get("B")).toBeCloseTo((0.197 * 0.2) / whole, 12);
    expect(shares.get("A")?.get("D")).toBeCloseTo((0.197 * rule(30)) / whole, 12);
  });

  it("sum to what neither the area itself nor subcortical regions give, sources outside included", () => {
    const sum = (area: string) =>
      [...(shares.get(area)?.values() ?? [])].reduce((total, one) => total + one, 0);
    expect(sum("B")).toBeCloseTo(0.197, 12);
    expect(sum("C")).toBeCloseTo(0.197, 12);
    expect(sum("A")).toBeCloseTo(0.197 * (1 - rule(40) / (0.3 + rule(30) + rule(40))), 12);
    expect(shares.get("D")?.size).toBe(0);
  });

  it("do not exist where tracers were looked for and not found", () => {
    const none = new Map([...fractions, ["C", mapOf({ A: 0, B: 0.1 })]]);
    const ofC = interAreaShares(tables, none, tractsOnto(tables, none)).get("C");
    expect([...(ofC ?? [])].map(([source]) => source)).toEqual(["B"]);
  });
});

describe("the share of neurons above layer 4", () => {
  const sln = measuredSln(tables);
  const densities = new Map(
    [100, 200, 100, 50].map((overall, at) => [
      "ABCD"[at] as string,
      { overall, "23": 1, "4": 1, "5": 1, "6": 1 },
    ]),
  );

  it("is a mean over the parts of other parcellations, weighted by overlap and fraction", () => {
    const [b1, b2] = [0.5 * 0.3, 0.05];
    expect(sln.get("A")?.get("B")).toBeCloseTo((0.9 * b1 + 0.3 * b2) / (b1 + b2), 12);
  });

  it("is not known where no strength is", () => {
    expect(sln.get("A")?.has("D")).toBe(false);
  });

  it("follows from densities elsewhere: a probit of their ratio, target over source", () => {
    const between = (target: string, source: string) => supragranularShare(sln, target, source, densities);
    expect(between("A", "B")).toBe(sln.get("A")?.get("B"));
    // The normal distribution at -0.1516142 and at that minus or plus 1.53432 ln 2, from Python's math.erfc.
    expect(between("A", "C")).toBeCloseTo(0.43974561645444865, 14);
    expect(between("A", "D")).toBeCloseTo(0.11215944215941753, 14);
    expect(between("C", "B")).toBeCloseTo(0.8190881036279503, 14);
  });
});
