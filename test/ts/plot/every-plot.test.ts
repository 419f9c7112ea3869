// What holds for every plot: it is the same text each time, has both themes, a heading, and needs no style
// attribute.
import { describe, expect, it } from "vitest";
import { trainsOf } from "../../../ts/analysis/index.ts";
import { renderPng } from "../../../ts/io/png.ts";
import * as plots from "../../../ts/plot/index.ts";
import { type FigureOptions, themes } from "../../../ts/plot/index.ts";
import { traces } from "../../../ts/simulate/recording.ts";
import { elements, texts } from "./svg.ts";

const samples = [
  { label: "E", values: [0.5, 0.6, 0.61], references: [{ name: "NEST", quantiles: [0.4, 0.5, 0.7] }] },
  { label: "I", values: [0.7, Number.NaN], references: [{ name: "NEST", values: [0.6, 0.8] }] },
];
const bins = { x: "CV", binWidth: 0.1, range: [0, 1] } as const;
const recorded = traces({
  times: Float64Array.of(1, 2, 3),
  ids: Uint32Array.of(4, 9),
  names: ["V_m", "w"],
  samples: Float64Array.of(-70, -65, 1, 2, -69, -64, 1, 2, -68, -63, 1, 2),
});
const lags = [-1, 0, 1];
const frequencies = [0, 10, 20, 30];

const every: Readonly<Record<string, (options: FigureOptions) => Promise<string>>> = {
  rasterPlot: (options) =>
    plots.rasterPlot(trainsOf([[1, 2], [3]], { tStart: 0, tStop: 5 }), {
      groups: [
        { label: "E", neurons: [0] },
        { label: "I", neurons: [1] },
      ],
      rateBin: 1,
      ...options,
    }),
  tracePlot: (options) => plots.tracePlot(recorded, options),
  positionPlot: (options) =>
    plots.positionPlot(
      [
        { label: "E", positions: { dimensions: 2, coordinates: [0, 0, 1, 2] } },
        { label: "I", positions: { dimensions: 3, coordinates: [0, 1, 9] }, rings: true },
      ],
      options,
    ),
  boxPlot: (options) => plots.boxPlot(samples, { x: "CV", ...options }),
  histogramPlot: (options) => plots.histogramPlot(samples, { ...bins, ...options }),
  distributionPlot: (options) => plots.distributionPlot(samples, { ...bins, ...options }),
  linePlot: (options) =>
    plots.linePlot(
      [{ label: "E", x: [0, 1], y: [1, 2], points: true, band: { lower: [0, 1], upper: [2, 3] } }],
      {
        x: "current (pA)",
        y: "rate (1/s)",
        ...options,
      },
    ),
  learningCurvePlot: (options) =>
    plots.learningCurvePlot(
      [
        {
          label: "E",
          runs: [
            [4, 2, 1],
            [5, 3, 1],
          ],
        },
      ],
      {
        x: "epoch",
        y: "error",
        ...options,
      },
    ),
  spectrumPlot: (options) =>
    plots.spectrumPlot([{ label: "E", frequencies, power: [0, 1, 10, 1], peaks: [20] }], options),
  correlogramPlot: (options) =>
    plots.correlogramPlot([{ label: "E", lags, values: [0.1, 0.5, Number.NaN] }], {
      expected: 0.1,
      ...options,
    }),
  complexityPlot: (options) =>
    plots.complexityPlot(
      [{ label: "E", probabilities: [0.9, 0.09, 0, 0.01], surrogate: [0.9, 0.1] }],
      options,
    ),
  matrixPlot: (options) =>
    plots.matrixPlot([1, 0.2, Number.NaN, 1], {
      groups: [
        { label: "E", size: 1 },
        { label: "I", size: 1 },
      ],
      z: "correlation",
      ...options,
    }),
  connectivityPlot: (options) =>
    plots.connectivityPlot([0.1, 0.2, 0, 0.4], { targets: [{ label: "E" }, { label: "I" }], ...options }),
  spectrogramPlot: (options) =>
    plots.spectrogramPlot({ times: [50, 150], frequencies, power: [1, 2, 3, 4, 0, 6, 7, 8] }, options),
};

it("every plot of the index is tried here", () => {
  const exported = Object.keys(plots).filter((name) => name.endsWith("Plot"));
  expect(exported.sort()).toEqual(Object.keys(every).sort());
});

describe.each(Object.entries(every))("%s", (_, draw) => {
  it("is the same text each time, without styles and without undefined numbers", async () => {
    const svg = await draw({});
    expect(await draw({})).toBe(svg);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).not.toMatch(/style|class=/);
    expect(svg.replace(/base64,[^"]+/g, "")).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("has a dark form of equal structure with none of the light colours", async () => {
    const [light, dark] = [await draw({ theme: "light" }), await draw({ theme: "dark" })];
    expect(await draw({})).toBe(light);
    expect(texts(dark)).toEqual(texts(light));
    for (const theme of ["light", "dark"] as const) {
      const svg = theme === "light" ? light : dark;
      const ground = new RegExp(`<rect [^>]*fill="${themes[theme].background}"`);
      expect(svg).toMatch(ground);
    }
    const { background, ink, excitatory, inhibitory } = themes.light;
    for (const colour of [background, ink, excitatory, inhibitory, "white", "black"])
      expect(dark).not.toContain(`"${colour}"`);
  });

  it("shows a heading above what it shows without", async () => {
    const [plain, headed] = [await draw({}), await draw({ title: "A heading" })];
    const height = (svg: string): number => Number(/^<svg[^>]* height="([\d.]+)"/.exec(svg)?.[1]);
    expect(texts(headed).filter((text) => text === "A heading").length).toBe(1);
    expect(height(headed)).toBe(height(plain) + 26);
    expect(elements(headed, "rect").length).toBe(elements(plain, "rect").length);
  });

  it("becomes a picture, and refuses an unknown theme", async () => {
    expect(renderPng(await draw({ theme: "dark" })).length).toBeGreaterThan(1000);
    await expect(draw({ theme: "sepia" as "dark" })).rejects.toThrow(/theme must be one of light, dark/);
  });
});

const nothing: Readonly<Record<string, () => Promise<string>>> = {
  "no boxes": () => plots.boxPlot([], { x: "CV" }),
  "no histograms": () => plots.histogramPlot([], bins),
  "no distributions": () => plots.distributionPlot([], bins),
  "a matrix without finite values": () =>
    plots.matrixPlot([Number.NaN, Number.POSITIVE_INFINITY], { columns: 2 }),
  "a matrix of one value": () => plots.matrixPlot([3]),
  "no connection": () => plots.connectivityPlot([0], { targets: [{ label: "E" }] }),
  "a spectrum without power": () =>
    plots.spectrumPlot([{ label: "E", frequencies: [0, 1], power: [0, Number.NaN], peaks: [1] }]),
  "a correlogram without values": () =>
    plots.correlogramPlot([{ label: "E", lags: [0, 1], values: [Number.NaN, Number.NaN] }]),
  "a spectrogram of nothing": () => plots.spectrogramPlot({ times: [5], frequencies: [1], power: [0] }),
  "a silent raster with an empty group": () =>
    plots.rasterPlot(trainsOf([[]], { tStart: 0, tStop: 1 }), {
      groups: [
        { label: "E", neurons: [0] },
        { label: "I", neurons: [] },
      ],
      rateBin: 0.5,
    }),
};

it.each(Object.entries(nothing))("%s has an empty frame", async (_, draw) => {
  const svg = await draw();
  expect(svg.replace(/base64,[^"]+/g, "")).not.toMatch(/NaN|undefined|Infinity/);
  expect(renderPng(svg).length).toBeGreaterThan(100);
});
