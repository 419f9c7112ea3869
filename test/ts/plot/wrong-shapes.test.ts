// Every figure refuses every wrong argument by its name: data, options, and the parts of populations and lines.
import { describe, expect, it } from "vitest";
import { trainsOf } from "../../../ts/analysis/index.ts";
import * as plots from "../../../ts/plot/index.ts";
import { traces } from "../../../ts/simulate/recording.ts";
import { rejectionOf } from "../../helpers/errors.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";

const trains = trainsOf([[1, 2], [3]], { tStart: 0, tStop: 5 });
const { times, ids, names, trace } = traces({
  times: Float64Array.of(1, 2),
  ids: Uint32Array.of(4),
  names: ["V_m"],
  samples: Float64Array.of(-70, -65),
});
const few = [1, 2, 4];
const named = { label: "E", colour: "#0072b2" };
const size = { theme: "light", title: "a title", width: 600, height: 400 };
const shown = { xRange: [1, 3], yRange: [1, 4], logX: true, logY: true };
const axes = { ...size, ...shown, x: "x", y: "y" };
const panels = {
  theme: "light",
  title: "a title",
  x: "x",
  binWidth: 1,
  range: [0, 5],
  logY: true,
  columns: 1,
  panelWidth: 200,
  panelHeight: 100,
};
const colours = { ...size, x: "x", y: "y", z: "z", scale: "sequential", range: [0, 1] };
const line = {
  ...named,
  x: few,
  y: few,
  band: { lower: few, upper: few },
  points: true,
  joined: true,
  dashed: true,
};
const spectrum = { frequencies: few, power: few };
const reference = { name: "NEST", quantiles: few };
const placed = { ...named, positions: { dimensions: 2, coordinates: [0, 0, 1, 1] }, radius: 2, rings: true };
const sample = { ...named, values: few, references: [reference], reference: 2 };
const band = { ...named, size: 2 };
const correlogram = { ...named, lags: few.slice(0, 2), values: [1, 2] };
const complexity = { ...named, probabilities: [0.9, 0.1], surrogate: [0.8, 0.2] };
const learning = { ...named, runs: [few, few], x: few };
const power = { ...named, ...spectrum, theory: spectrum, peaks: [2] };

const right: RightCalls = {
  boxPlot: [[sample], { ...size, x: "x", referenceName: "published" }],
  colourOf: ["E"],
  complexityPlot: [[complexity], { ...axes, surrogateName: "shuffled" }],
  connectivityPlot: [[1], { ...colours, targets: [named], sources: [named] }],
  correlogramPlot: [[correlogram], { ...size, x: "x", y: "y", form: "bars", xRange: [1, 2], expected: 1 }],
  displayLabel: ["E"],
  distributionPlot: [[sample], { ...panels, name: "simulation" }],
  histogramPlot: [[sample], panels],
  learningCurvePlot: [[learning], { ...axes, spread: "range" }],
  linePlot: [[line], axes],
  matrixPlot: [[1, 2, 3, 4], { ...colours, columns: 2, groups: [band], columnGroups: [band] }],
  populationName: ["L23E"],
  positionPlot: [[placed], { ...size, x: "x", y: "y" }],
  rasterPlot: [trains, { ...size, groups: [{ ...named, neurons: [0, 1] }], tStart: 0, tStop: 5, rateBin: 1 }],
  shortNumber: [0.5, 3],
  spectrogramPlot: [
    { times: [1, 2], frequencies: [1, 2], power: [1, 2, 3, 4] },
    { ...size, x: "x", y: "y", z: "z", yRange: [0, 2], range: [1, 4], logZ: true },
  ],
  spectrumPlot: [[power], axes],
  stackFigures: [
    ['<svg width="3" height="4"></svg>', '<svg width="3" height="4"></svg>'],
    { theme: "dark", columns: 2 },
  ],
  tracePlot: [
    { times, ids, names, trace },
    { ...size, units: { V_m: "mV" }, neurons: 1 },
  ],
};

describe("a figure", () => itRefusesWrongShapes(plots, right));

const xy = { x: "x", y: "y" };
const parts = {
  "a box": (one: never) => plots.boxPlot([one], { x: "x" }),
  "a complexity distribution": (one: never) => plots.complexityPlot([one]),
  "a correlogram": (one: never) => plots.correlogramPlot([one]),
  "a distribution": (one: never) => plots.distributionPlot([one], { x: "x" }),
  "a histogram": (one: never) => plots.histogramPlot([one], { x: "x" }),
  "a learning curve": (one: never) => plots.learningCurvePlot([one], xy),
  "a line": (one: never) => plots.linePlot([one], xy),
  "a band of a line": (...[one]: never[]) => plots.linePlot([{ ...line, band: one as never }], xy),
  "a group of rows": (one: never) => plots.matrixPlot([1, 2, 3, 4], { groups: [one] }),
  "a group of columns": (one: never) => plots.matrixPlot([1, 2, 3, 4], { columnGroups: [one] }),
  "a group of neurons in space": (one: never) => plots.positionPlot([one]),
  "a group of a raster": (one: never) => plots.rasterPlot(trains, { groups: [one] }),
  "a reference": (one: never) => plots.distributionPlot([{ ...sample, references: [one] }], { x: "x" }),
  "a spectrum": (one: never) => plots.spectrumPlot([one]),
  "a target": (one: never) => plots.connectivityPlot([1], { targets: [one] }),
  "a theory": (...[one]: never[]) => plots.spectrumPlot([{ ...power, theory: one as never }]),
};

describe("a part of a figure", () =>
  itRefusesWrongShapes(parts, {
    "a box": [{ ...named, values: few, reference: 2 }],
    "a complexity distribution": [complexity],
    "a correlogram": [correlogram],
    "a distribution": [{ ...named, values: few, references: [] }],
    "a histogram": [{ ...named, values: few }],
    "a learning curve": [learning],
    "a line": [line],
    "a band of a line": [line.band],
    "a group of rows": [band],
    "a group of columns": [band],
    "a group of neurons in space": [placed],
    "a group of a raster": [{ ...named, neurons: [0] }],
    "a reference": [reference],
    "a spectrum": [power],
    "a target": [named],
    "a theory": [spectrum],
  }));

it.each([
  ["a figure without room for its frame", () => plots.linePlot([line], { ...xy, width: 92 }), "width"],
  ["a figure lower than its margins", () => plots.matrixPlot([1], { height: 62 }), "height"],
  ["rates in more bins than can be seen", () => draw({ rateBin: 1e-9 }), "rateBin"],
  ["rates in a bin longer than the window", () => draw({ rateBin: 6 }), "rateBin"],
  ["more bins than can be seen", () => plots.histogramPlot([sample], { x: "x", binWidth: 1e-9 }), "binWidth"],
])("%s is refused", async (_, plot, parameter) => {
  expect(await rejectionOf(plot())).toMatchObject({ code: "E_PARAM_RANGE", parameter });
});

function draw(options: { readonly rateBin: number }): Promise<string> {
  return plots.rasterPlot(trains, { groups: [{ label: "E", neurons: [0] }], ...options });
}
