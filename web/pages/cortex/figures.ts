// Figures and tables of the page. The page loads this when the first one is made.
import { type SpikeData, spikeTrains } from "cajal";
import { csv } from "cajal/io";
import { colourOf, colours, type MatrixPlotOptions, matrixPlot, rasterPlot } from "cajal/plot";
import { tableFile } from "../../network/files.ts";
import { type Activity, bin } from "./activity/activity.ts";
import { orderOf } from "./activity/order.ts";
import { around } from "./activity/pulse-answers.ts";
import { fullRate } from "./activity/shade.ts";
import type { Atlas } from "./network/messages.ts";
import { areaName } from "./state.ts";

const rowsOf = ({ areas }: Activity) =>
  areas.map(({ index }) => ({ label: areaName(index), size: 1, colour: colours.excitatory }));

/** The spikes of an area, as the text of an SVG file. */
export function rasterFigure(spikes: SpikeData, { populations }: Activity, area: number): Promise<string> {
  const own = populations.filter((population) => population.area === area);
  if (own.length === 0) throw new Error(`${areaName(area)} is not simulated; choose another area`);
  const groups = own.map(({ name, first, size }) => ({
    label: name,
    colour: colourOf(name),
    neurons: Uint32Array.from({ length: size }, (_, k) => first + k),
  }));
  return rasterPlot(spikeTrains(spikes), { groups, width: 900, height: 520 });
}

const matrixOptions = (activity: Activity, columns: number, x: string): MatrixPlotOptions => ({
  columns,
  groups: rowsOf(activity),
  x,
  y: "area, lowest first",
  z: "rate (1/s)",
  scale: "sequential",
  range: [0, fullRate],
  width: 860,
  height: 620,
});

/** Rates of all areas over the last moments up to `now` [ms]. */
export function courseFigure(activity: Activity, window: number, now: number): Promise<string> {
  const courses = activity.courses(window);
  const columns = courses[0]?.length ?? 0;
  if (columns === 0) throw new Error(`let the network run for ${bin} ms`);
  const end = bin * Math.floor(now / bin);
  const x = `time: ${end - bin * columns} to ${end} ms, in bins of ${bin} ms`;
  return matrixPlot(
    courses.flatMap((course) => [...course]),
    matrixOptions(activity, columns, x),
  );
}

/** Mean rates of all areas around the pulse. */
export function answerFigure(activity: Activity): Promise<string> {
  const begin = around.before - 10;
  const means = activity.answers.means().map((rates) => rates.subarray(begin));
  const columns = around.before + around.after - begin;
  const x = `time after the pulse: -10 to ${around.after} ms, in bins of 1 ms`;
  return matrixPlot(
    means.flatMap((rates) => [...rates]),
    matrixOptions(activity, columns, x),
  );
}

/** The same rates as a table: a row per bin, a column per area. */
export function courseTable(activity: Activity, window: number, now: number): Blob {
  const courses = activity.courses(window);
  const columns = courses[0]?.length ?? 0;
  const end = bin * Math.floor(now / bin);
  const times = Float64Array.from({ length: columns }, (_, k) => end - bin * (columns - k));
  const table = csv([
    { name: "begin", unit: "ms", values: times },
    ...activity.areas.map(({ index }, place) => ({
      name: areaName(index),
      unit: "1/s",
      values: courses[place] as Float64Array,
    })),
  ]);
  return tableFile(table);
}

/** When the pulse arrived at which area, in that order. */
export function arrivalTable(activity: Activity, atlas: Atlas | undefined): Blob {
  const { pulse } = activity.answers;
  if (!pulse || !atlas) throw new Error("send a pulse first");
  const order = orderOf(atlas, pulse.area, activity.arrivals(atlas.areas.length));
  const table = csv([
    { name: "area", values: order.map(({ area }) => areaName(area)) },
    { name: "arrival", unit: "ms", values: order.map(({ time }) => time) },
    { name: "distance", unit: "mm", values: order.map(({ distance }) => distance) },
    { name: "axonal delay", unit: "ms", values: order.map(({ delay }) => delay) },
    { name: "direct", values: order.map(({ direct }) => Number(direct)) },
  ]);
  return tableFile(table);
}
