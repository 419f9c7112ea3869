/** Files from the page: what the export menu offers, and how a file gets to the user. */

/** A file that the export menu offers. */
export interface Export {
  /** Such as `Spikes (CSV)`. */
  readonly label: string;
  /** Name of the file, such as `spikes.csv`. */
  readonly name: string;
  /** Makes the file when it is asked for; what it throws becomes a message. */
  readonly make: () => Promise<Blob> | Blob;
  /** Why it cannot be made now, such as `run the network first`; absent when it can. */
  readonly unavailable?: string | undefined;
}

/** Hands a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The text of an SVG file as a file. */
const svgFile = (svg: string): Blob => new Blob([svg], { type: "image/svg+xml" });

function canvasOf(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no canvas to draw on; take the SVG file instead");
  return [canvas, context];
}

/** The picture on a canvas as a PNG file. */
async function canvasFile(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the picture is too large for this browser; make the window smaller");
  return blob;
}

/** Renders the text of an SVG file, which must state its width and height, as a PNG file, `zoom` times as large. */
async function svgToPng(svg: string, zoom = 2): Promise<Blob> {
  const image = new Image();
  // A data address, because the pages' policy lets images come from nowhere else.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const [canvas, context] = canvasOf(image.naturalWidth * zoom, image.naturalHeight * zoom);
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvasFile(canvas);
}

/** A figure, as the text of an SVG file, as both files that the menu offers of it; `name` is without its ending. */
export const figureFiles = (
  { label, name, unavailable }: Omit<Export, "make">,
  make: () => Promise<string>,
): Export[] => [
  { label: `${label} (SVG)`, name: `${name}.svg`, unavailable, make: async () => svgFile(await make()) },
  { label: `${label} (PNG)`, name: `${name}.png`, unavailable, make: async () => svgToPng(await make()) },
];
