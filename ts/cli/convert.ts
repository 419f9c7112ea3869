// `cajal convert`: a recording from one file format to another.
import { existsSync, statSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { CajalError } from "../error.ts";
import { formatNamed, formatOfName, formats } from "../io/formats/formats.ts";
import { type Conversion, convertFile } from "../io/recordings/convert.ts";
import { damageSentence } from "./files/damage-sentence.ts";
import { exitCodes, UsageError } from "./terminal/failure.ts";
import { watchInterrupt } from "./terminal/interrupt.ts";
import { positive, wholeNumber } from "./terminal/options.ts";
import { printDocument } from "./terminal/output.ts";
import { progressOn } from "./terminal/progress.ts";
import { bytes, grouped, type Terminal, terminalOn } from "./terminal/terminal.ts";

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly population?: string;
  readonly variable?: string;
  readonly tstart?: number;
  readonly tstop?: number;
  readonly resolution?: number;
  readonly chunk?: number;
  readonly columns?: string[];
  readonly sort?: boolean;
  readonly overwrite?: boolean;
  readonly append?: boolean;
  readonly json?: boolean;
}

function time(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("It must be a number.");
  return value;
}

function list(): string {
  const width = Math.max(...formats.map(({ name }) => name.length));
  const lines = formats.map(
    ({ name, extensions, title }) => `  ${name.padEnd(width)}  ${extensions.join(" ").padEnd(13)} ${title}`,
  );
  const codes =
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done without parts that are damaged, 130 interrupted";
  return `\nFormats:\n${lines.join("\n")}\n\n${codes}\n`;
}

/** Makes the command. */
export function convertCommand(): Command {
  return new Command("convert")
    .description("convert a recording of spikes or samples between file formats")
    .usage("[options] <in...> <out>")
    .argument(
      "<in...>",
      "the file to read, or several of one recording, such as those of NEST's threads; last, the file " +
        "to write, whose ending names the format",
    )
    .option("--from <format>", "format of the file to read (default: found from its content)")
    .option("--to <format>", "format of the file to write (default: from its ending)")
    .option(
      "--population <name>",
      "only this population of the file that is read; where that names none, the name in a SONATA file " +
        "that is written",
    )
    .option("--variable <name>", "the one variable of a SONATA report to write")
    .option("--tstart <ms>", "only spikes after this time; begin of the window", time)
    .option("--tstop <ms>", "only spikes up to and with this time; end of the window", time)
    .option("--resolution <ms>", "step of the simulation, where the file does not say it", positive)
    .option(
      "--columns <names>",
      "what the columns of a table are, as time,neuron or neuron,time,V_m; - for one to pass over",
      (text) => text.split(","),
    )
    .option("--sort", "sort a file of cajal that is not in the order of time; those of others always are")
    .option("--chunk <spikes>", "spikes in memory at once (default: 65536)", wholeNumber)
    .option("--overwrite", "replace a file that exists")
    .option("--append", "add to a SONATA file that exists, as another population")
    .option("--json", "print what was converted as one JSON document")
    .addHelpText("after", list())
    .action(async (files: string[], options: Options) => {
      const to = files.at(-1) as string;
      if (files.length < 2)
        throw new UsageError("convert: missing required argument 'out', the file to write");
      process.exitCode = await convert(files.slice(0, -1), to, options);
    });
}

function check(to: string, options: Options): void {
  const { from, to: named, tstart, tstop, chunk } = options;
  try {
    if (from !== undefined) formatNamed(from);
    if (named === undefined) formatOfName(to);
    else formatNamed(named);
  } catch (error) {
    if (error instanceof CajalError) throw new UsageError(`convert: ${error.message}`, { cause: error });
    throw error;
  }
  if (existsSync(to) && !options.overwrite && !options.append)
    throw new UsageError(`convert: ${to} exists; choose another name or add --overwrite`);
  if (options.overwrite && options.append)
    throw new UsageError("convert: --overwrite replaces the file, --append adds to it; choose one");
  if (tstart !== undefined && tstop !== undefined && !(tstart < tstop))
    throw new UsageError(`convert: --tstart must be before --tstop, got ${tstart} and ${tstop}`);
  if (chunk === 0) throw new UsageError("convert: --chunk must be at least 1, got 0");
}

const nameOf = (name: string | undefined) => (name === undefined ? undefined : formatNamed(name).name);

/** A bar for what takes longer than a second. */
function lateProgress(): { update(fraction: number): void; end(result: string): void; abandon(): void } {
  const progress = progressOn(process.stderr);
  const begun = performance.now();
  let shown = false;
  return {
    update(fraction) {
      const seconds = (performance.now() - begun) / 1000;
      if (!shown && seconds > 1) progress.begin("convert");
      shown ||= seconds > 1;
      if (shown) progress.advance({ fraction, eta: fraction > 0 ? seconds / fraction - seconds : undefined });
    },
    end: (result) => shown && progress.end(result),
    abandon: () => shown && progress.abandon(),
  };
}

async function convert(paths: readonly string[], toPath: string, options: Options): Promise<number> {
  check(toPath, options);
  const { tstart, tstop, from, to, json, ...rest } = options;
  const progress = lateProgress();
  const interrupt = watchInterrupt();
  try {
    const found = await convertFile(paths, toPath, {
      ...rest,
      tStart: tstart,
      tStop: tstop,
      from: nameOf(from),
      to: nameOf(to),
      onProgress: progress.update,
      signal: interrupt.signal,
    });
    progress.end(`${grouped(found.count)} ${counted(found)}`);
    const document = { ...found, bytesWritten: statSync(toPath).size };
    if (json) printDocument(document);
    else tell(terminalOn(process.stdout), document, toPath);
    for (const warning of warningsOf(found, paths.join(" and ")))
      process.stderr.write(`  Warning: ${warning}\n`);
    return found.damaged.length > 0 ? exitCodes.damaged : exitCodes.done;
  } catch (error) {
    progress.abandon();
    if (!interrupt.signal.aborted) throw error;
    process.stderr.write(`Interrupted. ${toPath} was not written\n`);
    return exitCodes.interrupted;
  } finally {
    interrupt.release();
  }
}

/** What the user should know of a conversion that did not keep everything. */
function warningsOf({ droppedBytes, damaged, notes }: Conversion, name: string): string[] {
  const cut = `${name} was cut; ${bytes(droppedBytes)} at its end are no whole frame and were left out`;
  return [
    ...(droppedBytes > 0 ? [cut] : []),
    ...damaged.map((part) => `${name}: ${damageSentence(part)}`),
    ...notes,
  ];
}

const counted = ({ kind }: Conversion): string => (kind === "spikes" ? "spikes" : "values");

function tell(terminal: Terminal, found: Conversion & { readonly bytesWritten: number }, path: string): void {
  const rows = [
    ["formats", `${found.from} to ${found.to}`],
    [counted(found), grouped(found.count)],
    ["neurons", grouped(found.neurons)],
    ["window", `${found.tStart} to ${found.tStop} ms`],
    ["bytes", `${bytes(found.bytesRead)} read, ${bytes(found.bytesWritten)} written`],
  ];
  terminal.table([path, ""], rows, [0, 1]);
}
