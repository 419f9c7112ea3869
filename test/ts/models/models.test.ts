// Every model of the kernel has a name to import, and tables that explain it.
import { describe, expect, it } from "vitest";
import type { Parameters } from "../../../ts/index.ts";
import * as models from "../../../ts/models/index.ts";

describe("models", () => {
  it("are exported under their names", () => {
    const exported = new Map(Object.entries(models as Record<string, unknown>));
    expect(models.modelNames.length).toBeGreaterThan(3);
    for (const name of models.modelNames) expect(exported.get(name)).toMatchObject({ name });
  });

  it("have units and texts for everything, and defaults within their bounds", () => {
    for (const table of models.tables.neurons) {
      const { name, parameters, variables, recordables, receptors, ports, outputs, signals } = table;
      expect(table.summary).not.toBe("");
      const quantities = [...recordables, ...receptors, ...ports, ...outputs, ...signals];
      for (const { text, name: part } of [...parameters, ...variables, ...quantities])
        expect(text, `${name}.${part}`).not.toBe("");
      const known = new Set([null, ...signals.map((signal) => signal.name)]);
      for (const { signal } of [...receptors, ...ports]) expect(known).toContain(signal);
      for (const { value, low, high, open } of [...parameters, ...variables]) {
        if (value === null) continue;
        expect(open ? value > (low ?? -Infinity) : value >= (low ?? -Infinity)).toBe(true);
        expect(open ? value < (high ?? Infinity) : value <= (high ?? Infinity)).toBe(true);
      }
    }
  });

  it("of synapses are found by name, and have defaults within their bounds", () => {
    expect(models.synapseNames).toContain("static_synapse");
    for (const name of models.synapseNames) {
      const table = models.findSynapse(name) as models.SynapseTable;
      expect([table.name, table.summary === "" || table.description === ""]).toEqual([name, false]);
      for (const field of table.parameters) {
        expect(field.text, `${name}.${field.name}`).not.toBe("");
        expect(models.defaultOf(field)).toBeGreaterThanOrEqual(field.low ?? -Infinity);
        expect(models.defaultOf(field)).toBeLessThanOrEqual(field.high ?? Infinity);
      }
    }
    const bounds = models.findSynapse("rate_synapse")?.parameters.filter(({ value }) => value === null);
    expect(bounds?.map((field) => [field.name, models.defaultOf(field)])).toEqual([
      ["Wmin", -Infinity],
      ["Wmax", Infinity],
    ]);
    expect(models.findSynapse("iaf_psc_exp")).toBeUndefined();
  });

  it("parameters are typed by the kernel's tables", () => {
    const good: Parameters<"iaf_cond_exp"> = { g_L: 10, V_m: "-70 mV" };
    // @ts-expect-error tau_m belongs to iaf_psc_exp, not to iaf_cond_exp
    const bad: Parameters<"iaf_cond_exp"> = { tau_m: 10 };
    expect([good, bad]).toHaveLength(2);
    const recordable: models.Recordable<"iaf_psc_exp"> = "I_syn_ex";
    // @ts-expect-error g_ex is not recordable from a current-based model
    const other: models.Recordable<"iaf_psc_exp"> = "g_ex";
    expect([recordable, other]).toHaveLength(2);
    const port: models.Port<"iaf_psc_exp"> = "filtered_current";
    const output: models.Output<"dendritic_rate"> = "rate";
    // @ts-expect-error iaf_psc_exp shows nothing but its spikes
    const hidden: models.Output<"iaf_psc_exp"> = "rate";
    expect([port, output, hidden]).toHaveLength(3);
  });
});
