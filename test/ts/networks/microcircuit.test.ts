// The described microcircuit, read back from its JSON form: no kernel is needed.
import { describe, expect, it } from "vitest";
import { CajalError } from "../../../ts/error.ts";
import { microcircuit, microcircuitTables, populationLabels } from "../../../ts/networks/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: the JSON form is walked by hand on purpose
const described = (options: Parameters<typeof microcircuit>[0]): any =>
  JSON.parse(JSON.stringify(microcircuit(options).network.toJSON()));

describe("microcircuit", () => {
  it("describes the full model without allocating it", () => {
    const { network, populations, spikes, thalamus } = microcircuit();
    expect(network.size).toBe(77_169);
    expect(network.estimate().synapses.expected).toBe(298_880_970);
    expect(Object.keys(populations)).toEqual([...populationLabels]);
    expect(populations.L5I.length).toBe(1065);
    expect(spikes?.view.length).toBe(77_169);
    expect(thalamus).toBeUndefined();
    expect([network.seed, network.resolution]).toEqual([55, 0.1]);
  });

  it("has 55 projections with the published numbers, weights and delays", () => {
    const { connections } = described({});
    expect(connections.length).toBe(55); // 64 less nine with probability zero
    const tables = microcircuitTables();
    const text = JSON.stringify(connections);
    expect(text).toContain(String(tables.synapses[0]?.[2]));
    expect(text).toContain("175.6169870584");
    expect(text).toContain("-351.233974116");
  });

  it("takes Poisson trains or their mean as a current", () => {
    expect(described({ drive: "poisson" }).stimuli.length).toBe(8);
    const dc = described({ drive: "dc" });
    expect(dc.stimuli.length).toBe(0);
    expect(JSON.stringify(dc.populations[0])).toContain("561.9743585869");
  });

  it("starts from potentials per population or from one distribution", () => {
    expect(JSON.stringify(described({}).populations[7])).toContain("-61.43");
    expect(JSON.stringify(described({ initial: "original" }).populations[7])).toContain("-58");
  });

  it("adds the thalamus with its four projections and its pulse", () => {
    const plain = described({ scale: 0.1 });
    const { network, thalamus } = microcircuit({ scale: 0.1, thalamus: true });
    expect(thalamus?.length).toBe(902);
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const json = JSON.parse(JSON.stringify(network.toJSON())) as any;
    expect(json.connections.length - plain.connections.length).toBe(4);
    const pulse = JSON.stringify(json.stimuli.at(-1));
    for (const part of ["120", "700", "710"]) expect(pulse).toContain(part);
    const later = described({ scale: 0.1, thalamus: { start: 1000, rate: 60, duration: 5 } });
    for (const part of ["60", "1000", "1005"]) expect(JSON.stringify(later.stimuli.at(-1))).toContain(part);
  });

  it("records spikes or nothing", () => {
    expect(described({ record: "none" }).recorders.length).toBe(0);
    expect(microcircuit({ record: "none" }).spikes).toBeUndefined();
  });

  it("scales neurons and synapses", () => {
    const { network } = microcircuit({ scale: 0.1 });
    expect(network.size).toBe(7718);
    expect(network.estimate().synapses.expected / 298_880_970).toBeCloseTo(0.01, 5);
  });

  it("refuses unknown options and choices by name", () => {
    const wrong: [object, string][] = [
      [{ sale: 0.1 }, "E_UNKNOWN_PARAM"],
      [{ drive: "ac" }, "E_UNKNOWN_NAME"],
      [{ initial: "optimised" }, "E_UNKNOWN_NAME"],
      [{ scale: 0 }, "E_PARAM_RANGE"],
      [{ seed: -1 }, "E_PARAM_RANGE"],
      [{ resolution: -0.1 }, "E_DT"],
      [{ thalamus: { strat: 1 } }, "E_UNKNOWN_PARAM"],
      [{ thalamus: { duration: -5 } }, "E_PARAM_RANGE"],
      [{ thalamus: { rate: "120" } }, "E_TYPE"],
      [{ thalamus: 5 }, "E_TYPE"],
      [null as unknown as object, "E_TYPE"],
    ];
    for (const [options, code] of wrong) {
      try {
        microcircuit(options);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(CajalError);
        expect((error as CajalError).code).toBe(code);
      }
    }
    expect(() => microcircuit({ sale: 0.1 } as object)).toThrow(/did you mean 'scale'/);
  });
});
