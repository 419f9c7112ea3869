// Large numbers of neurons: estimates come from counts alone, and nothing dies of JavaScript's own limits.
import { describe, expect, it } from "vitest";
import { fixedIndegree, Network, normal } from "../../../ts/index.ts";
import { iaf_psc_delta, iaf_psc_exp } from "../../../ts/models/index.ts";
import { common, fromIds } from "../../../ts/network/neurons/ranges.ts";
import { rejectionOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";

describe("functions as values", () => {
  it("are not called before the estimate has been accepted", async () => {
    const net = new Network();
    let calls = 0;
    const each = () => {
      calls++;
      return 1.5;
    };
    const all = net.population(iaf_psc_exp, 1e8, { V_m: each, tau_m: each, V_th: each });
    net.set(all.slice(0, 5e7), { I_e: each });
    net.connect(all, all, fixedIndegree(10), { weight: each, delay: each });
    expect(net.estimate().bytes.total).toBeGreaterThan(1e9);
    expect((await rejectionOf(net.build({ memoryLimit: "1 GB" }))).code).toBe("E_MEMORY_BUDGET");
    expect(calls).toBe(0);
  });

  it("say the same values whenever they are called", async () => {
    const size = 150_000;
    const values = Float64Array.from({ length: size }, (_, k) => 5 + (k % 17));
    const rule = (k: number) => 5 + (k % 17);
    const networks = [values, rule].map((tau_m) => {
      const net = new Network();
      const all = net.population(iaf_psc_delta, size, { tau_m });
      return { net, all };
    });
    const [listed, called] = networks as [(typeof networks)[0], (typeof networks)[0]];
    expect(JSON.stringify(called.net)).toBe(JSON.stringify(listed.net));
    await using sim = await called.net.build({ threads: 1 });
    expect(sim.get(called.all, "tau_m")).toEqual(values);
  });

  it("are refused when they are called, and leave nothing behind", async () => {
    const size = 150_000;
    const refusal = async (parameters: object) => {
      const net = new Network();
      net.population(iaf_psc_delta, size, parameters);
      return rejectionOf(net.build());
    };
    const late = (value: unknown) => (k: number) => (k === size - 1 ? value : 5) as number;
    expect((await refusal({ tau_m: late(Number.NaN) })).code).toBe("E_NOT_FINITE");
    expect((await refusal({ tau_m: late("x") })).parameter).toBe(`tau_m[${size - 1}]`);
    expect((await refusal({ tau_m: late(-1) })).code).toBe("E_PARAM_POSITIVE");
    expect((await refusal({ V_th: late(-80) })).code).toBe("E_RESET_ABOVE_THRESHOLD");
    const net = new Network();
    const all = net.population(iaf_psc_exp, size);
    net.connect(all, all, fixedIndegree(1), { delay: late(0) });
    expect((await rejectionOf(net.build())).code).toMatch(/^E_DELAY/);
  });
});

describe("sets of neurons", () => {
  it("overlap without a list of their members", () => {
    const net = new Network();
    const p = net.population(iaf_psc_delta, 2e7);
    const made = net.connect(p.slice(0, 2e7 - 1), p, fixedIndegree(2, { autapses: false }));
    expect(made.expectedSynapses).toBe(4e7);
  });

  inVerify.it("may be lists longer than a set of JavaScript", () => {
    const p = new Network().population(iaf_psc_delta, 2e7);
    expect(p.at(Uint32Array.from({ length: 17_000_000 }, (_, k) => k)).length).toBe(17_000_000);
  });

  it("are counted where they share neurons, in any steps and order", () => {
    // Against sets, for ranges that a generator with a fixed seed deals out.
    let state = 7;
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    const make = () => {
      const ids = new Set<number>();
      for (let k = 0; k < 4; k++) {
        const [start, step, length] = [random(200), 1 + random(7), random(30)];
        for (let i = 0; i < length; i++) ids.add(start + i * step);
      }
      return [...ids];
    };
    for (let trial = 0; trial < 300; trial++) {
      const [one, other] = [make(), make()];
      const members = new Set(one);
      expect(common(fromIds(one), fromIds(other))).toBe(other.filter((id) => members.has(id)).length);
    }
  });
});

describe("what is drawn", () => {
  it("is estimated as before", () => {
    const net = new Network();
    net.population(iaf_psc_delta, 1e8, { V_m: normal(-65, 1) });
    expect(net.estimate().bytes.state).toBeGreaterThan(8e8);
  });
});
