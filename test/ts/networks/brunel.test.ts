// The described balanced random network, read back from its JSON form: no kernel is needed.
import { describe, expect, it } from "vitest";
import { CajalError } from "../../../ts/error.ts";
import { brunel, brunelRate, brunelWeight } from "../../../ts/networks/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: the JSON form is walked by hand on purpose
const described = (options: Parameters<typeof brunel>[0]): any =>
  JSON.parse(JSON.stringify(brunel(options).network.toJSON()));

describe("brunel", () => {
  it("describes 10,000 excitatory and 2,500 inhibitory neurons with 1000 and 250 synapses each", () => {
    const { network, populations, indegrees, spikes, excitation, inhibition } = brunel();
    expect([populations.E.length, populations.I.length]).toEqual([10_000, 2_500]);
    expect(indegrees).toEqual({ E: 1000, I: 250 });
    expect(excitation.expectedSynapses).toBe(12_500_000);
    expect(inhibition.expectedSynapses).toBe(3_125_000);
    expect(spikes.view.length).toBe(12_500);
    expect([network.seed, network.resolution]).toEqual([1, 0.1]);
  });

  it("has the neurons of the paper", () => {
    const [excitatory, inhibitory] = described({}).populations;
    for (const { model, parameters } of [excitatory, inhibitory]) {
      expect(model).toBe("iaf_psc_delta");
      expect(parameters).toMatchObject({ tau_m: 20, t_ref: 2, E_L: 0, V_reset: 10, V_th: 20 });
    }
  });

  it("has jumps of 0.1 mV and -g times as much after 1.5 ms", () => {
    const { connections } = described({ g: 6 });
    expect(connections.map(({ weight }: { weight: number }) => weight)).toEqual([0.1, brunelWeight(6)]);
    expect(connections.map(({ delay }: { delay: number }) => delay)).toEqual([1.5, 1.5]);
    expect(brunelWeight(6)).toBeCloseTo(-0.6, 15);
  });

  it("is driven by eta times the rate that brings the mean to threshold: 20 mV / (0.1 mV x 20 ms)", () => {
    expect(brunelRate(1)).toBe(10_000);
    const [drive] = described({ eta: 0.9 }).stimuli;
    expect(JSON.stringify(drive)).toContain("9000");
    expect(drive.weight).toBe(0.1);
  });

  it("keeps in-degrees when it is scaled, or connection probabilities when asked", () => {
    const small = brunel({ scale: 0.1 });
    expect([small.network.size, small.indegrees.E, small.indegrees.I]).toEqual([1250, 1000, 250]);
    const sparse = brunel({ scale: 0.1, indegreeScale: 0.1 });
    expect([sparse.network.size, sparse.indegrees.E, sparse.indegrees.I]).toEqual([1250, 100, 25]);
  });

  it("records spikes or nothing", () => {
    expect(brunel({ record: "none" }).spikes).toBeUndefined();
    expect(described({ record: "none" }).recorders.length).toBe(0);
  });

  it("refuses unknown options and values that make no network, by name", () => {
    const wrong: [object, string][] = [
      [{ eat: 2 }, "E_UNKNOWN_PARAM"],
      [{ g: -1 }, "E_PARAM_RANGE"],
      [{ g: "5" }, "E_TYPE"],
      [{ eta: Number.NaN }, "E_PARAM_RANGE"],
      [{ scale: 0 }, "E_PARAM_RANGE"],
      [{ indegreeScale: 101 }, "E_PARAM_RANGE"],
      [{ record: "all" }, "E_UNKNOWN_NAME"],
      [{ seed: -1 }, "E_PARAM_RANGE"],
      [{ resolution: 0 }, "E_DT"],
      [null as unknown as object, "E_TYPE"],
    ];
    for (const [options, code] of wrong) {
      try {
        brunel(options);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(CajalError);
        expect((error as CajalError).code).toBe(code);
      }
    }
  });
});
