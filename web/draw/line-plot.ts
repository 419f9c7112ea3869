// Lines that change while one looks at them: uPlot in the page's colours.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { onThemeChange } from "../shell/theme.ts";
import { type Palette, paletteOf } from "./palette.ts";

/** A line. */
export interface Line {
  readonly label: string;
  /** One of the page's colours, or any CSS colour. */
  readonly colour: keyof Palette | (string & {});
  /** [px], default 1.5 */
  readonly width?: number;
  /** Lengths of dashes and gaps [px]. */
  readonly dash?: readonly number[];
}

/** How a plot looks. */
export interface LinePlotOptions {
  readonly lines: readonly Line[];
  /** Name of the horizontal axis, with unit; none: no axis. */
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  /** Range of the horizontal axis; default: that of the data. */
  readonly xRange?: readonly [number, number] | undefined;
  /** The vertical axis shows at least this range; it grows with the data. */
  readonly yLeast?: readonly [number, number] | undefined;
  /** The vertical axis is logarithmic and shows this range. */
  readonly yLogarithmic?: readonly [number, number] | undefined;
  /** Horizontal lines for comparison, each in the colour of a line. */
  readonly references?: readonly { readonly value: number; readonly colour: Line["colour"] }[];
}

const font = '12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

const colourIn = (palette: Palette, colour: Line["colour"]): string =>
  palette[colour as keyof Palette] ?? colour;

const axis = (palette: Palette, label: string | undefined, side: 0 | 1): uPlot.Axis => ({
  show: label !== undefined,
  stroke: palette.neutral,
  font,
  labelFont: font,
  ...(label ? { label, labelSize: 16, labelGap: 0 } : {}),
  size: side === 0 ? 26 : 40,
  space: side === 0 ? 60 : 24,
  gap: 3,
  grid: { stroke: palette.line, width: 1 },
  ticks: { stroke: palette.line, width: 1, size: 4 },
});

/** Dashed lines across the frame, behind the data. */
function referenceMarks(palette: Palette, { references = [] }: LinePlotOptions) {
  return (plot: uPlot): void => {
    const { ctx: context, bbox } = plot;
    context.save();
    context.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    context.lineWidth = devicePixelRatio;
    context.globalAlpha = 0.75;
    for (const { value, colour } of references) {
      const y = Math.round(plot.valToPos(value, "y", true));
      if (y < bbox.top) continue;
      context.strokeStyle = colourIn(palette, colour);
      context.beginPath();
      context.moveTo(bbox.left, y);
      context.lineTo(bbox.left + bbox.width, y);
      context.stroke();
    }
    context.restore();
  };
}

/** Grows at once where the data need it, and shrinks only when they need much less: a calm axis. */
function calmRange(least: readonly [number, number]): uPlot.Range.Function {
  let [low, high] = least;
  return (_, dataLow, dataHigh) => {
    const [bottom, top] = [Math.min(least[0], dataLow ?? 0), Math.max(least[1], (dataHigh ?? 0) * 1.08)];
    if (top > high || top < 0.5 * high) high = top;
    if (bottom < low || bottom > 0.5 * low) low = bottom;
    return [low, high];
  };
}

/** Marks of a logarithmic axis: powers of ten. */
function decades({ yLogarithmic }: LinePlotOptions): uPlot.Axis {
  if (!yLogarithmic) return {};
  const [low, high] = yLogarithmic.map((value) => Math.round(Math.log10(value))) as [number, number];
  const powers = Array.from({ length: high - low + 1 }, (_, k) => Number(`1e${low + k}`));
  return {
    splits: () => powers,
    filter: () => powers,
    values: () => powers.map((power) => (power < 0.01 ? power.toExponential(0) : `${power}`)),
  };
}

function verticalScale({ yLeast, yLogarithmic }: LinePlotOptions): uPlot.Scale {
  if (yLogarithmic) return { distr: 3, range: [...yLogarithmic] as uPlot.Range.MinMax };
  return yLeast ? { range: calmRange(yLeast) } : {};
}

function optionsOf(place: HTMLElement, options: LinePlotOptions): uPlot.Options {
  const palette = paletteOf(place);
  const { xRange } = options;
  return {
    width: Math.max(40, place.clientWidth),
    height: Math.max(40, place.clientHeight),
    padding: [6, 8, options.x === undefined ? 4 : 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, ...(xRange ? { range: [xRange[0], xRange[1]] } : {}) },
      y: verticalScale(options),
    },
    axes: [axis(palette, options.x, 0), { ...axis(palette, options.y, 1), ...decades(options) }],
    series: [
      {},
      ...options.lines.map(({ label, colour, width = 1.5, dash }) => ({
        label,
        stroke: colourIn(palette, colour),
        width,
        ...(dash ? { dash: [...dash] } : {}),
        points: { show: false },
      })),
    ],
    hooks: { drawClear: [referenceMarks(palette, options)] },
  };
}

/** A line plot that fills an element. Setting data several times between two animation frames draws once. */
export class LinePlot {
  readonly #place: HTMLElement;
  readonly #endings: (() => void)[] = [];
  #options: LinePlotOptions;
  #plot: uPlot;
  #data: uPlot.AlignedData;
  #asked: number | undefined;

  constructor(place: HTMLElement, options: LinePlotOptions) {
    this.#place = place;
    this.#options = options;
    this.#data = [[], ...options.lines.map(() => [])];
    this.#plot = new uPlot(optionsOf(place, options), this.#data, place);
    this.#endings.push(onThemeChange(() => this.#renew()));
    const observer = new ResizeObserver(() =>
      this.#plot.setSize({
        width: Math.max(40, place.clientWidth),
        height: Math.max(40, place.clientHeight),
      }),
    );
    observer.observe(place);
    this.#endings.push(() => observer.disconnect());
  }

  /** Other lines, axes or references. */
  setOptions(options: LinePlotOptions): void {
    this.#options = options;
    if (this.#data.length !== options.lines.length + 1) this.#data = [[], ...options.lines.map(() => [])];
    this.#renew();
  }

  /** The positions and the values of every line; NaN or null leaves a gap, undefined none. */
  setData(x: ArrayLike<number>, lines: readonly ArrayLike<number | null | undefined>[]): void {
    this.#data = [x, ...lines] as unknown as uPlot.AlignedData;
    this.#asked ??= requestAnimationFrame(() => {
      this.#asked = undefined;
      this.#plot.setData(this.#data);
    });
  }

  dispose(): void {
    if (this.#asked !== undefined) cancelAnimationFrame(this.#asked);
    for (const end of this.#endings) end();
    this.#plot.destroy();
  }

  /** Colours of a uPlot are fixed, so that another theme takes another one. */
  #renew(): void {
    this.#plot.destroy();
    this.#plot = new uPlot(optionsOf(this.#place, this.#options), this.#data, this.#place);
  }
}
