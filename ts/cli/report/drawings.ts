// Figures as files: vectors for light and dark ground, and pixels.
import { renderPng } from "../../io/png.ts";
import type { Theme } from "../../plot/index.ts";
import { writeResult } from "../files/result-folder.ts";

/** A written figure: `name.svg`, `name-dark.svg` and `name.png`. */
export interface Figure {
  /** Name of the files without ending. */
  readonly name: string;
  readonly title: string;
}

/** A figure that is to be drawn. */
export interface Drawing extends Figure {
  readonly draw: (theme: Theme) => Promise<string>;
}

/** Writes figures; `onProgress` hears the part that is done, 0 to 1. */
export async function writeDrawings(
  folder: string,
  drawings: readonly Drawing[],
  onProgress: (fraction: number) => void = () => {},
): Promise<Figure[]> {
  for (const [index, { name, draw }] of drawings.entries()) {
    const svg = await draw("light");
    writeResult(folder, `${name}.svg`, svg);
    writeResult(folder, `${name}-dark.svg`, await draw("dark"));
    writeResult(folder, `${name}.png`, renderPng(svg));
    onProgress((index + 1) / drawings.length);
  }
  return drawings.map(({ name, title }) => ({ name, title }));
}
