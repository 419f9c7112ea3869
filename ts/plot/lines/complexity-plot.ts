// How many neurons fire together: the complexity distribution beside that of independent trains.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { numbers, optional, text } from "../../arguments/kinds.ts";
import { ofTitledAxes, someGroupsOf } from "../frame/arguments.ts";
import type { AxisOptions } from "../frame/axis.ts";
import { coloured, type FigureOptions, type Group } from "../frame/style.ts";
import { type BackgroundLine, drawLines } from "./lines.ts";

/** A population with its complexity distribution. */
export interface ComplexityGroup extends Group {
  /** Probability of 0, 1, 2, ... spikes in a bin. */
  readonly probabilities: ArrayLike<number>;
  /** The same of independent trains, drawn as dashes. */
  readonly surrogate?: ArrayLike<number>;
}

/** Options of {@link complexityPlot}. */
export interface ComplexityPlotOptions extends FigureOptions, Partial<AxisOptions> {
  /** What the surrogate is; default "independent". */
  readonly surrogateName?: string;
}

const call = "complexityPlot";

const ofGroups = someGroupsOf({ probabilities: numbers, surrogate: optional(numbers) });
const ofPlot = { ...ofTitledAxes, surrogateName: optional(text) };

const complexities = (length: number): number[] => Array.from({ length }, (_, complexity) => complexity);

/**
 * Draws complexity distributions; probability is on a logarithmic axis unless `logY` is false. Complexities
 * that never occur are left out. A surplus over the surrogate at high complexity shows synchrony.
 *
 * @returns the text of an SVG file
 * @throws CajalError when there is no distribution, one has no probabilities, or a range is not ascending.
 * @example
 * const svg = await complexityPlot([{ label: "E", probabilities: [0.9, 0.1], surrogate: [0.9, 0.1] }]);
 */
export async function complexityPlot(
  groups: readonly ComplexityGroup[],
  options: ComplexityPlotOptions = {},
): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofPlot);
  const { surrogateName = "independent", ...rest } = options;
  const lines = coloured(groups, options).flatMap(
    ({ label, colour, probabilities, surrogate }): BackgroundLine[] => [
      {
        label,
        colour,
        x: complexities(probabilities.length),
        y: probabilities,
        points: true,
        opacity: surrogate ? 0.5 : 1,
      },
      ...(surrogate
        ? [
            {
              label: `${label}, ${surrogateName}`,
              colour,
              x: complexities(surrogate.length),
              y: surrogate,
              dashed: true,
            },
          ]
        : []),
    ],
  );
  return drawLines(call, lines, { x: "complexity (spikes per bin)", y: "probability", logY: true, ...rest });
}
