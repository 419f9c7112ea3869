// Numbers as an image: positive ones in the colour of excitation, negative ones in that of inhibition.
import { onThemeChange } from "../shell/theme.ts";
import { channels, paletteOf } from "./palette.ts";

/** A matrix to draw; `values[row * columns + column]`, NaN leaves a gap. */
export interface DrawnMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
}

/** Keeps a canvas as an image of one pixel per entry; style sheets make it large. */
export class MatrixImage {
  readonly #canvas: HTMLCanvasElement;
  readonly #end: () => void;
  /** Numbers as large as this have the full colour. */
  readonly #range: number;
  #matrix: DrawnMatrix = { rows: 0, columns: 0, values: [] };
  #colours: Readonly<Record<"ground" | "positive" | "negative", readonly number[]>>;

  constructor(canvas: HTMLCanvasElement, range: number) {
    this.#canvas = canvas;
    this.#range = range;
    this.#colours = this.#read();
    this.#end = onThemeChange(() => {
      this.#colours = this.#read();
      this.draw(this.#matrix);
    });
  }

  draw(matrix: DrawnMatrix): void {
    this.#matrix = matrix;
    const { rows, columns, values } = matrix;
    const context = this.#canvas.getContext("2d");
    if (!context || rows * columns === 0) return;
    if (this.#canvas.width !== columns) this.#canvas.width = columns;
    if (this.#canvas.height !== rows) this.#canvas.height = rows;
    const image = context.createImageData(columns, rows);
    const { ground, positive, negative } = this.#colours;
    for (let k = 0; k < rows * columns; k++) {
      const value = values[k] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const share = Math.min(1, Math.abs(value) / this.#range);
      const full = value < 0 ? negative : positive;
      for (let channel = 0; channel < 3; channel++)
        image.data[4 * k + channel] =
          255 * ((1 - share) * (ground[channel] as number) + share * (full[channel] as number));
      image.data[4 * k + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }

  dispose(): void {
    this.#end();
  }

  #read() {
    const { paper, excitatory, inhibitory } = paletteOf(this.#canvas);
    return { ground: channels(paper), positive: channels(excitatory), negative: channels(inhibitory) };
  }
}
