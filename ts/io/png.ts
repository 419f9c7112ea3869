// Pictures from figures: SVG to PNG with the font that comes with the package.
import { checkArgument, checkOptions } from "../arguments/check.ts";
import { optional, positive, text } from "../arguments/kinds.ts";
import { builtin } from "../backend/environment.ts";
import { CajalError } from "../error.ts";

/** Options of {@link renderPng}. */
export interface PngOptions {
  /** Width of the picture [px]; default: twice that of the figure. */
  readonly width?: number;
}

/**
 * Renders the text of an SVG file as PNG on white, in Node. Looks the same on every machine: system fonts are not used.
 *
 * @throws CajalError E_TYPE, E_UNKNOWN_PARAM; E_FORMAT when the text is no SVG.
 * @example
 * writeFileSync("figure.png", renderPng(svg));
 */
export function renderPng(svg: string, options: PngOptions = {}): Uint8Array {
  checkArgument(svg, "renderPng", "svg", text);
  checkOptions(options, "renderPng", { width: optional(positive) });
  // Asked for at run time, so that bundlers for the web never meet it.
  const require = builtin("node:module").createRequire(import.meta.url);
  const { Resvg } = require("@resvg/resvg-js") as typeof import("@resvg/resvg-js");
  const fonts = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];
  const picture = parsed(
    svg,
    () =>
      new Resvg(svg, {
        background: "white",
        fitTo:
          options.width === undefined ? { mode: "zoom", value: 2 } : { mode: "width", value: options.width },
        font: {
          fontFiles: fonts.map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
          loadSystemFonts: false,
          defaultFontFamily: "DejaVu Sans",
          sansSerifFamily: "DejaVu Sans",
        },
      }),
  );
  return picture.render().asPng();
}

function parsed<Picture>(svg: string, parse: () => Picture): Picture {
  try {
    return parse();
  } catch (cause) {
    const [parameter, allowed] = ["svg", "the text of an SVG file"];
    const message = `renderPng: svg must be ${allowed}: ${(cause as Error).message}`;
    throw new CajalError("E_FORMAT", message, { parameter, value: svg, allowed }, { cause });
  }
}
