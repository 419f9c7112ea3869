// The figures of Schmidt et al. (2018) PLoS Comput. Biol. 14:e1006359: which runs they need, what is drawn of these.
import { multiAreaChiScan } from "../../networks/index.ts";

/** A run of the multi-area model; its name is that of its folder. */
export interface FigureRun {
  readonly name: string;
  /** Options of `cajal run multi-area` that make it what it is. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Model time after the transient, as published [ms]. Figures that share a run share its longest time. */
  readonly time: number;
}

/** What theory is asked, without a run. */
export type TheoryName = "stability" | "random-starts";

/** A part of a figure: a drawing of a run or of theory, or what cannot be drawn and why. */
export type Panel =
  | { readonly title: string; readonly run: string; readonly drawing: string }
  | { readonly title: string; readonly theory: TheoryName }
  | { readonly title: string; readonly needs: string };

/** A figure of the paper. */
export interface PublishedFigure {
  readonly title: string;
  readonly runs: readonly FigureRun[];
  readonly panels: readonly Panel[];
  /** What there is to know of it where neurons have fewer synapses than at full size. */
  readonly scaled?: string;
}

/** The paper, for records. */
export const paper = {
  name: "Schmidt, Bakker, Shen, Bezgin, Diesmann & van Albada (2018) PLoS Comput. Biol. 14:e1006359",
  address: "https://doi.org/10.1371/journal.pcbi.1006359",
} as const;

/** Model time before what is measured [ms]. */
export const transient = 500;

// Statistics of areas take 10 s, all that compares areas 100 s.
const short = 10_000;
const long = 100_000;

const ground: FigureRun = { name: "ground", options: { state: "ground" }, time: short };
const metastable: FigureRun = { name: "metastable", options: { state: "metastable" }, time: long };

const activity = (run: string): Panel[] => [
  { title: "Spikes of three areas", run, drawing: "raster" },
  { title: "Mean rates by population, over areas", run, drawing: "area-boxes-rate" },
  { title: "Correlation of spike counts by population, over areas", run, drawing: "area-boxes-correlation" },
  { title: "Irregularity (LvR) by population, over areas", run, drawing: "area-boxes-localvariation" },
  { title: "Rate of the first of these areas over time", run, drawing: "area-trace-1" },
  { title: "Of the second", run, drawing: "area-trace-2" },
  { title: "Of the third", run, drawing: "area-trace-3" },
];

const scanned = [1.8, 1.9, 2, 2.1, 2.5].map((chi): FigureRun & { readonly chi: number } =>
  chi === 1.9
    ? { chi, ...metastable }
    : { chi, name: `chi-${chi}`, options: { state: "metastable", chi }, time: short },
);

/** Where the stability of theory is looked at (figure 4): with stronger inhibition than in the runs. */
export const stabilityScan: { readonly g: number; readonly chi: readonly number[] } = {
  g: -12,
  chi: [1, ...multiAreaChiScan],
};

/** How many random initial rates theory is given, and in which state (figure 4). */
export const randomStarts = { state: "metastable", starts: 1000 } as const;

const lowStays =
  "Currents in place of missing synapses hold a small network at its low rates; high activity may not be reached.";

const figures: Readonly<Record<string, PublishedFigure>> = {
  2: {
    title: "Low and high activity, and the state between them",
    scaled: lowStays,
    runs: [
      { name: "LA", options: { state: "LA" }, time: short },
      { name: "HA", options: { state: "HA" }, time: short },
      ground,
    ],
    panels: [
      { title: "Rates at low activity, before stabilisation", run: "LA", drawing: "area-rates" },
      { title: "Rates at high activity, before stabilisation", run: "HA", drawing: "area-rates" },
      { title: "Rates in the ground state, after it", run: "ground", drawing: "area-rates" },
    ],
  },
  3: { title: "The ground state", runs: [ground], panels: activity("ground") },
  4: {
    title: "From the ground state to high activity by the weights between areas",
    scaled: lowStays,
    runs: [ground, ...scanned],
    panels: [
      {
        title: "Rate of V1, or the first area, over time at chi = 1",
        run: "ground",
        drawing: "area-trace-1",
      },
      ...scanned.map(({ chi, name: run }) => ({
        title: `At chi = ${chi}`,
        run,
        drawing: "area-trace-1",
      })),
      { title: "Rates of all populations, chi = 1.9", run: "metastable", drawing: "area-rates" },
      {
        title: `Stability of theory over chi, at g = ${stabilityScan.g}: critical eigenvalue`,
        theory: "stability",
      },
      { title: "Final rates of theory from random ones, chi = 1.9", theory: "random-starts" },
    ],
  },
  5: { title: "The metastable state", runs: [metastable], panels: activity("metastable") },
  6: {
    title: "Spectrum and rates of V1, or the first area, and two others",
    runs: [metastable],
    panels: [
      { title: "Power spectra of the rates of areas", run: "metastable", drawing: "area-spectra" },
      { title: "Rates of single neurons", run: "metastable", drawing: "area-neuron-rates" },
      {
        title: "The same of recordings",
        needs:
          "spikes of macaque V1 by Chu, Chien & Hung (2014), crcns.org data set pvc-5, which are not part of cajal",
      },
    ],
  },
  7: {
    title: "Order of areas in time",
    runs: [metastable],
    panels: [
      { title: "Lags between areas, in the order that fits best", run: "metastable", drawing: "area-lags" },
      { title: "Rates of all areas", run: "metastable", drawing: "area-activity" },
    ],
  },
  8: {
    title: "Functional connectivity of areas",
    runs: [metastable],
    panels: [
      { title: "From synaptic currents, by communities", run: "metastable", drawing: "area-connectivity" },
      { title: "From BOLD signals", run: "metastable", drawing: "area-connectivity-bold" },
      {
        title: "Synapses: structural communities left, functional ones below",
        run: "metastable",
        drawing: "area-structure",
      },
      {
        title: "Of macaques at rest",
        needs: "correlations of fMRI signals between the areas, which are not part of cajal",
      },
    ],
  },
  9: {
    title: "Laminar flow",
    runs: [{ name: "metastable-flow", options: { ...metastable.options, laminarFlow: true }, time: long }],
    panels: [
      {
        title: "Significant conditional Granger causality to the populations of three areas",
        run: "metastable-flow",
        drawing: "area-flow",
      },
    ],
  },
};

/** The figures by their number. */
export const schmidt2018: Readonly<Record<string, PublishedFigure>> = figures;
