// Figures are checked for what they show: labels, marks where the data are, nothing undefined.
import { describe, expect, it } from "vitest";
import { trainsOf } from "../../../ts/analysis/index.ts";
import { renderPng } from "../../../ts/io/png.ts";
import {
  boxPlot,
  colourOf,
  displayLabel,
  histogramPlot,
  rasterPlot,
  stackFigures,
  themes,
  tracePlot,
} from "../../../ts/plot/index.ts";
import { encodePng } from "../../../ts/plot/marks/bitmap.ts";
import { traces } from "../../../ts/simulate/recording.ts";
import { decode, texts } from "./svg.ts";

/** Number of strokes in the paths of one colour. */
function strokes(svg: string, colour: string): number {
  const paths = [...svg.matchAll(/<path [^>]*>/g)].map((match) => match[0]);
  return paths
    .filter((path) => path.includes(`stroke="${colour}"`))
    .reduce((sum, path) => sum + (path.match(/ d="([^"]*)"/)?.[1]?.split("M").length ?? 1) - 1, 0);
}

const groups = [
  { label: "L23E", colour: colourOf("L23E"), neurons: [0, 1, 2] },
  { label: "L23I", colour: colourOf("L23I"), neurons: [3] },
];

describe("rasterPlot", () => {
  it("draws a stroke per spike in the colour of its population, and the labels", async () => {
    const trains = trainsOf([[510, 520], [], [590], [505]], { tStart: 500, tStop: 600 });
    const svg = await rasterPlot(trains, { groups });
    expect(strokes(svg, "#0072b2")).toBe(3);
    expect(strokes(svg, "#d55e00")).toBe(1);
    expect(texts(svg)).toEqual(expect.arrayContaining(["L2/3E", "L2/3I", "500", "600", "time (ms)"]));
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  });

  it("shows the window asked for", async () => {
    const trains = trainsOf([[510, 520], [], [590], [505]], { tStart: 500, tStop: 600 });
    const svg = await rasterPlot(trains, { groups, tStart: 500, tStop: 515 });
    expect(strokes(svg, "#0072b2")).toBe(1);
  });

  it("is a bitmap above 20,000 spikes, with pixels where the spikes are", async () => {
    const dense = Array.from({ length: 20_001 }, (_, spike) => 500 + spike / 1000);
    const trains = trainsOf([dense, [], [], [590]], { tStart: 500, tStop: 600 });
    const svg = await rasterPlot(trains, { groups });
    expect(svg).not.toContain('stroke="#0072b2"');
    const address = svg.match(/data:image\/png;base64,([^"]+)/)?.[1] as string;
    const { width, height, pixels } = decode(Buffer.from(address, "base64"));
    const places = (column: number): Set<number> =>
      new Set(pixels.map((row) => row[Math.round(column * width)] as number));
    expect(places(0.1)).toEqual(new Set([0, 1])); // first population, 500 to 520 ms
    expect(places(0.5)).toEqual(new Set([0]));
    expect(places(0.9)).toEqual(new Set([0, 2])); // second population at 590 ms
    const rows = pixels.flatMap((row, index) => (row[Math.round(0.9 * width)] === 2 ? [index / height] : []));
    for (const row of rows) expect(row).toBeGreaterThan(0.75); // its neuron is the last of four
  });

  it("draws rates below in the same window when asked", async () => {
    const trains = trainsOf([[510, 520], [], [590], [505]], { tStart: 500, tStop: 600 });
    const plain = await rasterPlot(trains, { groups });
    const svg = await rasterPlot(trains, { groups, rateBin: 10 });
    expect(texts(plain)).not.toContain("rate (1/s)");
    expect(texts(svg)).toEqual(expect.arrayContaining(["rate (1/s)", "time (ms)"]));
    expect(texts(svg).filter((text) => text === "time (ms)").length).toBe(1);
    await expect(rasterPlot(trains, { groups, rateBin: 0 })).rejects.toThrow(
      "rateBin must be a finite number above 0",
    );
  });

  it("has fewer pixels above half a million spikes, with marks still at their places", async () => {
    const dense = Array.from({ length: 500_001 }, (_, spike) => spike / 10_000);
    const trains = trainsOf([dense, [], [], [90]], { tStart: 0, tStop: 100 });
    const { width, height, pixels } = decode(
      Buffer.from(/base64,([^"]+)/.exec(await rasterPlot(trains, { groups }))?.[1] as string, "base64"),
    );
    expect([width, height]).toEqual([2 * (760 - 69 - 28), 2 * (560 - 56)]);
    const columns = pixels.map((row) => row[Math.round(0.9 * width)]);
    expect(new Set(columns)).toEqual(new Set([0, 2]));
  });

  it("refuses to draw nobody", async () => {
    const trains = trainsOf([[1]], { tStart: 0, tStop: 2 });
    await expect(rasterPlot(trains, { groups: [] })).rejects.toThrow(/at least one neuron/);
  });
});

it("encodePng writes a palette image that decoders read", async () => {
  const pixels = Uint8Array.of(0, 1, 2, 2, 1, 0);
  const png = await encodePng({ width: 3, height: 2, pixels }, ["#ff0000", "#0000ff"]);
  expect(decode(png)).toMatchObject({ width: 3, height: 2 });
  expect(Buffer.concat(decode(png).pixels)).toEqual(Buffer.from(pixels));
  const address = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const size = 'width="3" height="2"';
  const shown = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><image ${size} href="${address}"/></svg>`;
  expect(renderPng(shown, { width: 3 }).length).toBeGreaterThan(60);
});

describe("boxPlot", () => {
  const boxes = [
    { label: "L4E", colour: colourOf("L4E"), values: [1, 2, 3, 4, 5], reference: 3.5 },
    { label: "L4I", colour: colourOf("L4I"), values: [Number.NaN] },
  ];

  it("draws one box per population with values and names what it shows", async () => {
    const svg = await boxPlot(boxes, { x: "firing rate (1/s)", referenceName: "published mean" });
    expect(texts(svg)).toEqual(expect.arrayContaining(["L4E", "L4I", "firing rate (1/s)"]));
    expect(texts(svg).join(" ")).toContain("published mean");
    expect([...svg.matchAll(/<rect /g)].length).toBe(3); // ground, outline and filling of the one box
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

describe("histogramPlot", () => {
  it("draws a panel per population, also for one without values", async () => {
    const panels = [
      { label: "L5E", colour: colourOf("L5E"), values: [0.5, 0.6, 0.61] },
      { label: "L5I", colour: colourOf("L5I"), values: [] },
    ];
    const svg = await histogramPlot(panels, { x: "CV", binWidth: 0.1, range: [0, 1] });
    expect(texts(svg)).toEqual(
      expect.arrayContaining(["L5E, mean 0.570, n = 3", "L5I, no values", "relative frequency"]),
    );
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

it("silent populations have empty figures, not filled ones", async () => {
  const silent = [
    { label: "E", colour: colourOf("E"), values: [0, 0] },
    { label: "E", colour: colourOf("E"), values: [0, 0] },
  ];
  const rates = await boxPlot(silent, { x: "firing rate (1/s)" });
  expect(texts(rates)).toEqual(expect.arrayContaining(["0.0", "1.0"]));
  expect(texts(rates).filter((text) => text === "E").length).toBe(2); // equal labels stay two rows
  const none = silent.map((group) => ({ ...group, values: [] }));
  const irregularity = await histogramPlot(none, { x: "CV", binWidth: 0.1, range: [0, 1] });
  expect([...irregularity.matchAll(/<rect [^>]*height="(?!0")/g)].length).toBe(1); // the ground
});

describe("long labels", () => {
  const label = "a label that would not fit beside a figure";
  const cut = "a label that wo…";

  it("are cut and get the room that they need", async () => {
    const trains = trainsOf([[1]], { tStart: 0, tStop: 2 });
    const raster = await rasterPlot(trains, { groups: [{ label, colour: "#000000", neurons: [0] }] });
    const boxes = await boxPlot([{ label, colour: "#000000", values: [1, 2] }], { x: "x" });
    for (const svg of [raster, boxes]) expect(texts(svg)).toContain(cut);
    const starts = [...raster.matchAll(/<g transform="translate\((\d+),/g)].map(([, start]) => Number(start));
    expect(Math.max(...starts)).toBeGreaterThan(9 * cut.length);
  });

  it("of narrow bands stay beside the frame", async () => {
    const times = Array.from({ length: 100 }, () => [1]);
    const trains = trainsOf(times, { tStart: 0, tStop: 2 });
    const part = (name: string, from: number, to: number) => ({
      label: name,
      colour: "#000000",
      neurons: Array.from({ length: to - from }, (_, k) => from + k),
    });
    const svg = await rasterPlot(trains, {
      groups: [part("A", 0, 98), part("B", 98, 99), part("C", 99, 100)],
    });
    const height = (name: string): number =>
      Number(svg.match(new RegExp(`translate\\([^,]+,([\\d.]+)\\)"[^>]*>${name}<`))?.[1]);
    expect(height("C")).toBeLessThanOrEqual(516);
    expect(height("C") - height("B")).toBeGreaterThan(15);
  });
});

describe("tracePlot", () => {
  const recorded = traces({
    times: Float64Array.of(1, 2, 3),
    ids: Uint32Array.of(4, 9),
    names: ["V_m", "w"],
    samples: Float64Array.of(-70, -65, 1, 2, -69, -64, 1, 2, -68, -63, 1, 2),
  });

  it("draws a panel per variable with its unit", async () => {
    const svg = await tracePlot(recorded, { units: { V_m: "mV" } });
    expect(texts(svg)).toEqual(expect.arrayContaining(["V_m (mV)", "w", "time (ms)"]));
    expect(svg).not.toMatch(/NaN|undefined/);
    expect([...svg.matchAll(/<svg /g)].length).toBe(3);
  });

  it("names the neurons, and gives a variable that never changes an axis", async () => {
    const svg = await tracePlot(recorded, { neurons: 1 });
    expect(texts(svg)).toEqual(expect.arrayContaining(["neuron 4 (1 of 2)", "0.0", "2.0"]));
    expect(texts(svg).join(" ")).not.toMatch(/\d\.\d{6}/);
  });

  it("refuses to draw nothing", async () => {
    const empty = traces({
      times: new Float64Array(0),
      ids: new Uint32Array(0),
      names: [],
      samples: new Float64Array(0),
    });
    await expect(tracePlot(empty)).rejects.toThrow(/traces.names must be a list of at least one/);
  });
});

it("renderPng shows text without any font of the system", async () => {
  const words = (text: string): string =>
    `<text x="2" y="15" font-family="DejaVu Sans, sans-serif">${text}</text>`;
  const box = (text: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">${words(text)}</svg>`;
  const empty = renderPng(box(""));
  expect(renderPng(box("mV")).length).toBeGreaterThan(empty.length + 100);
  expect(new DataView(empty.buffer, empty.byteOffset).getUint32(16)).toBe(120);
});

it("labels and colours follow the names of populations", () => {
  expect(displayLabel("L23E")).toBe("L2/3E");
  expect(displayLabel("L4I")).toBe("L4I");
  expect([colourOf("L6E"), colourOf("L6I"), colourOf("TC")]).toEqual(["#0072b2", "#d55e00", "#4d4d4d"]);
});

describe("stackFigures", () => {
  const figure = (width: number, height: number): string =>
    `<svg xmlns="x" width="${width}" height="${height}"></svg>\n`;

  it("puts figures below each other, as wide as the widest, on one ground", () => {
    const svg = stackFigures([figure(300, 100), figure(400, 50), figure(200, 20)], { theme: "dark" });
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="400" height="170" viewBox="0 0 400 170">/,
    );
    expect([...svg.matchAll(/<svg y="(\d+)"/g)].map(([, y]) => y)).toEqual(["0", "100", "150"]);
    expect(svg).toContain(`<rect width="400" height="170" fill="${themes.dark.background}">`);
  });

  it("puts them beside each other where that is asked for, in columns as wide as their widest", () => {
    const svg = stackFigures([figure(30, 10), figure(40, 50), figure(60, 20)], { columns: 2 });
    expect(svg).toContain('width="100" height="70" viewBox="0 0 100 70"');
    expect([...svg.matchAll(/<svg ((?:x="\d+" )?y="\d+")/g)].map(([, at]) => at)).toEqual([
      ...['y="0"', 'x="60" y="0"', 'y="50"'],
    ]);
    expect(stackFigures([figure(30, 10), figure(40, 50)], { columns: 5 })).toContain(
      'width="70" height="50"',
    );
  });

  it("leaves a single one as it is, and refuses none and what has no size", () => {
    expect(stackFigures([figure(3, 4)])).toBe(figure(3, 4));
    expect(() => stackFigures([])).toThrow(/at least one/);
    expect(() => stackFigures([figure(3, 4), "<svg></svg>"])).toThrow("figures[1] must be an SVG");
  });
});
