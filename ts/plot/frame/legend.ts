// Names of what is drawn, above the frame of a figure.
import { element } from "./document.ts";
import { coloursOf, type FigureOptions, populationName } from "./style.ts";

/** What a legend names, with a sample of how it is drawn. */
export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly sample: "line" | "dashes" | "area" | "dot" | "ring";
}

const lineHeight = 18;
// Width of a letter on average, of the sample, and between entries [px].
const letter = 7.3;
const sampleWidth = 24;
const gap = 20;

/** A laid-out legend. */
export interface Legend {
  /** Room that it needs above the frame [px]. */
  readonly height: number;
  /** Draws it above a frame that begins at `left` and `top`. */
  draw(document: Document, left: number, top: number): SVGElement;
}

/**
 * Lays entries out in as many lines as they need.
 *
 * @param named what is drawn; populations are written as {@link populationName} says
 * @param distance between the last line and the frame [px]
 */
export function legend(
  named: readonly LegendEntry[],
  width: number,
  options: FigureOptions,
  distance = 14,
): Legend {
  const entries = named.map((entry) => ({ ...entry, label: populationName(entry.label) }));
  const places: { x: number; line: number }[] = [];
  let [x, line] = [0, 0];
  for (const { label } of entries) {
    const needed = sampleWidth + letter * label.length;
    if (x > 0 && x + needed > width) [x, line] = [0, line + 1];
    places.push({ x, line });
    x += needed + gap;
  }
  const { ink } = coloursOf(options);
  const lines = entries.length > 0 ? line + 1 : 0;
  const draw = (document: Document, left: number, top: number): SVGElement => {
    const layer = element(document, "g", { "aria-label": "legend" });
    for (const [index, entry] of entries.entries()) {
      const place = places[index] as { x: number; line: number };
      const start = left + place.x;
      const y = top - distance - (lines - 1 - place.line) * lineHeight;
      layer.appendChild(sample(document, entry, start, y));
      const where = { x: start + sampleWidth, y, dy: "0.32em", fill: ink, "text-anchor": "start" };
      layer.appendChild(element(document, "text", where, entry.label));
    }
    return layer;
  };
  return { height: lines * lineHeight, draw };
}

/** A sample of how an entry is drawn. */
function sample(document: Document, { colour, sample: kind }: LegendEntry, x: number, y: number): SVGElement {
  if (kind === "area")
    return element(document, "rect", {
      x,
      y: y - 5,
      width: 18,
      height: 10,
      fill: colour,
      "fill-opacity": 0.5,
    });
  if (kind === "dot") return element(document, "circle", { cx: x + 9, cy: y, r: 3, fill: colour });
  if (kind === "ring")
    return element(document, "circle", { cx: x + 9, cy: y, r: 4, fill: "none", stroke: colour });
  const line = { x1: x, x2: x + 18, y1: y, y2: y, stroke: colour, "stroke-width": 2 };
  return element(document, "line", kind === "dashes" ? { ...line, "stroke-dasharray": "5,3" } : line);
}
