// The numbers of the macaque model against tables that the published pipeline made.
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { beforeAll, expect, it } from "vitest";
import { mapEquationCommunities } from "../../../../ts/analysis/index.ts";
import { fullSize } from "../../../../ts/networks/multi-area/full-size.ts";
import {
  type Connectome,
  type MultiAreaMeanField,
  type MultiAreaStability,
  multiArea,
  multiAreaMeanField,
  multiAreaRandomStarts,
  multiAreaStability,
  multiAreaStates,
  multiAreaTables,
} from "../../../../ts/networks/multi-area/index.ts";
import { factorsOf } from "../../../../ts/networks/multi-area/theory/input.ts";
import { effort } from "../../../helpers/effort.ts";
import { shiftOf, siegert } from "../../../helpers/siegert.ts";
import { connectionRows, macaque, referenceColumns, withMacaque } from "./macaque.ts";

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

withMacaque.describe("the macaque model", () => {
  const count = 254;
  let connectome: Connectome;
  let reference: ReturnType<typeof referenceColumns>;
  let ground: MultiAreaStability;
  let metastable: MultiAreaStability;
  beforeAll(() => {
    connectome = macaque();
    reference = referenceColumns();
    ground = multiAreaStability(connectome);
    metastable = multiAreaStability(connectome, { state: "metastable" });
  });

  it("has 32 areas, 254 populations, 4,129,924 neurons and 24,126,516,728 synapses", () => {
    const full = multiAreaTables(connectome);
    expect([connectome.areas.length, connectome.populations.length]).toEqual([32, count]);
    expect(sum(full.sizes)).toBe(4_129_924);
    expect(sum(full.synapses)).toBe(24_126_516_728);
    expect(sum(multiAreaTables(connectome, { state: "LA" }).synapses)).toBe(27_690_090_268);
  });

  it("keeps licence and citation of its tables", () => {
    expect(connectome.licence).toBe("CC BY-NC-SA 4.0");
    expect(connectome.citation).toContain("Schmidt et al. 2018");
  });

  // Tables have nine digits of weights and six of distances.
  it.each([
    ["ground", {}, 8344],
    ["metastable", { state: "metastable" }, 8344],
    ["unstabilized_chi1", { stabilised: false }, 11_979],
  ] as const)(
    "has the synapses, weights and delays of all projections of %s",
    (name, options, projections) => {
      const tables = multiAreaTables(connectome, options);
      const rows = connectionRows(name);
      expect(rows.length).toBe(projections);
      const places = rows.map(([target = 0, source = 0]) => target * count + source);
      expect(tables.synapses.filter((number) => number > 0).length).toBe(projections);
      expect(places.map((place) => tables.synapses[place])).toEqual(rows.map((row) => row[3]));
      for (const [column, values, tolerance] of [
        [4, tables.weights, 1e-7],
        [5, tables.weightDeviations, 1e-7],
        [6, tables.delays, 1e-5],
      ] as const) {
        const errors = places.map((place, row) =>
          Math.abs((values[place] as number) / (rows[row]?.[column] as number) - 1),
        );
        expect(Math.max(...errors)).toBeLessThan(tolerance);
      }
    },
  );

  it("has the stationary rates of the published theory in both states", () => {
    // The reference has six digits; the in-degrees of the tables nine.
    for (const [{ rates, settled }, expected] of [
      [ground, reference.ground],
      [metastable, reference.metastable],
    ] as const) {
      expect(settled).toBe(true);
      const errors = expected.map((rate, index) => Math.abs(rate - (rates[index] as number)));
      expect(Math.max(...errors)).toBeLessThan(1e-4);
    }
  });

  it("has the published rates of low and high activity before it is stabilised", () => {
    const mean = (state: "LA" | "HA"): number => sum(multiAreaMeanField(connectome, { state }).rates) / count;
    expect(mean("LA")).toBeCloseTo(2.333, 2);
    // Published as 122.8 after less time than it takes to settle, which is why it takes long here.
    if (effort(false, true)) expect(mean("HA")).toBeGreaterThan(100);
  });

  /** The critical eigenvalue with the published differences over 0.01 mV, at a fixed shift of the threshold. */
  function byDifferences(state: "ground" | "metastable", { means, deviations }: MultiAreaMeanField): number {
    const { mean, variance } = factorsOf(fullSize(connectome, multiAreaStates[state], "test"));
    const step = 0.01;
    const rows = Array.from(means, (mu, target) => {
      const sigma = deviations[target] as number;
      const rate = siegert(mu, sigma);
      const byMean = (siegert(mu + step, sigma) - rate) / step;
      const byVariance = (siegert(mu, sigma + step, shiftOf(sigma)) - rate) / step / (2 * sigma);
      const places = Array.from({ length: count }, (_, source) => target * count + source);
      return places.map(
        (place) => byMean * (mean[place] as number) + byVariance * (variance[place] as number),
      );
    });
    return Math.max(...new EigenvalueDecomposition(new Matrix(rows)).realEigenvalues);
  }

  it("is as stable as the published theory says, whose differences are a thousandth above derivatives", () => {
    for (const [state, found, expected] of [
      ["ground", ground, 0.5075],
      ["metastable", metastable, 0.5893],
    ] as const) {
      expect(byDifferences(state, found)).toBeCloseTo(expected, 4);
      expect(found.critical.re / expected).toBeCloseTo(0.999, 3);
      expect(found.stable).toBe(true);
    }
  });

  it("is led by the populations of the published critical eigenvector", () => {
    const { vector } = metastable;
    const shares = connectome.populations.map(({ area, name }, index) => {
      const label = `${connectome.areas[area]?.name}-${name}`;
      return [label, Math.hypot(vector.re[index] as number, vector.im[index] as number)] as const;
    });
    const first = shares.sort(([, one], [, other]) => other - one).slice(0, 6);
    expect(first.map(([label, share]) => `${label} ${share.toFixed(2)}`)).toEqual([
      ...["MIP-5E 1.00", "MIP-4E 0.38", "PO-5E 0.36", "PO-4E 0.31", "7a-4E 0.13", "MIP-5I 0.12"],
    ]);
  });

  // Published to three or four digits; rates have that many after so many time constants.
  it.each([
    ["from smaller chi", { state: "metastable", chi: 2 }, 30, 3.7155, 0.7267],
    ["with stronger inhibition", { state: "ground", g: -12 }, 25, 3.382, 0.382],
  ] as const)("keeps the published state of low activity %s", (_, options, time, mean, expected) => {
    const near = options.state === "ground" ? ground : metastable;
    const { rates } = multiAreaMeanField(connectome, { ...options, initialRates: near.rates, time });
    expect(sum(rates) / count).toBeCloseTo(mean, 3);
    const { critical } = multiAreaStability(connectome, { ...options, rates });
    expect(Math.abs(critical.re / expected - 0.999)).toBeLessThan(2e-3);
  });

  it("comes from random rates to the state of low activity or, mostly, to partly high ones", async () => {
    // Of 24 starts of the independent program two reach the low state, the others end at 10 to 16 1/s.
    const starts = effort(1, 8);
    const { means } = await multiAreaRandomStarts(connectome, { state: "metastable", starts, seed: 17 });
    expect(means[0]).toBeCloseTo(3.6422, 4);
    for (const mean of means.subarray(1)) {
      expect(mean).toBeGreaterThan(9);
      expect(mean).toBeLessThan(17);
    }
  });

  it("falls, before it is stabilised, into the six communities of areas that the guide names", () => {
    const { areas, populations, inDegrees } = connectome;
    const synapses = new Float64Array(areas.length ** 2);
    for (const [target, { area, size }] of populations.entries())
      for (const [source, { area: from }] of populations.entries()) {
        const cell = area * areas.length + from;
        synapses[cell] = (synapses[cell] as number) + size * (inDegrees[target * count + source] as number);
      }
    const { labels, count: communities } = mapEquationCommunities(synapses);
    const named = Array.from({ length: communities }, (_, community) =>
      areas
        .filter((_, area) => labels[area] === community)
        .map(({ name }) => name)
        .join(" "),
    );
    expect(named.filter((names) => names.split(" ").length < 10).sort()).toEqual([
      ...["FEF 46", "STPp STPa", "V1 V2", "V4 PITv CITv CITd TF AITv AITd TH", "VP VOT"],
    ]);
    expect(named.length).toBe(6);
  });

  it("has no input from other areas in MDP, so that its eight rates are the same in both states", () => {
    const mdp = connectome.areas.findIndex(({ name }) => name === "MDP");
    const own = [...connectome.populations.keys()].filter(
      (index) => connectome.populations[index]?.area === mdp,
    );
    expect(own.length).toBe(8);
    for (const index of own) expect(metastable.rates[index]).toBeCloseTo(ground.rates[index] as number, 6);
  });

  it("has the input to V1 alone that the others send, as one train per population", () => {
    const { network, tables } = multiArea(connectome, { areas: ["V1"], rates: ground.rates, record: "none" });
    expect(network.size).toBe(197_932);
    expect(network.estimate().synapses.expected).toBe(379_926_539);
    const expected = [1205.8, 308.6, 580.8, 1.75, 1726.4, 289.1, 801.9, 493.8];
    expect(tables.replacedTrains.map(({ target }) => target)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const [index, { rate, weight }] of tables.replacedTrains.entries()) {
      expect(Math.abs(rate / (expected[index] as number) - 1)).toBeLessThan(1e-3);
      expect(weight).toBeCloseTo(87.80849, 4);
    }
    expect(tables.externalRates[0]).toBeCloseTo(12_461.01792, 4);
  });

  it("has the published sizes when scaled", () => {
    const rates = reference.shipped;
    for (const [scale, neurons, synapses] of [
      [0.006, 24_655, 865_334],
      [0.01, 41_174, 2_409_156],
      [0.1, 412_882, 241_261_109],
    ] as const) {
      const tables = multiAreaTables(connectome, { scale, rates });
      expect([sum(tables.sizes), sum(tables.synapses)]).toEqual([neurons, synapses]);
    }
  });
});
