// The chain as a file for Snakemake (Mölder et al. 2021, F1000Research 10:33), which does its steps on a cluster.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { quoted } from "../report/repetition.ts";
import { dataFiles } from "../run/multi-area/data.ts";
import { version } from "../version.ts";
import {
  type ChainOptions,
  figureFiles,
  figureStepName,
  figuresOf,
  runStepName,
  runsOf,
  stepsBefore,
  theoriesOf,
} from "./chain.ts";
import { crateFile } from "./crate.ts";
import { recordFile, slugOf } from "./steps.ts";
import { theoryStepName } from "./theory-step.ts";

/** Name of the file, in the folder of the chain. */
export const snakefileName = "Snakefile";

// Threads of a run where the options leave that open: nodes of a cluster differ from the machine that writes the file.
const usualThreads = 8;
// What the analysis of a run takes beside its network [MB].
const analysisMemory = 4000;

/** A word of a command for a shell, inside of a text that Snakemake fills in. */
const shellWord = (word: string): string => quoted(word).replaceAll("{", "{{").replaceAll("}", "}}");

/** A text of Python. */
const text = (value: string): string => JSON.stringify(value);

const lines = (values: readonly string[]): string =>
  values.map((value) => `        ${text(value)},`).join("\n");

/** Options that all steps share; those that a step's machine decides about are not among them. */
function sharedOptions(options: ChainOptions): string {
  const { data, synthetic, connectomeSeed, seconds, starts, scale, indegreeScale, seed, memoryLimit } =
    options;
  const words: readonly (readonly [string, string | number | undefined])[] = [
    ["--data", data === undefined ? undefined : resolve(data)],
    ["--synthetic", data === undefined ? synthetic : undefined],
    ["--connectome-seed", data === undefined ? connectomeSeed : undefined],
    ["--seconds", seconds],
    ["--starts", starts],
    ["--scale", scale],
    ["--indegree-scale", indegreeScale],
    ["--seed", seed],
    ["--memory-limit", memoryLimit === undefined ? undefined : `${memoryLimit} B`],
    ["--out", "."],
  ];
  return words
    .flatMap(([name, value]) => (value === undefined ? [] : [name, shellWord(String(value))]))
    .join(" ");
}

interface Rule {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What stands between outputs and shell. */
  readonly more?: readonly string[];
  readonly command: string;
}

const ruleText = ({ name, inputs, outputs, more = [], command }: Rule): string =>
  [
    `rule ${name.replaceAll(/\W/g, "_")}:`,
    ...(inputs.length > 0 ? ["    input:", lines(inputs)] : []),
    "    output:",
    lines(outputs),
    ...more.map((line) => `    ${line}`),
    "    shell:",
    `        CAJAL + ${text(` reproduce schmidt2018 ${command} `)} + OPTIONS`,
  ].join("\n");

function rulesOf(options: ChainOptions): Rule[] {
  const figures = figuresOf(options);
  const { memoryLimit } = options;
  const memory =
    memoryLimit === undefined ? [] : [`resources: mem_mb=${Math.ceil(memoryLimit / 1e6) + analysisMemory}`];
  const runs = runsOf(figures).map((run): Rule => {
    const step = runStepName(run);
    return {
      name: step,
      inputs: dataFiles(options),
      outputs: [recordFile(step)],
      more: ["threads: THREADS", ...memory],
      command: `--step ${slugOf(step)} --threads {threads}`,
    };
  });
  const theories = theoriesOf(figures).map((one): Rule => {
    const name = theoryStepName(one);
    const outputs = [recordFile(name)];
    return { name, inputs: dataFiles(options), outputs, command: `--step ${slugOf(name)}` };
  });
  const drawn = figures.map((number): Rule => {
    const name = figureStepName(number);
    const inputs = stepsBefore(number).map(recordFile);
    return { name, inputs, outputs: figureFiles(number), command: `--step ${slugOf(name)}` };
  });
  const files = figures.flatMap(figureFiles);
  const record = {
    name: "record",
    inputs: files,
    outputs: [crateFile],
    command: `--figure ${options.figure}`,
  };
  return [...runs, ...theories, ...drawn, record];
}

/** The text of the file. */
export function snakefile(options: ChainOptions): string {
  const { threads, figure } = options;
  const program = fileURLToPath(new URL("../main.js", import.meta.url));
  const own = [process.execPath, program].map(shellWord).join(" ");
  const figures = figuresOf(options);
  const light = ["all", ...figures.map(figureStepName), "record"].map((name) => name.replaceAll(/\W/g, "_"));
  const several = figures.length > 1 ? "s" : "";
  const heading = [
    `# Figure${several} ${figures.join(", ")} of Schmidt et al. (2018), a rule for each run and each theory.`,
    `# Written by cajal ${version}: reproduce schmidt2018 --figure ${figure} --snakefile.`,
    "# Start Snakemake in this folder.",
  ];
  return `${[
    heading.join("\n"),
    [
      `CAJAL = config.get("cajal", ${text(own)})`,
      `THREADS = int(config.get("threads", ${threads === "auto" ? usualThreads : threads}))`,
      `OPTIONS = ${text(sharedOptions(options))}`,
    ].join("\n"),
    `localrules: ${light.join(", ")}`,
    ["rule all:", "    input:", lines([crateFile])].join("\n"),
    ...rulesOf(options).map(ruleText),
  ].join("\n\n")}\n`;
}
