// Laminar flow between populations of which one drives another, by the relation of their areas.
import { csvParse } from "d3-dsv";
import { describe, expect, it } from "vitest";
import { uniforms } from "../../../ts/analysis/index.ts";
import type { Activity } from "../../../ts/cli/run/multi-area/activity.ts";
import { flowDrawings, flowOf, flowTable, flowText } from "../../../ts/cli/run/multi-area/flow.ts";
import { multiArea } from "../../../ts/networks/index.ts";
import { populations, twoAreas } from "../networks/multi-area/two-areas.ts";
import { texts } from "../plot/svg.ts";

// A is of type 8 and has all layers, B of type 2 and has no layer 4.
const described = multiArea(twoAreas, { record: "none" });
const labels = described.populations.map(({ label }) => label);

/** Noise of all populations; A-5E also follows A-4E, and B-23E follows A-23E, by three and seven samples. */
function madeActivity(samples: number): Activity {
  const random = uniforms(7);
  const rates = labels.map(() => Float64Array.from({ length: samples }, () => random() - 0.5));
  const rateOf = (label: string): Float64Array => rates[labels.indexOf(label)] as Float64Array;
  const follow = (target: string, source: string, lag: number): void => {
    const [own, before] = [rateOf(target), rateOf(source)];
    for (let sample = lag; sample < samples; sample++)
      own[sample] = (own[sample] as number) + (before[sample - lag] as number);
  };
  follow("A-5E", "A-4E", 3);
  follow("B-23E", "A-23E", 7);
  return {
    tStart: 0,
    tStop: samples,
    areas: [],
    timesOf: () => new Float64Array(0),
    neuronRatesOf: () => new Float64Array(0),
    populations: rates.map((rate) => ({ rate, localVariation: 1, correlation: 0 })),
  };
}

const flow = flowOf(described, madeActivity(4000), ["A", "B"]);

describe("laminar flow", () => {
  it("is found where one population follows another", () => {
    const strong = flow.flows.filter(({ strength }) => strength > 0.2);
    expect(strong.map(({ source, target, relation }) => [source, target, relation])).toEqual([
      ["A-4E", "A-5E", "within an area"],
      ["A-23E", "B-23E", "high to low type"],
    ]);
    // Closed form: ln(1 + 1). A variance of 4000 samples has a relative deviation of sqrt(2 / 4000) = 0.022.
    for (const { strength, pValue } of strong) {
      expect(Math.abs(strength - Math.LN2)).toBeLessThan(0.08);
      expect(pValue).toBeLessThan(1e-6);
    }
  });

  it("is measured from all populations with more than one synapse per neuron, but not from the target", () => {
    // Seven others within A and three of B, 5 and 3 in turn for B.
    const inA = populations.filter(({ area }) => area === 0).length;
    const inB = populations.length - inA;
    expect(flow.flows.length).toBe(inA * (inA - 1 + 3) + inB * (inB - 1 + 3));
    const [only] = [flowOf(described, madeActivity(4000), ["B"])];
    expect(new Set(only.flows.map(({ target }) => target[0]))).toEqual(new Set(["B"]));
  });

  it("is told by relation, in a table, a figure and a file", async () => {
    const { rows } = flowTable(flow);
    expect(rows.map(([relation, pairs]) => [relation, pairs])).toEqual([
      ["within an area", "86"],
      ["high to low type", "18"],
      ["low to high type", "24"],
      ["between equal types", "0"],
    ]);
    const significant = flow.flows.filter(
      (one) => one.relation === "high to low type" && one.pValue < 0.05,
    ).length;
    expect(rows[1]?.[2]).toBe(((100 * significant) / 18).toFixed(1));
    const [drawing] = flowDrawings(flow);
    const shown = texts((await drawing?.draw("dark")) as string);
    expect(shown).toEqual(expect.arrayContaining(["within an area", "low to high type", "23E", "source"]));
    expect(shown).not.toContain("between equal types");
    const lines = csvParse(flowText(flow));
    expect(lines.length).toBe(flow.flows.length);
    expect(Number(lines[0]?.strength)).toBe(flow.flows[0]?.strength);
  });

  it("needs five samples for each coefficient", () => {
    // A constant, and 25 samples of the target and of eight sources.
    const needs = 25 + 5 * (1 + 9 * 25);
    expect(flowOf(described, madeActivity(needs - 1), ["B"])).toEqual({ flows: [], needs });
    expect(flowOf(described, madeActivity(needs), ["B"]).needs).toBeUndefined();
  });
});
