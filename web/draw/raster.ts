// A live raster: spikes of stacked populations over the last moments, new ones on the right.
import { onThemeChange } from "../shell/theme.ts";
import { type Band, bandsOf, heightUnit, kinds, type Population, type Rows, rowsOf } from "./bands.ts";
import { canvasSurface } from "./canvas-surface.ts";
import { channels, paletteOf } from "./palette.ts";
import { SpikeRing, tick } from "./spike-ring.ts";
import type { Scene, Surface } from "./surface.ts";
import { webglSurface } from "./webgl-surface.ts";

/** Options of a raster. */
export interface RasterOptions {
  /** Most spikes shown at a time; default 2^19 (4 MB). */
  readonly capacity?: number;
  /** Model time from edge to edge [ms]; default 500. */
  readonly window?: number;
  /** Called when sizes or populations change: where the bands are now, and the time shown [ms]. */
  readonly onLayout?: (bands: readonly Band[], window: number) => void;
}

const standardCapacity = 2 ** 19;
const standardWindow = 500; // [ms]

// More pixels than that per pixel of the page cannot be told apart and cost time.
const mostDensity = 2;

// Points of a vertical mark.
const pointsPerMark = 300;

/** A raster on a canvas. It draws when something changed, once per animation frame. */
export class Raster {
  readonly #canvas: HTMLCanvasElement;
  readonly #ring: SpikeRing;
  readonly #surface: Surface;
  readonly #options: RasterOptions;
  readonly #endings: (() => void)[] = [];
  #bands: readonly Band[] = [];
  #rows: Rows = { heights: new Uint16Array(), kinds: new Uint8Array() };
  #window: number;
  #now = 0;
  #colours: Pick<Scene, "colours" | "ground">;
  #asked: number | undefined;

  constructor(canvas: HTMLCanvasElement, options: RasterOptions = {}) {
    this.#canvas = canvas;
    this.#options = options;
    this.#window = options.window ?? standardWindow;
    this.#ring = new SpikeRing(options.capacity ?? standardCapacity);
    this.#surface = webglSurface(canvas, () => this.#ask()) ?? canvasSurface(canvas);
    this.#colours = this.#readColours();
    this.#endings.push(onThemeChange(() => this.#retheme()));
    const observer = new ResizeObserver(() => this.#resize());
    observer.observe(canvas);
    this.#endings.push(() => observer.disconnect());
    this.#resize();
  }

  /** `canvas` where the browser has no WebGL 2: then large networks draw slowly. */
  get kind(): Surface["kind"] {
    return this.#surface.kind;
  }

  /** Shows other populations, and forgets all spikes. */
  setPopulations(populations: readonly Population[]): void {
    this.#bands = bandsOf(populations);
    this.#rows = rowsOf(this.#bands);
    this.clear();
    this.#tellLayout();
  }

  /** Model time from edge to edge [ms]. */
  setWindow(window: number): void {
    this.#window = window;
    this.#ring.lookBack();
    this.#tellLayout();
    this.#ask();
  }

  /** Adds spikes, in the order of their times [ms], by global neuron number; `now` [ms] is the new right edge. */
  add(ids: ArrayLike<number>, times: ArrayLike<number>, now: number): void {
    const { heights, kinds: places } = this.#rows;
    for (let spike = 0; spike < ids.length; spike++) {
      const id = ids[spike] as number;
      const height = heights[id];
      if (height !== undefined) this.#ring.add(times[spike] as number, height, places[id] as number);
    }
    this.#now = Math.round(now / tick);
    this.#ask();
  }

  /** A vertical line at the present [ms], for something that was done to the network. */
  mark(time: number): void {
    const kind = kinds.indexOf("neutral");
    for (let k = 0; k < pointsPerMark; k++) this.#ring.add(time, (k * heightUnit) / pointsPerMark, kind);
    this.#ask();
  }

  clear(): void {
    this.#ring.clear();
    this.#now = 0;
    this.#ask();
  }

  dispose(): void {
    for (const end of this.#endings) end();
    if (this.#asked !== undefined) cancelAnimationFrame(this.#asked);
    this.#surface.dispose();
  }

  get #ticksPerPixel(): number {
    return Math.max(1, Math.round(this.#window / tick / Math.max(1, this.#canvas.width)));
  }

  #tellLayout(): void {
    const window = this.#ticksPerPixel * this.#canvas.width * tick;
    this.#options.onLayout?.(this.#bands, window);
  }

  #readColours(): Pick<Scene, "colours" | "ground"> {
    const palette = paletteOf(this.#canvas);
    return { colours: kinds.map((kind) => channels(palette[kind])), ground: channels(palette.paper) };
  }

  #retheme(): void {
    this.#colours = this.#readColours();
    this.#ask();
  }

  #resize(): void {
    const density = Math.min(mostDensity, devicePixelRatio || 1);
    const width = Math.max(1, Math.round(this.#canvas.clientWidth * density));
    const height = Math.max(1, Math.round(this.#canvas.clientHeight * density));
    if (width === this.#canvas.width && height === this.#canvas.height) return;
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#ring.lookBack();
    this.#tellLayout();
    // A resized canvas is empty: waiting for the next frame would flicker.
    this.#draw();
  }

  #ask(): void {
    this.#asked ??= requestAnimationFrame(() => {
      this.#asked = undefined;
      this.#draw();
    });
  }

  #draw(): void {
    const density = Math.min(mostDensity, devicePixelRatio || 1);
    const rows = Math.max(1, this.#rows.heights.length);
    const perRow = this.#canvas.height / rows;
    const pointSize = Math.round(Math.max(1.5 * density, Math.min(4 * density, 0.8 * perRow)));
    this.#surface.draw({
      ring: this.#ring,
      now: this.#now,
      ticksPerPixel: this.#ticksPerPixel,
      pointSize,
      ...this.#colours,
    });
  }
}
