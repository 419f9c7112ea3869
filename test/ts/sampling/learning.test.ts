// Learning Boltzmann machines from data, with exact moments and with those of samplers.
import { describe, expect, it } from "vitest";
import {
  type BoltzmannMachine,
  boltzmann,
  contrast,
  contrastiveDivergence,
  decayingRate,
  distributionOf,
  exactDistribution,
  gibbsSampler,
  learnBoltzmann,
  lifStates,
  type Moments,
  marginalDistribution,
  momentsOf,
  neuralSampler,
  restrictedMachine,
  sampledMoments,
} from "../../../ts/sampling/index.ts";
import { uniformStream } from "../../../ts/sampling/samplers/uniform-stream.ts";
import { rejectionOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";
import { fixtureMachine, largestDistance } from "./fixture.ts";

const target = exactDistribution(fixtureMachine);
const data = momentsOf(target);
const empty = boltzmann({ weights: new Float64Array(25), biases: new Float64Array(5) });

/** Moments of samples drawn from probabilities. */
function drawn(samples: number, seed: number): Moments {
  const uniform = uniformStream(seed);
  const probabilities = new Float64Array(32);
  for (let sample = 0; sample < samples; sample++) {
    let [state, place] = [0, uniform()];
    for (; state < 31 && place >= (target.probabilities[state] as number); state++)
      place -= target.probabilities[state] as number;
    probabilities[state] = (probabilities[state] as number) + 1 / samples;
  }
  return momentsOf({ units: 5, probabilities });
}

describe("contrastive learning", () => {
  it("stands still if and only if the moments agree", () => {
    const step = contrast(data, momentsOf(exactDistribution(fixtureMachine)));
    expect([...step.weights, ...step.biases].every((change) => change === 0)).toBe(true);
    const other = boltzmann({ weights: fixtureMachine.weights, biases: [0.3, 0.6, 0.08, -0.5, -0.4] });
    const away = contrast(data, momentsOf(exactDistribution(other)));
    expect(Math.max(...away.biases.map(Math.abs))).toBeGreaterThan(0.005);
  });

  it("moves weights by at most 2e-3 for the moments of a million exact samples", () => {
    const { weights, biases } = contrast(drawn(1e6, 7), data);
    const largest = Math.max(...weights.map(Math.abs), ...biases.map(Math.abs));
    // Four standard errors of a probability of 1/2.
    expect(largest).toBeLessThan(2e-3);
    expect(largest).toBeGreaterThan(1e-4);
  });

  it("finds the machine of the data with exact moments", async () => {
    const rate = () => 1;
    const { machine, steps, divergence } = await learnBoltzmann(empty, {
      data,
      target,
      steps: 3000,
      rate,
      every: 500,
    });
    expect([...steps]).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000]);
    expect(divergence[0]).toBeGreaterThan(0.2);
    for (let k = 1; k < divergence.length; k++)
      expect(divergence[k]).toBeLessThanOrEqual((divergence[k - 1] as number) + 1e-15);
    expect(divergence.at(-1)).toBeLessThan(1e-9);
    expect(largestDistance(machine.weights, fixtureMachine.weights)).toBeLessThan(1e-3);
    expect(largestDistance(machine.biases, fixtureMachine.biases)).toBeLessThan(1e-3);
  });

  it("finds it nearly with the samples of spiking neurons", async () => {
    const chain = neuralSampler(empty, { tau: 10 });
    const options = {
      data,
      target,
      steps: 300,
      every: 300,
      rate: (step: number) => 100 * decayingRate(10 * step),
    };
    const moments = sampledMoments(chain, { samples: 2000, every: 5 });
    const { divergence } = await learnBoltzmann(empty, { ...options, moments });
    expect(divergence.at(-1)).toBeLessThan(0.004);
  });

  it("improves with the samples of LIF neurons, up to what their synapses distort", async () => {
    const moments = async (machine: BoltzmannMachine, step: number): Promise<Moments> =>
      momentsOf(distributionOf(await lifStates(machine, { duration: 5000, seed: step })));
    const rate = (step: number): number => 10 / (10 + step);
    const { machine, divergence } = await learnBoltzmann(empty, {
      data,
      target,
      steps: 40,
      every: 40,
      rate,
      moments,
    });
    expect(divergence[0]).toBeGreaterThan(0.2);
    expect(divergence.at(-1)).toBeLessThan(0.06);
    // What was learned is right for the neurons, where their distribution differs from the machine's.
    const found = momentsOf(distributionOf(await lifStates(machine, { duration: 1e5, seed: 99 })));
    expect(largestDistance(found.first, data.first)).toBeLessThan(0.03);
  });

  it("has the rate 10 / (100 + t) unless another is given", async () => {
    expect([decayingRate(0), decayingRate(900)]).toEqual([0.1, 0.01]);
    const { machine } = await learnBoltzmann(empty, { data, steps: 1 });
    const { biases } = contrast(data, momentsOf(exactDistribution(empty)));
    expect(
      largestDistance(
        machine.biases,
        biases.map((bias) => 0.1 * bias),
      ),
    ).toBe(0);
  });

  it("tells how far it is, ends when aborted, and refuses what cannot be learned", async () => {
    const seen: number[] = [];
    await learnBoltzmann(empty, { data, steps: 20, onProgress: (fraction) => seen.push(fraction) });
    expect(seen.at(-1)).toBe(1);
    const stop = new AbortController();
    const onProgress = (): void => stop.abort(new Error("enough"));
    await expect(
      learnBoltzmann(empty, { data, steps: 1e9, onProgress, signal: stop.signal }),
    ).rejects.toThrow("enough");
    const refusal = async (options: object): Promise<string> =>
      (await rejectionOf(learnBoltzmann(empty, { data, steps: 5, ...options }))).code;
    expect(await refusal({ rate: () => 1e308, steps: 100 })).toBe("E_NOT_FINITE");
    expect(await refusal({ rate: () => -1 })).toBe("E_PARAM_RANGE");
    expect(await refusal({ rate: () => "1" })).toBe("E_TYPE");
    expect(await refusal({ rate: 0.1 })).toBe("E_TYPE");
    expect(await refusal({ data: target })).toBe("E_TYPE");
    expect(await refusal({ steps: 2.5 })).toBe("E_PARAM_RANGE");
    expect(await refusal({ stops: 2 })).toBe("E_UNKNOWN_PARAM");
    expect(
      await refusal({ data: momentsOf(exactDistribution(boltzmann({ weights: [[0]], biases: [0] }))) }),
    ).toBe("E_SHAPE");
  });
});

describe("contrastive divergence", () => {
  // Bars in a 2 x 2 image: the rows, the columns.
  const examples = [
    [1, 1, 0, 0],
    [0, 0, 1, 1],
    [1, 0, 1, 0],
    [0, 1, 0, 1],
  ];
  const bars = { units: 4, probabilities: new Float64Array(16) };
  for (const example of examples)
    bars.probabilities[example.reduce((state, z, k) => state + (z << k), 0)] = 0.25;
  const uniform = uniformStream(3);
  const start = restrictedMachine({
    weights: Array.from({ length: 4 }, () => Array.from({ length: 6 }, () => 0.2 * (uniform() - 0.5))),
    visibleBiases: new Float64Array(4),
    hiddenBiases: new Float64Array(6),
  });
  const learn = (options: object) =>
    contrastiveDivergence(start, {
      visible: 4,
      examples,
      target: bars,
      every: 1e4,
      steps: 20_000,
      ...options,
    });

  inVerify.it("teaches a restricted machine bars, with Gibbs sampling and a persistent chain", async () => {
    const rate = (step: number): number => 200 / (2000 + step);
    const once = await learn({ rate });
    expect(once.divergence[0]).toBeCloseTo(Math.log(4), 1);
    expect(once.divergence.at(-1)).toBeLessThan(0.2);
    // A single persistent chain is noisier, as it may miss modes for long: it wants more sweeps and smaller steps.
    const slower = (step: number): number => 200 / (4000 + step);
    const persistent = await learn({ rate: slower, persistent: true, release: 10, steps: 40_000 });
    expect(persistent.divergence.at(-1)).toBeLessThan(0.35);
  });

  it("teaches them with spiking neurons, clamped for 20 and free for 20 sweeps", async () => {
    const chain = neuralSampler(start, { tau: 10 });
    const rate = (step: number): number => 200 / (2000 + step);
    const { divergence, machine } = await learn({ rate, chain, imprint: 20, release: 20 });
    expect(divergence.at(-1)).toBeLessThan(0.15);
    // No weights appear where a restricted machine has none.
    for (let i = 0; i < 4; i++) for (let k = 0; k < 4; k++) expect(machine.weights[10 * i + k]).toBe(0);
    const { probabilities } = marginalDistribution(exactDistribution(machine), [0, 1, 2, 3]);
    const mass = bars.probabilities.reduce(
      (sum, p, state) => sum + (p > 0 ? (probabilities[state] as number) : 0),
      0,
    );
    expect(mass).toBeGreaterThan(0.85);
  });

  it("refuses examples that do not fit", async () => {
    const refusal = async (options: object): Promise<string> =>
      (await rejectionOf(contrastiveDivergence(start, { visible: 4, examples, steps: 1, ...options }))).code;
    expect(await refusal({ examples: [] })).toBe("E_SHAPE");
    expect(await refusal({ examples: undefined })).toBe("E_TYPE");
    expect(await refusal({ examples: [[1, 0]] })).toBe("E_SHAPE");
    expect(await refusal({ examples: [[1, 0, 0.5, 0]] })).toBe("E_PARAM_RANGE");
    expect(await refusal({ visible: 10 })).toBe("E_SHAPE");
    expect(await refusal({ release: 0 })).toBe("E_PARAM_POSITIVE");
    expect(await refusal({ chain: gibbsSampler(fixtureMachine) })).toBe("E_SHAPE");
  });
});
