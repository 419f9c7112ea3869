// Neurons where they are: layers, or the targets of one of them.
import * as Plot from "@observablehq/plot";
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { flag, numbers, optional, positive, text, wholeFrom, withParts } from "../../arguments/kinds.ts";
import { ofFigure, refuseCounts, someGroupsOf } from "../frame/arguments.ts";
import { axis, extent } from "../frame/axis.ts";
import { belowLegend, figure } from "../frame/figure.ts";
import { legend } from "../frame/legend.ts";
import { coloured, type FigureOptions, type Group } from "../frame/style.ts";

/** Neurons that look alike. */
export interface PositionGroup extends Group {
  /** Where they are: the `positions` of a population or a view. Of three coordinates the first two are shown. */
  readonly positions: { readonly dimensions: number; readonly coordinates: ArrayLike<number> };
  /** Radius of a neuron [px]; default 2.2. */
  readonly radius?: number;
  /** Draw rings; default false. */
  readonly rings?: boolean;
}

/** Options of {@link positionPlot}; 480 wide unless given, and as high as equal units on both axes ask for. */
export interface PositionPlotOptions extends FigureOptions {
  /** Titles of the axes, with units; default x and y. */
  readonly x?: string;
  readonly y?: string;
}

const call = "positionPlot";

const ofGroups = someGroupsOf({
  positions: withParts({ dimensions: wholeFrom(1), coordinates: numbers }),
  radius: optional(positive),
  rings: optional(flag),
});
const ofPlot = { ...ofFigure, x: optional(text), y: optional(text) };

function pointsOf({ label, positions: { dimensions, coordinates } }: PositionGroup): [number, number][] {
  if (coordinates.length % dimensions !== 0)
    refuseCounts(
      call,
      label,
      `${label} has ${coordinates.length} coordinates for neurons in ${dimensions} dimensions`,
    );
  return Array.from({ length: coordinates.length / dimensions }, (_, k) => [
    coordinates[k * dimensions] as number,
    dimensions > 1 ? (coordinates[k * dimensions + 1] as number) : 0,
  ]);
}

/**
 * Draws neurons where they are, later groups over earlier ones; a line of them where space has one dimension.
 *
 * @returns the text of an SVG file
 * @throws CajalError when there is no group, or one has no positions.
 * @example
 * const svg = await positionPlot([{ label: "E", positions: E.positions }, { label: "I", positions: I.positions }]);
 */
export async function positionPlot(
  groups: readonly PositionGroup[],
  options: PositionPlotOptions = {},
): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofPlot);
  const drawn = coloured(groups, options).map((group) => ({ ...group, points: pointsOf(group) }));
  const all = drawn.flatMap(({ points }) => points);
  const flat = drawn.every(({ positions }) => positions.dimensions === 1);
  const domains = [0, 1].map((d) => {
    const [low, high] = extent([all.map((point) => point[d] as number)]);
    const margin = 0.03 * (high - low);
    return [low - margin, high + margin] as const;
  });
  const [across, upward] = domains as [readonly [number, number], readonly [number, number]];
  const { width = 480 } = options;
  const entries = drawn.map(({ label, colour, rings }) => {
    return { label, colour, sample: rings ? ("ring" as const) : ("dot" as const) };
  });
  const names = legend(entries, width - 92, options);
  const margins = belowLegend(names.height);
  const inner = width - Number(margins.marginLeft) - Number(margins.marginRight);
  const ratio = flat ? 0.15 : Math.min(3, (upward[1] - upward[0]) / (across[1] - across[0]));
  const { height = Math.ceil(inner * ratio) + Number(margins.marginTop) + Number(margins.marginBottom) } =
    options;
  return figure(
    call,
    {
      width,
      height,
      ...margins,
      x: axis(options.x ?? "x", across),
      y: flat ? { axis: null, domain: upward } : axis(options.y ?? "y", upward),
      marks: [
        ...drawn.map(({ points, colour, radius = 2.2, rings = false }) =>
          Plot.dot(
            points,
            rings ? { r: radius, stroke: colour, strokeWidth: 1.2 } : { r: radius, fill: colour },
          ),
        ),
        Plot.frame({ strokeOpacity: 0.3 }),
      ],
    },
    options,
    { legend: names },
  );
}
