// Rows 28, 29, 35 to 37 of the table of bad inputs: the time grid, stimuli and recorders.
import { beforeEach, describe, expect, it } from "vitest";
import {
  dc,
  Network,
  type Population,
  poisson,
  type Stimulus,
  spikeGenerator,
  stepCurrent,
} from "../../../ts/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

let net: Network;
let all: Population<"iaf_psc_exp">;

beforeEach(() => {
  net = new Network();
  all = net.population(iaf_psc_exp, 3, {}, { label: "all" });
});

describe("the time grid and the seed", () => {
  it("row 28: refuses a resolution that is no positive number of nanoseconds", () => {
    for (const resolution of [0, -0.1, Number.NaN, Infinity, 1e-7, 0.1 + 1e-9, 1 / 3])
      expect(errorOf(() => new Network({ resolution })).code).toBe("E_DT");
    expect(errorOf(() => new Network({ resolution: "0.1" as never })).code).toBe("E_TYPE");
    for (const resolution of [0.1, 1e-6, 0.3, 0.125, 0.025, 1000])
      expect(new Network({ resolution }).resolution).toBe(resolution);
  });

  it("refuses seeds that are no whole number in [0, 2^53)", () => {
    for (const seed of [-1, 1.5, 2 ** 53, Number.NaN])
      expect(errorOf(() => new Network({ seed })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => new Network({ seed: 1n as never })).code).toBe("E_TYPE");
    expect(new Network({ seed: 2 ** 53 - 1 }).seed).toBe(2 ** 53 - 1);
    expect(new Network().seed).toBe(1);
  });

  it("row 29: refuses to change resolution and seed", () => {
    const write = (name: "resolution" | "seed") => () => {
      net[name] = 2 as never;
    };
    expectRefusal(net, write("resolution"), "E_FROZEN", "new Network");
    expectRefusal(net, write("seed"), "E_FROZEN");
  });

  it("refuses unknown options with the nearest name", () => {
    expect(errorOf(() => new Network({ resolutoin: 1 } as never)).message).toContain("'resolution'");
  });
});

const stimulus = (made: () => Stimulus) => () => net.stimulate(all, made());

describe("stimuli", () => {
  it("row 35: refuses rates that are negative, not a number, or too high to draw", () => {
    expectRefusal(
      net,
      stimulus(() => poisson({ rate: -1 })),
      "E_RATE",
      "-1",
    );
    expectRefusal(
      net,
      stimulus(() => poisson({ rate: Number.NaN })),
      "E_RATE",
      "NaN",
    );
    expectRefusal(
      net,
      stimulus(() => poisson({ rate: "-1 Hz" })),
      "E_RATE",
    );
    expectRefusal(
      net,
      stimulus(() => poisson({ rate: 1.1e11 })),
      "E_RATE",
      "1e7",
    );
    expect(stimulus(() => poisson({ rate: 1e11 }))).not.toThrow();
    expect(stimulus(() => poisson({ rate: "8 kHz" }))).not.toThrow();
    expect(net.toJSON().stimuli?.at(-1)?.parameters).toEqual({ rate: 8000 });
  });

  it("row 36: refuses spike times that are unsorted, not after 0, or off the grid, with the first index", () => {
    const times = (given: unknown) => stimulus(() => spikeGenerator({ spike_times: given as number[] }));
    expectRefusal(net, times([1, 3, 2]), "E_SPIKE_TIMES", "[2]", "2");
    expectRefusal(net, times([-1, 3]), "E_SPIKE_TIMES", "[0]", "-1");
    expectRefusal(net, times([0, 3]), "E_SPIKE_TIMES", "[0]");
    expectRefusal(net, times([1, 2.05]), "E_SPIKE_TIMES", "stimulate: spike_times[1] must", "2 and 2.1 ms");
    expectRefusal(net, times({ length: 1e9 }), "E_SPIKE_TIMES", "1000000000");
    expectRefusal(net, times([1, Number.NaN]), "E_NOT_FINITE", "[1]");
    expectRefusal(net, times("1"), "E_TYPE");
    expect(times([0.1, 0.1, 2])).not.toThrow();
  });

  it("refuses windows off the grid or that end before they begin", () => {
    expectRefusal(
      net,
      stimulus(() => dc({ amplitude: 1, start: 0.05 })),
      "E_TIME_GRID",
      "0.05",
      "0 and 0.1",
    );
    expectRefusal(
      net,
      stimulus(() => dc({ amplitude: 1, start: 5, stop: 4 })),
      "E_PARAM_RANGE",
      "stop",
    );
    expectRefusal(
      net,
      stimulus(() => dc({ amplitude: 1, start: -1 })),
      "E_PARAM_RANGE",
      "start",
    );
    expectRefusal(
      net,
      stimulus(() => dc({ amplitude: Number.NaN })),
      "E_NOT_FINITE",
    );
    expectRefusal(
      net,
      stimulus(() => dc({ amplitude: "1 mV" })),
      "E_DIM",
    );
    expectRefusal(
      net,
      stimulus(() => dc({ amplitud: 1 } as never)),
      "E_UNKNOWN_PARAM",
      "'amplitude'",
    );
    expect(stimulus(() => dc({ amplitude: 1, stop: Infinity }))).not.toThrow();
  });

  it("refuses what begins after the end of model time, and ends that no simulation reaches are none", () => {
    for (const late of [1e10, 1e300]) {
      expectRefusal(
        net,
        () => net.stimulate(all, dc({ amplitude: 1, start: late })),
        "E_TIME_GRID",
        "2^53 ns",
      );
      expectRefusal(
        net,
        () => net.stimulate(all, spikeGenerator({ spike_times: [1, late] })),
        "E_SPIKE_TIMES",
        "[1] must be below 2^53 ns",
      );
    }
    for (const stop of [1e10, Number.MAX_VALUE]) {
      net.stimulate(all, dc({ amplitude: 1, stop }));
      expect(net.toJSON().stimuli?.at(-1)?.parameters?.stop).toBe("Infinity");
    }
  });

  it("refuses step currents whose lists do not belong together", () => {
    const step = (times: number[], values: number[]) =>
      stimulus(() => stepCurrent({ amplitude_times: times, amplitude_values: values }));
    expectRefusal(net, step([1, 2], [5]), "E_SHAPE", "2", "1");
    expectRefusal(net, step([1, 1], [5, 6]), "E_TIME_GRID", "[1]");
    expectRefusal(net, step([1, 1.25], [5, 6]), "E_TIME_GRID", "[1]");
    expect(step([0, 1.5], [5, 6])).not.toThrow();
  });

  it("refuses what is no stimulus, and currents where a model takes none", () => {
    expectRefusal(net, () => net.stimulate(all, {} as never), "E_TYPE");
    const unknown = { kind: "gamma_sup_generator", parameters: new Map() };
    expectRefusal(net, () => net.stimulate(all, unknown), "E_UNKNOWN_NAME", "dc_generator");
    const parrots = net.population(parrot_neuron, 2);
    expectRefusal(net, () => net.stimulate(parrots, dc({ amplitude: 1 })), "E_UNKNOWN_NAME", "parrot_neuron");
  });

  it("delays default to 1 ms for spikes and one step for currents, weights to 1", () => {
    net.stimulate(all, poisson({ rate: 10 }));
    net.stimulate(all, dc({ amplitude: 10 }));
    const [spikes, current] = net.toJSON().stimuli ?? [];
    expect([spikes?.weight, spikes?.delay]).toEqual([1, 1]);
    expect([current?.weight, current?.delay]).toEqual([1, 0.1]);
  });
});

describe("recorders", () => {
  it("row 37: refuses unknown variables and lists the known ones", () => {
    expectRefusal(net, () => net.record(all, "V" as never), "E_RECORD", "V_m");
    expectRefusal(net, () => net.record(all, ["V_m", "g_ex" as never]), "E_RECORD", "g_ex", "iaf_psc_exp");
    expectRefusal(net, () => net.record(all, ["V_m", "V_m"]), "E_RECORD", "twice");
    expectRefusal(net, () => net.record(all, []), "E_TYPE");
    expectRefusal(net, () => net.record(all, 5 as never), "E_TYPE");
  });

  it("row 37: refuses intervals that are no positive multiple of the resolution", () => {
    for (const every of [0, -1, 0.25, Number.NaN, Infinity])
      expectRefusal(net, () => net.record(all, "V_m", { every }), "E_RECORD", "0.1 ms");
    expectRefusal(net, () => net.record(all, "V_m", { every: "1 mV" }), "E_DIM");
    expect(net.record(all, "V_m", { every: "500 us" }).every).toBe(0.5);
    expect(net.record(all, "V_m").every).toBe(1);
  });

  it("refuses options of the other kind and sinks that cannot take spikes", () => {
    expectRefusal(net, () => net.record(all, "spikes", { every: 1 } as never), "E_UNKNOWN_PARAM", "every");
    expectRefusal(net, () => net.record(all, "spikes", { to: {} as never }), "E_TYPE", "sink");
  });
});
