// Line plots as text: what is drawn where, and what is refused.
import { describe, expect, it } from "vitest";
import { linePlot } from "../../../ts/plot/index.ts";

const line = { label: "first", colour: "#0072b2", x: [0, 1, 2], y: [0, 5, 10] };

/** The path of the line of a colour. */
const pathOf = (svg: string, colour: string): string =>
  new RegExp(`stroke="${colour}"[^>]*>\\s*<path d="([^"]*)"`).exec(svg)?.[1] ?? "";

describe("linePlot", () => {
  it("draws a straight line straight, upwards to the right", async () => {
    const svg = await linePlot([line], { x: "current (pA)", y: "rate (1/s)" });
    const numbers = pathOf(svg, "#0072b2").split(/[ML,]/).filter(Boolean).map(Number);
    expect(numbers.length).toBe(6);
    const [x0, y0, x1, y1, x2, y2] = numbers as [number, number, number, number, number, number];
    expect(x2).toBeGreaterThan(x0);
    expect(y2).toBeLessThan(y0);
    expect([x1, y1]).toEqual([(x0 + x2) / 2, (y0 + y2) / 2]);
  });

  it("names axes and lines, and states its size", async () => {
    const second = { ...line, label: "second", colour: "#d55e00" };
    const svg = await linePlot([line, second], {
      x: "current (pA)",
      y: "rate (1/s)",
      width: 500,
      height: 300,
    });
    for (const part of [
      "current (pA)",
      "rate (1/s)",
      "first",
      "second",
      "#d55e00",
      'width="500"',
      'height="300"',
    ])
      expect(svg).toContain(part);
  });

  it("marks points when asked", async () => {
    const axes = { x: "x", y: "y" };
    expect((await linePlot([{ ...line, points: true }], axes)).match(/<circle/g)?.length).toBe(3);
    expect(await linePlot([line], axes)).not.toContain("<circle");
  });

  it("leaves gaps where values are missing", async () => {
    const svg = await linePlot([{ ...line, x: [0, 1, 2, 3, 4], y: [1, 2, Number.NaN, 2, 1] }], {
      x: "x",
      y: "y",
    });
    const path = pathOf(svg, "#0072b2");
    expect(path.match(/M/g)?.length).toBe(2);
  });

  it("refuses no lines and lines without values", async () => {
    await expect(linePlot([], { x: "x", y: "y" })).rejects.toThrow(/lines must be a list of at least one/);
    await expect(linePlot([{ ...line, y: [1] }], { x: "x", y: "y" })).rejects.toThrow(/got 1 and 3/);
    await expect(linePlot([{ ...line, x: [], y: [] }], { x: "x", y: "y" })).rejects.toThrow(/got 0 and 0/);
  });
});
