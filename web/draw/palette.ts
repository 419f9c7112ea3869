// The page's colours for what is drawn on canvases, in the theme that is on.

/** Colours as CSS writes them. */
export interface Palette {
  readonly ink: string;
  readonly paper: string;
  readonly line: string;
  readonly excitatory: string;
  readonly inhibitory: string;
  readonly neutral: string;
  /** For a third kind of line. */
  readonly third: string;
}

const standard: Palette = {
  ink: "#1a1a1a",
  paper: "#ffffff",
  line: "#d0d0d0",
  excitatory: "#0072b2",
  inhibitory: "#d55e00",
  neutral: "#777777",
  third: "#1a7a4c",
};

const variables: Readonly<Record<keyof Palette, string>> = {
  ink: "--ink",
  paper: "--panel",
  line: "--line",
  excitatory: "--E",
  inhibitory: "--I",
  neutral: "--quiet",
  third: "--good",
};

/** The present colours of an element. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: keyof Palette): string =>
    style.getPropertyValue(variables[name]).trim() || standard[name];
  return {
    ink: read("ink"),
    paper: read("paper"),
    line: read("line"),
    excitatory: read("excitatory"),
    inhibitory: read("inhibitory"),
    neutral: read("neutral"),
    third: read("third"),
  };
}

const probe = (): CanvasRenderingContext2D | null => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1, 1];
  return canvas.getContext("2d", { willReadFrequently: true });
};

/** Red, green and blue between 0 and 1 of any CSS colour. */
export function channels(colour: string): [number, number, number] {
  const context = probe();
  if (!context) return [0.5, 0.5, 0.5];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red / 255, green / 255, blue / 255];
}
