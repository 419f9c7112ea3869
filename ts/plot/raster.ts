// Spike raster of stacked populations, in the form of Potjans & Diesmann 2014, figure 6.
import * as Plot from "@observablehq/plot";
import { type SpikeSource, type Trains, toTrains, train } from "../analysis/index.ts";
import { type Bitmap, pngAddress } from "./bitmap.ts";
import { figure } from "./figure.ts";
import { displayLabel, type Group, labelMargin } from "./style.ts";

/** A population of a raster. */
export interface RasterGroup extends Group {
  /** Neurons to show, from the top of the band down. */
  readonly neurons: ArrayLike<number>;
}

/** Options of {@link rasterPlot}. */
export interface RasterOptions {
  /** Populations from the top down. */
  readonly groups: readonly RasterGroup[];
  /** Window [ms]; default: that of the source. */
  readonly tStart?: number;
  readonly tStop?: number;
  /** Size of the figure [px]; default 760 x 560. */
  readonly width?: number;
  readonly height?: number;
}

// Beyond so many spikes a vector figure is slow to open, and the marks merge anyway.
const vectorLimit = 20_000;

// Pixels of the bitmap per pixel of the figure: sharp on dense screens and in print.
const density = 3;

/** Where a mark stands: position in the frame from 0 to 1, and the group. */
type Place = (x: number, y: number, group: number) => void;

/**
 * Draws spikes over time, one row per neuron, populations stacked. Above 20,000 spikes the marks are a bitmap
 * inside the SVG; axes and labels stay vectors.
 *
 * @returns the text of an SVG file
 * @throws RangeError when the window is empty, there is no group, or a neuron was not recorded.
 * @example
 * const svg = await rasterPlot(sim.read(spikes), { groups: [{ label: "E", colour: "#0072b2", neurons: [0, 1] }] });
 */
export async function rasterPlot(source: SpikeSource, options: RasterOptions): Promise<string> {
  const { groups, width = 760, height = 560 } = options;
  const neurons = groups.flatMap((group) => Array.from(group.neurons));
  if (neurons.length === 0) throw new RangeError("a raster needs at least one neuron");
  const tStart = options.tStart ?? source.tStart;
  const tStop = options.tStop ?? source.tStop;
  const trains = toTrains(source, { neurons, tStart, tStop });
  const margins = { marginLeft: labelMargin(groups, 9), marginRight: 28, marginTop: 12, marginBottom: 44 };
  const frame = {
    width: width - margins.marginLeft - margins.marginRight,
    height: height - margins.marginTop - margins.marginBottom,
  };
  const marks =
    trains.times.length > vectorLimit ? bitmapMark(trains, groups, frame) : pathMark(trains, groups, frame);
  const bands = bandsOf(groups);
  return figure({
    width,
    height,
    ...margins,
    x: {
      domain: [tStart, tStop],
      label: "time (ms)",
      labelAnchor: "center",
      labelArrow: "none",
      ticks: 8,
      tickFormat: String,
    },
    y: { domain: [neurons.length, 0], axis: null },
    marks: [
      await marks,
      Plot.ruleY(
        bands.slice(1).map(({ first }) => first),
        { stroke: "#bbbbbb", strokeWidth: 0.75 },
      ),
      Plot.frame({ stroke: "#888888" }),
      Plot.text(spread(bands, (16 / frame.height) * neurons.length, neurons.length), {
        x: tStart,
        y: "middle",
        text: (band) => displayLabel(band.label),
        fill: (band) => band.colour,
        textAnchor: "end",
        dx: -10,
        fontSize: 13,
        fontWeight: "bold",
      }),
    ],
  });
}

interface Band extends Group {
  readonly first: number;
  readonly last: number;
  /** Row beside which the label stands. */
  readonly middle: number;
}

function bandsOf(groups: readonly RasterGroup[]): Band[] {
  let first = 0;
  return groups.map(({ label, colour, neurons }) => {
    const band = { label, colour, first, last: first + neurons.length, middle: first + neurons.length / 2 };
    first = band.last;
    return band;
  });
}

/** Moves labels of narrow bands down so that none covers the one above, then up where they leave the frame. */
function spread(bands: readonly Band[], distance: number, rows: number): Band[] {
  let lowest = Number.NEGATIVE_INFINITY;
  const down = bands.map((band) => {
    lowest = Math.max(band.middle, lowest + distance);
    return { ...band, middle: lowest };
  });
  let highest = Math.max(rows, distance * bands.length) + distance / 2;
  return down.reverse().map((band) => {
    highest = Math.min(band.middle, highest - distance);
    return { ...band, middle: highest };
  });
}

function eachSpike(trains: Trains, groups: readonly RasterGroup[], place: Place): void {
  const rows = trains.offsets.length - 1;
  const scale = 1 / (trains.tStop - trains.tStart);
  let row = 0;
  for (const [group, { neurons }] of groups.entries()) {
    for (let index = 0; index < neurons.length; index++, row++) {
      for (const time of train(trains, row)) place((time - trains.tStart) * scale, (row + 0.5) / rows, group);
    }
  }
}

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** One path per population with a short stroke per spike. */
function pathMark(trains: Trains, groups: readonly RasterGroup[], frame: Frame): Plot.Markish {
  const paths = groups.map(() => "");
  const stroke = Math.min(6, Math.max(1.2, (0.8 * frame.height) / (trains.offsets.length - 1)));
  eachSpike(trains, groups, (x, y, group) => {
    paths[group] +=
      `M${(x * frame.width).toFixed(1)} ${(y * frame.height - stroke / 2).toFixed(1)}v${stroke.toFixed(1)}`;
  });
  return (_index, _scales, _values, dimensions, { document }) => {
    const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
    layer.setAttribute("transform", `translate(${dimensions.marginLeft},${dimensions.marginTop})`);
    for (const [group, { colour }] of groups.entries()) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", paths[group] as string);
      path.setAttribute("stroke", colour);
      path.setAttribute("stroke-width", "1.2");
      path.setAttribute("fill", "none");
      layer.appendChild(path);
    }
    return layer;
  };
}

async function bitmapMark(
  trains: Trains,
  groups: readonly RasterGroup[],
  frame: Frame,
): Promise<Plot.Markish> {
  const address = await pngAddress(
    drawBitmap(trains, groups, frame),
    groups.map(({ colour }) => colour),
  );
  return (_index, _scales, _values, dimensions, { document }) => {
    const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
    const attributes = {
      x: dimensions.marginLeft,
      y: dimensions.marginTop,
      width: frame.width,
      height: frame.height,
      preserveAspectRatio: "none",
      href: address,
    };
    for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, String(value));
    return image;
  };
}

function drawBitmap(trains: Trains, groups: readonly RasterGroup[], frame: Frame): Bitmap {
  const width = Math.round(density * frame.width);
  const height = Math.round(density * frame.height);
  const pixels = new Uint8Array(width * height);
  const size = Math.max(density, Math.min(2 * density, Math.floor(height / (trains.offsets.length - 1))));
  eachSpike(trains, groups, (x, y, group) => {
    const left = Math.min(width - size, Math.max(0, Math.round(x * width - size / 2)));
    const top = Math.min(height - size, Math.max(0, Math.round(y * height - size / 2)));
    for (let line = top; line < top + size; line++) {
      pixels.fill(group + 1, line * width + left, line * width + left + size);
    }
  });
  return { width, height, pixels };
}
