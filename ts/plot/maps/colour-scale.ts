// Colours for numbers: perceptually uniform, readable by people with colour-blind eyes, with a legend.
import * as Plot from "@observablehq/plot";
import { axis, extent } from "../frame/axis.ts";
import { coloursOf, type FigureOptions } from "../frame/style.ts";
import type { Bitmap } from "../marks/bitmap.ts";
import { imageMark } from "../marks/image-mark.ts";

/** Kind of a colour scale: from little to much, or away from zero in both directions. */
export type ColourKind = "sequential" | "diverging";

/** Options of figures in which colours are numbers. */
export interface ColourOptions {
  /** Title of the colour scale, with unit. */
  readonly z?: string;
  /** Kind of the scale; default: diverging when there are negative values. */
  readonly scale?: ColourKind;
  /**
   * Values of the first and the last colour; values beyond have these. Default: all, around zero if
   * diverging.
   */
  readonly range?: readonly [number, number];
}

/** From numbers to colours. */
export interface ColourScale {
  /** Colours in ascending order, the one of missing values last; as the palette of a bitmap. */
  readonly palette: readonly string[];
  /** Place of a value in the palette; of the missing colour unless it is finite. */
  place(value: number): number;
  readonly range: readonly [number, number];
  readonly log: boolean;
}

// A palette image has 255 places beside the transparent one; the last is for missing values.
const levels = 254;

/** Blue below and red-orange above zero; on dark ground zero is dark, so that what is far from it shows. */
const divergingRamps = {
  light: { scheme: "RdBu", reverse: true },
  dark: { range: ["#8fd0ff", "#2b7fb8", "#22252b", "#c2571a", "#ffb98a"], interpolate: "lab" },
} as const;

const hex = (colour: string): string => {
  if (colour.startsWith("#")) return colour;
  const parts = colour.match(/\d+(\.\d+)?/g) as string[];
  return `#${parts.map((part) => Math.round(Number(part)).toString(16).padStart(2, "0")).join("")}`;
};

function ramp(kind: ColourKind, theme: "light" | "dark"): string[] {
  const scheme = kind === "sequential" ? { scheme: "viridis" as const } : divergingRamps[theme];
  const scale = Plot.scale({
    color: { type: "linear", domain: [0, levels - 1], ...scheme } as Plot.ScaleOptions,
  });
  return Array.from({ length: levels }, (_, level) => hex(scale?.apply(level) as string));
}

/**
 * A colour scale for values.
 *
 * @param log from little to much in equal ratios; values that are not positive are missing
 */
export function colourScale(
  values: ArrayLike<number>,
  options: ColourOptions & FigureOptions,
  log = false,
): ColourScale {
  const [least, most] = extent([values], log);
  const kind = options.scale ?? (least < 0 && !log ? "diverging" : "sequential");
  const reach = Math.max(Math.abs(least), Math.abs(most));
  const [low, high] = options.range ?? (kind === "diverging" ? [-reach, reach] : [least, most]);
  const along = log
    ? (value: number) => Math.log(value / low) / Math.log(high / low)
    : (value: number) => (value - low) / (high - low);
  return {
    palette: [...ramp(kind, options.theme ?? "light"), coloursOf(options).missing],
    place: (value) => {
      const share = log && value <= 0 ? Number.NaN : along(value);
      if (!Number.isFinite(value) || Number.isNaN(share)) return levels;
      return Math.max(0, Math.min(levels - 1, Math.floor(share * levels)));
    },
    range: [low, high],
    log,
  };
}

/** Room that the legend of a colour scale needs on the right [px]. */
export const colourLegendWidth = 100;

/** The legend of a colour scale: a figure of its own to stand on the right of another. */
export async function colourLegend(
  scale: ColourScale,
  title: string | undefined,
  place: { readonly height: number; readonly marginTop: number; readonly marginBottom: number },
): Promise<Plot.PlotOptions> {
  const pixels = Uint8Array.from({ length: levels }, (_, row) => levels - row);
  const bar: Bitmap = { width: 1, height: levels, pixels };
  return {
    ...place,
    width: colourLegendWidth,
    marginLeft: 10,
    marginRight: colourLegendWidth - 24,
    x: { axis: null },
    y: { ticks: 6, ...axis(title ?? null, scale.range, scale.log), axis: "right", labelOffset: 66 },
    marks: [await imageMark(bar, scale.palette), Plot.frame({ strokeOpacity: 0.4 })],
  };
}
