// Several figures below each other as one.
import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { ofTheme, someTexts } from "./arguments.ts";
import { coloursOf, type FigureOptions } from "./style.ts";

const call = "stackFigures";

const sizeOf = (figure: string, side: "width" | "height"): number =>
  Number(new RegExp(`^<svg[^>]* ${side}="([^"]*)"`).exec(figure)?.[1]);

/**
 * Puts figures of one theme below each other, as wide as the widest.
 *
 * @param figures texts of SVG files, as the functions that draw return them
 * @returns the text of an SVG file
 * @throws CajalError when there is none, or one says no width and height.
 * @example
 * const svg = stackFigures([await tracePlot(traces), await linePlot(lines, { x: "time (ms)", y: "I (pA)" })]);
 */
export function stackFigures(figures: readonly string[], options: Pick<FigureOptions, "theme"> = {}): string {
  checkArgument(figures, call, "figures", someTexts);
  checkOptions(options, call, ofTheme);
  if (figures.length === 1) return figures[0] as string;
  const sizes = figures.map((one) => ({ width: sizeOf(one, "width"), height: sizeOf(one, "height") }));
  const wrong = sizes.findIndex(({ width, height }) => !(width > 0 && height > 0));
  if (wrong >= 0)
    refuse(figures[wrong], "an SVG with its width and height", { call, parameter: `figures[${wrong}]` });
  const width = Math.max(...sizes.map((size) => size.width));
  let height = 0;
  const placed = figures.map((one, k) => {
    const at = one.replace("<svg", `<svg y="${height}"`);
    height += (sizes[k] as { height: number }).height;
    return at;
  });
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  // Without a ground of its own, its seams would show where a viewer rounds the heights.
  const ground = `<rect width="${width}" height="${height}" fill="${coloursOf(options).background}"></rect>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${ground}${placed.join("")}</svg>\n`;
}
