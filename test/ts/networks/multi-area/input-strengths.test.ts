// How strongly populations drive areas, against the numbers of the connectome and by hand.
import { describe, expect, it } from "vitest";
import { areaInputStrengths, multiArea, syntheticConnectome } from "../../../../ts/networks/index.ts";

const connectome = syntheticConnectome({ areas: 3, seed: 2 });
const made = (options: object) => multiArea(connectome, { record: "none", scale: 0.02, ...options });

describe("areaInputStrengths", () => {
  it("is the mean over the neurons of an area of |weight| times synapses per neuron", () => {
    const described = made({ indegreeScale: 1 });
    const { areas, strengths, inDegrees } = areaInputStrengths(described);
    expect(areas).toEqual(["A1", "A2", "A3"]);
    const { tables, populations } = described;
    const count = populations.length;
    expect(strengths.length).toBe(3 * count);
    // Whole numbers of neurons and synapses against real-valued ones: a population of 70 or more neurons, most have
    // hundreds, is off by less than one.
    for (const [row, area] of areas.entries())
      for (const column of [0, 3, count - 2]) {
        const targets = populations.filter((one) => one.area === area);
        const sizes = targets.map(({ index }) => (connectome.populations[index]?.size ?? 0) as number);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const mean = (values: Float64Array): number =>
          targets.reduce(
            (sum, { index }, place) =>
              sum +
              ((sizes[place] as number) / total) *
                (tables.inDegrees[index * count + column] as number) *
                Math.abs(values === tables.weights ? (values[index * count + column] as number) : 1),
            0,
          );
        for (const [found, expected] of [
          [inDegrees[row * count + column] as number, mean(tables.inDegrees)],
          [strengths[row * count + column] as number, mean(tables.weights)],
        ] as const)
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(0.01 * expected);
      }
  });

  it("counts inhibition as its magnitude, and nothing that is replaced", () => {
    const alone = areaInputStrengths(made({ indegreeScale: 0.1, replaceInterArea: true }));
    const whole = areaInputStrengths(made({ indegreeScale: 0.1 }));
    const count = whole.strengths.length / 3;
    const own = (values: Float64Array, row: number): number[] =>
      [...values.subarray(row * count, (row + 1) * count)].slice(row * 8, row * 8 + 8);
    for (const row of [0, 1, 2]) {
      expect(own(alone.strengths, row)).toEqual(own(whole.strengths, row));
      expect(own(alone.strengths, row).every((value) => value > 0)).toBe(true);
    }
    const others = (values: Float64Array): number =>
      values.reduce((sum, value, place) => {
        const inside = Math.floor((place % count) / 8) === Math.floor(place / count);
        return inside ? sum : sum + value;
      }, 0);
    expect(others(alone.strengths)).toBe(0);
    expect(others(whole.strengths)).toBeGreaterThan(0);
  });
});
