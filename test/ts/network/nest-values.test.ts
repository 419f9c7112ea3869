// Parameters as NEST has them: what its models report can be given as it is, or is refused by name.
import { describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { iaf_psc_alpha, iaf_psc_delta, type ModelName, model, rowsOf } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";
import { fixtureModels, fixtureOf, protocolsOf } from "../../helpers/nest-fixtures.ts";

// What NEST reports and cajal computes or does not have: its benchmark aid, and what can only be read.
const recorded = fixtureModels.flatMap((model) => {
  const [protocol] = protocolsOf(model);
  return protocol === undefined ? [] : [[model as ModelName, fixtureOf(model, protocol).params] as const];
});

describe("NEST's values", () => {
  it.each(recorded)("of %s", (name, parameters) => {
    const { parameters: fields, variables } = model(name);
    const rows = [...rowsOf(fields), ...variables].map((row) => row.name);
    expect(rows.length).toBeGreaterThan(1);
    for (const [parameter, value] of Object.entries(parameters)) {
      const net = new Network();
      const given = { [parameter]: value } as never;
      if (rows.includes(parameter)) net.population(name, 2, given);
      else expect(errorOf(() => net.population(name, 2, given)).code).toBe("E_UNKNOWN_PARAM");
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
