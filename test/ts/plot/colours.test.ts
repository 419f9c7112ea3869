// Colours stand out from their ground, and people with colour-blind eyes tell them apart.
import { describe, expect, it } from "vitest";
import { coloured } from "../../../ts/plot/frame/style.ts";
import { themes } from "../../../ts/plot/index.ts";
import { colourScale } from "../../../ts/plot/maps/colour-scale.ts";
import { contrast } from "../../../ts/plot/maps/contrast.ts";

type Triple = [number, number, number];

const linear = (colour: string): Triple =>
  [1, 3, 5].map((place) => {
    const share = Number.parseInt(colour.slice(place, place + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Triple;

/** CIE L*a*b* under D65. */
function lab([red, green, blue]: Triple): Triple {
  const f = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const lightness = (colour: string): number => lab(linear(colour))[0];

/** How colours appear without one of the three cones (Machado et al. 2009, severity 1). */
const eyes: Readonly<Record<string, readonly Triple[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const seen = (colour: string, matrix: readonly Triple[]): Triple => {
  const rgb = linear(colour);
  const through = matrix.map((row) => row.reduce((sum, factor, k) => sum + factor * (rgb[k] as number), 0));
  return lab(through.map((value) => Math.max(0, Math.min(1, value))) as Triple);
};

const distance = (one: Triple, other: Triple): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

it("contrast is that of the standard: 21 of black on white, 1 of equals", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrast("#0072b2", "#0072b2")).toBe(1);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2); // the well-known limit of 4.5:1
});

describe.each(["light", "dark"] as const)("the %s theme", (name) => {
  const { background, faint, palette, ...others } = themes[name];

  it("stands out from its ground by 3:1, text by 7:1", () => {
    for (const colour of [...Object.values(others), ...palette])
      expect.soft(contrast(colour, background), colour).toBeGreaterThanOrEqual(3);
    expect(contrast(others.ink, background)).toBeGreaterThan(7);
    expect(contrast(faint, background)).toBeLessThan(contrast(others.muted, background));
  });

  it.each(Object.entries(eyes))("keeps its colours apart under %s", (_, matrix) => {
    // A difference of 2.3 is just noticeable side by side; lines and dots apart from each other need more.
    const { excitatory, inhibitory } = others;
    expect(distance(seen(excitatory, matrix), seen(inhibitory, matrix))).toBeGreaterThan(40);
    for (const [index, one] of palette.entries())
      for (const other of palette.slice(0, index))
        expect.soft(distance(seen(one, matrix), seen(other, matrix)), `${one} ${other}`).toBeGreaterThan(8);
  });

  it("has a sequential scale whose lightness ascends evenly", () => {
    const { palette: steps } = colourScale([0, 1], { theme: name });
    const levels = steps.slice(0, -1).map(lightness);
    expect(levels.length).toBe(254);
    const overall = ((levels[253] as number) - (levels[0] as number)) / 253;
    expect(overall * 253).toBeGreaterThan(70);
    for (let level = 10; level < 254; level += 10) {
      const rise = ((levels[level] as number) - (levels[level - 10] as number)) / 10;
      expect(rise).toBeGreaterThan(0.7 * overall);
      expect(rise).toBeLessThan(1.4 * overall);
    }
  });

  it("has a diverging scale with the ground's lightness in the middle and equal ends", () => {
    const { palette: steps, range } = colourScale([-1, 0.5], { theme: name });
    expect(range).toEqual([-1, 1]);
    const [low, middle, high] = [0, 127, 253].map((level) => lightness(steps[level] as string)) as Triple;
    expect(Math.abs(middle - lightness(background))).toBeLessThan(12);
    expect(Math.abs(low - high)).toBeLessThan(8);
    expect(Math.abs(low - middle)).toBeGreaterThan(50);
  });

  it("shows missing values in a colour of no scale", () => {
    for (const values of [
      [0, 1],
      [-1, 1],
    ]) {
      const { palette: steps } = colourScale(values, { theme: name });
      const missing = lab(linear(others.missing));
      const nearest = Math.min(...steps.slice(0, -1).map((step) => distance(missing, lab(linear(step)))));
      expect(nearest).toBeGreaterThan(10);
    }
  });
});

describe("colourScale", () => {
  it("has places from the least to the most, and clamps beyond", () => {
    const scale = colourScale([2, 4, Number.NaN], {});
    expect(scale.range).toEqual([2, 4]);
    expect([2, 3, 4, 1, 9].map(scale.place)).toEqual([0, 127, 253, 0, 253]);
    expect([Number.NaN, Number.POSITIVE_INFINITY].map(scale.place)).toEqual([254, 254]);
  });

  it("is logarithmic when asked, without places for what has no logarithm", () => {
    const scale = colourScale([1, 100, 0, -3], {}, true);
    expect(scale.range).toEqual([1, 100]);
    expect([1, 10, 100, 0, -3].map(scale.place)).toEqual([0, 127, 253, 254, 254]);
  });

  it("has a range where all values are equal, or none is finite", () => {
    expect(colourScale([3, 3], {}).range).toEqual([2.7, 3.3]);
    expect(colourScale([0], {}).range).toEqual([-1, 1]);
    expect(colourScale([Number.NaN], {}).range).toEqual([0, 1]);
    expect(colourScale([], {}, true).range).toEqual([1, 10]);
  });
});

it("groups take the colour of their kind, else the next of the palette, and a given one on any ground", () => {
  const groups = [{ label: "L4E" }, { label: "I" }, { label: "RATE" }, { label: "x", colour: "#123456" }];
  const colours = (theme: "light" | "dark") => coloured(groups, { theme }).map(({ colour }) => colour);
  expect(colours("light")).toEqual(["#0072b2", "#d55e00", "#009e73", "#123456"]);
  const { excitatory, inhibitory, palette, neutral, ink } = themes.dark;
  expect(colours("dark")).toEqual([excitatory, inhibitory, palette[2], "#123456"]);
  const given = [
    { label: "a", colour: themes.light.neutral },
    { label: "b", colour: "#000000" },
  ];
  expect(coloured(given, { theme: "dark" }).map(({ colour }) => colour)).toEqual([neutral, ink]);
});
