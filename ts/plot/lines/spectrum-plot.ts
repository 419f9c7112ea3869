// Power spectra, on logarithmic axes, with marked peaks and the theory beside the simulation.
import * as Plot from "@observablehq/plot";
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { listOf, notNegative, numbers, optional, withParts } from "../../arguments/kinds.ts";
import { ofTitledAxes, someGroupsOf } from "../frame/arguments.ts";
import { type AxisOptions, shortNumber } from "../frame/axis.ts";
import { coloured, coloursOf, type FigureOptions, type Group } from "../frame/style.ts";
import { type BackgroundLine, drawLines } from "./lines.ts";

/** A power spectrum. */
export interface Spectrum {
  /** [1/s], ascending */
  readonly frequencies: ArrayLike<number>;
  /** As many values; those that are not positive leave a gap on a logarithmic axis. */
  readonly power: ArrayLike<number>;
}

/** A population with its spectrum. */
export interface SpectrumGroup extends Group, Spectrum {
  /** What a theory predicts, drawn as dashes. */
  readonly theory?: Spectrum;
  /** Frequencies [1/s] to mark; the mark stands at the nearest one of the spectrum. */
  readonly peaks?: ArrayLike<number>;
}

/** Options of {@link spectrumPlot}. */
export interface SpectrumPlotOptions extends FigureOptions, Partial<AxisOptions> {}

const call = "spectrumPlot";

const ofSpectrum = { frequencies: numbers, power: numbers };
const ofGroups = someGroupsOf({
  ...ofSpectrum,
  theory: optional(withParts(ofSpectrum)),
  peaks: optional(listOf(notNegative)),
});

/** Where the marks of a spectrum stand. */
function peaksOf({ frequencies, power, peaks = [] }: SpectrumGroup, xRange: AxisOptions["xRange"]) {
  return Array.from(peaks, (peak) => {
    let nearest = 0;
    for (let index = 1; index < frequencies.length; index++)
      if (Math.abs((frequencies[index] as number) - peak) < Math.abs((frequencies[nearest] as number) - peak))
        nearest = index;
    return { frequency: frequencies[nearest] as number, power: power[nearest] as number };
  }).filter(({ frequency, power: height }) => {
    const inside = xRange === undefined || (frequency >= xRange[0] && frequency <= xRange[1]);
    return inside && height > 0;
  });
}

/**
 * Draws power spectra; power is on a logarithmic axis unless `logY` is false, frequency on a linear one
 * unless `logX` is true. Titles: "frequency (1/s)" and "power" unless given.
 *
 * @returns the text of an SVG file
 * @throws CajalError when there is no spectrum, one has no or unequally many frequencies and powers, a peak
 *   is no frequency, or a range is not ascending.
 * @example
 * const svg = await spectrumPlot([{ label: "L4E", ...powerSpectrum(rate, { interval: 1 }), peaks: [64] }]);
 */
export async function spectrumPlot(
  groups: readonly SpectrumGroup[],
  options: SpectrumPlotOptions = {},
): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofTitledAxes);
  const { ink } = coloursOf(options);
  const shown = coloured(groups, options);
  const lines = shown.flatMap(({ label, colour, frequencies, power, theory }): BackgroundLine[] => [
    { label, colour, x: frequencies, y: power, opacity: theory ? 0.45 : 1 },
    ...(theory
      ? [{ label: `${label}, theory`, colour, x: theory.frequencies, y: theory.power, dashed: true }]
      : []),
  ]);
  const peaks = shown.flatMap((group) =>
    peaksOf(group, options.xRange).map((peak) => ({ ...peak, colour: group.colour })),
  );
  const place = { x: "frequency", y: "power" } as const;
  return drawLines(
    call,
    lines,
    { x: "frequency (1/s)", y: "power", logY: true, ...options },
    {
      headroom: peaks.length > 0 ? 3 : 1.25,
      marks: [
        Plot.dot(peaks, { ...place, symbol: "triangle", rotate: 180, r: 4, dy: -8, fill: "colour" }),
        Plot.text(peaks, {
          ...place,
          text: ({ frequency }) => shortNumber(frequency),
          dy: -16,
          lineAnchor: "bottom",
          fill: ink,
          fontSize: 11,
        }),
      ],
    },
  );
}
