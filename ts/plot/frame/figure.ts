// From a description of marks to the text of an SVG file.
import * as Plot from "@observablehq/plot";
import { refuse } from "../../arguments/check.ts";
import { element, namespace, svgDocument } from "./document.ts";
import type { Legend } from "./legend.ts";
import { coloursOf, type FigureOptions, fontFamily, fontSize } from "./style.ts";

/** Sides of an area [px]. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

const titleHeight = 26;

/** Plot's figure without what only browsers resolve: it styles its figures through a class. */
function drawn(description: Plot.PlotOptions, document: Document): Element {
  const svg = Plot.plot({ ...description, document });
  for (const sheet of Array.from(svg.querySelectorAll("style"))) sheet.remove();
  svg.removeAttribute("class");
  return svg;
}

/** What stands beside the frame of a figure. */
export interface Surroundings {
  /** Names above the frame. */
  readonly legend?: Legend;
  /** A second figure on top of the lower right end of the first, such as the legend of a colour scale. */
  readonly beside?: Plot.PlotOptions;
}

/**
 * The frame within the margins of a figure.
 *
 * @throws CajalError E_PARAM_RANGE where a side that was asked for leaves nothing of it
 */
export function frameIn(call: string, description: Plot.PlotOptions, options: FigureOptions): Frame {
  const { width, height, marginLeft, marginRight, marginTop, marginBottom } = description;
  const across = Number(marginLeft) + Number(marginRight);
  const down = Number(marginTop) + Number(marginBottom);
  for (const [parameter, side, around] of [
    ["width", width, across],
    ["height", height, down],
  ] as const)
    if (options[parameter] !== undefined && !(Number(side) > around))
      refuse(options[parameter], `larger, as its margins take ${around} px`, { call, parameter });
  return { width: Number(width) - across, height: Number(height) - down };
}

/** Draws a figure and returns it as the text of an SVG file. */
export async function figure(
  call: string,
  description: Plot.PlotOptions,
  options: FigureOptions = {},
  { legend, beside }: Surroundings = {},
): Promise<string> {
  frameIn(call, description, options);
  const theme = coloursOf(options);
  const document = svgDocument();
  const headed = options.title === undefined ? description : lowered(description);
  const svg = drawn(headed, document);
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  const attributes = { xmlns: namespace, "xmlns:xlink": "http://www.w3.org/1999/xlink" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.setAttribute("font-family", fontFamily);
  svg.setAttribute("font-size", String(fontSize));
  // Attributes and an element, because a page's policy of content may forbid styles, and few editors know
  // them.
  svg.setAttribute("color", theme.ink);
  svg.insertBefore(element(document, "rect", { width, height, fill: theme.background }), svg.firstChild);
  if (options.title !== undefined) {
    const x = (Number(headed.marginLeft) + width - Number(headed.marginRight)) / 2;
    const place = {
      x,
      y: 20,
      "text-anchor": "middle",
      "font-size": 14,
      "font-weight": "bold",
      fill: theme.ink,
    };
    svg.appendChild(element(document, "text", place, options.title));
  }
  if (legend) svg.appendChild(legend.draw(document, Number(headed.marginLeft), Number(headed.marginTop)));
  if (beside) svg.appendChild(placed(drawn(beside, document), width, height));
  return `${svg.outerHTML}\n`;
}

/** Margins of a frame of axes below a legend of some height [px]. */
export const belowLegend = (
  height: number,
): Pick<Plot.PlotOptions, "marginLeft" | "marginRight" | "marginTop" | "marginBottom"> => ({
  marginLeft: 72,
  marginRight: 20,
  marginTop: 10 + height,
  marginBottom: 46,
});

/** Room for the heading above a figure. */
function lowered(description: Plot.PlotOptions): Plot.PlotOptions {
  const { height, marginTop } = description;
  return { ...description, height: Number(height) + titleHeight, marginTop: Number(marginTop) + titleHeight };
}

/** A figure within another, in its lower right corner. */
function placed(svg: Element, width: number, height: number): Element {
  svg.removeAttribute("font-family");
  svg.removeAttribute("font-size");
  svg.setAttribute("x", String(width - Number(svg.getAttribute("width"))));
  svg.setAttribute("y", String(height - Number(svg.getAttribute("height"))));
  return svg;
}
