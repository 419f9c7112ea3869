/** Single neurons against NEST 3.10: the same spikes in every step, the same state up to NEST's own accuracy. */

import { describe, expect, it } from "vitest";
import { tables } from "../../ts/models/index.ts";
import {
  expectationOf,
  experimentOf,
  fixtureModels,
  fixtureOf,
  protocolsOf,
  stepOf,
  valuesOf,
} from "../helpers/nest-fixtures.ts";
import { observe } from "../helpers/single-neuron.ts";

it("finds fixtures", () => {
  expect(fixtureModels).toContain("iaf_psc_exp");
  for (const model of fixtureModels) expect([model, protocolsOf(model).length > 0]).toEqual([model, true]);
});

// The files MODEL.json say what is asked of a model, and why no more.
describe.each(fixtureModels)("%s", (model) => {
  const expectation = expectationOf(model);

  it.each(protocolsOf(model))("does as in NEST under protocol %s", async (protocol) => {
    const fixture = fixtureOf(model, protocol);
    const outcome = await observe(experimentOf(model, fixture, expectation));
    expect(outcome.spikes[0]).toEqual(fixture.spikes.map(stepOf));
    const first = stepOf(fixture.times_first);
    for (const [variable, expected] of Object.entries(fixture.record)) {
      const zero = Number(fixture.params[expectation.relative?.[variable] ?? ""] ?? 0);
      const differences = expected.map((value, k) =>
        Math.abs(value + zero - outcome.value(variable, first + k)),
      );
      expect(expected.length).toBeGreaterThan(1000);
      expect(Math.max(...differences), variable).toBeLessThan(expectation.tolerances[variable] ?? 0);
    }
  });

  it("has NEST's defaults", () => {
    const table = tables.neurons.find(({ name }) => name === model);
    const named = (fields: readonly { readonly name: string }[] = []) => fields.map(({ name }) => name);
    const states = new Set([...named(table?.variables), ...named(table?.recordables)]);
    const single = (name: string) => !states.has(name) && !name.endsWith("]");
    const parameters = table?.parameters.map(({ name, value }): [string, number | null] => [name, value]);
    const [protocol = ""] = protocolsOf(model);
    const theirs = Object.fromEntries(valuesOf(fixtureOf(model, protocol), expectation));
    const defaults = Object.entries({ ...theirs, ...expectation.defaults });
    expect(Object.fromEntries(parameters?.filter(([name]) => single(name)) ?? [])).toEqual(
      Object.fromEntries(defaults.filter(([name]) => single(name))),
    );
  });
});

describe("test vectors", () => {
  // NEST's defaults and a current of 1000 pA switched on at 1.0 ms through a delay of 0.1 ms.
  const onset = { currents: [{ times: [1.0], values: [1000], delay: 0.1 }], steps: 1000, record: ["V_m"] };

  it.each(["iaf_psc_exp", "iaf_psc_alpha", "iaf_psc_delta"])(
    "%s begins to charge where NEST's does",
    async (model) => {
      const { value, spikes } = await observe({ ...onset, model });
      expect(value("V_m", 11)).toBe(-70);
      expect(value("V_m", 12)).toBeCloseTo(-69.601993, 6);
      expect(value("V_m", 13)).toBeCloseTo(-69.207947, 6);
      expect(value("V_m", 14)).toBeCloseTo(-68.817821, 6);
      expect(spikes[0]?.slice(0, 5)).toEqual([59, 127, 195, 263, 331]);
      for (let step = 59; step <= 79; ++step) expect(value("V_m", step)).toBe(-70);
      expect(value("V_m", 80)).toBeCloseTo(-69.602, 3);
    },
  );

  it("iaf_psc_exp responds to one spike as NEST's does", async () => {
    const trains = [{ times: [0.4], weight: 100, delay: 0.6 }];
    const { value } = await observe({ model: "iaf_psc_exp", trains, steps: 100, record: ["V_m"] });
    const depolarisation = Array.from({ length: 100 }, (_, k) => value("V_m", k + 1) + 70);
    expect(depolarisation[9]).toBe(0);
    expect(depolarisation[10]).toBeCloseTo(0.0388204092484541, 12);
    expect(depolarisation[19]).toBeCloseTo(0.298306758323326, 12);
    expect(depolarisation[99]).toBeCloseTo(0.395460663202358, 12);
    expect(depolarisation[49]).toBeCloseTo(0.534984762799027, 12);
    expect(Math.max(...depolarisation)).toBe(depolarisation[49]);
  });
});
