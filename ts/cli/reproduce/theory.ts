// What theory says of the states of the multi-area model, as figures and tables: no network is run for it.
import { csvFormatRows } from "d3-dsv";
import { turn } from "../../backend/turn.ts";
import {
  type Connectome,
  type Eigenvalue,
  type MultiAreaMeanField,
  multiAreaMeanField,
  multiAreaRandomStarts,
  multiAreaStability,
} from "../../networks/index.ts";
import { histogramPlot, linePlot, type Theme } from "../../plot/index.ts";
import { randomStarts, stabilityScan } from "./schmidt2018.ts";

/** How work on theory is followed and ended. */
export interface TheoryWatch {
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** What came of it: the table as CSV, and the drawing. */
export interface TheoryFindings {
  readonly table: string;
  readonly draw: (theme: Theme) => Promise<string>;
}

type Cell = string | number | boolean;

const csv = (names: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `${csvFormatRows([[...names], ...rows.map((row) => row.map(String))])}\n`;

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A state of theory at some chi, and how it was reached. */
interface ScannedState {
  readonly chi: number;
  readonly from: "silence" | "smaller chi";
  readonly settled: boolean;
  /** Mean over populations [1/s]. */
  readonly mean: number;
  readonly critical: Eigenvalue;
  /** The population that takes part most in the critical eigenvector. */
  readonly leading: string;
}

const optionsAt = (chi: number) =>
  ({ state: "metastable", g: stabilityScan.g, chi, chiInhibitory: chi === 1 ? 1 : 2 }) as const;

function scanned(
  connectome: Connectome,
  chi: number,
  from: ScannedState["from"],
  { rates, settled }: MultiAreaMeanField,
): ScannedState {
  const { critical, vector } = multiAreaStability(connectome, { ...optionsAt(chi), rates });
  const { area, name } = connectome.populations[vector.re.indexOf(1)] as Connectome["populations"][number];
  const leading = `${connectome.areas[area]?.name}-${name}`;
  return { chi, from, settled, mean: mean(rates), critical, leading };
}

// Time constants of the relaxation from silence, as published.
const time = 50;

/** States from silence, and the one that is followed from one chi to the next as long as it settles. */
async function statesOf(
  connectome: Connectome,
  { onProgress, signal }: TheoryWatch,
): Promise<ScannedState[]> {
  const silent = new Float64Array(connectome.populations.length);
  const states: ScannedState[] = [];
  let followed: Float64Array | undefined = silent;
  for (const [index, chi] of stabilityScan.chi.entries()) {
    signal.throwIfAborted();
    const options = optionsAt(chi);
    const reached = multiAreaMeanField(connectome, { ...options, initialRates: silent, time });
    states.push(scanned(connectome, chi, "silence", reached));
    if (followed) {
      const next: MultiAreaMeanField = multiAreaMeanField(connectome, { ...options, initialRates: followed });
      followed = next.settled ? next.rates : undefined;
      if (followed) states.push(scanned(connectome, chi, "smaller chi", next));
    }
    onProgress((index + 1) / stabilityScan.chi.length);
    await turn();
  }
  return states;
}

function drawStates(states: readonly ScannedState[], theme: Theme): Promise<string> {
  const lineOf = (label: string, chosen: (state: ScannedState) => boolean, form: object) => {
    const some = states.filter(chosen);
    // A negative real part has no root, and leaves a gap.
    const y = some.map(({ critical }) => Math.sqrt(critical.re));
    return some.length > 0 ? [{ label, x: some.map(({ chi }) => chi), y, ...form }] : [];
  };
  const dots = { points: true, joined: false };
  const [low, high] = [Math.min(...stabilityScan.chi), Math.max(...stabilityScan.chi)];
  const lines = [
    ...lineOf("fixed point, from smaller chi", ({ from }) => from === "smaller chi", {}),
    ...lineOf("from silence, settled", ({ from, settled }) => from === "silence" && settled, dots),
    ...lineOf("from silence, not settled", ({ from, settled }) => from === "silence" && !settled, dots),
    { label: "limit of stability", x: [low, high], y: [1, 1], dashed: true },
  ];
  const y = "square root of the largest real part";
  return linePlot(lines, { x: "factor chi on weights between areas", y, theme });
}

/** Stability over chi. */
export async function stabilityOverChi(connectome: Connectome, watch: TheoryWatch): Promise<TheoryFindings> {
  const states = await statesOf(connectome, watch);
  const names = [
    "chi",
    "from",
    "settled",
    "mean_rate",
    "eigenvalue_re",
    "eigenvalue_im",
    "leading_population",
  ];
  const rows = states.map(({ chi, from, settled, mean: rate, critical, leading }) => {
    return [chi, from, settled, rate, critical.re, critical.im, leading];
  });
  return { table: csv(names, rows), draw: (theme) => drawStates(states, theme) };
}

// As published [1/s].
const bins = { binWidth: 0.8, range: [0, 40] } as const;

/** Where random initial rates end. */
export async function finalRates(
  connectome: Connectome,
  { starts, seed }: { readonly starts: number; readonly seed: number },
  { onProgress, signal }: TheoryWatch,
): Promise<TheoryFindings> {
  const { state, starts: published } = randomStarts;
  const { means } = await multiAreaRandomStarts(connectome, { state, starts, seed, onProgress, signal });
  const above = means.filter((value) => value > bins.range[1]).length;
  const beyond = above > 0 ? `; ${above} above ${bins.range[1]} 1/s` : "";
  const title = `${starts} random starts${starts === published ? "" : ` (published: ${published})`}${beyond}`;
  const size = { columns: 1, panelWidth: 570, panelHeight: 260 };
  const x = "mean final rate (1/s)";
  const group = { label: "chi = 1.9", values: means };
  return {
    table: csv(
      ["start", "mean_rate"],
      Array.from(means, (value, start) => [start, value]),
    ),
    draw: (theme) => histogramPlot([group], { ...bins, ...size, x, title, theme }),
  };
}
