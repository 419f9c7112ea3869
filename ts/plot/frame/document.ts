// The document in which figures are made, and its elements: one of the page's, or a light one where there is
// no page.
import { builtin, inNode } from "../../backend/environment.ts";

/** A document that can make SVG elements. */
export function svgDocument(): Document {
  // One without a window: the page's policy of content, which may forbid styles in the markup, is for what
  // it shows.
  if (typeof document !== "undefined") return document.implementation.createHTMLDocument("");
  if (!inNode())
    throw new Error("figures are drawn in a page or in Node, not in a worker: send the data to the page");
  // Asked for at run time, so that bundlers for the web never meet it.
  const require = builtin("node:module").createRequire(import.meta.url);
  const { parseHTML } = require("linkedom") as typeof import("linkedom");
  return parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
}

export const namespace = "http://www.w3.org/2000/svg";

/** Makes an SVG element with its attributes. */
export function element(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text = "",
): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made as SVGElement;
}
