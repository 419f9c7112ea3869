// Scores of two samples against scipy and against cases that are solved by hand.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  effectSize,
  kolmogorovSmirnov,
  kolmogorovSmirnovTest,
  kullbackLeibler,
  leveneTest,
  mannWhitneyTest,
  wassersteinDistance,
  welchTest,
} from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";
import { inVerify } from "../../../helpers/needs.ts";
import { expectClose, fixture } from "../fixture.ts";

const numbers = (length: number, seed: number, change = (value: number) => value): Float64Array => {
  const uniform = uniforms(seed);
  return Float64Array.from({ length }, () => change(uniform()));
};

const from = fixture("two_sample_scores");
const { input, expected } = from;
const pairs = [
  { name: "a_b", a: input.a, b: input.b },
  { name: "ties", a: input.ties_a, b: input.ties_b },
];

describe.each(pairs)("scipy's scores of $name", ({ name, a, b }) => {
  const want = expected[name];
  const tests = [
    ["ks_D", "ks_p_scipy", kolmogorovSmirnovTest],
    ["mwu_U", "mwu_p", mannWhitneyTest],
    ["welch_t", "welch_p", welchTest],
    ["levene_W", "levene_p", leveneTest],
  ] as const;
  it.each(tests)("%s", (statistic, pValue, test) => {
    const got = test(a, b);
    expectClose([got.statistic, got.pValue], [want[statistic], want[pValue]], from);
    expect(got.dropped).toBe(0);
    // Not finite values are left out and counted.
    expect(test([Number.NaN, ...a], [...b, Infinity, Number.NaN])).toEqual({ ...got, dropped: 3 });
  });

  it("Wasserstein distance and effect size", () => {
    expectClose([wassersteinDistance(a, b)], [want.wasserstein], from);
    const { effect, interval } = effectSize(a, b);
    expectClose([effect, ...interval], [want.effect_size, ...want.effect_ci], from);
  });
});

// Expected values: scipy 1.17.1 on the same numbers.
describe("p-values", () => {
  it("of Kolmogorov and Smirnov are exact where they are tiny", () => {
    const { statistic, pValue } = kolmogorovSmirnovTest(
      numbers(300, 1),
      numbers(250, 2, (u) => u + 0.3),
    );
    expect(statistic).toBeCloseTo(0.386, 12);
    expect(pValue / 1.2554844285807761e-18).toBeCloseTo(1, 9);
  });

  it("of large samples are those of the limit distribution, which is close", () => {
    const { pValue } = kolmogorovSmirnovTest(
      numbers(12_000, 1),
      numbers(11_000, 2, (u) => u ** 1.03),
    );
    // The count of orders gives 0.61959, scipy's distribution of one sample of their harmonic size 0.62042.
    expect(Math.abs(pValue - 0.61959)).toBeLessThan(3e-3);
    expect(kolmogorovSmirnovTest(numbers(10_001, 1), numbers(10_001, 1)).pValue).toBe(1);
  });

  it("of small samples without ties are counted", () => {
    const [seven, eleven] = [numbers(7, 1), numbers(11, 2, (u) => u + 0.2)];
    expect(mannWhitneyTest(seven, eleven).statistic).toBe(29);
    expect(mannWhitneyTest(seven, eleven).pValue).toBeCloseTo(0.42515082956259426, 12);
    expect(mannWhitneyTest(eleven, seven).pValue).toBeCloseTo(0.42515082956259426, 12);
    expect(mannWhitneyTest(numbers(9, 1), eleven).pValue).toBeCloseTo(0.17146020606432733, 12);
    expect(kolmogorovSmirnovTest(seven, eleven).pValue).toBeCloseTo(0.5533559577677224, 12);
    expect(welchTest(seven, eleven).pValue).toBeCloseTo(0.4900983958125266, 12);
    expect(leveneTest(seven, eleven).pValue).toBeCloseTo(0.9331865159214724, 12);
    // Of the 6 orders of 2 and 2 values one is as extreme on either side.
    expect(mannWhitneyTest([1, 2], [3, 4])).toMatchObject({ statistic: 0, pValue: 1 / 3 });
    expect(kolmogorovSmirnovTest([1, 2], [3, 4])).toMatchObject({ statistic: 1, pValue: 1 / 3 });
  });

  inVerify.it("above 20 000 couples counting is given up, where the normal distribution is close", () => {
    const [few, many] = [numbers(8, 4), numbers(2501, 3)];
    const [counted, normal] = [2500, 2501].map((size) => mannWhitneyTest(few, many.subarray(0, size)).pValue);
    expect(Math.abs((counted as number) - (normal as number))).toBeLessThan(0.005);
  });

  it("are uniform for samples of one distribution", () => {
    const tests = [mannWhitneyTest, welchTest];
    for (const test of tests) {
      let below = 0;
      for (let seed = 1; seed <= 600; seed++)
        if (test(numbers(12, seed), numbers(15, seed + 10_000)).pValue < 0.2) below++;
      // Binomial(600, 0.2): mean 120, sd 9.8.
      expect(Math.abs(below - 120)).toBeLessThan(4 * 9.8);
    }
  });
});

describe("edges", () => {
  it("a sample that is too small gives NaN", () => {
    for (const test of [kolmogorovSmirnovTest, mannWhitneyTest, leveneTest, welchTest]) {
      const got = test([], [1, 2, Number.NaN]);
      expect(got.statistic).toBeNaN();
      expect(got.pValue).toBeNaN();
      expect(got.dropped).toBe(1);
    }
    expect(welchTest([1], [1, 2, 3]).pValue).toBeNaN();
    expect(leveneTest([1], [2]).pValue).toBeNaN();
    expect(wassersteinDistance([], [1])).toBeNaN();
    expect(effectSize([1], [2]).effect).toBeNaN();
  });

  it("a sample and itself do not differ", () => {
    const sample = [3, 1, 4, 1, 5];
    for (const test of [kolmogorovSmirnovTest, mannWhitneyTest, welchTest, leveneTest])
      expect(test(sample, sample).pValue).toBeCloseTo(1, 12);
    expect(effectSize(sample, sample).effect).toBe(0);
    expect(wassersteinDistance(sample, sample)).toBe(0);
  });

  it("values that do not vary are no evidence when equal, and all of it when not", () => {
    expect(mannWhitneyTest([2, 2, 2], [2, 2])).toMatchObject({ statistic: 3, pValue: 1 });
    expect(welchTest([2, 2], [2, 2]).pValue).toBeNaN();
    expect(welchTest([2, 2], [1, 1])).toMatchObject({ statistic: Infinity, pValue: 0 });
    expect(effectSize([2, 2], [1, 1]).effect).toBeNaN();
    expect(leveneTest([2, 2], [1, 1]).pValue).toBeNaN();
  });
});

const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });

it("the Wasserstein distance is a metric and moves with a shift", () => {
  fc.assert(
    fc.property(sample, sample, fc.double({ min: 0, max: 50, noNaN: true }), (a, b, shift) => {
      const distance = wassersteinDistance(a, b);
      expect(wassersteinDistance(b, a)).toBeCloseTo(distance, 9);
      expect(
        wassersteinDistance(
          a,
          a.map((value) => value + shift),
        ),
      ).toBeCloseTo(shift, 9);
      const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(distance).toBeGreaterThanOrEqual(Math.abs(meanOf(a) - meanOf(b)) - 1e-9);
    }),
    { seed: 5 },
  );
});

it("Mann and Whitney's U counts the couples; both directions make all of them", () => {
  const whole = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      const couples = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)) as number[]);
      const { statistic, pValue } = mannWhitneyTest(a, b);
      expect(statistic).toBe(couples.reduce((sum, value) => sum + value, 0));
      expect(mannWhitneyTest(b, a).statistic).toBe(a.length * b.length - statistic);
      expect(mannWhitneyTest(b, a).pValue).toBeCloseTo(pValue, 12);
      expect(kolmogorovSmirnovTest(a, b).statistic).toBe(kolmogorovSmirnov(a, b));
    }),
    { seed: 6 },
  );
});

describe("kullbackLeibler", () => {
  it("equals the sum by hand and scipy's entropy", () => {
    // Shares 3/4, 1/4 and 1/4, 3/4: (3/4 - 1/4) log2 3 in either direction.
    const got = kullbackLeibler([0, 0, 0, 1], [0, 1, 1, 1], { binWidth: 1 });
    expect(got.divergence).toBeCloseTo(0.5 * Math.log2(3), 12);
    expect(got.uncompared).toBe(0);
    const wide = kullbackLeibler(
      numbers(500, 1),
      numbers(400, 2, (u) => u ** 1.3),
      { binWidth: 0.05 },
    );
    expect(wide.divergence).toBeCloseTo(0.10479901895055926, 10);
  });

  it("leaves out bins that one sample does not reach and says how much that is", () => {
    const got = kullbackLeibler([0, 1, 1, 5], [0, 0, 1, 9, 9, Number.NaN], { binWidth: 1 });
    expect(got.uncompared).toBeCloseTo(3 / 9, 12);
    expect(got.dropped).toBe(1);
    // 1/3, 2/3 against 2/3, 1/3
    expect(got.divergence).toBeCloseTo(1 / 3, 12);
    expect(kullbackLeibler([1], [9], { binWidth: 1 }).divergence).toBeNaN();
    expect(kullbackLeibler([], [], { binWidth: 1 }).divergence).toBeNaN();
    expect(() => kullbackLeibler([1], [1], { binWidth: 0 })).toThrow(
      /binWidth must be a finite number above 0/,
    );
  });
});
