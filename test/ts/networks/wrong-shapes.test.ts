// Published networks and what belongs to them refuse every wrong argument by its name.
import { describe, expect, it } from "vitest";
import * as networks from "../../../ts/networks/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { miniatureDataModel, miniatureNpy, miniatureRepository } from "../../helpers/miniature-repository.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";
import { count, onePopulation, twoAreas } from "./multi-area/two-areas.ts";

const circuit = networks.microcircuit({ scale: 0.01, drive: "dc", thalamus: true });
const { network, populations, projections, background, tables, drive, scaled } = circuit;
const run = { simulated: 1000, spikesByPopulation: [0, 1, 0, 1, 0, 1, 0, 1] };
const families = { up: 0.1, ip: 0.1, pi: 0.1, down: 0.1 };
const dendritic: networks.DendriticOptions = {
  layers: [2, 3, 1],
  form: "rate",
  latentEquilibrium: true,
  learningRates: families,
  sigma: 0.1,
  amplitude: families,
  selfPredicting: true,
  transfer: { gamma: 1, beta: 1, theta: 0 },
  conductances: { g_L: 0.03, g_basal: 0.1, g_apical: 0.06, g_som: 0.06 },
  tau_x: 0.1,
  bound: 4,
  bounded: ["up"],
  lateTarget: true,
  delay: 0.1,
  connectionProbability: 1,
  resolution: 0.1,
  seed: 1,
};
const { plan } = networks.dendriticMicrocircuit(dendritic);
const { g_L, g_basal, g_apical } = plan.conductances;
const conductances = { g_L, g_basal, g_apical };
const { layers, amplitude, seed, selfPredicting } = plan;
const drawn = { layers, amplitude, seed, selfPredicting, conductances };

const state = { state: "ground", g: -11, stabilised: true, kappa: 1.125, chi: 1, chiInhibitory: 1 } as const;
const rates = Array<number>(count).fill(1);
const size = {
  ...state,
  scale: 0.5,
  indegreeScale: 0.5,
  rates,
  areas: ["A"],
  replaceInterArea: true,
  drive: "dc",
  replacement: { every: 1, rates: rates.map(() => [1, 2]) },
};
const table = (text: string): Uint8Array => new TextEncoder().encode(text);

const {
  populations: inAreas,
  tables: ofAreas,
  background: inBackground,
} = networks.multiArea(twoAreas, { scale: 0.5, record: "none" });
const described = { populations: inAreas, tables: ofAreas };

const repository = miniatureRepository();

const right: RightCalls = {
  areaInputStrengths: [described],
  hpcBenchmark: [
    { scale: 0.1, indegreeScale: 0.1, plastic: true, seed: 1, resolution: 0.1, record: "spikes" },
  ],
  brunel: [{ g: 5, eta: 2, scale: 0.1, indegreeScale: 0.1, seed: 1, resolution: 0.1, record: "spikes" }],
  brunelOscillation: [5, 2, 10],
  brunelRate: [2],
  brunelState: [5, 2],
  brunelWeight: [5],
  connectomeFromCsv: [
    {
      areas: table("area,arch_type,hierarchy\nA,8,0\n"),
      populations: table("area,population,N_real,K_ext_kappa1\nA,23E,10,100\n"),
      distances: table("area,A\nA,0\n"),
      connections: table("target,source,indegree,n_syn\n0,0,1,10\n"),
      stabilised: table("target,source,indegree,n_syn\n0,0,1,10\n"),
    },
  ],
  connectomeFromDataModel: [miniatureDataModel(), miniatureNpy()],
  connectomeFromRepository: [repository, { av_indegree_V1: 3950, stabilised: false }],
  dendriticMicrocircuit: [dendritic, networks.initialWeights(plan)],
  initialWeights: [drawn],
  microcircuit: [
    {
      variant: "published",
      scale: 0.01,
      indegreeScale: 0.01,
      seed: 1,
      resolution: 0.1,
      drive: "dc",
      initial: "original",
      thalamus: { start: 700, duration: 10, rate: 120 },
      record: "none",
    },
  ],
  microcircuitControls: [{ network, populations, projections, background, tables }],
  microcircuitTables: [{ variant: "published", scale: 0.1, indegreeScale: 0.1 }],
  multiArea: [twoAreas, { ...size, seed: 1, resolution: 0.1, record: "none" }],
  multiAreaMeanField: [twoAreas, { ...state, initialRates: rates, time: 1 }],
  multiAreaRandomStarts: [
    onePopulation,
    { ...state, starts: 1, seed: 1, onProgress: () => {}, signal: new AbortController().signal },
  ],
  multiAreaTheory: [twoAreas, { ...state, externalRate: 8, withoutLayerFour: 1 }],
  multiAreaStability: [twoAreas, { ...state, rates, shift: "following" }],
  multiAreaSilenceWarnings: [described, { simulated: 1000, spikesByPopulation: rates.map(() => 0) }],
  multiAreaTables: [twoAreas, size],
  populationInput: [{ ...described, background: inBackground }],
  potentialToCurrent: [0.15],
  shapeOf: [[2, 3, 1], "up", 0],
  silenceWarnings: [{ tables, drive, scaled }, run],
  sisterFactor: [conductances, true],
  synapseNumber: [0.1, 100, 200],
  syntheticConnectome: [{ areas: 2, seed: 1 }],
  urbanczikSenn: [{ inputs: 2, rate: 10, repetitions: 1, eta: 0.1, seed: 1 }],
};

describe("a published network", () => itRefusesWrongShapes(networks, right));

it("the theory of the balanced network gives numbers wherever it takes coordinates", () => {
  for (const g of [0, 5, 1e6])
    for (const eta of [0, 2, 1e6])
      for (const value of Object.values(networks.brunelState(g, eta)))
        expect(value).toSatisfy(Number.isFinite);
});

describe("controls of a microcircuit", async () => {
  const small = networks.microcircuit({ scale: 0.002, indegreeScale: 0.01, thalamus: { rate: 0 } });
  const controls = networks.microcircuitControls(small);
  const sim = await small.network.build({ backend: "native" });

  it.each([null, "2", Number.NaN, -1])("refuse %s", async (value) => {
    const wrong = value as never;
    expect(errorOf(() => controls.background(sim, wrong)).parameter).toBe("factor");
    expect(errorOf(() => controls.pulse(sim, { rate: wrong })).parameter).toBe("rate");
    expect(errorOf(() => controls.pulse(sim, { duration: wrong })).parameter).toBe("duration");
    const turned = value === -1 ? (1 as never) : wrong;
    expect((await rejectionOf(controls.inhibition(sim, turned))).parameter).toBe("g");
    expect(errorOf(() => controls.background(wrong, 1)).parameter).toBe("sim");
  });
});
