// The spikes of a raster: strokes where they are few, pixels where they are many.
import type * as Plot from "@observablehq/plot";
import { type Trains, train } from "../../analysis/trains.ts";
import { element } from "../frame/document.ts";
import type { Frame } from "../frame/figure.ts";
import type { Bitmap } from "./bitmap.ts";
import { imageMark } from "./image-mark.ts";

interface Population {
  readonly colour: string;
  readonly neurons: ArrayLike<number>;
}

// Beyond so many spikes a vector figure is slow to open, and the marks merge anyway.
const vectorLimit = 20_000;

// Pixels of the bitmap per pixel of the figure: sharp on dense screens and in print. Marks of very many
// spikes merge anyway: there fewer pixels take half the time (a million spikes to PNG: 190 instead of
// 370 ms) and half the text.
const densityOf = (spikes: number): number => (spikes > 500_000 ? 2 : 3);

/** The spikes of populations whose neurons are the rows of the trains, in this order. */
export async function spikeMarks(
  trains: Trains,
  groups: readonly Population[],
  frame: Frame,
): Promise<Plot.Markish> {
  if (trains.times.length <= vectorLimit) return pathMark(trains, groups, frame);
  const palette = groups.map(({ colour }) => colour);
  return imageMark(drawBitmap(trains, groups, frame), palette);
}

/** Where a mark stands: position in the frame from 0 to 1, and the group. */
type Place = (x: number, y: number, group: number) => void;

function eachSpike(trains: Trains, groups: readonly Population[], place: Place): void {
  const rows = trains.offsets.length - 1;
  const scale = 1 / (trains.tStop - trains.tStart);
  let row = 0;
  for (const [group, { neurons }] of groups.entries()) {
    for (let index = 0; index < neurons.length; index++, row++) {
      for (const time of train(trains, row)) place((time - trains.tStart) * scale, (row + 0.5) / rows, group);
    }
  }
}

/** One path per population with a short stroke per spike. */
function pathMark(trains: Trains, groups: readonly Population[], frame: Frame): Plot.Markish {
  const paths = groups.map(() => "");
  const stroke = Math.min(6, Math.max(1.2, (0.8 * frame.height) / (trains.offsets.length - 1)));
  eachSpike(trains, groups, (x, y, group) => {
    paths[group] +=
      `M${(x * frame.width).toFixed(1)} ${(y * frame.height - stroke / 2).toFixed(1)}v${stroke.toFixed(1)}`;
  });
  return (_index, _scales, _values, { marginLeft, marginTop }, { document }) => {
    const layer = element(document, "g", { transform: `translate(${marginLeft},${marginTop})` });
    for (const [group, { colour }] of groups.entries()) {
      const d = paths[group] as string;
      layer.appendChild(element(document, "path", { d, stroke: colour, "stroke-width": 1.2, fill: "none" }));
    }
    return layer;
  };
}

function drawBitmap(trains: Trains, groups: readonly Population[], frame: Frame): Bitmap {
  const density = densityOf(trains.times.length);
  const width = Math.round(density * frame.width);
  const height = Math.round(density * frame.height);
  const pixels = new Uint8Array(width * height);
  const size = Math.max(density, Math.min(2 * density, Math.floor(height / (trains.offsets.length - 1))));
  eachSpike(trains, groups, (x, y, group) => {
    const left = Math.min(width - size, Math.max(0, Math.round(x * width - size / 2)));
    const top = Math.min(height - size, Math.max(0, Math.round(y * height - size / 2)));
    // Loops, because a call of fill costs more than the few pixels: drawing a million spikes took 300 ms
    // with it and takes 180 ms with these.
    for (let line = top * width + left; line < (top + size) * width; line += width)
      for (let pixel = line; pixel < line + size; pixel++) pixels[pixel] = group + 1;
  });
  return { width, height, pixels };
}
