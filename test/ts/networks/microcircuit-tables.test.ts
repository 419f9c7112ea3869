// The derived numbers of the microcircuit against values computed elsewhere: synapse numbers with 50 digits
// from the published probabilities, weights and currents in closed form.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { microcircuit } from "../../../ts/networks/microcircuit.ts";
import { referenceRates } from "../../../ts/networks/microcircuit-parameters.ts";
import {
  microcircuitTables,
  potentialToCurrent,
  synapseNumber,
} from "../../../ts/networks/microcircuit-tables.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const full = microcircuitTables();

describe("the full-size microcircuit", () => {
  it("has 77,169 neurons and 298,880,970 synapses", () => {
    expect(sum(full.sizes)).toBe(77_169);
    expect(sum(full.synapses.map(sum))).toBe(298_880_970);
  });

  it("has the synapse numbers that 50 digits give", () => {
    expect(full.synapses[0]).toEqual([45499806, 22323577, 20253647, 9670918, 3293578, 0, 2271404, 0]);
    expect(full.synapses[2]).toEqual([3503670, 756562, 24482849, 17413576, 714524, 7003, 14624432, 0]);
    expect(full.synapses[7]).toEqual([2260836, 17207, 220033, 8078, 401638, 25218, 2888426, 1354320]);
    expect(full.thalamicSynapses).toEqual([0, 0, 2045393, 315791, 0, 0, 682419, 52636]);
  });

  it("has the known mean in- and out-degrees", () => {
    expect(full.indegrees.map((row) => Math.round(sum(row)))).toEqual([
      4995, 5285, 2806, 5888, 4944, 2736, 2564, 2434,
    ]);
    const out = full.sizes.map(
      (size, source) => sum(full.synapses.map((row) => row[source] as number)) / size,
    );
    expect(out.map(Math.round)).toEqual([4514, 5271, 3278, 6478, 2720, 2982, 2702, 4132]);
  });

  it("has weights of 87.808 pA, four times that for inhibition, twice from L4E to L23E", () => {
    expect(potentialToCurrent(0.15)).toBeCloseTo(87.80849352920845, 11);
    expect(full.weights[0]?.[0]).toBeCloseTo(87.80849352920845, 11);
    expect(full.weights[3]?.[5]).toBeCloseTo(-351.2339741168338, 10);
    expect(full.weights[0]?.[2]).toBeCloseTo(175.6169870584169, 10);
    expect(full.weights[1]?.[2]).toBeCloseTo(87.80849352920845, 11);
  });

  it("needs no compensation, and a background of indegree x rate x weight x tau_syn", () => {
    const currents = [...full.recurrentCompensation, ...full.externalCompensation];
    expect(currents.every((current) => current === 0)).toBe(true);
    expect(full.externalRates).toEqual([12800, 12000, 16800, 15200, 16000, 15200, 23200, 16800]);
    // 1600 x 8/s x 87.8084935292 pA x 0.5 ms = 561.974 pA
    expect(full.backgroundCurrents[0]).toBeCloseTo(561.974358586934, 9);
  });
});

it("the reference rates are the means of the stored NEST simulations", () => {
  for (const drive of ["poisson", "dc"] as const) {
    const file = new URL(`../../../ts/networks/reference/nest-${drive}.json`, import.meta.url);
    const { populations } = JSON.parse(readFileSync(file, "utf8"));
    for (const [index, label] of full.labels.entries()) {
      expect(populations[label].rate.mean).toBeCloseTo(referenceRates[drive][index] as number, 3);
    }
  }
});

describe("the variant of Bos et al. (2016)", () => {
  const bos = microcircuitTables({ variant: "bos2016" });

  it("differs in two in-degrees and the delays", () => {
    for (const [row, indegrees] of bos.indegrees.entries())
      for (const [column, indegree] of indegrees.entries()) {
        const [L4E, L4I] = [2, 3];
        if (row === L4E && column === L4I) expect(indegree).toBe(675);
        else expect(indegree).toBe(full.indegrees[row]?.[column]);
      }
    const changed = full.externalIndegrees.map(
      (indegree, index) => bos.externalIndegrees[index] !== indegree,
    );
    expect(changed).toEqual([false, false, true, false, false, false, false, false]);
    expect(bos.externalIndegrees[2]).toBe(1780);
    expect([full.relativeDelayDeviation, bos.relativeDelayDeviation]).toEqual([0.5, 1]);
  });

  it("is refused under another name", () => {
    const wrong = { variant: "bos" } as unknown as { variant: "bos2016" };
    for (const make of [microcircuit, microcircuitTables])
      expect(() => make(wrong)).toThrow(/variant must be one of published, bos2016/);
  });
});

describe("scaling", () => {
  const small = microcircuitTables({ scale: 0.1 });

  it("takes a tenth of neurons and in-degrees and a hundredth of the synapses", () => {
    expect(small.sizes).toEqual([2068, 583, 2192, 548, 485, 107, 1440, 295]);
    expect(small.synapses[0]?.[0]).toBe(454_998);
    expect(small.externalIndegrees).toEqual([160, 150, 210, 190, 200, 190, 290, 210]);
    for (let target = 0; target < 8; target++) {
      const relative = sum(small.indegrees[target] as number[]) / sum(full.indegrees[target] as number[]);
      expect(relative).toBeCloseTo(0.1, 3);
    }
  });

  it("keeps the variance of the input by larger weights", () => {
    expect((small.weights[0]?.[0] as number) ** 2 * 0.1).toBeCloseTo(
      (full.weights[0]?.[0] as number) ** 2,
      8,
    );
    expect(small.externalWeight ** 2 * 0.1).toBeCloseTo(full.externalWeight ** 2, 8);
  });

  it("keeps the mean of the input: scaled input and compensation add up to the full input", () => {
    const rates = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];
    const mean = (tables: typeof full, target: number): number => {
      const recurrent = tables.indegrees[target]?.map(
        (indegree, source) =>
          indegree * (tables.weights[target]?.[source] as number) * (rates[source] as number),
      );
      const external = (tables.externalRates[target] as number) * tables.externalWeight;
      const constant =
        (tables.recurrentCompensation[target] as number) + (tables.externalCompensation[target] as number);
      return 0.0005 * (sum(recurrent as number[]) + external) + constant;
    };
    for (let target = 0; target < 8; target++) {
      expect(Math.abs(mean(small, target) / mean(full, target) - 1)).toBeLessThan(0.01);
    }
  });

  it("of the compensation has the closed form 1 - sqrt(scale)", () => {
    const lost = 1 - Math.sqrt(0.1);
    expect(small.externalCompensation[3]).toBeCloseTo(lost * (1900 * 8 * 87.80849352920845 * 0.0005), 9);
  });

  it("of in-degrees alone leaves the neurons", () => {
    const thin = microcircuitTables({ indegreeScale: 0.25 });
    expect(thin.sizes).toEqual(full.sizes);
    expect(thin.synapses[0]?.[0]).toBeCloseTo(45499806 / 4, -1);
    expect(thin.weights[0]?.[0]).toBeCloseTo(2 * 87.80849352920845, 10);
  });

  it("refuses factors that make no network", () => {
    for (const scale of [0, -1, Number.NaN, 11]) {
      expect(() => microcircuitTables({ scale })).toThrow(/scale must be above 0/);
    }
  });
});

it("synapseNumber is sources x targets x p for small p", () => {
  expect(synapseNumber(1e-6, 1000, 1000)).toBeCloseTo(1 + 5e-7 - 5e-7, 6);
  expect(synapseNumber(0, 10, 10)).toBeCloseTo(0, 15);
});
