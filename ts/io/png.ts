// Pictures from figures: SVG to PNG with the font that comes with the package.
import { builtin } from "../backend/environment.ts";

/** Options of {@link renderPng}. */
export interface PngOptions {
  /** Width of the picture [px]; default: twice that of the figure. */
  readonly width?: number;
}

/**
 * Renders the text of an SVG file as PNG on white, in Node. Looks the same on every machine: system fonts are not used.
 *
 * @throws Error when the text is no SVG.
 * @example
 * writeFileSync("figure.png", renderPng(svg));
 */
export function renderPng(svg: string, options: PngOptions = {}): Uint8Array {
  // Asked for at run time, so that bundlers for the web never meet it.
  const require = builtin("node:module").createRequire(import.meta.url);
  const { Resvg } = require("@resvg/resvg-js") as typeof import("@resvg/resvg-js");
  const fonts = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];
  const picture = new Resvg(svg, {
    background: "white",
    fitTo: options.width === undefined ? { mode: "zoom", value: 2 } : { mode: "width", value: options.width },
    font: {
      fontFiles: fonts.map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
      loadSystemFonts: false,
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  });
  return picture.render().asPng();
}
