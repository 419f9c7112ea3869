// Boltzmann machines, exactly.
import { describe, expect, it } from "vitest";
import {
  boltzmann,
  energy,
  exactDistribution,
  marginalDistribution,
  marginals,
  momentsOf,
  tempered,
} from "../../../ts/sampling/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { fixture, fixtureMachine, largestDistance } from "./fixture.ts";

describe("a Boltzmann machine", () => {
  const exact = exactDistribution(fixtureMachine);

  it("has the probabilities and the partition sum of the fixture", () => {
    expect(largestDistance(exact.probabilities, fixture.p_exact)).toBeLessThan(1e-15);
    expect(Math.abs(Math.exp(exact.logPartition) - fixture.Z)).toBeLessThan(1e-12);
    expect(largestDistance(marginals(exact), fixture.measured.marginals_exact)).toBeLessThan(6e-5);
  });

  it("has the energy -ln(p Z) in every state", () => {
    for (let state = 0; state < 32; state++) {
      const z = Array.from({ length: 5 }, (_, k) => (state >> k) & 1);
      const expected = -Math.log(exact.probabilities[state] as number) - exact.logPartition;
      expect(energy(fixtureMachine, z)).toBeCloseTo(expected, 12);
    }
  });

  it("has a symmetric second moment with the first on the diagonal, as the sums over all states say", () => {
    const { first, second } = momentsOf(exact);
    for (let i = 0; i < 5; i++)
      for (let k = 0; k < 5; k++) {
        const joint = fixture.p_exact.reduce((sum, p, s) => sum + p * ((s >> i) & (s >> k) & 1), 0);
        expect(second[5 * i + k]).toBeCloseTo(joint, 14);
        if (i === k) expect(first[k]).toBe(second[5 * i + k]);
      }
  });

  it("survives weights whose exponential is no number", () => {
    const { probabilities, logPartition } = exactDistribution(
      boltzmann({
        weights: [
          [0, 900],
          [900, 0],
        ],
        biases: [500, 500],
      }),
    );
    expect([...probabilities]).toEqual([0, 0, 0, 1]);
    expect(logPartition).toBe(1900);
    expect([...exactDistribution(boltzmann({ weights: [[0]], biases: [-2000] })).probabilities]).toEqual([
      1, 0,
    ]);
  });

  it("has the distribution of some units whatever the others do", () => {
    const { units, probabilities } = marginalDistribution(exact, [3, 0]);
    expect(units).toBe(2);
    const both = fixture.p_exact.reduce((sum, p, s) => sum + ((s >> 3) & s & 1 ? p : 0), 0);
    const first = fixture.p_exact.reduce((sum, p, s) => sum + ((s >> 3) & ~s & 1 ? p : 0), 0);
    expect(probabilities[3]).toBeCloseTo(both, 14);
    expect(probabilities[1]).toBeCloseTo(first, 14);
  });

  it("becomes uniform at infinite temperature and keeps its numbers at beta 1", () => {
    for (const p of exactDistribution(tempered(fixtureMachine, 0)).probabilities) expect(p).toBe(1 / 32);
    expect(tempered(fixtureMachine, 1)).toEqual(fixtureMachine);
  });

  it("refuses what is no machine, and too many states", () => {
    const wrong: [() => unknown, string, string][] = [
      [
        () =>
          boltzmann({
            weights: [
              [0, 1],
              [2, 0],
            ],
            biases: [0, 0],
          }),
        "E_PARAM_RANGE",
        "symmetric",
      ],
      [() => boltzmann({ weights: [[1]], biases: [0] }), "E_PARAM_RANGE", "diagonal"],
      [() => boltzmann({ weights: [[0]], biases: [] }), "E_SHAPE", "biases"],
      [() => boltzmann({ weights: [[0, 0]], biases: [0] }), "E_SHAPE", "weights[0]"],
      [() => boltzmann({ weights: new Float64Array(3), biases: [0, 0] }), "E_SHAPE", "weights"],
      [() => boltzmann({ weights: [[0]], biases: [Number.NaN] }), "E_NOT_FINITE", "biases[0]"],
      [() => boltzmann({ weights: [[0]], biases: ["1" as unknown as number] }), "E_TYPE", "biases[0]"],
      [
        () => boltzmann({ weights: Float64Array.of(0, Infinity, Infinity, 0), biases: [0, 0] }),
        "E_NOT_FINITE",
        "[1][0]",
      ],
      [
        () => boltzmann({ weights: [[0]] } as never),
        "E_TYPE",
        "biases must be an array of numbers, got undefined",
      ],
      [
        () => boltzmann({ weights: [0], biases: [0] } as never),
        "E_TYPE",
        "weights[0] must be an array of numbers",
      ],
      [() => boltzmann(undefined as never), "E_TYPE", "boltzmann"],
      [() => exactDistribution({ weights: [[0]], biases: [0] } as never), "E_TYPE", "make it by boltzmann"],
      [() => energy(fixtureMachine, [1]), "E_SHAPE", "z"],
      [() => marginalDistribution(exact, [1, 1]), "E_INDEX", "chosen"],
      [() => marginalDistribution(exact, [5]), "E_INDEX", "chosen"],
    ];
    for (const [work, code, text] of wrong) {
      const error = errorOf(work);
      expect([error.code, error.message.includes(text)]).toEqual([code, true]);
    }
    const large = boltzmann({ weights: new Float64Array(21 * 21), biases: new Float64Array(21) });
    expect(errorOf(() => exactDistribution(large)).message).toContain("at most 20 units");
  });
});
