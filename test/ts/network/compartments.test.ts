// Parameters of compartments, nested or by their full names.
import { describe, expect, it } from "vitest";
import { Network, type Parameters } from "../../../ts/index.ts";
import { iaf_psc_exp, pp_cond_exp_mc_urbanczik } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

type Pyramid = Parameters<"pp_cond_exp_mc_urbanczik">;

const nested: Pyramid = {
  theta: -50,
  soma: { C_m: 280, g_L: "25 nS" },
  dendritic: { g_L: [20, 30] },
  V_m: { s: -65 },
};
const flat: Pyramid = {
  theta: -50,
  "soma.C_m": 280,
  "soma.g_L": 25,
  "dendritic.g_L": [20, 30],
  "V_m.s": -65,
};

describe("parameters of compartments", () => {
  it("mean the same nested and by their full names, in population, set and files", async () => {
    const made = [nested, flat].map((parameters) => {
      const net = new Network();
      net.population(pp_cond_exp_mc_urbanczik, 2, parameters);
      const late = net.population(pp_cond_exp_mc_urbanczik, 2);
      net.set(late, parameters);
      return net;
    });
    const [one, other] = made as [Network, Network];
    expect(one.description).toEqual(other.description);
    expect(Network.from(JSON.stringify(one)).description).toEqual(one.description);
    expect(one.toJSON().populations[0]?.parameters).toMatchObject({ "soma.C_m": 280, "V_m.s": -65 });
    await using sim = await one.build();
    const [first] = one.populations;
    expect([...sim.get(first as never, "dendritic.g_L" as never)]).toEqual([20, 30]);
  });

  it("may be set nested between runs", async () => {
    const net = new Network();
    const all = net.population(pp_cond_exp_mc_urbanczik, 2);
    await using sim = await net.build();
    sim.set(all, { V_m: { s: -60, p: Float64Array.of(-61, -62) } });
    expect([...sim.get(all, "V_m.s"), ...sim.get(all, "V_m.p")]).toEqual([-60, -60, -61, -62]);
    sim.set(all, { soma: { C_m: [200, 250] } });
    expect([...sim.get(all, "soma.C_m")]).toEqual([200, 250]);
    expect(errorOf(() => sim.set(all, { soma: { C_m: 0 } })).code).toBe("E_PARAM_POSITIVE");
    expect(errorOf(() => sim.set(all, { V_m: { p: -50, x: -60 } as never })).code).toBe("E_UNKNOWN_PARAM");
    expect([...sim.get(all, "V_m.p")]).toEqual([-61, -62]);
  });

  it("are refused under their full names", () => {
    const net = new Network();
    const refused = (parameters: object, code: string, ...texts: string[]) =>
      expectRefusal(net, () => net.population(pp_cond_exp_mc_urbanczik, 2, parameters), code, ...texts);
    refused({ soma: { C_m: -1 } }, "E_PARAM_POSITIVE", "soma.C_m");
    refused({ soma: { C_n: 1 } }, "E_UNKNOWN_PARAM", "'soma.C_m'", "soma.C_n");
    refused({ dendritic: { tau_syn_ex: "1 mV" } }, "E_DIM", "dendritic.tau_syn_ex");
    refused({ soma: 5 }, "E_TYPE", "soma must be a plain object");
    refused({ soma: { C_m: { x: 1 } } }, "E_TYPE", "soma.C_m");
    refused({ axon: { C_m: 1 } }, "E_UNKNOWN_PARAM", "axon");
    refused({ soma: JSON.parse('{"__proto__": 1}') }, "E_NAME");
  });

  it("are of no concern to models without compartments", () => {
    const net = new Network();
    const nestedValue = () => net.population(iaf_psc_exp, 2, { tau_m: { x: 1 } } as never);
    expectRefusal(net, nestedValue, "E_TYPE", "tau_m");
    const mixed = [net.population(iaf_psc_exp, 1), net.population(pp_cond_exp_mc_urbanczik, 1)] as const;
    const both = () => net.set([...mixed] as never, { soma: { C_m: 1 } } as never);
    expectRefusal(net, both, "E_UNKNOWN_PARAM", "soma.C_m", "iaf_psc_exp");
  });

  it("are typed", () => {
    // @ts-expect-error there is no such parameter of the soma
    const inner: Pyramid = { soma: { C_n: 1 } };
    // @ts-expect-error there is no such compartment
    const outer: Pyramid = { axon: { C_m: 1 } };
    // @ts-expect-error this model has no compartments
    const none: Parameters<"iaf_psc_exp"> = { soma: { C_m: 1 } };
    expect([inner, outer, none]).toHaveLength(3);
  });
});
