// A small microcircuit in the kernel: its synapses and its activity are what the description says.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firingRates, mean, standardDeviation } from "../../../ts/analysis/index.ts";
import { type Microcircuit, microcircuit, type PopulationLabel } from "../../../ts/networks/index.ts";
import type { Simulation } from "../../../ts/simulate/simulation.ts";

describe("a microcircuit of a twentieth of the size", () => {
  let model: Microcircuit;
  let sim: Simulation;
  beforeAll(async () => {
    model = microcircuit({ scale: 0.05, seed: 3 });
    sim = await model.network.build({ threads: 2 });
  });
  afterAll(() => sim.dispose());

  const synapses = (source: PopulationLabel, target: PopulationLabel) => {
    const found = model.projections.find((entry) => entry.source === source && entry.target === target);
    if (!found) throw new Error(`no projection from ${source} to ${target}`);
    return sim.weights(found.projection);
  };

  it("has exactly the synapses of the table", () => {
    const { synapses: numbers, labels } = model.tables;
    for (const [row, target] of (labels as PopulationLabel[]).entries()) {
      for (const [column, source] of (labels as PopulationLabel[]).entries()) {
        const number = numbers[row]?.[column] as number;
        if (number > 0) expect(synapses(source, target).weight.length).toBe(number);
      }
    }
  });

  it("draws weights with 10 % spread, twice as large from L4E to L23E, negative from I", () => {
    // 87.8085 pA / sqrt(0.05) = 392.69 pA. The standard error of the mean is below 0.2 % here.
    const cases: [PopulationLabel, PopulationLabel, number][] = [
      ["L4E", "L4E", 392.6915],
      ["L4E", "L23E", 785.383],
      ["L4I", "L4E", -1570.766],
    ];
    for (const [source, target, expected] of cases) {
      const { weight } = synapses(source, target);
      expect(mean(weight) / expected).toBeCloseTo(1, 2);
      expect(standardDeviation(weight) / Math.abs(expected)).toBeCloseTo(0.1, 2);
      expect(weight.every((value) => value * expected > 0)).toBe(true);
    }
  });

  it("draws delays of 1.5 and 0.75 ms with 50 % spread, from one step on", () => {
    // Normal truncated at -1.93 sd (1.5 ms) and -1.87 sd (0.75 ms): means 1.549 and 0.778 ms.
    for (const [source, expected] of [
      ["L4E", 1.549],
      ["L4I", 0.778],
    ] as const) {
      const { delay } = synapses(source, "L4E");
      expect(mean(delay)).toBeCloseTo(expected, 2);
      const smallest = delay.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
      expect(smallest).toBeCloseTo(0.1, 12);
      expect(delay.every((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-9)).toBe(true);
    }
  });

  it("spreads sources and targets evenly, autapses and multapses included", () => {
    const { source, target } = synapses("L4E", "L4E");
    const first = model.populations.L4E.ids[0] as number;
    const size = model.populations.L4E.length;
    const degrees = new Float64Array(size);
    for (const id of target) degrees[id - first] = (degrees[id - first] as number) + 1;
    const expected = target.length / size;
    // The in-degree of a fixed total number is binomial: variance nearly its mean.
    expect(standardDeviation(degrees) ** 2 / expected).toBeGreaterThan(0.85);
    expect(standardDeviation(degrees) ** 2 / expected).toBeLessThan(1.15);
    expect(source.some((id, index) => id === target[index])).toBe(true);
  });

  it("is active, with inhibitory neurons faster than excitatory ones of the same layer", async () => {
    await sim.run(500);
    const trains = sim.read(model.spikes as NonNullable<typeof model.spikes>);
    const rate = (label: PopulationLabel): number =>
      mean(firingRates(trains, { tStart: 200, neurons: model.populations[label].ids }));
    expect(rate("L4E")).toBeGreaterThan(1);
    expect(rate("L4E")).toBeLessThan(8);
    expect(rate("L23I")).toBeGreaterThan(rate("L23E"));
    expect(rate("L6I")).toBeGreaterThan(rate("L6E"));
  });
});

it("thalamic neurons fire in their pulse only", async () => {
  const model = microcircuit({ scale: 0.02, record: "none", thalamus: { start: 20, duration: 10 } });
  const thalamus = model.thalamus as NonNullable<typeof model.thalamus>;
  const recorder = model.network.record(thalamus, "spikes");
  const sim = await model.network.build({ threads: 1 });
  await sim.run(60);
  const { times } = sim.read(recorder);
  sim.dispose();
  // 902 neurons x 120/s x 10 ms: 1082 spikes on average, sd 33. A relay adds one step to the generator's stamp.
  expect(Math.abs(times.length - 1082)).toBeLessThan(5 * 33);
  expect(times.every((time) => time > 20.05 && time < 30.25)).toBe(true);
});
