// A network is data: it survives being written down, and a document is checked with the path to its first problem.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allToAll,
  bernoulli,
  dc,
  exponential,
  fixedIndegree,
  fixedOutdegree,
  fixedTotalNumber,
  lognormal,
  Network,
  type NetworkJson,
  normal,
  oneToOne,
  pairs,
  poisson,
  spikeGenerator,
  stepCurrent,
  uniform,
  type Value,
} from "../../../ts/index.ts";
import { iaf_cond_exp, iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf } from "../../helpers/errors.ts";

function everything(): Network {
  const net = new Network({ resolution: 0.1, seed: 42 });
  const E = net.population(
    iaf_psc_exp,
    8,
    { tau_m: 20, V_m: uniform(-65, -50), I_e: (k) => k / 3 },
    { label: "E" },
  );
  const I = net.population(iaf_psc_exp, 4, {}, { label: "I" });
  const P = net.population(parrot_neuron, 2, {}, { label: "P" });
  net.population(iaf_cond_exp, 0, {}, { label: "none", allowEmpty: true });
  net.set(E.slice(1, 8, 2), { V_th: -49, V_reset: [-70, -71, -72, -73] });
  net.connect(E, [E, I], fixedIndegree(3, { autapses: false }), { weight: 20, delay: 1.5 });
  net.connect(I, E, fixedTotalNumber(9), { weight: normal(-100, 10).redraw({ max: 0 }), delay: 0.8 });
  net.connect(P, E, bernoulli(0.25), { weight: lognormal(2, 0.1), delay: uniform(1, 2).clip({ max: 1.9 }) });
  net.connect(E.at([3, 1]), I.slice(0, 2), oneToOne(), { weight: [0.1, Math.PI] });
  net.connect(E, I, pairs({ sources: [0, 7, 7], targets: [1, 1, 1] }), {
    weight: [1, 2, 3],
    delay: [1, 2, 3],
  });
  net.connect(I, I, fixedOutdegree(2, { multapses: false }), { weight: exponential(3) });
  net.connect(P, P, allToAll(), { receptor: "ignored" });
  net.stimulate([E, I], poisson({ rate: "8 kHz", stop: 500 }), { weight: 20, delay: 1.5 });
  net.stimulate(P, spikeGenerator({ spike_times: [0.1, 5, 5] }));
  net.stimulate(I, stepCurrent({ amplitude_times: [1, 2], amplitude_values: [100, -100], start: 0.5 }), {
    receptor: 1,
  });
  net.stimulate(I, dc({ amplitude: 3, stop: Infinity }), { weight: 2 });
  net.record(E.slice(0, 5), "spikes");
  net.record([I, E], ["V_m", "I_syn_ex"], { every: 0.5, label: "traces" });
  return net;
}

const again = (net: Network): Network => Network.from(JSON.stringify(net));

describe("round trip", () => {
  it("gives the same description, warnings and estimate", () => {
    const net = everything();
    const copy = again(net);
    expect(JSON.parse(JSON.stringify(copy))).toEqual(JSON.parse(JSON.stringify(net)));
    expect(copy.toJSON()).toEqual(net.toJSON());
    expect(copy.description).toEqual(net.description);
    expect(copy.warnings).toEqual(net.warnings);
    expect(copy.estimate()).toEqual(net.estimate());
    expect(copy.populations.map(({ label, length }) => [label, length])).toEqual([
      ["E", 8],
      ["I", 4],
      ["P", 2],
      ["none", 0],
    ]);
  });

  it("writes whole populations by label and long arrays compactly", () => {
    const json = everything().toJSON();
    expect(json.connections?.[0]).toMatchObject({ sources: ["E"], targets: ["E", "I"] });
    expect(json.connections?.[3]).toMatchObject({
      sources: [
        [3, 4, 1],
        [1, 2, 1],
      ],
    });
    expect(json.values?.[0]?.targets).toEqual([[1, 8, 2]]);
    const big = new Network();
    big.population(iaf_psc_exp, 10_000, { V_m: (k) => -60 - k / 1e4 });
    expect(JSON.stringify(big).length).toBeLessThan(1.4 * 8 * 10_000);
  });

  it("keeps labels apart that occur twice", () => {
    const net = new Network();
    const one = net.population(iaf_psc_exp, 2, {}, { label: "same" });
    const two = net.population(iaf_psc_exp, 3, {}, { label: "same" });
    net.connect(one, two, allToAll());
    expect(again(net).description).toEqual(net.description);
  });

  it("holds for any values (property)", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    const value: fc.Arbitrary<Value> = fc.oneof(
      finite,
      fc.array(finite, { minLength: 6, maxLength: 6 }),
      fc.tuple(finite, fc.double({ noNaN: true, min: 0, max: 1e6 })).map(([mean, std]) => normal(mean, std)),
      fc
        .tuple(finite, fc.double({ noNaN: true, min: 0, max: 1e3 }))
        .map(([low, width]) => uniform(low, low + width)),
      fc.double({ noNaN: true, min: 0, max: 1e6 }).map((mean) => exponential(mean)),
    );
    const label = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\0"));
    const range = fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }));
    const property = fc.property(
      value,
      value,
      label,
      range,
      fc.nat(),
      (weight, current, name, [from, n, step], seed) => {
        const net = new Network({ seed });
        const all = net.population(iaf_psc_exp, 6, { I_e: current }, { label: `x${name}`.slice(0, 256) });
        const part = all.slice(from, Math.min(6, from + n), step);
        net.connect(all, all, oneToOne(), { weight });
        net.record(part, "V_m");
        net.stimulate(part, dc({ amplitude: seed / 7 }));
        expect(again(net).description).toEqual(net.description);
      },
    );
    fc.assert(property, { seed: 7, numRuns: 200 });
  });
});

describe("documents", () => {
  const document = (): NetworkJson => JSON.parse(JSON.stringify(everything())) as NetworkJson;
  /** The error for a document changed at one place. */
  const changed = (change: (json: NetworkJson & Record<string, never>) => void) => {
    const json = document();
    change(json as never);
    return errorOf(() => Network.from(json));
  };

  it("may be short and written by hand", () => {
    const net = Network.from({
      format: "cajal-network",
      version: 1,
      resolution: 0.1,
      seed: 1,
      populations: [
        {
          model: "iaf_psc_exp",
          size: 10,
          label: "E",
          parameters: { tau_m: "20 ms", V_m: { uniform: [-65, -50] } },
        },
      ],
      connections: [
        { sources: ["E"], targets: [[0, 10, 2]], rule: { rule: "fixed_indegree", number: 2 }, weight: 20 },
      ],
    });
    expect(net.toJSON().connections?.[0]).toMatchObject({ targets: [[0, 9, 2]], delay: 1 });
  });

  it("name the path to what is wrong in their form", () => {
    const size = changed((json) => Object.assign(json.populations[1] as object, { size: "4" }));
    expect([size.code, size.where]).toEqual(["E_TYPE", "populations[1].size"]);
    const weight = changed((json) =>
      Object.assign(json.connections?.[2] as object, { weight: { normal: [1] } }),
    );
    expect([weight.code, weight.where]).toEqual(["E_TYPE", "connections[2].weight"]);
    const key = changed((json) => Object.assign(json, { conections: [] }));
    expect(key.code).toBe("E_UNKNOWN_PARAM");
    expect(key.message).toContain("'connections'");
    expect(changed((json) => Object.assign(json, { version: 2 })).code).toBe("E_DESCRIPTION");
    expect(changed((json) => Object.assign(json, { format: "other" })).code).toBe("E_DESCRIPTION");
    expect(errorOf(() => Network.from("{")).code).toBe("E_DESCRIPTION");
    expect(errorOf(() => Network.from(null as never)).code).toBe("E_TYPE");
  });

  it("are held to the same rules as calls, with the path to the entry", () => {
    const delay = changed((json) => Object.assign(json.connections?.[1] as object, { delay: 0 }));
    expect([delay.code, delay.where?.startsWith("connections[1]")]).toEqual(["E_DELAY_BELOW_DT", true]);
    const tau = changed((json) => Object.assign(json.populations[0]?.parameters as object, { tau_m: -1 }));
    expect([tau.code, tau.where?.startsWith("populations[0]")]).toEqual(["E_PARAM_POSITIVE", true]);
    const name = changed((json) => Object.assign(json.populations[0] as object, { model: "iaf" }));
    expect(name.code).toBe("E_UNKNOWN_NAME");
    const range = changed((json) => Object.assign(json.recorders?.[0] as object, { targets: [[0, 99, 1]] }));
    expect([range.code, range.where]).toEqual(["E_INDEX", "recorders[0]"]);
    const label = changed((json) => Object.assign(json.recorders?.[0] as object, { targets: ["X"] }));
    expect(label.code).toBe("E_UNKNOWN_NAME");
    const twice = changed((json) =>
      Object.assign(json.recorders?.[0] as object, { targets: ["E", [0, 1, 1]] }),
    );
    expect(twice.code).toBe("E_INDEX");
    const bytes = changed((json) =>
      Object.assign(json.connections?.[3] as object, { weight: { type: "f64", base64: "AAA=" } }),
    );
    expect(bytes.code).toBe("E_DESCRIPTION");
  });

  it("say what was expected and what came", () => {
    const size = changed((json) => Object.assign(json.populations[1] as object, { size: "3" }));
    expect(size.message).toBe("Network.from: size must be a number, got '3' (populations[1].size)");
    const version = changed((json) => Object.assign(json, { version: 9 }));
    expect(version.message).toBe("Network.from: version must be 1, got 9");
    const weight = changed((json) =>
      Object.assign(json.connections?.[0] as object, { weight: { gauss: 1 } }),
    );
    expect(weight.message).toContain("a distribution such as");
  });

  it("name the innermost place that is wrong, with what may stand there", () => {
    const message = (path: string, key: string | number, value: unknown): string =>
      changed((json) => {
        const part = path.split(".").reduce((inner: object, name) => Reflect.get(inner, name), json);
        Reflect.set(part, key, value);
      }).message;
    expect(message("connections.0", "weight", [1, null])).toBe(
      "Network.from: weight[1] must be a number, got null (connections[0].weight[1])",
    );
    expect(message("connections.0", "weight", { normal: [null, 1] })).toContain(
      "normal[0] must be a number, or a text with its unit, got null",
    );
    expect(message("connections.0", "weight", { type: "f64", base64: 3 })).toContain(
      "base64 must be a string, got 3",
    );
    expect(message("connections.0", "receptor", null)).toContain("the name or the number of a receptor");
    expect(message("connections.0.rule", "sources", "E")).toContain("sources must be an array of positions");
    expect(message("stimuli.0.parameters", "rate", [5, null])).toContain("rate[1] must be a number");
  });

  it("cannot reach a prototype", () => {
    const text = JSON.stringify(everything());
    for (const key of ["__proto__", "constructor", "prototype"]) {
      const outside = errorOf(() => Network.from(text.replace('"seed"', `"${key}":{"polluted":1},"seed"`)));
      expect([outside.code, outside.message.includes(key)]).toEqual(["E_NAME", true]);
      const inside = errorOf(() => Network.from(text.replace('"tau_m"', `"${key}":1,"tau_m"`)));
      expect(inside.code).toBe("E_NAME");
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("of any shape end in an error of ours, never in another (property)", () => {
    const text = JSON.stringify(everything());
    const property = fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 4 }), (at, piece) => {
      try {
        Network.from(text.slice(0, at) + piece + text.slice(at + piece.length));
      } catch (error) {
        expect((error as Error).name).toBe("CajalError");
      }
    });
    fc.assert(property, { seed: 11, numRuns: 500 });
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(errorOf(() => Network.from(value as never)).code).toMatch(/^E_/);
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});
