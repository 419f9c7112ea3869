// Makes the pictures of the home page from simulations: `node web/pages/home/pictures/make.mjs` after `npm run build`.
import { writeFileSync } from "node:fs";
import { dc, fixedIndegree, Network, poisson } from "../../../../dist/index.js";
import { bars, barsRates, barsReadFrom, dendriticLearner, train } from "../../../../dist/learning/index.js";
import { iaf_psc_delta, iaf_psc_exp } from "../../../../dist/models/index.js";
import {
  microcircuit,
  multiArea,
  populationLabels,
  syntheticConnectome,
} from "../../../../dist/networks/index.js";

const width = 480;
const height = 270;
const margin = 14;
// Between the light theme's colours and the dark one's: seen well on both grounds.
const colours = { E: "#2f8fca", I: "#e2702a" };

function save(name, title, marks) {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" fill="none">`;
  const text = `${open}\n<title>${title}</title>\n${marks.join("\n")}\n</svg>\n`;
  writeFileSync(new URL(`${name}.svg`, import.meta.url), text);
  console.log(`${name}.svg: ${text.length} bytes`);
}

const places = new Intl.NumberFormat("en", { maximumFractionDigits: 1, useGrouping: false });
const dot = (x, y) => `M${places.format(x)} ${places.format(y)}h0`;
const dots = (path, colour, size) =>
  `<path stroke="${colour}" stroke-width="${size}" stroke-linecap="round" d="${path.join("")}"/>`;

/** Spikes of some neurons within a box: time to the right, the first neuron on top. */
function raster({ ids, times }, first, count, [from, to], [x, y, w, h]) {
  const path = [];
  for (let index = 0; index < ids.length; index++) {
    const row = ids[index] - first;
    if (row < 0 || row >= count || times[index] < from || times[index] >= to) continue;
    path.push(dot(x + (w * (times[index] - from)) / (to - from), y + (h * (row + 0.5)) / count));
  }
  return path;
}

async function microcircuitPicture() {
  const { network, populations, spikes } = microcircuit({ scale: 0.1, seed: 2 });
  const simulation = await network.build();
  await simulation.run(700);
  const trains = simulation.read(spikes);
  simulation.dispose();
  const sizes = populationLabels.map((label) => populations[label].length);
  const [total, gap] = [sizes.reduce((sum, size) => sum + size, 0), 2];
  const paths = { E: [], I: [] };
  let [top, first] = [margin, 0];
  for (const [index, label] of populationLabels.entries()) {
    const room = ((height - 2 * margin) * sizes[index]) / total - gap;
    const box = [margin, top, width - 2 * margin, room];
    paths[label.at(-1)].push(...raster(trains, first, sizes[index], [500, 620], box));
    top += room + gap;
    first += sizes[index];
  }
  const marks = [dots(paths.E, colours.E, 2.2), dots(paths.I, colours.I, 2.2)];
  save("microcircuit", "Spikes of the cortical microcircuit", marks);
}

/** A network of Brunel (2000), model A: g is relative inhibition, eta the drive relative to threshold. */
async function brunel(g, eta) {
  const network = new Network({ seed: 3 });
  const [weight, delay, neurons] = [0.1, 1.5, { E: 8000, I: 2000 }];
  const parameters = { tau_m: 20, t_ref: 2, E_L: 0, V_reset: 10, V_th: 20, V_m: 0, C_m: 1 };
  const excitatory = network.population(iaf_psc_delta, neurons.E, parameters, { label: "E" });
  const inhibitory = network.population(iaf_psc_delta, neurons.I, parameters, { label: "I" });
  const all = [excitatory, inhibitory];
  network.connect(excitatory, all, fixedIndegree(neurons.E / 10), { weight, delay });
  network.connect(inhibitory, all, fixedIndegree(neurons.I / 10), { weight: -g * weight, delay });
  network.stimulate(all, poisson({ rate: (eta * 20 * 1000) / (weight * 20) }), { weight, delay });
  const recorder = network.record(excitatory.slice(0, 36), "spikes");
  const simulation = await network.build();
  await simulation.run(500);
  const spikes = simulation.read(recorder);
  simulation.dispose();
  return spikes;
}

async function balancedPicture() {
  const regimes = [
    [3, 2],
    [6, 4],
    [5, 2],
    [4.5, 0.9],
  ];
  const [w, h] = [(width - 3 * margin) / 2, (height - 3 * margin) / 2];
  const marks = [];
  for (const [index, [g, eta]] of regimes.entries()) {
    const [x, y] = [margin + (index % 2) * (w + margin), margin + Math.floor(index / 2) * (h + margin)];
    const spikes = await brunel(g, eta);
    marks.push(
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="4" stroke="#8a939b" stroke-opacity=".45"/>`,
    );
    marks.push(dots(raster(spikes, 0, 36, [300, 420], [x + 4, y + 4, w - 8, h - 8]), colours.E, 2.4));
  }
  save("balanced", "Spikes in four regimes of the balanced network", marks);
}

/** A membrane potential as a line, with a stroke where a spike was: these models have no spike of their own. */
function potentialLine(traces, trains, duration, [x, y, w, h]) {
  const values = traces.trace("V_m", 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spike = 0.4 * h;
  const right = (time) => places.format(x + (w * time) / duration);
  const up = (value) => y + spike + (h - spike) * (1 - (value - low) / (high - low));
  const points = Array.from(values, (value, at) => `${right(traces.times[at])} ${places.format(up(value))}`);
  const strokes = Array.from(trains.times, (time) => `M${right(time)} ${places.format(up(high))}V${y}`);
  return `M${points.join("L")}${strokes.join("")}`;
}

async function neuronPicture() {
  const duration = 200;
  const network = new Network({ seed: 4 });
  const [stepped, noisy] = [network.population(iaf_psc_exp, 1), network.population(iaf_psc_exp, 1)];
  network.stimulate(stepped, dc({ amplitude: 420, start: 20, stop: 170 }));
  network.stimulate(noisy, poisson({ rate: 2700 }), { weight: 87.8, delay: 0.1 });
  const recorders = [stepped, noisy].map((population) => ({
    trace: network.record(population, ["V_m"], { every: 0.4 }),
    spikes: network.record(population, "spikes"),
  }));
  const simulation = await network.build();
  await simulation.run(duration);
  const room = (height - 3 * margin) / 2;
  const marks = recorders.map(({ trace, spikes }, index) => {
    const box = [margin, margin + index * (room + margin), width - 2 * margin, room];
    const line = potentialLine(simulation.read(trace), simulation.read(spikes), duration, box);
    return `<path stroke="${[colours.E, colours.I][index]}" stroke-width="1.8" stroke-linejoin="round" d="${line}"/>`;
  });
  simulation.dispose();
  save("neuron", "Membrane potentials under a step of current and under noise", marks);
}

/** Test errors over the epochs, with latent equilibrium or without. */
async function errorsOf(latentEquilibrium, epochs) {
  const duration = 5;
  const options = { layers: [9, 30, 3], latentEquilibrium, learningRates: barsRates(duration), seed: 1 };
  const learner = await dendriticLearner(options);
  const readFrom = barsReadFrom("continuous", latentEquilibrium, duration);
  const rows = await train(learner, bars(), { epochs, duration, readFrom });
  learner.simulation.dispose();
  return rows.slice(1).map(({ testError }) => testError);
}

/** A row, a column and a diagonal, and below them how the error falls, or does not. */
async function dendriticPicture() {
  const [epochs, highest, lowest] = [300, 0.4, 0.001];
  const size = 30;
  const lit = [
    [3, 4, 5],
    [1, 4, 7],
    [0, 4, 8],
  ];
  const squares = lit.flatMap((pixels, pattern) =>
    Array.from({ length: 9 }, (_, pixel) => {
      const x = margin + pattern * (3.7 * size) + (pixel % 3) * size;
      const y = margin + Math.floor(pixel / 3) * size;
      const paint = pixels.includes(pixel) ? `fill="${colours.E}"` : 'fill="#8a939b" fill-opacity=".25"';
      return `<rect x="${places.format(x)}" y="${y}" width="${size - 3}" height="${size - 3}" rx="3" ${paint}/>`;
    }),
  );
  const [top, bottom] = [margin + 3.4 * size, height - margin];
  const line = (errors, colour) => {
    const points = errors.map((error, epoch) => {
      const share =
        Math.log(highest / Math.max(lowest, Math.min(highest, error))) / Math.log(highest / lowest);
      const x = margin + ((width - 2 * margin) * epoch) / (epochs - 1);
      return `${places.format(x)} ${places.format(top + share * (bottom - top))}`;
    });
    return `<path stroke="${colour}" stroke-width="3" stroke-linejoin="round" d="M${points.join("L")}"/>`;
  };
  const marks = [
    ...squares,
    line(await errorsOf(false, epochs), colours.I),
    line(await errorsOf(true, epochs), colours.E),
  ];
  save("dendritic", "Patterns, and the error of a microcircuit that learns them", marks);
}

/** Mean rate of every area around pulses into the first one [1/s], in bins [ms]. */
async function answersOfAreas({ before, after, bin, pulses }) {
  const model = multiArea(syntheticConnectome(), { scale: 0.005, indegreeScale: 0.2 });
  const areas = [...model.areas.values()];
  const excitatory = areas[0].filter(({ name }) => name.endsWith("E")).map(({ view }) => view);
  const current = model.network.stimulate(excitatory, dc({ amplitude: 0 }));
  const simulation = await model.network.build();
  await simulation.run(500 - before);
  const ends = areas.map((populations) => populations.at(-1).view.ids.at(-1));
  const sizes = ends.map((end, area) => end - (ends[area - 1] ?? -1));
  const rates = sizes.map(() => new Float64Array((before + after) / bin));
  for (let pulse = 0; pulse < pulses; pulse++) {
    simulation.read(model.spikes, { clear: true });
    const begin = simulation.time;
    simulation.set(current, { amplitude: 1000, start: begin + before, stop: begin + before + 5 });
    await simulation.run(before + after);
    const { ids, times } = simulation.read(model.spikes);
    for (let spike = 0; spike < ids.length; spike++) {
      const area = ends.findIndex((end) => ids[spike] <= end);
      const place = Math.floor((times[spike] - begin) / bin);
      if (place < rates[area].length) rates[area][place] += 1000 / (bin * pulses * sizes[area]);
    }
  }
  simulation.dispose();
  return rates;
}

/** A line per area, the first one at the bottom, and the pulse that goes from there. */
async function cortexPicture() {
  const bin = 1;
  const rates = await answersOfAreas({ before: 15, after: 60, bin, pulses: 60 });
  const [tallest, perRate] = [64, 2.4];
  const step = (height - 2 * margin - tallest) / (rates.length - 1);
  const marks = [...rates.entries()].toReversed().map(([area, course]) => {
    const base = height - margin - area * step;
    const smooth = course.map((rate, k) => ((course[k - 1] ?? rate) + rate + (course[k + 1] ?? rate)) / 3);
    const points = Array.from(smooth, (rate, k) => {
      const x = margin + ((width - 2 * margin) * k) / (course.length - 1);
      return `${places.format(x)} ${places.format(base - Math.min(tallest, perRate * rate))}`;
    });
    const colour = area === 0 ? colours.I : colours.E;
    return `<path stroke="${colour}" stroke-width="1.5" stroke-linejoin="round" d="M${points.join("L")}"/>`;
  });
  save("cortex", "Rates of 32 areas around a pulse into the lowest of them", marks);
}

await microcircuitPicture();
await cortexPicture();
await balancedPicture();
await neuronPicture();
await dendriticPicture();
