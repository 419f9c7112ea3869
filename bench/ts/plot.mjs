// Question: what does it cost to draw a recording of a million spikes, and a matrix of a thousand neurons,
// as PNG?
import { poissonTrains } from "../../dist/analysis/index.js";
import { renderPng } from "../../dist/io/png.js";
import { matrixPlot, rasterPlot } from "../../dist/plot/index.js";
import { table } from "../table.mjs";

const repeats = 7;
const trains = poissonTrains({ count: 5000, rate: 20, tStart: 0, tStop: 10_000, seed: 1 });
const neurons = (first, size) => Uint32Array.from({ length: size }, (_, index) => first + index);
const groups = [
  { label: "E", neurons: neurons(0, 4000) },
  { label: "I", neurons: neurons(4000, 1000) },
];
const cells = Float64Array.from({ length: 1000 * 1000 }, (_, cell) => Math.sin(cell / 1000));

const figures = [
  { name: `raster of ${trains.times.length} spikes`, draw: () => rasterPlot(trains, { groups }) },
  { name: "the same with rates", draw: () => rasterPlot(trains, { groups, rateBin: 10 }) },
  { name: "matrix of 1000 x 1000", draw: () => matrixPlot(cells) },
];

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];

/**
 * Time of drawing and of rendering [ms]; the first call, which compiles the code, apart from the median of
 * all.
 */
async function timesOf(draw) {
  const times = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const begin = performance.now();
    const svg = await draw();
    const drawn = performance.now();
    renderPng(svg);
    times.push({ svg: drawn - begin, both: performance.now() - begin, letters: svg.length });
  }
  return {
    "first call [ms]": times[0].both.toFixed(0),
    "SVG [ms]": median(times.map(({ svg }) => svg)).toFixed(0),
    "SVG and PNG [ms]": median(times.map(({ both }) => both)).toFixed(0),
    "SVG [kB]": (times[0].letters / 1000).toFixed(0),
  };
}

const rows = [];
for (const { name, draw } of figures) rows.push({ figure: name, ...(await timesOf(draw)) });
console.log(table(rows));
