// Spike raster of stacked populations, in the form of Potjans & Diesmann 2014, figure 6.
import * as Plot from "@observablehq/plot";
import { populationRate } from "../../analysis/rates/population-histogram.ts";
import { checkMeasure, checkWindow, type SpikeSource, type Trains, toTrains } from "../../analysis/trains.ts";
import { type Checks, refuse } from "../../arguments/check.ts";
import { finite, numbers, optional, positive } from "../../arguments/kinds.ts";
import { groupsOf, ofFigure, refuseCounts } from "../frame/arguments.ts";
import { axis, extent } from "../frame/axis.ts";
import { figure, frameIn } from "../frame/figure.ts";
import {
  coloured,
  coloursOf,
  displayLabel,
  type FigureOptions,
  type Group,
  labelMargin,
} from "../frame/style.ts";
import { bandsOf, spread } from "../marks/bands.ts";
import { spikeMarks } from "../marks/raster-marks.ts";

/** A population of a raster. */
export interface RasterGroup extends Group {
  /** Neurons to show, from the top of the band down. */
  readonly neurons: ArrayLike<number>;
}

/** Options of {@link rasterPlot}; the size is 760 x 560 unless given. */
export interface RasterOptions extends FigureOptions {
  /** Populations from the top down. */
  readonly groups: readonly RasterGroup[];
  /** Window [ms]; default: that of the source. */
  readonly tStart?: number;
  readonly tStop?: number;
  /** Draw the rate of each population below, in bins of so many ms; default: no rates. */
  readonly rateBin?: number;
}

const rateHeight = 110;

// A figure shows no more steps apart.
const mostRates = 100_000;

const call = "rasterPlot";

const ofRaster: Checks = {
  ...ofFigure,
  groups: groupsOf({ neurons: numbers }),
  tStart: optional(finite),
  tStop: optional(finite),
  rateBin: optional(positive),
};

/** Whole bins of rates, of which at least one fits and not too many. */
function checkRates(rateBin: number | undefined, window: number): void {
  if (rateBin === undefined || (rateBin <= window && window / rateBin <= mostRates)) return;
  const allowed = `from ${window / mostRates} to ${window} ms, which makes 1 to ${mostRates} bins`;
  refuse(rateBin, allowed, { call, parameter: "rateBin" });
}

/**
 * Draws spikes over time, one row per neuron, populations stacked. Above 20,000 spikes the marks are a bitmap
 * inside the SVG; axes and labels stay vectors.
 *
 * @returns the text of an SVG file
 * @throws CajalError when the window is empty, there is no group, a neuron was not recorded, or no bin fits.
 * @example
 * const svg = await rasterPlot(sim.read(spikes), { groups: [{ label: "E", neurons: [0, 1] }] });
 */
export async function rasterPlot(source: SpikeSource, options: RasterOptions): Promise<string> {
  checkMeasure(call, source, options, ofRaster);
  const { width = 760, height = 560, rateBin } = options;
  const groups = coloured(options.groups, options);
  const neurons = groups.flatMap((group) => Array.from(group.neurons));
  if (neurons.length === 0) refuseCounts(call, "groups", "groups must have at least one neuron");
  const tStart = options.tStart ?? source.tStart;
  const tStop = options.tStop ?? source.tStop;
  checkWindow(tStart, tStop, call);
  checkRates(rateBin, tStop - tStart);
  const trains = toTrains(source, { neurons, tStart, tStop });
  const time = { ...axis("time (ms)", [tStart, tStop]), ticks: 8, tickFormat: String };
  const sides = { marginLeft: labelMargin(groups, 9), marginRight: 28 };
  const margins = { ...sides, marginTop: 12, marginBottom: rateBin === undefined ? 44 : rateHeight + 8 };
  const frame = frameIn(call, { width, height, ...margins }, options);
  const bands = bandsOf(groups.map((group) => ({ ...group, size: group.neurons.length })));
  const { muted, faint } = coloursOf(options);
  const description: Plot.PlotOptions = {
    width,
    height,
    ...margins,
    x: rateBin === undefined ? time : { ...time, axis: null },
    y: { domain: [neurons.length, 0], axis: null },
    marks: [
      await spikeMarks(trains, groups, frame),
      Plot.ruleY(
        bands.slice(1).map(({ first }) => first),
        { stroke: faint, strokeWidth: 0.75 },
      ),
      Plot.frame({ stroke: muted }),
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
  };
  if (rateBin === undefined) return figure(call, description, options);
  const rates = bands
    .filter(({ first, last }) => last > first)
    .map(({ first, last, colour }) => {
      const rows = Uint32Array.from({ length: last - first }, (_, row) => first + row);
      return { colour, rate: populationRate(trains, { neurons: rows, bin: rateBin }) };
    });
  const beside: Plot.PlotOptions = {
    width,
    height: rateHeight,
    ...sides,
    marginTop: 6,
    marginBottom: 44,
    x: time,
    y: {
      ...axis("rate (1/s)", [0, extent(rates.map(({ rate }) => rate))[1]]),
      ticks: 3,
      nice: true,
      grid: true,
    },
    marks: rates.map((one) => rateMark(one, trains, rateBin)),
  };
  return figure(call, description, options, { beside });
}

/** The rate of a population in steps. */
function rateMark({ colour, rate }: { colour: string; rate: Float64Array }, { tStart }: Trains, bin: number) {
  const middles = Array.from(rate, (_, index) => tStart + (index + 0.5) * bin);
  return Plot.line(middles, {
    x: middles,
    y: Array.from(rate),
    stroke: colour,
    strokeWidth: 1.2,
    curve: "step",
  });
}
