// `cajal run urbanczik-senn`: a dendrite learns to predict what a teacher makes of the soma (Urbanczik & Senn 2014).
import { join } from "node:path";
import { Command } from "commander";
import { csvFormatRows } from "d3-dsv";
import { type UrbanczikSenn, urbanczikSenn, urbanczikSennPattern } from "../../networks/urbanczik-senn.ts";
import { linePlot, themes } from "../../plot/index.ts";
import type { Simulation } from "../../simulate/simulation.ts";
import { makeResultFolder, removeIfEmpty, writeResult } from "../files/result-folder.ts";
import { type Figure, writeDrawings } from "../report/drawings.ts";
import { resultPage } from "../report/page.ts";
import { commandLine } from "../report/repetition.ts";
import { asUsage, exitCodes } from "../terminal/failure.ts";
import { notNegative, positive, positiveInteger, wholeNumber } from "../terminal/options.ts";
import { printDocument } from "../terminal/output.ts";
import { fixed, duration as inWords, terminalOn } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import { execute } from "./execute.ts";

interface Options {
  readonly inputs: number;
  readonly rate: number;
  readonly repetitions: number;
  readonly eta: number;
  readonly seed: number;
  readonly out: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** Makes the command. */
export function urbanczikSennCommand(): Command {
  return new Command("urbanczik-senn")
    .description(
      "a dendrite learns to predict what a teacher makes of the soma (Urbanczik & Senn 2014, fig. 1B)",
    )
    .option("--inputs <number>", "inputs that repeat a frozen pattern of 200 ms", positiveInteger, 200)
    .option("--rate <1/s>", "rate of each input", positive, 10)
    .option("--repetitions <number>", "how often the pattern is learned", positiveInteger, 100)
    .option("--eta <number>", "learning rate", notNegative, 0.17)
    .option("--seed <number>", "the pattern and the somatic spikes follow from it", wholeNumber, 1)
    .option("--out <folder>", "where results go", join("results", "urbanczik-senn"))
    .option("--overwrite", "replace results in that folder; otherwise a number is appended")
    .option("--json", "print one JSON document on stdout and everything else on stderr")
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

/** A pattern's time of the run. */
interface Stretch {
  readonly name: string;
  readonly label: string;
  /** [ms] */
  readonly start: number;
}

/** The last pattern before, in and after the learning. */
const stretches = ({ learning, duration }: UrbanczikSenn): readonly Stretch[] => [
  { name: "before", label: "before learning", start: learning.start - urbanczikSennPattern },
  { name: "during", label: "with the teacher", start: learning.stop - urbanczikSennPattern },
  { name: "after", label: "after learning", start: duration - urbanczikSennPattern },
];

/** The somatic potential in a pattern [mV]. */
function potential(trace: Float64Array, start: number): Float64Array {
  const steps = Math.round(urbanczikSennPattern / 0.1);
  const first = Math.round(start / 0.1);
  return trace.subarray(first, first + steps);
}

/** Root of the mean squared difference [mV]. */
function distance(one: Float64Array, other: Float64Array): number {
  const squares = one.map((value, place) => (value - (other[place] as number)) ** 2);
  return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / one.length);
}

async function run(options: Options): Promise<number> {
  const { out, overwrite = false, json, ...settings } = options;
  const { inputs, rate, repetitions, eta, seed } = options;
  const described = asUsage(() => urbanczikSenn({ inputs, rate, repetitions, eta, seed }));
  // What is there is kept until there is something new.
  const folder = makeResultFolder(out, false, () => overwrite);
  const terminal = terminalOn(json ? process.stderr : process.stdout);
  const execution = await execute(described.network, {
    threads: 1,
    weights: "exact",
    connectivity: "auto",
    presim: 0,
    time: described.duration,
  });
  const { simulation, interrupted } = execution;
  if (!simulation || interrupted) {
    terminal.say("Interrupted before the end; nothing was written.");
    removeIfEmpty(folder);
    return exitCodes.interrupted;
  }
  if (overwrite) makeResultFolder(folder, true);
  const trace = simulation.read(described.soma).values["V_m.s"];
  const parts = stretches(described).map((stretch) => ({
    ...stretch,
    values: potential(trace, stretch.start),
  }));
  const distances = parts.map(({ name, label, values }) => ({
    name,
    label,
    distance: distance(values, described.matching),
  }));
  const document = {
    versions: { cajal: version, node: process.version },
    title: "A dendrite learns to predict the soma (Urbanczik & Senn 2014)",
    command: "run urbanczik-senn",
    options: settings,
    folder,
    distances,
    wall: execution.run.wall,
    digest: simulation.digest(),
  };
  const figures = await draw(folder, described, simulation, parts);
  writeResult(folder, "curves.csv", curves(described, parts));
  writeResult(folder, "summary.json", `${JSON.stringify(document, undefined, 1)}\n`);
  const table = {
    title: "Somatic and matching potential",
    heading: ["pattern", "distance (mV)"],
    rows: distances.map((one) => [one.label, fixed(one.distance, 2)]),
  };
  writeResult(
    folder,
    "index.html",
    resultPage({
      title: document.title,
      facts: [
        ["learning", `${repetitions} patterns of ${urbanczikSennPattern} ms`],
        ["run", `${inWords(described.duration / 1000)} of model time in ${inWords(document.wall)}`],
        ["digest", document.digest],
      ],
      populations: [],
      tables: [table],
      figures,
      files: ["summary.json", "curves.csv"],
      repetition: { command: commandLine(process.argv.slice(2)) },
    }),
  );
  terminal.say();
  terminal.table(table.heading, table.rows);
  terminal.say(`\n  Results are in ${folder}; open ${join(folder, "index.html")}`);
  if (json) printDocument(document);
  return exitCodes.done;
}

interface Part extends Stretch {
  readonly values: Float64Array;
}

const times = (steps: number): Float64Array =>
  Float64Array.from({ length: steps }, (_, step) => (step + 1) * 0.1);

/** Potentials over the pattern, before, in and after the learning, beside what they should be; and the weights. */
async function draw(
  folder: string,
  { matching, projection }: UrbanczikSenn,
  simulation: Simulation,
  parts: readonly Part[],
): Promise<Figure[]> {
  const palette = themes.light.palette;
  const x = times(matching.length);
  const lines = parts.map(({ label, values: y }, place) => {
    return { label, x, y, colour: palette[place] as string };
  });
  const wanted = { label: "matching potential", x, y: matching, colour: themes.light.neutral, dashed: true };
  const weights = Float64Array.from(simulation.weights(projection).weight).sort();
  const sorted = { label: "after learning", x: weights.map((_, place) => place + 1), y: weights };
  const first = { ...sorted, label: "before", y: weights.map(() => 90), dashed: true, colour: "#767676" };
  const potentials = {
    x: "time in the pattern (ms)",
    y: "potential (mV)",
    yRange: rangeOf([...lines, wanted]),
  };
  return writeDrawings(folder, [
    {
      name: "matching",
      title: "Somatic potential in a pattern",
      draw: (theme) => linePlot([...lines, wanted], { ...potentials, theme }),
    },
    {
      name: "weights",
      title: "Weights in ascending order",
      draw: (theme) =>
        linePlot([{ ...sorted, colour: palette[0] as string }, first], {
          x: "synapse",
          y: "weight (pA)",
          theme,
        }),
    },
  ]);
}

/** All potentials [mV], to the next 5 mV. */
function rangeOf(lines: readonly { readonly y: ArrayLike<number> }[]): [number, number] {
  const values = lines.flatMap(({ y }) => Array.from(y));
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ) as [number, number];
  return [5 * Math.floor(low / 5), 5 * Math.ceil(high / 5)];
}

/** The drawn potentials as a table. */
function curves({ matching }: UrbanczikSenn, parts: readonly Part[]): string {
  const heading = ["time", "matching", ...parts.map(({ name }) => name)];
  const lines = Array.from(matching, (value, step) =>
    [((step + 1) * 0.1).toFixed(1), value, ...parts.map(({ values }) => values[step])].map(String),
  );
  return `${csvFormatRows([heading, ...lines])}\n`;
}
