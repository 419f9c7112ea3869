/** Single neurons against NEST 3.10: the same spikes in every step, the same state up to NEST's own accuracy. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadAddon } from "../../ts/backend/native.ts";
import { type Experiment, observe, resolution, type Train } from "../helpers/single-neuron.ts";

interface Fixture {
  readonly params: Readonly<Record<string, number | boolean>>;
  readonly duration: number;
  readonly dc_steps: readonly (readonly [number, number])[];
  readonly dc_delay: number | null;
  readonly exc: readonly Train[];
  readonly inh: readonly Train[];
  readonly record: Readonly<Record<string, readonly number[]>>;
  readonly times_first: number;
  readonly spikes: readonly number[];
}

const folder = new URL("../reference/nest/", import.meta.url);
const stepOf = (time: number) => Math.round(time / resolution);

function read(model: string, protocol: string): Fixture {
  const text = gunzipSync(readFileSync(new URL(`${model}__${protocol}.json.gz`, folder))).toString();
  return JSON.parse(text.replaceAll("-Infinity", "-1.7976931348623157e308")) as Fixture;
}

/** All of NEST's parameters but its benchmark aid, under which threshold crossings are counted down instead. */
function valuesOf({ params }: Fixture): Record<string, number> {
  const kept = Object.entries(params).filter(([name]) => !name.startsWith("ignore_and_spike"));
  return Object.fromEntries(kept.map(([name, value]) => [name, Number(value)]));
}

function experimentOf(model: string, fixture: Fixture): Experiment {
  const { dc_steps, dc_delay, exc, inh, record, duration } = fixture;
  const current = {
    times: dc_steps.map(([time]) => time),
    values: dc_steps.map(([, amplitude]) => amplitude),
    delay: dc_delay ?? resolution,
  };
  return {
    model,
    values: valuesOf(fixture),
    trains: [...exc, ...inh],
    currents: dc_steps.length > 0 ? [current] : [],
    steps: stepOf(duration),
    record: Object.keys(record),
  };
}

// NEST integrates the first three exactly as well; the two differ in the order of roundings only. It integrates
// iaf_cond_exp with an adaptive method that accepts local errors of 0.001 in mV and nS (see the README there).
const rounding = { V_m: 1e-10, I_syn_ex: 1e-9, I_syn_in: 1e-9 };
const tolerances: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  iaf_psc_exp: rounding,
  iaf_psc_alpha: rounding,
  iaf_psc_delta: rounding,
  iaf_cond_exp: { V_m: 1e-3, g_ex: 1e-3, g_in: 1e-3 },
};

describe.each(Object.keys(tolerances))("%s", (model) => {
  it.each(["dc", "syn", "noise"])("does as in NEST under protocol %s", async (protocol) => {
    const fixture = read(model, protocol);
    const outcome = await observe(experimentOf(model, fixture));
    expect(outcome.spikes[0]).toEqual(fixture.spikes.map(stepOf));
    const first = stepOf(fixture.times_first);
    for (const [variable, expected] of Object.entries(fixture.record)) {
      const differences = expected.map((value, k) => Math.abs(value - outcome.value(variable, first + k)));
      expect(expected.length).toBeGreaterThan(1000);
      expect(Math.max(...differences), variable).toBeLessThan(tolerances[model]?.[variable] ?? 0);
    }
  });

  it("has NEST's defaults", () => {
    const tables = JSON.parse(loadAddon().addon.tables());
    const { parameters } = tables.neurons.find(({ name }: { name: string }) => name === model);
    const ours = Object.fromEntries(
      parameters.map((p: { name: string; value: number }) => [p.name, p.value]),
    );
    const theirs = valuesOf(read(model, "syn"));
    for (const { name } of tables.neurons.find((n: { name: string }) => n.name === model).variables)
      delete theirs[name];
    expect(ours).toEqual(theirs);
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
