// One quantity over another as lines: spectra, curves of current and rate, rates over time.
import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import type { Group } from "./style.ts";

/** A line. */
export interface LineGroup extends Group {
  readonly x: ArrayLike<number>;
  /** As many values as `x`; not finite ones leave a gap. */
  readonly y: ArrayLike<number>;
  /** Mark the points; default false. */
  readonly points?: boolean;
}

/** Options of {@link linePlot}. */
export interface LinePlotOptions {
  /** Titles of the axes, with units. */
  readonly x: string;
  readonly y: string;
  /** Size of the figure [px]; default 640 x 360. */
  readonly width?: number;
  readonly height?: number;
}

const checked = ({ label, x, y }: LineGroup): void => {
  if (x.length === y.length && x.length > 0) return;
  throw new RangeError(
    `the line ${label} needs as many values as positions, got ${y.length} and ${x.length}`,
  );
};

/**
 * Draws lines in a common frame, their names above it.
 *
 * @returns the text of an SVG file
 * @throws RangeError when there is no line, or one has no or unequally many positions and values.
 */
export async function linePlot(lines: readonly LineGroup[], options: LinePlotOptions): Promise<string> {
  const { width = 640, height = 360 } = options;
  if (lines.length === 0) throw new RangeError("a line plot needs at least one line");
  for (const line of lines) checked(line);
  const axis = { labelAnchor: "center", labelArrow: "none", nice: true } as const;
  return figure({
    width,
    height,
    marginLeft: 72,
    marginRight: 20,
    marginTop: 28,
    marginBottom: 46,
    x: { ...axis, label: options.x },
    y: { ...axis, label: options.y, grid: true, zero: true },
    marks: [
      ...lines.flatMap(({ x, y, colour, points }) => [
        Plot.line(Array.from(x), { x: Array.from(x), y: Array.from(y), stroke: colour, strokeWidth: 1.5 }),
        ...(points
          ? [Plot.dot(Array.from(x), { x: Array.from(x), y: Array.from(y), r: 2, fill: colour })]
          : []),
      ]),
      ...lines.map(({ label, colour }, index) =>
        Plot.text([label], {
          frameAnchor: "top-left",
          lineAnchor: "bottom",
          dx: (index * (width - 92)) / lines.length,
          dy: -8,
          fill: colour,
        }),
      ),
    ],
  });
}
