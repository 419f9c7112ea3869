// Several figures below or beside each other as one.
import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { optional, wholeFrom } from "../../arguments/kinds.ts";
import { ofTheme, someTexts } from "./arguments.ts";
import { coloursOf, type FigureOptions } from "./style.ts";

/** Options of {@link stackFigures}. */
export interface StackOptions extends Pick<FigureOptions, "theme"> {
  /** Figures beside each other, row by row; default 1, all below each other. */
  readonly columns?: number;
}

const call = "stackFigures";

const sideOf = (figure: string, side: "width" | "height"): number =>
  Number(new RegExp(`^<svg[^>]* ${side}="([^"]*)"`).exec(figure)?.[1]);

/** Size of a figure [px], NaN where it says none. */
export const sizeOf = (figure: string): { readonly width: number; readonly height: number } => ({
  width: sideOf(figure, "width"),
  height: sideOf(figure, "height"),
});

/** Where lines of a grid begin and where the last one ends, each as large as the largest in it. */
function edges(sizes: readonly number[], lineOf: (index: number) => number): number[] {
  const largest: number[] = [];
  for (const [index, size] of sizes.entries()) {
    const line = lineOf(index);
    largest[line] = Math.max(largest[line] ?? 0, size);
  }
  const found = [0];
  for (const size of largest) found.push((found.at(-1) as number) + size);
  return found;
}

/**
 * Puts figures of one theme below each other, as wide as the widest, or in several columns.
 *
 * @param figures texts of SVG files, as the functions that draw return them
 * @returns the text of an SVG file
 * @throws CajalError when there is none, one says no width and height, or the columns are no whole number from 1 on.
 * @example
 * const svg = stackFigures([await tracePlot(traces), await linePlot(lines, { x: "time (ms)", y: "I (pA)" })]);
 */
export function stackFigures(figures: readonly string[], options: StackOptions = {}): string {
  checkArgument(figures, call, "figures", someTexts);
  checkOptions(options, call, { ...ofTheme, columns: optional(wholeFrom(1)) });
  if (figures.length === 1) return figures[0] as string;
  const { columns = 1 } = options;
  const sizes = figures.map(sizeOf);
  const wrong = sizes.findIndex(({ width, height }) => !(width > 0 && height > 0));
  if (wrong >= 0)
    refuse(figures[wrong], "an SVG with its width and height", { call, parameter: `figures[${wrong}]` });
  const lefts = edges(
    sizes.map(({ width }) => width),
    (index) => index % columns,
  );
  const tops = edges(
    sizes.map(({ height }) => height),
    (index) => Math.floor(index / columns),
  );
  const placed = figures.map((one, index) => {
    const [x, y] = [lefts[index % columns] as number, tops[Math.floor(index / columns)] as number];
    return one.replace("<svg", x === 0 ? `<svg y="${y}"` : `<svg x="${x}" y="${y}"`);
  });
  const [width, height] = [lefts.at(-1), tops.at(-1)];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  // Without a ground of its own, its seams would show where a viewer rounds the heights.
  const ground = `<rect width="${width}" height="${height}" fill="${coloursOf(options).background}"></rect>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${ground}${placed.join("")}</svg>\n`;
}
