// What drives populations, against the theory of the network, which computes it in its own way.
import { describe, expect, it } from "vitest";
import {
  multiArea,
  multiAreaMeanField,
  populationInput,
  syntheticConnectome,
} from "../../../../ts/networks/index.ts";

const connectome = syntheticConnectome({ areas: 3, seed: 2 });
const { rates, means } = multiAreaMeanField(connectome);
const made = (options: object) => multiArea(connectome, { record: "none", scale: 0.05, rates, ...options });

/** Mean input at the rates of theory, as a potential [mV]: current times tau_m / C_m. */
function potentials(options: object): Map<number, number> {
  const described = made(options);
  const { strengths, constants } = populationInput(described);
  const { populations } = described;
  return new Map(
    populations.map(({ index }, row) => {
      const synaptic = populations.reduce(
        (sum, { index: source }, column) =>
          sum + (strengths[row * populations.length + column] as number) * (rates[source] as number),
        0,
      );
      // Synapses of 0.5 ms; rates in 1/s.
      return [index, ((synaptic * 0.5) / 1000 + (constants[row] as number)) * (10 / 250)];
    }),
  );
}

describe("populationInput", () => {
  it.each([
    ["at full in-degrees", { indegreeScale: 1 }],
    ["with a constant drive", { indegreeScale: 1, drive: "dc" }],
    ["scaled down, with currents in place of synapses", { indegreeScale: 0.1 }],
    ["with trains in place of other areas", { indegreeScale: 0.2, replaceInterArea: true }],
    ["with trains in place of areas that are left out", { indegreeScale: 0.2, areas: ["A1"] }],
  ])("brings the mean input of theory %s", (_, options) => {
    const found = potentials(options);
    expect(found.size).toBe("areas" in options ? 8 : rates.length);
    // Whole numbers of neurons and synapses against real-valued ones: recurrent input of some 30 mV is off by up to
    // 1 / 156 in the smallest population.
    for (const [index, potential] of found)
      expect(Math.abs(potential - (means[index] as number)), `population ${index}`).toBeLessThan(0.3);
  });

  it("has signs of the sources and the delays of the pathways", () => {
    const described = made({ indegreeScale: 0.2 });
    const { strengths, delays } = populationInput(described);
    const { populations, tables } = described;
    const count = populations.length;
    for (const cell of [0, 1, count + 2, count + 5, 9 * count, 9 * count + 3]) {
      const source = populations[cell % count]?.name as string;
      const strength = strengths[cell] as number;
      expect(strength === 0 || strength > 0 === source.endsWith("E")).toBe(true);
      expect(delays[cell]).toBe(tables.delays[cell]);
    }
    // Within an area 1.5 ms from excitatory and 0.75 ms from inhibitory neurons (table 1).
    expect([delays[0], delays[1]]).toEqual([1.5, 0.75]);
  });

  it("takes a course of replaced rates at its mean", () => {
    const course = (factor: number) => Array.from(rates, (rate) => [0, 2 * factor * rate]);
    const options = { indegreeScale: 0.2, areas: ["A1"] };
    const replaced = populationInput(made({ ...options, replacement: { every: 10, rates: course(1) } }));
    const { constants } = populationInput(made(options));
    for (const [row, constant] of constants.entries())
      expect(replaced.constants[row]).toBeCloseTo(constant, 8);
  });
});
