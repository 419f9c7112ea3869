// A bitmap over the frame of a figure.
import type * as Plot from "@observablehq/plot";
import { element } from "../frame/document.ts";
import type { Frame } from "../frame/figure.ts";
import { type Bitmap, pngAddress } from "./bitmap.ts";

/**
 * A bitmap that fills the frame.
 *
 * @param colours the palette from place 1 on, as #rrggbb
 */
export async function imageMark(image: Bitmap, colours: readonly string[]): Promise<Plot.Markish> {
  const href = await pngAddress(image, colours);
  return (_index, _scales, _values, dimensions, { document }) => {
    const { width, height, marginLeft, marginTop, marginRight, marginBottom } = dimensions;
    return element(document, "image", {
      x: marginLeft,
      y: marginTop,
      width: width - marginLeft - marginRight,
      height: height - marginTop - marginBottom,
      preserveAspectRatio: "none",
      href,
    });
  };
}

/**
 * A grid as a bitmap whose cells keep sharp borders in a frame: viewers blur what they enlarge, and few know
 * the attribute that forbids it.
 *
 * @param places the palette's place of each cell, row by row from the top
 */
export function gridBitmap(places: Uint8Array, columns: number, frame: Frame): Bitmap {
  const rows = places.length / columns;
  const across = Math.max(1, Math.ceil((2 * frame.width) / columns));
  const down = Math.max(1, Math.ceil((2 * frame.height) / rows));
  const [width, height] = [columns * across, rows * down];
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < rows; row++) {
    const first = row * down * width;
    for (let column = 0; column < columns; column++) {
      const place = places[row * columns + column] as number;
      pixels.fill(place, first + column * across, first + (column + 1) * across);
    }
    for (let copy = 1; copy < down; copy++) pixels.copyWithin(first + copy * width, first, first + width);
  }
  return { width, height, pixels };
}
