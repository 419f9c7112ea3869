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
    for (const { name, parameters, variables, recordables, receptors, summary } of models.tables.neurons) {
      expect(summary).not.toBe("");
      for (const { text, name: part } of [...parameters, ...variables, ...recordables, ...receptors])
        expect(text, `${name}.${part}`).not.toBe("");
      for (const { value, low, high, open } of [...parameters, ...variables]) {
        if (value === null) continue;
        expect(open ? value > (low ?? -Infinity) : value >= (low ?? -Infinity)).toBe(true);
        expect(open ? value < (high ?? Infinity) : value <= (high ?? Infinity)).toBe(true);
      }
    }
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
  });
});
