// Plots in which colours are numbers: cells, bitmaps, groups, legends, and what is refused.
import { describe, expect, it } from "vitest";
import {
  connectivityPlot,
  distributionPlot,
  matrixPlot,
  spectrogramPlot,
  themes,
} from "../../../ts/plot/index.ts";
import { colourScale } from "../../../ts/plot/maps/colour-scale.ts";
import { gridBitmap } from "../../../ts/plot/marks/image-mark.ts";
import { bitmaps, elements, texts } from "./svg.ts";

describe("matrixPlot", () => {
  it("has a cell per value in its colour, and missing ones in theirs", async () => {
    const values = [1, 0.5, Number.NaN, -1];
    const svg = await matrixPlot(values, { z: "correlation" });
    const { palette } = colourScale(values, {});
    const fills = [palette[253], palette[190], themes.light.missing, palette[0]];
    for (const fill of fills) expect(elements(svg, "rect", { fill: fill as string }).length).toBe(1);
    expect(texts(svg)).toEqual(expect.arrayContaining(["correlation", "−1.0", "0.0", "1.0"]));
  });

  it("draws borders and labels between groups, on both axes", async () => {
    const groups = [
      { label: "E", size: 2 },
      { label: "I", size: 1 },
    ];
    const svg = await matrixPlot(new Float64Array(9).fill(0.1), { groups });
    expect(texts(svg).filter((text) => text === "E").length).toBe(2);
    const layer = (name: string): number => svg.split(`aria-label="${name}"`).length - 1;
    expect([layer("rule"), elements(svg, "line").length > 0]).toEqual([2, true]);
  });

  it("is a bitmap above 500 cells with a block of pixels per cell", async () => {
    const values = Float64Array.from({ length: 30 * 30 }, (_, cell) => (cell === 31 ? Number.NaN : cell));
    const svg = await matrixPlot(values, { range: [0, 899] });
    const [image] = bitmaps(svg);
    const { width, height, pixels } = image as ReturnType<typeof bitmaps>[number];
    expect([width % 30, height % 30]).toEqual([0, 0]);
    const at = (row: number, column: number): number =>
      (pixels[Math.floor(((row + 0.5) * height) / 30)] as Uint8Array)[
        Math.floor(((column + 0.5) * width) / 30)
      ] as number;
    expect([at(0, 0), at(1, 1), at(29, 29)]).toEqual([1, 255, 254]);
    expect(at(15, 0)).toBe(colourScale(values, {}).place(450) + 1);
    expect(elements(svg, "rect").length).toBe(3); // the ground and two frames
  });

  it("takes matrices that are not square", async () => {
    const svg = await matrixPlot([1, 2, 3, 4, 5, 6], { columns: 3, x: "lag (ms)", y: "pair" });
    expect(texts(svg)).toEqual(expect.arrayContaining(["lag (ms)", "pair"]));
  });

  it("numbers its columns, or what they reach over", async () => {
    const counted = texts(await matrixPlot([1, 2, 3, 4], { columns: 4 }));
    expect(counted).toEqual(expect.arrayContaining(["0", "1", "2", "3", "4"]));
    const svg = await matrixPlot([1, 2, 3, 4], { columns: 4, xRange: [450, 1650], range: [0, 9] });
    expect(texts(svg)).toEqual(expect.arrayContaining(["600", "800", "1000", "1600"]));
    expect(texts(svg)).not.toContain("400");
    // 1000 ms lie 11/24 of the way from 450 to 1650.
    const ticks = elements(svg, "text").length;
    expect(ticks).toBeGreaterThan(6);
  });

  it.each([
    ["no value", [], {}, /at least one value/],
    ["what is not square", [1, 2, 3], {}, /3 values make no matrix of 1.732 columns/],
    ["columns that do not fit", [1, 2, 3], { columns: 2 }, /no matrix of 2 columns/],
    ["groups that do not fit", [1], { groups: [{ label: "E", size: 2 }] }, /add up to the 1 rows, got 2/],
    ["empty groups", [1], { groups: [{ label: "E", size: 0 }] }, /size must be a whole number from 1 on/],
    ["a descending range", [1], { range: [1, 0] as [number, number] }, /ascending/],
  ])("refuses %s", async (_, values, options, message) => {
    await expect(matrixPlot(values, options)).rejects.toThrow(message);
  });
});

it("gridBitmap makes blocks of equal cells, and none smaller than a pixel", () => {
  const image = gridBitmap(Uint8Array.of(1, 2), 2, { width: 2, height: 1 });
  expect([image.width, image.height]).toEqual([4, 2]);
  expect([...image.pixels]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  const dense = gridBitmap(new Uint8Array(100), 10, { width: 2, height: 2 });
  expect([dense.width, dense.height]).toEqual([10, 10]);
});

describe("connectivityPlot", () => {
  const targets = [{ label: "L4E" }, { label: "L4I" }];

  it("writes each number on its colour, and leaves what does not exist empty", async () => {
    const svg = await connectivityPlot([0.1, 0.25, 0, Number.NaN], { targets, z: "probability" });
    expect(texts(svg)).toEqual(expect.arrayContaining(["0.1", "0.25", "source", "target", "probability"]));
    expect(texts(svg).filter((text) => text === "L4E").length).toBe(2);
    // The ground, two cells, the frame and that of the legend.
    expect(elements(svg, "rect").length).toBe(5);
  });

  it("has other sources when given", async () => {
    const svg = await connectivityPlot([900, 20], {
      targets,
      sources: [{ label: "TC" }],
      x: "from",
      y: "to",
    });
    expect(texts(svg)).toEqual(expect.arrayContaining(["TC", "L4E", "900", "20", "from", "to"]));
  });

  it("refuses values that are not as many as pairs", async () => {
    await expect(connectivityPlot([1, 2], { targets })).rejects.toThrow(/2 targets of 2 sources.*got 2/);
    await expect(connectivityPlot([], { targets: [] })).rejects.toThrow(/got 0/);
  });
});

describe("spectrogramPlot", () => {
  const times = [50, 150, 250];
  const frequencies = [0, 10];
  const power = [1, 100, 10, 0, Number.NaN, 100];

  it("has low frequencies below, time to the right, and colours in decades", async () => {
    const svg = await spectrogramPlot({ times, frequencies, power }, { z: "power (1/s)" });
    const { width, height, pixels } = bitmaps(svg)[0] as ReturnType<typeof bitmaps>[number];
    const at = (row: number, column: number): number =>
      (pixels[Math.floor(((row + 0.5) * height) / 2)] as Uint8Array)[
        Math.floor(((column + 0.5) * width) / 3)
      ] as number;
    expect([at(1, 0), at(1, 1), at(1, 2)]).toEqual([1, 128, 255]);
    expect([at(0, 0), at(0, 1), at(0, 2)]).toEqual([254, 255, 254]);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(["time (ms)", "frequency (1/s)", "power (1/s)", "1", "10", "100"]),
    );
  });

  it("shows the frequencies asked for", async () => {
    const svg = await spectrogramPlot({ times, frequencies, power }, { yRange: [5, 20], logZ: false });
    const { pixels } = bitmaps(svg)[0] as ReturnType<typeof bitmaps>[number];
    expect(new Set(pixels.flatMap((row) => [...row]))).toEqual(new Set([254, 1]));
  });

  it.each([
    ["no times", { times: [], frequencies, power: [] }, {}, /0 times and 2 frequencies/],
    ["too few powers", { times, frequencies, power: [1] }, {}, /got 1/],
    [
      "unequal times",
      { times: [0, 1, 3], frequencies, power },
      {},
      /times\[1\] must be ascending at equal distances, got 1/,
    ],
    [
      "no frequency",
      { times, frequencies, power },
      { yRange: [3, 4] as [number, number] },
      /yRange must be around at least one frequency, got '\[3, 4\]'/,
    ],
    [
      "a range that reaches zero",
      { times, frequencies, power },
      { range: [0, 1] as [number, number] },
      /range must be two ascending positive numbers/,
    ],
  ])("refuses %s", async (_, data, options, message) => {
    await expect(spectrogramPlot(data, options)).rejects.toThrow(message);
  });
});

/** Where the tick with a label stands [px]. */
const placeOf = (svg: string, label: string): number =>
  Number(new RegExp(`translate\\(([\\d.]+),[^>]*>${label}<`).exec(svg)?.[1]);

describe("distributionPlot", () => {
  const bins = { x: "CV", binWidth: 0.5, range: [0, 2] } as const;
  const heights = (svg: string): number[] => {
    const path = /stroke="#000000"[^>]*>\s*<path d="([^"]*)"/.exec(svg)?.[1] as string;
    return path
      .split(/[ML]/)
      .filter(Boolean)
      .map((point) => Number(point.split(",")[1]));
  };

  it("draws quantiles and values of equal distributions as equal steps", async () => {
    // Quantiles of a uniform distribution in [0, 2]: a quarter in each of four bins.
    const reference = (rest: { quantiles: number[] } | { values: number[] }) => ({
      label: "L4E",
      values: [0.1, 0.6],
      references: [{ name: "NEST", ...rest }],
    });
    const quantiles = await distributionPlot([reference({ quantiles: [0, 1, 2] })], bins);
    const values = await distributionPlot([reference({ values: [0.2, 0.7, 1.2, 1.7] })], bins);
    expect(quantiles).toBe(values);
    const [zero, first, ...rest] = heights(quantiles) as [number, number, ...number[]];
    expect(first).toBeLessThan(zero);
    expect(rest.slice(0, 7)).toEqual(Array(7).fill(first));
  });

  it("puts a tie of quantiles into one bin", async () => {
    const group = { label: "E", values: [0.6], references: [{ name: "NEST", quantiles: [0.6, 0.6, 0.6] }] };
    const svg = await distributionPlot([group], bins);
    const [zero, ...steps] = heights(svg) as [number, ...number[]];
    expect(steps.map((height) => height < zero)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("names each reference once and tells them apart", async () => {
    const references = [
      { name: "NEST", values: [1] },
      { name: "second run", values: [1] },
    ];
    const groups = ["E", "I"].map((label) => ({ label, values: [0.5, 1], references }));
    const svg = await distributionPlot(groups, { ...bins, name: "cajal" });
    for (const name of ["NEST", "second run", "cajal"])
      expect(texts(svg).filter((text) => text === name).length).toBe(1);
    expect(elements(svg, "g", { "stroke-dasharray": "4,2" }).length).toBe(2);
    expect(texts(svg)).toEqual(expect.arrayContaining(["E, mean 0.750, n = 2", "I, mean 0.750, n = 2"]));
  });

  it("shows all values and all of the references where no range is given, and how they are spread", async () => {
    // As correlations of few spikes: nearly all just below zero, and a few large ones, which make the mean positive.
    const values = [...Array(995).fill(-0.004), 0.9, 1, 1, 1, 1];
    const groups = [{ label: "E", values, references: [{ name: "NEST", quantiles: [-0.1, 0, 0.2] }] }];
    for (const logY of [false, true]) {
      const svg = await distributionPlot(groups, { x: "correlation", logY });
      const filled = elements(svg, "rect", { fill: "#0072b2" });
      expect(filled.length).toBe(3); // 995 values, one, and four
      const lefts = filled.map((bar) => Number(/ x="([\d.]+)"/.exec(bar)?.[1]));
      const [one, other] = ["0.2", "0.8"].map((tick) => placeOf(svg, tick)) as [number, number];
      // -0.1 at the left end, 1 at the right one; bars of 0.05 from -0.05, 0.9 and 0.95 on.
      const at = lefts.map((x) => 0.2 + (0.6 * (x - one)) / (other - one));
      for (const [index, expected] of [-0.05, 0.9, 0.95].entries())
        expect(at[index]).toBeCloseTo(expected, 1);
      expect(texts(svg)).toContain("E, mean 0.000920, n = 1000");
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it("draws panels without values or references", async () => {
    const svg = await distributionPlot([{ label: "E", values: [] }], bins);
    expect(texts(svg)).toContain("E, no values");
  });

  it.each([
    ["one quantile", [1], /two or more quantiles, got 1/],
    ["quantiles that descend", [1, 0], /quantiles\[1\] of E must be ascending, got 0/],
    ["quantiles that are none", [0, Number.NaN], /must be ascending/],
  ])("refuses %s", async (_, quantiles, message) => {
    const group = { label: "E", values: [1], references: [{ name: "NEST", quantiles }] };
    await expect(distributionPlot([group], bins)).rejects.toThrow(message);
    await expect(distributionPlot([group], { ...bins, columns: 0 })).rejects.toThrow(
      /columns must be a whole number/,
    );
  });
});
