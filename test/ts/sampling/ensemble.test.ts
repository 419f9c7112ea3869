// Sampling networks that take each other's spikes for noise.
import { describe, expect, it } from "vitest";
import {
  type Calibration,
  calibrateEnsemble,
  distributionOf,
  divergence,
  ensembleStates,
  exactDistribution,
  lifCalibration,
  lifEnsemble,
  marginals,
} from "../../../ts/sampling/index.ts";
import { noiseWiring } from "../../../ts/sampling/lif/ensemble-wiring.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";
import { fixtureMachine, largestDistance } from "./fixture.ts";

const exact = exactDistribution(fixtureMachine);
const machines = Array.from({ length: 60 }, () => fixtureMachine);

/** Mean divergence of the machines, and the mean of their distributions. */
async function measure(calibration: Calibration) {
  const sequences = await ensembleStates(machines, { duration: 1e4, calibration });
  const distributions = sequences.map((states) => distributionOf(states));
  const mean = (of: (k: number) => number): number =>
    machines.reduce((sum, _, k) => sum + of(k), 0) / machines.length;
  const pooled = exact.probabilities.map((_, state) =>
    mean((k) => distributions[k]?.probabilities[state] as number),
  );
  return {
    divergence: mean((k) => divergence(distributions[k] as (typeof distributions)[0], exact)),
    pooled: { units: 5, probabilities: pooled },
  };
}

describe("networks that are each other's noise", () => {
  inVerify.it("come near their distribution once they are calibrated on the noise they make", async () => {
    const calibration = await calibrateEnsemble(machines, { duration: 2e4 });
    // The noise is less variable than Poisson spikes, so the activation function is steeper.
    expect(calibration.width).toBeLessThan(lifCalibration.width - 0.05);
    const raw = await measure(lifCalibration);
    const calibrated = await measure(calibration);
    // Of 60 machines in 10 s, chance adds 0.01; the uniform distribution would have 0.41.
    expect(calibrated.divergence).toBeLessThan(0.12);
    expect(calibrated.divergence).toBeLessThan(0.6 * raw.divergence);
    expect(divergence(calibrated.pooled, exact)).toBeLessThan(0.025);
    expect(largestDistance(marginals(calibrated.pooled), marginals(exact))).toBeLessThan(0.05);
  });

  it("are driven by Poisson spikes for 200 ms only, and go on firing at their rate", async () => {
    const { network, spikes } = lifEnsemble(machines);
    for (const { parameters } of JSON.parse(JSON.stringify(network)).stimuli)
      expect(parameters).toMatchObject({ stop: 200 });
    const sim = await network.build();
    await sim.run(1200);
    const late = sim.read(spikes).times.filter((time) => time > 1000).length;
    sim.dispose();
    // 300 neurons that are on for half of the time, 10 ms a spike, fire 3000 times in 200 ms.
    expect(late).toBeGreaterThan(1500);
    expect(late).toBeLessThan(4500);
  });

  it("take as many sources as fire like the background", () => {
    const mean = marginals(exact).reduce((sum, p) => sum + p, 0) / 5;
    expect(lifEnsemble(machines).indegree).toBe(Math.round(30 / mean));
  });

  it("draw sources of other machines, none twice; listeners are nobody's", () => {
    const sizes = [5, 3, 8, 6];
    const { excitation, inhibition } = noiseWiring(sizes, { indegree: 6, listeners: 2, seed: 3 });
    const machineOf = sizes.flatMap((size, machine) => new Array<number>(size).fill(machine));
    for (let target = 0; target < 24; target++) {
      const drawn = [excitation, inhibition].map(({ sources, targets }) =>
        [...sources].filter((_, k) => targets[k] === target),
      );
      expect(drawn.map(({ length }) => length)).toEqual([6, 6]);
      expect(new Set(drawn.flat()).size).toBe(12);
      for (const source of drawn.flat()) {
        expect(source).toBeLessThan(22);
        if (target < 22) expect(machineOf[source]).not.toBe(machineOf[target]);
      }
    }
    expect(noiseWiring(sizes, { indegree: 6, listeners: 2, seed: 3 }).excitation).toEqual(excitation);
    expect(noiseWiring(sizes, { indegree: 6, listeners: 2, seed: 4 }).excitation).not.toEqual(excitation);
  });

  it("refuse too few machines, and more sources than there are", async () => {
    expect(errorOf(() => lifEnsemble([fixtureMachine])).code).toBe("E_SIZE");
    expect(errorOf(() => lifEnsemble(fixtureMachine as never)).code).toBe("E_TYPE");
    expect(errorOf(() => lifEnsemble([fixtureMachine, fixtureMachine])).code).toBe("E_INDEGREE");
    const many = { indegree: 2 ** 50 };
    expect(errorOf(() => lifEnsemble([fixtureMachine, fixtureMachine], many)).code).toBe("E_INDEGREE");
    expect(errorOf(() => lifEnsemble(machines, { indegree: 0 })).code).toBe("E_PARAM_RANGE");
    expect((await rejectionOf(calibrateEnsemble(machines, { points: 2 }))).code).toBe("E_PARAM_RANGE");
    expect((await rejectionOf(calibrateEnsemble(machines, { rounds: 2 } as object))).code).toBe(
      "E_UNKNOWN_PARAM",
    );
  });
});
