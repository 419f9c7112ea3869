// From a description of marks to the text of an SVG file.
import * as Plot from "@observablehq/plot";
import { svgDocument } from "./document.ts";
import { fontFamily, fontSize } from "./style.ts";

/** Draws a figure and returns it as the text of an SVG file. */
export async function figure(options: Plot.PlotOptions): Promise<string> {
  const svg = Plot.plot({ ...options, document: svgDocument() });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
  // Plot styles its figures through a class that only browsers resolve.
  for (const sheet of Array.from(svg.querySelectorAll("style"))) sheet.remove();
  svg.removeAttribute("class");
  svg.setAttribute("font-family", fontFamily);
  svg.setAttribute("font-size", String(fontSize));
  // Into the text, because a page's policy of content may forbid style attributes, also in documents it does not show.
  return `${svg.outerHTML.replace("<svg", '<svg style="background: white; color: black"')}\n`;
}
