// Parameters as NEST has them: what its models report can be given as it is, or is refused by name.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { iaf_psc_alpha, iaf_psc_delta, type ModelName } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

const folder = fileURLToPath(new URL("../../reference/nest", import.meta.url));

// Of NEST's parameters of these models, those that cajal does not have.
const others = ["ignore_and_spike", "ignore_and_spike_interval", "ignore_and_spike_offset"];

const recorded = readdirSync(folder)
  .filter((file) => file.endsWith("__dc.json.gz"))
  .map((file) => {
    const text = gunzipSync(readFileSync(join(folder, file))).toString();
    // NEST's tools write infinite numbers as JavaScript does, which is no JSON.
    const parsed = JSON.parse(text.replace(/-Infinity/g, '"-Infinity"'));
    return [parsed.model as ModelName, parsed.params as Record<string, number | boolean | string>] as const;
  });

describe("NEST's values", () => {
  it.each(recorded)("of %s", (model, parameters) => {
    for (const [name, value] of Object.entries(parameters)) {
      const net = new Network();
      const given = { [name]: value === "-Infinity" ? -Infinity : value } as never;
      if (!others.includes(name)) net.population(model, 2, given);
      else expect(errorOf(() => net.population(model, 2, given)).code).toBe("E_UNKNOWN_PARAM");
    }
  });

  it("an infinite bound is none, in every form, and survives JSON", async () => {
    const net = new Network();
    const cells = net.population(iaf_psc_alpha, 3, { V_min: -Infinity, I_e: -1e5 });
    const some = net.population(iaf_psc_delta, 3, { V_min: [-80, -Infinity, -90], I_e: -1e5 });
    net.set(cells.slice(0, 1), { V_min: (k) => (k === 0 ? Number.NEGATIVE_INFINITY : 0) });
    const json = JSON.parse(JSON.stringify(net));
    json.populations[0].parameters.V_min = "-Infinity";
    const sim = await Network.from(json).build();
    await sim.run(100);
    // E_L + R I = -70 - 4000 mV, to e^-10.
    expect(sim.get(sim.network.populations[0] as never, "V_m")[0]).toBeCloseTo(-4070, 0);
    const [low, none, lower] = sim.get(sim.network.populations[1] as never, "V_m");
    expect([low, lower]).toEqual([-80, -90]);
    expect(none).toBeCloseTo(-4070, 0);
    expectRefusal(net, () => net.set(cells, { V_min: Infinity }), "E_NOT_FINITE", "V_min");
    expectRefusal(net, () => net.set(some, { V_th: -Infinity }), "E_NOT_FINITE", "V_th");
  });

  it("true and false may be 1 and 0", () => {
    const net = new Network();
    const cells = net.population(iaf_psc_delta, 2, { refractory_input: 0 });
    net.set(cells, { refractory_input: 1 });
    const json = net.toJSON();
    expect(json.populations[0]?.parameters?.refractory_input).toBe(false);
    expect(json.values?.[0]?.value).toBe(true);
    for (const wrong of [2, "yes", Number.NaN, null])
      expectRefusal(net, () => net.set(cells, { refractory_input: wrong } as never), "E_TYPE", "1 or 0");
  });
});
