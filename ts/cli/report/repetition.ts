// The command and the program that give the results of a run again.
import { setAside } from "../files/network-file.ts";
import type { Summary } from "../files/summary.ts";

/** How something is done again. */
export interface Repetition {
  /** For a shell. */
  readonly command: string;
  /** A module for Node. */
  readonly code?: string;
  readonly note?: string;
}

/** An argument as shells take it. */
export const quoted = (text: string): string =>
  /^[\w./:=,+@%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A command of cajal with its arguments. */
export const commandLine = (args: readonly string[]): string => ["npx cajal", ...args.map(quoted)].join(" ");

/** An option as it is typed: `indegreeScale` becomes `--indegree-scale`; a flag that is off is left out. */
function typed(name: string, value: unknown): string[] {
  const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (typeof value === "boolean") return value ? [option] : [];
  return [option, String(value)];
}

// Threads change no result.
const free = ["threads"];

/** The command and the program of a run that is described by its summary. */
export function repetitionOf(summary: Summary): Repetition {
  const { command, options } = summary;
  const { file, ...rest } = options;
  const given = Object.entries(rest).filter(([name, value]) => !free.includes(name) && value !== undefined);
  const what = typeof file === "string" ? ["run", file] : command.split(" ");
  return {
    command: commandLine([...what, ...given.flatMap(([name, value]) => typed(name, value))]),
    code: programOf(summary),
    note: "Both give the same spikes and the same digest, with any number of threads and on any machine.",
  };
}

function programOf(summary: Summary): string {
  if (summary.command === "run microcircuit") return microcircuitProgram(summary);
  return summary.command === "run sonata" ? sonataProgram(summary) : storedProgram(summary);
}

function sonataProgram(summary: Summary): string {
  const call = `const { network } = await fromSonata(${JSON.stringify(summary.options.file)});`;
  return program(['import { fromSonata } from "cajal/sonata";', "", call], summary);
}

const execution = ["time", "presim", "threads", "weights", "connectivity", "memoryLimit"];

function microcircuitProgram(summary: Summary): string {
  const own = Object.entries(summary.options).filter(([name]) => !execution.includes(name));
  const values = own.map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
  const call = ["const { network } = microcircuit({", ...values, "});"];
  return program(['import { microcircuit } from "cajal/networks";', "", ...call], summary);
}

function storedProgram(summary: Summary): string {
  const aside = setAside(summary.network);
  const imports = ['import { readFileSync } from "node:fs";'];
  const read =
    aside === undefined
      ? 'const { network: stored } = JSON.parse(readFileSync("summary.json", "utf8"));'
      : `const stored = JSON.parse(gunzipSync(readFileSync("${aside.file}")).toString());`;
  if (aside) imports.push('import { gunzipSync } from "node:zlib";');
  imports.push('import { Network } from "cajal";');
  return program([...imports, "", read, "const network = Network.from(stored);"], summary);
}

/** The options of a build that are not its own defaults. */
function buildOptions({ weights = "exact", connectivity = "auto", memoryLimit }: Summary["options"]): string {
  const rest = [
    ...(connectivity === "auto" ? [] : [`, connectivity: ${JSON.stringify(connectivity)}`]),
    ...(memoryLimit === undefined ? [] : [`, memoryLimit: ${JSON.stringify(memoryLimit)}`]),
  ];
  return `{ weights: ${JSON.stringify(weights)}${rest.join("")} }`;
}

/** A program that runs the network which its first lines describe. */
function program(description: readonly string[], { options, window, digest }: Summary): string {
  const presim = window.tStart > 0 ? [`await sim.run(${window.tStart}); // warm-up [ms]`] : [];
  return [
    ...description,
    `const sim = await network.build(${buildOptions(options)});`,
    ...presim,
    `await sim.run(${window.tStop - window.tStart});`,
    `console.log(sim.digest());${digest === undefined ? "" : ` // ${digest}`}`,
  ].join("\n");
}
