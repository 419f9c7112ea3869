// One name for each parameter of a device, NEST's, in tables, types, errors, pages, documents and `cajal info`; the
// short ones mean the same.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  ac,
  type DeviceName,
  dc,
  inhomogeneousPoisson,
  mip,
  Network,
  noiseCurrent,
  poisson,
  pulsePacket,
  type Stimulus,
  type StimulusChange,
  sinusoidalPoisson,
  spikeGenerator,
  stepCurrent,
} from "../../../ts/index.ts";
import { parrot_neuron } from "../../../ts/models/index.ts";
import { tables } from "../../../ts/models/model.ts";
import { errorOf } from "../../helpers/errors.ts";

const docs = fileURLToPath(new URL("../../../docs", import.meta.url));

type Make = (options: never) => Stimulus;
const functions: Record<DeviceName, Make> = {
  poisson_generator: poisson as Make,
  inhomogeneous_poisson_generator: inhomogeneousPoisson as Make,
  dc_generator: dc as Make,
  ac_generator: ac as Make,
  noise_generator: noiseCurrent as Make,
  sinusoidal_poisson_generator: sinusoidalPoisson as Make,
  mip_generator: mip as Make,
  pulsepacket_generator: pulsePacket as Make,
  step_current_generator: stepCurrent as Make,
  spike_generator: spikeGenerator as Make,
};

// The compiler refuses a name too many and one too few.
const inTypes: Record<keyof StimulusChange, true> = {
  rate: true,
  start: true,
  stop: true,
  rate_times: true,
  rate_values: true,
  amplitude: true,
  amplitude_times: true,
  amplitude_values: true,
  spike_times: true,
  spike_ids: true,
  offset: true,
  frequency: true,
  phase: true,
  mean: true,
  std: true,
  std_mod: true,
  dt: true,
  individual_spike_trains: true,
  p_copy: true,
  pulse_times: true,
  activity: true,
  sdev: true,
  times: true,
  values: true,
  ids: true,
};

const fields = tables.devices.flatMap(({ parameters }) => parameters);

describe("names of devices' parameters", () => {
  it("types have those of the tables", () => {
    const names = fields.flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias]));
    expect(new Set(names)).toEqual(new Set(Object.keys(inTypes)));
    expect(Object.keys(functions).sort()).toEqual(tables.devices.map(({ name }) => name).sort());
  });

  it.each(tables.devices.map((device) => [device.name, device] as const))("%s", (kind, { parameters }) => {
    const make = functions[kind as DeviceName];
    const page = readFileSync(join(docs, `models/${kind}.md`), "utf8");
    const whole = Object.fromEntries(parameters.map(({ name, list }) => [name, list ? [1] : 1]));
    for (const { name, alias, list } of parameters) {
      expect(page).toContain(`| \`${name}\` |`);
      const wrong = errorOf(() => make({ ...whole, [name]: list ? [Number.NaN] : Number.NaN } as never));
      expect(wrong.parameter).toBe(list ? `${name}[0]` : name);
      if (alias === undefined) continue;
      expect(page).not.toContain(`\`${alias}\``);
      const { [name]: value, ...others } = whole;
      expect(make({ ...others, [alias]: value } as never)).toEqual(make(whole as never));
      const short = errorOf(() => make({ ...others, [alias]: [Number.NaN] } as never));
      expect(short.message).toBe(wrong.message);
      expect(errorOf(() => make({ ...whole, [alias]: value } as never)).code).toBe("E_UNKNOWN_PARAM");
    }
    const known = errorOf(() => make({ nothing: 1 } as never)).allowed;
    expect(known).toBe(parameters.map(({ name }) => name).join(", "));
  });

  it("documents take both, and hold NEST's", () => {
    const net = new Network();
    net.stimulate(net.population(parrot_neuron, 2), spikeGenerator({ times: [1, 2], ids: [1, 0] }));
    const json = net.toJSON();
    const parameters = json.stimuli?.[0]?.parameters ?? {};
    expect(Object.keys(parameters)).toEqual(["spike_times", "spike_ids"]);
    const short = { times: parameters.spike_times as never, ids: parameters.spike_ids as never };
    const document = { ...json, stimuli: json.stimuli?.map((one) => ({ ...one, parameters: short })) };
    expect(Network.from(document).toJSON()).toEqual(json);
  });

  it("pages and messages show no other spelling", () => {
    const pages = ["errors.md", ...readdirSync(join(docs, "guide")).map((page) => `guide/${page}`)];
    for (const page of pages) {
      const text = readFileSync(join(docs, page), "utf8");
      expect([
        page,
        text.match(/(spikeGenerator|stepCurrent|inhomogeneousPoisson)\(\{[^}]*\b(times|values|ids):/),
      ]).toEqual([page, null]);
      expect([page, text.match(/stimulate: (times|values|ids)\b/)]).toEqual([page, null]);
    }
  });

  it("what must be given is asked for by name", () => {
    for (const [kind, needed] of [
      ["poisson_generator", "rate"],
      ["inhomogeneous_poisson_generator", "rate_times"],
      ["dc_generator", "amplitude"],
      ["ac_generator", "amplitude"],
      ["noise_generator", "std"],
      ["sinusoidal_poisson_generator", "rate"],
      ["mip_generator", "rate"],
      ["pulsepacket_generator", "pulse_times"],
      ["step_current_generator", "amplitude_times"],
      ["spike_generator", "spike_times"],
    ] as const) {
      const error = errorOf(() => functions[kind]({} as never));
      expect([error.code, error.parameter]).toEqual(["E_TYPE", needed]);
      for (const nothing of [undefined, null, 5, []])
        expect(errorOf(() => functions[kind](nothing as never)).code).toBe("E_TYPE");
    }
  });
});
