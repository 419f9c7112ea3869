// Power over time and frequency as colours.
import * as Plot from "@observablehq/plot";
import { checkOptions, checkParts, refuse } from "../../arguments/check.ts";
import { flag, interval, numbers, optional, text } from "../../arguments/kinds.ts";
import { checkPositive, distanceOf, ofFigure, refuseCounts } from "../frame/arguments.ts";
import { axis } from "../frame/axis.ts";
import { figure, frameIn } from "../frame/figure.ts";
import { coloursOf, type FigureOptions } from "../frame/style.ts";
import { gridBitmap, imageMark } from "../marks/image-mark.ts";
import { colourLegend, colourLegendWidth, colourScale } from "./colour-scale.ts";

/** Power over time and frequency. */
export interface SpectrogramData {
  /** Middles of the windows [ms], ascending at equal distances. */
  readonly times: ArrayLike<number>;
  /** [1/s], ascending at equal distances */
  readonly frequencies: ArrayLike<number>;
  /** All frequencies of the first window, then those of the next. */
  readonly power: ArrayLike<number>;
}

/** Options of {@link spectrogramPlot}. */
export interface SpectrogramPlotOptions extends FigureOptions {
  /** Titles of the axes and of the colours; default "time (ms)", "frequency (1/s)" and "power". */
  readonly x?: string;
  readonly y?: string;
  readonly z?: string;
  /** Shown frequencies [1/s]; default: all. */
  readonly yRange?: readonly [number, number];
  /** Power of the first and the last colour; default: least and most. */
  readonly range?: readonly [number, number];
  /** Colours in equal ratios of power rather than in equal differences; default true. */
  readonly logZ?: boolean;
}

const call = "spectrogramPlot";

const ofData = { times: numbers, frequencies: numbers, power: numbers };
const ofPlot = {
  ...ofFigure,
  x: optional(text),
  y: optional(text),
  z: optional(text),
  logZ: optional(flag),
  yRange: optional(interval),
  range: optional(interval),
};

/** Edges around equally distant middles. */
function edges(name: string, middles: ArrayLike<number>): [low: number, high: number, width: number] {
  const first = middles[0] as number;
  const width = distanceOf(call, name, middles);
  return [first - width / 2, first + (middles.length - 0.5) * width, width];
}

/**
 * Draws power over time and frequency; the colour follows the logarithm of the power. Values without a
 * logarithm are grey.
 *
 * @returns the text of an SVG file
 * @throws CajalError when there are no times or frequencies, they are not equally distant, the powers are
 *   not as many as their pairs, no frequency is within `yRange`, or a range is not ascending.
 * @example
 * const svg = await spectrogramPlot({ times, frequencies, power }, { yRange: [0, 200] });
 */
export async function spectrogramPlot(
  data: SpectrogramData,
  options: SpectrogramPlotOptions = {},
): Promise<string> {
  checkParts(data, call, "data", ofData);
  checkOptions(options, call, ofPlot);
  const { times, frequencies, power } = data;
  if (times.length === 0 || power.length !== times.length * frequencies.length || power.length === 0)
    refuseCounts(
      call,
      "data.power",
      `${times.length} times and ${frequencies.length} frequencies need a power for each pair, got ${power.length}`,
    );
  const { width = 640, height = 360, logZ = true, yRange } = options;
  checkPositive(call, "range", options.range, logZ);
  const [begin, end] = edges("times", times);
  const [, , band] = edges("frequencies", frequencies);
  const rows = Array.from(frequencies, (_, row) => row).filter((row) => {
    const frequency = frequencies[row] as number;
    return yRange === undefined || (frequency >= yRange[0] && frequency <= yRange[1]);
  });
  if (rows.length === 0)
    refuse(`[${yRange?.join(", ")}]`, "around at least one frequency", { call, parameter: "yRange" });
  const shown = Float64Array.from({ length: rows.length * times.length }, (_, cell) => {
    const row = rows[rows.length - 1 - Math.floor(cell / times.length)] as number;
    return power[(cell % times.length) * frequencies.length + row] as number;
  });
  const scale = colourScale(shown, { ...options, scale: "sequential" }, logZ);
  const upright = { marginTop: 14, marginBottom: 46 };
  const [marginLeft, marginRight] = [64, colourLegendWidth + 14];
  const frame = frameIn(call, { width, height, marginLeft, marginRight, ...upright }, options);
  const places = Uint8Array.from(shown, (value) => scale.place(value) + 1);
  const lowest = (frequencies[rows[0] as number] as number) - band / 2;
  return figure(
    call,
    {
      width,
      height,
      marginLeft,
      marginRight,
      ...upright,
      x: axis(options.x ?? "time (ms)", [begin, end]),
      y: axis(options.y ?? "frequency (1/s)", [lowest, lowest + rows.length * band]),
      marks: [
        await imageMark(gridBitmap(places, times.length, frame), scale.palette),
        Plot.frame({ stroke: coloursOf(options).muted }),
      ],
    },
    options,
    { beside: await colourLegend(scale, options.z ?? "power", { height, ...upright }) },
  );
}
