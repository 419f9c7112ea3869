// What tests of figures look at: texts, elements, pixels.
import { inflateSync } from "node:zlib";

/** Text shown in a figure. */
export const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map((match) => match[1] as string);

/** Elements of a name that have all of the attributes. */
export const elements = (
  svg: string,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): string[] =>
  [...svg.matchAll(new RegExp(`<${name}[ >][^>]*>?`, "g"))]
    .map(([element]) => element)
    .filter((element) =>
      Object.entries(attributes).every(([key, value]) => element.includes(` ${key}="${value}"`)),
    );

/** Width and height of a PNG, and its pixels as places in the palette. */
export function decode(png: Uint8Array): { width: number; height: number; pixels: Uint8Array[] } {
  const view = new DataView(png.buffer, png.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const name = Buffer.from(png.subarray(at + 4, at + 8)).toString();
    if (name === "IDAT") parts.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const data = inflateSync(Buffer.concat(parts));
  const rows = Array.from({ length: height }, (_, row) =>
    data.subarray(row * (width + 1) + 1, (row + 1) * (width + 1)),
  );
  return { width, height, pixels: rows };
}

/** The bitmaps inside a figure, in the order of the text. */
export const bitmaps = (svg: string) =>
  [...svg.matchAll(/data:image\/png;base64,([^"]+)/g)].map(([, text]) =>
    decode(Buffer.from(text as string, "base64")),
  );
