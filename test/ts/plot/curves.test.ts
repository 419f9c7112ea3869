// Plots of one quantity over another: axes, bands, marks, theory beside simulation, and what is refused.
import { describe, expect, it } from "vitest";
import { extent, logTicks } from "../../../ts/plot/frame/axis.ts";
import {
  complexityPlot,
  correlogramPlot,
  learningCurvePlot,
  linePlot,
  shortNumber,
  spectrumPlot,
} from "../../../ts/plot/index.ts";
import { elements, texts } from "./svg.ts";

const axes = { x: "current (pA)", y: "rate (1/s)" };

/** The numbers in the first path of a stroke or fill colour. */
const pathOf = (svg: string, property: "stroke" | "fill", colour: string): string =>
  new RegExp(`${property}="${colour}"[^>]*>\\s*<path d="([^"]*)"`).exec(svg)?.[1] ?? "";

describe("axes", () => {
  it("write numbers in few signs", () => {
    const written = [0, 0.02, 300, 12345, -3, 2e-5, 1e6, -1e-4, 1e5, Number.NaN].map((value) =>
      shortNumber(value),
    );
    expect(written).toEqual(["0", "0.02", "300", "12300", "−3", "2×10⁻⁵", "10⁶", "−10⁻⁴", "10⁵", "–"]);
    expect(shortNumber(12345, 6)).toBe("12345");
  });

  it("have ticks at powers of ten, and between them where these are few", () => {
    expect(logTicks(0.001, 1000)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
    expect(logTicks(3, 60)).toEqual([5, 10, 20, 50]);
    expect(logTicks(1e-12, 1e12).length).toBeLessThan(9);
    expect(logTicks(1e-12, 1e12)).toContain(1e-12);
  });

  it("cover finite values, and have a length where these have none", () => {
    expect(
      extent([
        [1, Number.NaN],
        [5, Number.POSITIVE_INFINITY],
      ]),
    ).toEqual([1, 5]);
    expect(extent([[0, -2, 3, 7]], true)).toEqual([3, 7]);
    expect([extent([]), extent([[-1]], true), extent([[0]]), extent([[5]]), extent([[4]], true)]).toEqual([
      [0, 1],
      [1, 10],
      [-1, 1],
      [4.5, 5.5],
      [2, 8],
    ]);
  });
});

describe("linePlot", () => {
  const line = { label: "first", colour: "#0072b2", x: [0, 1, 2], y: [0, 5, 10] };

  it("draws a band between its limits", async () => {
    const svg = await linePlot([{ ...line, band: { lower: [0, 4, 8], upper: [1, 6, 12] } }], axes);
    const path = pathOf(svg, "fill", "#0072b2");
    expect(path.split(/[ML]/).length - 1).toBe(6);
    expect(path.endsWith("Z")).toBe(true);
  });

  it("draws points alone where they are not joined, also in the names", async () => {
    const svg = await linePlot([{ ...line, points: true, joined: false }], axes);
    expect(svg).toContain("<circle");
    expect(svg).not.toContain('aria-label="line"');
    expect(await linePlot([{ ...line, points: true }], axes)).toContain('aria-label="line"');
  });

  it("draws dashes for what is dashed, also in the names", async () => {
    const svg = await linePlot([line, { ...line, label: "theory", colour: "#d55e00", dashed: true }], axes);
    expect(elements(svg, "g", { "stroke-dasharray": "5,3" }).length).toBe(1);
    expect(elements(svg, "line", { stroke: "#d55e00", "stroke-dasharray": "5,3" }).length).toBe(1);
  });

  it("breaks names into lines where they do not fit side by side", async () => {
    const many = Array.from({ length: 9 }, (_, k) => ({ ...line, label: `a population called ${k}` }));
    const svg = await linePlot(many, axes);
    const places = many.map(({ label }) => new RegExp(`<text[^>]*>${label}<`).exec(svg)?.[0] as string);
    const heights = new Set(places.map((place) => / y="([^"]*)"/.exec(place)?.[1]));
    expect(heights.size).toBe(5); // two side by side
    for (const place of places) expect(Number(/ x="([^"]*)"/.exec(place)?.[1])).toBeLessThan(640 - 150);
  });

  it("leaves out what a logarithmic axis has no place for, and what is outside the range", async () => {
    const y = [0, -1, 10, 100];
    const log = await linePlot([{ ...line, x: [0, 1, 2, 3], y, points: true }], { ...axes, logY: true });
    expect(elements(log, "circle").length).toBe(2);
    const part = await linePlot([{ ...line, x: [0, 1, 2, 3], y, points: true }], {
      ...axes,
      xRange: [0.5, 2.5],
    });
    expect(elements(part, "circle").length).toBe(2);
    expect(texts(part)).not.toContain("3.0");
  });

  it("fits the values to the positions that are shown", async () => {
    const lines = [{ ...line, x: [0, 1, 2, 3], y: [1, 2, 3, 900] }];
    expect(texts(await linePlot(lines, axes))).toContain("800");
    const part = texts(await linePlot(lines, { ...axes, xRange: [0, 2] }));
    expect(part).toContain("3.0");
    expect(part).not.toContain("800");
  });

  it("has ticks on a logarithmic axis also within a factor of two", async () => {
    const svg = await linePlot([{ ...line, y: [2.1, 2.2, 2.3] }], {
      ...axes,
      logY: true,
      yRange: [2.1, 2.3],
    });
    expect(texts(svg)).toEqual(expect.arrayContaining(["2.15", "2.2", "2.25"]));
  });

  it("draws an empty frame where nothing is finite", async () => {
    const svg = await linePlot([{ ...line, y: [Number.NaN, Number.NaN, Number.NaN] }], axes);
    expect(texts(svg)).toEqual(expect.arrayContaining(["0.0", "1.0"]));
  });

  it.each([
    [{ xRange: [1, 0] as [number, number] }, /xRange must be two ascending numbers, got '\[1, 0\]'/],
    [{ yRange: [0, 1] as [number, number], logY: true }, /yRange must be two ascending positive numbers/],
    [{ xRange: [0, Number.NaN] as [number, number] }, /xRange\[1\] must be a finite number/],
  ])("refuses %o", async (options, message) => {
    await expect(linePlot([line], { ...axes, ...options })).rejects.toThrow(message);
  });

  it("refuses a band of another length", async () => {
    const band = { lower: [1], upper: [1, 2, 3] };
    await expect(linePlot([{ ...line, band }], axes)).rejects.toThrow(
      /needs 3 lower and upper limits, got 1 and 3/,
    );
  });
});

describe("spectrumPlot", () => {
  const frequencies = [0, 10, 20, 30, 40];
  const power = [1e-6, 1e-4, 1e-2, 1e-4, 1e-6];

  it("has power in decades, the theory in dashes, and its peaks marked where they are", async () => {
    const group = { label: "L4E", frequencies, power, theory: { frequencies, power }, peaks: [21] };
    const svg = await spectrumPlot([group]);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(["10⁻⁶", "10⁻⁴", "0.01", "frequency (1/s)", "power", "L4E, theory"]),
    );
    expect(elements(svg, "g", { "stroke-dasharray": "5,3" }).length).toBe(1);
    const mark = texts(svg).filter((text) => text === "20");
    expect(mark.length).toBe(2); // the tick and the peak
  });

  it("leaves zero frequency out of a logarithmic axis", async () => {
    const svg = await spectrumPlot([{ label: "E", frequencies, power }], { logX: true });
    expect(pathOf(svg, "stroke", "#0072b2").split(/[ML]/).length - 1).toBe(4);
    expect(texts(svg)).toEqual(expect.arrayContaining(["10", "20"]));
  });

  it("marks no peak outside what is shown", async () => {
    const group = { label: "E", frequencies, power, peaks: [20] };
    const svg = await spectrumPlot([group], { xRange: [25, 40] });
    expect(texts(svg)).not.toContain("20");
  });

  it("refuses no spectrum, unequal lengths, and peaks that are none", async () => {
    await expect(spectrumPlot([])).rejects.toThrow(/groups must be a list of at least one/);
    await expect(spectrumPlot([{ label: "E", frequencies, power: [1] }])).rejects.toThrow(/got 1 and 5/);
    await expect(spectrumPlot([{ label: "E", frequencies, power, peaks: [Number.NaN] }])).rejects.toThrow(
      /peaks\[0\] must be a finite number from 0 on/,
    );
  });
});

describe("correlogramPlot", () => {
  const lags = [-2, -1, 0, 1, 2];
  const values = [0.1, 0.2, 0.5, Number.NaN, -0.1];

  it("draws a bar per finite value for one, steps for several", async () => {
    const one = await correlogramPlot([{ label: "pair", lags, values }]);
    // The ground, four bars, and the sample of the name.
    expect(elements(one, "rect").length).toBe(6);
    expect(texts(one)).toEqual(expect.arrayContaining(["time lag (ms)", "correlation", "pair", "0"]));
    const two = await correlogramPlot([
      { label: "first", lags, values },
      { label: "second", lags, values: [0, 0, 1, 0, 0] },
    ]);
    expect(elements(two, "rect").length).toBe(1);
    expect(pathOf(two, "stroke", "#0072b2").match(/M/g)?.length).toBe(2); // before and after the gap
  });

  it("names what is expected", async () => {
    const svg = await correlogramPlot([{ label: "pair", lags, values }], { expected: 0.3, y: "coefficient" });
    expect(texts(svg)).toEqual(expect.arrayContaining(["expected", "coefficient"]));
  });

  it("shows the lags asked for", async () => {
    const svg = await correlogramPlot([{ label: "pair", lags, values }], { xRange: [-0.5, 0.5] });
    expect(elements(svg, "rect").length).toBe(3);
  });

  it.each([
    ["no correlogram", [], /at least one/],
    ["a single lag", [{ label: "a", lags: [0], values: [1] }], /two or more lags/],
    ["unequal lengths", [{ label: "a", lags, values: [1] }], /got 5 and 1/],
    [
      "unequal distances",
      [{ label: "a", lags: [0, 1, 3], values: [1, 2, 3] }],
      /ascending at equal distances/,
    ],
    ["descending lags", [{ label: "a", lags: [1, 0], values: [1, 2] }], /ascend/],
  ])("refuses %s", async (_, groups, message) => {
    await expect(correlogramPlot(groups)).rejects.toThrow(message);
  });
});

describe("complexityPlot", () => {
  it("draws what occurs as points, and independent trains in dashes", async () => {
    const svg = await complexityPlot([
      { label: "E", probabilities: [0.9, 0.09, 0, 0.01], surrogate: [0.9, 0.09, 0.01] },
    ]);
    expect(elements(svg, "circle").length).toBe(3);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(["E", "E, independent", "complexity (spikes per bin)", "probability"]),
    );
  });

  it("refuses nothing to draw", async () => {
    await expect(complexityPlot([])).rejects.toThrow(/at least one/);
    await expect(complexityPlot([{ label: "E", probabilities: [] }])).rejects.toThrow(/got 0 and 0/);
  });
});

describe("learningCurvePlot", () => {
  const runs = [
    [4, 2, Number.NaN],
    [6, 2, 1],
  ];

  it("draws the mean of the finite values and the band of their spread", async () => {
    const curve = await learningCurvePlot([{ label: "STDP", runs }], { ...axes, spread: "range" });
    const same = await linePlot(
      [
        {
          label: "STDP (2 runs)",
          x: [1, 2, 3],
          y: [5, 2, 1],
          band: { lower: [4, 2, 1], upper: [6, 2, 1] },
        },
      ],
      axes,
    );
    expect(curve).toBe(same);
    const deviation = await learningCurvePlot([{ label: "STDP", runs }], axes);
    const root = Math.SQRT2; // of the two values 4 and 6, ddof 1
    const other = await linePlot(
      [
        {
          label: "STDP (2 runs)",
          x: [1, 2, 3],
          y: [5, 2, 1],
          band: { lower: [5 - root, 2, 1], upper: [5 + root, 2, 1] },
        },
      ],
      axes,
    );
    expect(deviation).toBe(other);
  });

  it("has no band for one run, and takes positions", async () => {
    const svg = await learningCurvePlot([{ label: "one", runs: [[3, 2, 1]], x: [10, 20, 30] }], axes);
    expect(pathOf(svg, "fill", "#0072b2")).toBe("");
    expect(texts(svg)).toEqual(expect.arrayContaining(["one", "10", "30"]));
  });

  it("refuses no group, no run, and runs of unequal length", async () => {
    await expect(learningCurvePlot([], axes)).rejects.toThrow(/at least one/);
    await expect(learningCurvePlot([{ label: "a", runs: [] }], axes)).rejects.toThrow(/got none/);
    await expect(learningCurvePlot([{ label: "a", runs: [[1], [1, 2]] }], axes)).rejects.toThrow(/got 1, 2/);
    await expect(learningCurvePlot([{ label: "a", runs: [[1, 2]], x: [1] }], axes)).rejects.toThrow(
      /got 2 and 1/,
    );
  });
});
