// A described network of two areas, whose numbers follow from the definition of the model by hand.
import { describe, expect, it } from "vitest";
import {
  type MultiAreaOptions,
  multiArea,
  multiAreaSilenceWarnings,
  multiAreaStates,
  multiAreaTables,
} from "../../../../ts/networks/multi-area/index.ts";
import { count, populations, twoAreas } from "./two-areas.ts";

// biome-ignore lint/suspicious/noExplicitAny: the JSON form is walked by hand on purpose
const described = (options: MultiAreaOptions): any =>
  JSON.parse(JSON.stringify(multiArea(twoAreas, options).network.toJSON()));

// pA that evoke 0.15 mV in these neurons, with 50 digits.
const weight = 87.80849352920845;
const placeOf = (target: number, source: number): number => target * count + source;
const [A23E, A23I, A4E, A5E, A6E, B23E, B5E] = [0, 1, 2, 4, 6, 8, 10];

describe("the numbers of a state", () => {
  const ground = multiAreaTables(twoAreas);
  const metastable = multiAreaTables(twoAreas, { state: "metastable" });

  it("are weights of the microcircuit within areas, with stronger inhibition", () => {
    expect(ground.weights[placeOf(A23E, A23E)]).toBeCloseTo(weight, 10);
    expect(ground.weights[placeOf(A23E, A4E)]).toBeCloseTo(2 * weight, 10);
    expect(ground.weights[placeOf(A5E, A4E)]).toBeCloseTo(weight, 10);
    expect(ground.weights[placeOf(A23E, A23I)]).toBeCloseTo(-11 * weight, 9);
    const la = multiAreaTables(twoAreas, { state: "LA" });
    expect(la.weights[placeOf(A23E, A23I)]).toBeCloseTo(-16 * weight, 9);
  });

  it("are weights between areas with chi, and with chi_I onto inhibitory neurons", () => {
    expect(ground.weights[placeOf(A23E, B23E)]).toBeCloseTo(weight, 10);
    expect(metastable.weights[placeOf(A23E, B23E)]).toBeCloseTo(166.83614, 5);
    expect(metastable.weights[placeOf(A23I, B23E)]).toBeCloseTo(333.67228, 5);
    expect(metastable.weights[placeOf(A23I, A23E)]).toBeCloseTo(weight, 10);
    expect(metastable.weightDeviations[placeOf(A23I, B23E)]).toBeCloseTo(33.367228, 6);
    const own = multiAreaTables(twoAreas, { state: "metastable", chi: 1.4, chiInhibitory: 3 });
    expect(own.weights[placeOf(A23I, B5E)]).toBeCloseTo(4.2 * weight, 9);
  });

  it("are delays by sign within areas and by distance between them, 14 mm at 3.5 mm/ms", () => {
    expect(ground.delays[placeOf(A23E, A4E)]).toBe(1.5);
    expect(ground.delays[placeOf(A23E, A23I)]).toBe(0.75);
    expect(ground.delays[placeOf(A23E, B23E)]).toBe(4);
  });

  it("are stabilised in-degrees or those before, and the integer part of in-degree times size", () => {
    expect(ground.inDegrees[placeOf(A23E, B23E)]).toBe(3);
    expect(multiAreaTables(twoAreas, { state: "LA" }).inDegrees[placeOf(A23E, B23E)]).toBe(4);
    // 10.6 neurons with 10.25 synapses each: 108.65
    expect(ground.synapses[placeOf(5, A23E)]).toBe(108);
    expect(ground.sizes[5]).toBe(10);
    expect(ground.synapses[placeOf(A23E, 9)]).toBe(0);
  });

  it("are external rates with the factors of layers 5 and 6, and of areas without layer 4", () => {
    const rates = (index: number, options = {}): number =>
      multiAreaTables(twoAreas, options).externalRates[index] as number;
    expect(rates(A23E)).toBeCloseTo(10_000, 8);
    expect(rates(A5E)).toBeCloseTo(11_250, 8);
    expect(rates(A6E)).toBeCloseTo(14_166.6666667, 6);
    expect(rates(B23E)).toBeCloseTo(12_000, 8);
    expect(rates(B5E)).toBeCloseTo(13_500, 8);
    expect(rates(B5E, { kappa: 1 })).toBeCloseTo(12_000, 8);
    expect(rates(A6E, { state: "LA" })).toBeCloseTo(10_000, 8);
  });

  it("hold for every named state", () => {
    for (const state of ["LA", "HA", "ground", "metastable"] as const) {
      const { g, chi, chiInhibitory } = multiAreaStates[state];
      const { weights } = multiAreaTables(twoAreas, { state });
      expect(weights[placeOf(A23I, A23I)]).toBeCloseTo(g * weight, 9);
      expect(weights[placeOf(A23I, B5E)]).toBeCloseTo(chi * chiInhibitory * weight, 9);
    }
  });
});

describe("scaling", () => {
  const rates = populations.map((_, index) => 1 + index);
  const [full, scaled] = [
    multiAreaTables(twoAreas, { rates }),
    multiAreaTables(twoAreas, { scale: 0.5, indegreeScale: 0.25, rates }),
  ];

  it("takes half of the neurons and an eighth of the synapses", () => {
    expect(scaled.sizes[A23E]).toBe(100);
    expect(scaled.synapses[placeOf(A23E, A23E)]).toBe(Math.floor(200 * 10.25 * 0.125));
    expect(scaled.externalRates[A23E]).toBeCloseTo(2500, 8);
    expect(scaled.weights[placeOf(A23E, A23E)]).toBeCloseTo(2 * weight, 9);
  });

  it("keeps mean and variance of the input at the given rates, for each population", () => {
    const input = (tables: typeof full, target: number, power: number): number => {
      let sum = (tables.externalRates[target] as number) * tables.externalWeight ** power;
      for (let source = 0; source < count; source++) {
        const place = placeOf(target, source);
        sum +=
          (tables.inDegrees[place] as number) *
          (tables.weights[place] as number) ** power *
          (rates[source] as number);
      }
      return sum;
    };
    for (let target = 0; target < count; target++) {
      const mean = 0.0005 * input(scaled, target, 1) + (scaled.currents[target] as number);
      expect(mean).toBeCloseTo(0.0005 * input(full, target, 1), 6);
      expect(input(scaled, target, 2) / input(full, target, 2)).toBeCloseTo(1, 12);
    }
    expect([...full.currents].every((current) => current === 0)).toBe(true);
  });

  it("keeps the mean of a constant drive as well: what trains brought is in the current", () => {
    const [dc, trains] = (["dc", "poisson"] as const).map((drive) =>
      multiAreaTables(twoAreas, { scale: 0.5, indegreeScale: 0.25, rates, drive }),
    ) as [typeof full, typeof full];
    // 10,000/s x 0.25 x 2 x weight x 0.5 ms
    const brought = 0.0005 * 5000 * weight;
    expect((dc.currents[A23E] as number) - (trains.currents[A23E] as number)).toBeCloseTo(brought, 8);
  });

  it("takes the rates of theory where none are given, and none where none are needed", () => {
    expect(full.rates).toBeNull();
    expect(multiAreaTables(twoAreas, { scale: 0.5 }).rates?.every((rate) => rate >= 0)).toBe(true);
  });
});

describe("areas that are not simulated", () => {
  const rates = populations.map((_, index) => 1 + index);

  it("send trains that are merged by weight", () => {
    const { network, areas, replaced, tables } = multiArea(twoAreas, { areas: ["A"], rates });
    expect([...areas.keys()]).toEqual(["A"]);
    expect(network.populations.map(({ label }) => label)[4]).toBe("A-5E");
    // From 23E (rate 9), 5E (11) and 6E (13) of B, three synapses each; 4 from before the stabilisation.
    for (const train of tables.replacedTrains) expect(train.rate).toBeCloseTo(3 * (9 + 11 + 13), 9);
    expect(replaced.length).toBe(8);
    const all = multiAreaTables(twoAreas, { areas: ["A"], replacement: 10, state: "LA" });
    expect(all.replacedTrains[0]?.rate).toBeCloseTo(4 * 30, 9);
    expect(all.rates).toBeNull();
  });

  it("send scaled trains in a scaled network, onto inhibitory neurons with their own weight", () => {
    const options = { areas: ["A"], rates, state: "metastable", indegreeScale: 0.25 } as const;
    const [excitatory, inhibitory] = multiAreaTables(twoAreas, options).replacedTrains;
    expect(excitatory?.rate).toBeCloseTo((3 * 33) / 4, 9);
    expect(excitatory?.weight).toBeCloseTo(2 * 1.9 * weight, 9);
    expect(inhibitory?.weight).toBeCloseTo(2 * 3.8 * weight, 9);
  });

  it("send currents where their rates change", () => {
    const course = populations.map((_, index) => (index === B23E ? [10, 20] : []));
    const replacement = { every: 1, rates: course };
    const { replaced, tables } = multiArea(twoAreas, { areas: ["A"], replacement });
    const [first = { amplitudes: [] }] = tables.replacedCurrents;
    expect([...first.amplitudes]).toEqual(
      [10, 20].map((rate) => expect.closeTo(3 * weight * rate * 0.0005, 9)),
    );
    expect(replaced.length).toBe(8);
    const { stimuli } = described({ areas: ["A"], replacement });
    expect(JSON.stringify(stimuli.at(-1))).toContain("step_current_generator");
  });

  it("may be simulated and still be replaced for each other", () => {
    const { projections, tables, network } = multiArea(twoAreas, { replaceInterArea: true, rates });
    expect(network.populations.length).toBe(count);
    for (const { source, target } of projections)
      expect(populations[source]?.area).toBe(populations[target]?.area);
    expect(tables.replacedTrains.length).toBe(count);
    // Onto B from A: 23E (1), 5E (5), 6E (7).
    expect(tables.replacedTrains.at(-1)?.rate).toBeCloseTo(3 * 13, 9);
  });
});

describe("the described network", () => {
  it("has a population per layer and area, in their order, with initial potentials around -150 mV", () => {
    const { network, populations: list, areas, spikes } = multiArea(twoAreas, { seed: 3 });
    expect(list.map(({ label }) => label)).toEqual(network.populations.map(({ label }) => label));
    expect(list.map(({ index }) => index)).toEqual([...Array(count).keys()]);
    expect(areas.get("B")?.map(({ name }) => name)).toEqual(["23E", "23I", "5E", "5I", "6E", "6I"]);
    expect(spikes.view.length).toBe(network.size);
    expect([network.seed, network.resolution]).toEqual([3, 0.1]);
    const text = JSON.stringify(described({}).populations[0]);
    for (const part of ["-150", "50"]) expect(text).toContain(part);
  });

  it("has both ends of every synapse drawn, weights that keep their sign, delays of at least a step", () => {
    const { connections } = described({});
    const tables = multiAreaTables(twoAreas);
    expect(connections.length).toBe(tables.synapses.filter((number) => number > 0).length);
    const [first] = connections;
    expect(first.rule).toMatchObject({ rule: "fixed_total_number" });
    const text = JSON.stringify(connections[1]);
    for (const part of ["-965.893", "96.589", "redraw", "0.375"]) expect(text).toContain(part);
  });

  it("takes Poisson trains or their mean as a current, and records or does not", () => {
    expect(described({}).stimuli.length).toBe(count);
    expect(described({ drive: "dc" }).stimuli.length).toBe(0);
    expect(described({ record: "none" }).recorders.length).toBe(0);
  });

  it("runs without an area's input from others, which the other has no influence on", async () => {
    const options = { areas: ["A"], replacement: 0, record: "none" } as const;
    const [one, other] = [twoAreas, { ...twoAreas, distances: Float64Array.from([0, 70, 70, 0]) }];
    const digests = [one, other].map(async (connectome) => {
      const sim = await multiArea(connectome, options).network.build({ backend: "native" });
      const { spikes } = await sim.run(100);
      expect(spikes).toBeGreaterThan(0);
      const digest = sim.digest();
      sim.dispose();
      return digest;
    });
    expect(await digests[0]).toBe(await digests[1]);
  });
});

describe("populations that fall silent", () => {
  const scaled = multiArea(twoAreas, { scale: 0.5, rates: populations.map(() => 5) });
  const spikes = (quiet: readonly number[]): number[] =>
    populations.map((_, index) => (quiet.includes(index) ? 0 : 7));

  it("are counted and named where spikes are to be expected at the rates of full size", () => {
    const run = { simulated: 1000, spikesByPopulation: spikes([A23E, A23I, A4E, 5, B23E]) };
    // 10.6 neurons, half of them at 5/s, would fire 25 times in a second, and 12 times in half of one.
    const [warning] = multiAreaSilenceWarnings(scaled, run);
    expect([warning?.code, warning?.count]).toEqual(["W_SCALED_SILENT", 5]);
    expect(warning?.message).toContain("no spike in 5 of 14 populations (A-23E, A-23I, A-4E, ...)");
    const [shorter] = multiAreaSilenceWarnings(scaled, { ...run, simulated: 500 });
    expect(shorter?.count).toBe(4);
  });

  it("are no matter where all fire, and at full size", () => {
    expect(multiAreaSilenceWarnings(scaled, { simulated: 1000, spikesByPopulation: spikes([]) })).toEqual([]);
    const full = multiArea(twoAreas);
    const all = [...populations.keys()];
    expect(multiAreaSilenceWarnings(full, { simulated: 1000, spikesByPopulation: spikes(all) })).toEqual([]);
  });
});
