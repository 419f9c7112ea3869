// What the columns of a table as text are: by their names, or else by what they hold.
import { type Heading, parseHeading, type Role, settled } from "../columns/heading.ts";
import { isNeuron } from "../columns/numbers.ts";
import { toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import type { FormatReadOptions } from "../formats/format.ts";
import { isRemark, numberIn, rowsOfText, type Separator, separatorOf, trimmed } from "./dialect.ts";
import { textBlocks } from "./text-blocks.ts";

/** What a table looks like. */
export interface Layout {
  readonly separator: Separator;
  readonly columns: readonly Heading[];
  /** The names as they stand in the file, or nothing. */
  readonly names: readonly string[] | undefined;
  /** Place of the column of each role. */
  readonly place: (role: Role) => number;
  /** The time of a row of numbers [ms]. */
  readonly time: (row: readonly number[]) => number;
  /** Whether a program that ends every line has written it. */
  readonly strictEnd: boolean;
  /** Whether its rows are in the order of time. */
  readonly ordered: boolean;
}

/** Which of two columns without names is the time where both could be. */
export type Default = "neuron,time" | undefined;

const naming =
  'name them: columns: ["time", "neuron"] (--columns time,neuron), with - for a column to pass over';

interface Sample {
  readonly file: string;
  readonly separator: Separator;
  readonly rows: readonly (readonly string[])[];
  readonly options: FormatReadOptions;
  readonly otherwise: Default;
}

const unclear = (file: string, problem: string): Error => damage({ file, problem, hint: naming });

function numbersAt({ rows, separator }: Sample, column: number): (number | undefined)[] {
  return rows.map((row) => numberIn(row[column] ?? "", separator));
}

const isText = (sample: Sample, column: number): boolean => numbersAt(sample, column).includes(undefined);

/** Whether a column numbers the rows from 0 or 1 on. */
function isIndex(sample: Sample, column: number): boolean {
  const numbers = numbersAt(sample, column);
  const [first] = numbers;
  return (
    numbers.length > 1 && (first === 0 || first === 1) && numbers.every((value, k) => value === first + k)
  );
}

/** Which of two columns of numbers is the time. */
function timeAmong(sample: Sample, pair: readonly [number, number]): number {
  const { file, rows, otherwise } = sample;
  const neurons = pair.filter((column) => numbersAt(sample, column).every((value) => isNeuron(value ?? -1)));
  const decimals = pair.filter((column) => rows.some((row) => /[.eE]|\d,\d/.test(row[column] ?? "")));
  const [first, second] = pair;
  if (neurons.length === 0)
    throw unclear(file, "neither column holds whole numbers, so none can be the neurons");
  if (neurons.length === 1) return neurons[0] === first ? second : first;
  if (decimals.length === 1) return decimals[0] as number;
  if (otherwise) return second;
  throw unclear(file, "both columns hold whole numbers, so it is not clear which is the time");
}

/** Columns without names, by what they hold. */
function unnamed(sample: Sample): Heading[] {
  const width = Math.max(...sample.rows.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, column) => column);
  const texts = columns.filter((column) => isText(sample, column));
  let numbers = columns.filter((column) => !texts.includes(column));
  if (numbers.length > 2 && isIndex(sample, numbers[0] as number)) numbers = numbers.slice(1);
  const [one, two] = numbers;
  if (one === undefined || two === undefined || numbers.length > 2 || texts.length > 1) {
    const found = `'${sample.rows[0]?.join(" ").slice(0, 60)}'`;
    throw unclear(
      sample.file,
      `its columns have no names, and which are time and neuron is not clear from ${found}`,
    );
  }
  const time = timeAmong(sample, [one, two]);
  return columns.map((column) => {
    if (texts.includes(column)) return parseHeading("population");
    return parseHeading(column === time ? "time" : numbers.includes(column) ? "neuron" : "-");
  });
}

/** Names from a line, if it can be one: as many as columns, a time among them. */
function namesFrom(cells: readonly string[], width: number): readonly string[] | undefined {
  const [first = "", ...others] = cells;
  const bare = [first.replace(/^\s*(#|%|\/\/)\s*/, ""), ...others].map((cell) => cell.trim());
  const names = bare[0] === "" && bare.length > 1 && bare.length > width ? bare.slice(1) : bare;
  const known = names.map((name) => parseHeading(name).role);
  const timed = known.includes("time") || known.includes("step");
  // R names rows without a name for that column.
  if (timed && names.length === width - 1) return ["", ...names];
  return timed && names.length === width ? names : undefined;
}

interface Head {
  readonly separator: Separator;
  readonly names: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
}

const sampleRows = 2000;

/** The names in a remark, such as numpy.savetxt writes them. */
function namesInRemark(line: string | undefined, width?: number): readonly string[] | undefined {
  if (line === undefined) return undefined;
  const bare = line.replace(/^\s*(#|%|\/\/)+\s*/, "");
  const cells = rowsOfText(bare, separatorOf(bare))[0] ?? [];
  return namesFrom(cells, width ?? cells.length);
}

const hasNumber = (row: readonly string[], separator: Separator): boolean =>
  row.some((cell) => Number.isFinite(numberIn(cell, separator) ?? Number.NaN));

/** The names and the first rows of numbers. */
function headOf(text: string, file: string): Head {
  const separator = separatorOf(text);
  const rows = rowsOfText(text, separator)
    .filter((row) => !isRemark(row))
    .slice(0, sampleRows)
    .map(trimmed);
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const begin = lines.findIndex((line) => !isRemark([line]));
  const remark = lines.slice(0, begin < 0 ? lines.length : begin).at(-1);
  const [first] = rows;
  if (!first) {
    const names = namesInRemark(remark);
    if (names) return { separator, names, rows: [] };
    throw damage({
      file,
      where: "line 1",
      problem: "there must be names or numbers, got nothing",
      hint: "export the table again",
    });
  }
  const width = first.length;
  if (hasNumber(first, separator)) return { separator, names: namesInRemark(remark, width), rows };
  const widest = Math.max(width, ...rows.slice(1, 2).map(({ length }) => length));
  return { separator, names: namesFrom(first, widest) ?? first, rows: rows.slice(1) };
}

/** The columns as the user names them. */
function given(names: readonly string[], width: number, file: string): readonly Heading[] {
  if (names.length !== width)
    throw damage({
      file,
      problem: `the table has ${width} columns, and ${names.length} are named: ${names.join(", ")}`,
      hint: "name each column, with - for one to pass over (--columns)",
    });
  return settled(names.map(parseHeading));
}

function columnsOf(head: Head, sample: Sample): readonly Heading[] {
  const { file, options } = sample;
  const width = Math.max(head.names?.length ?? 0, ...head.rows.map(({ length }) => length));
  if (options.columns) return given(options.columns, width, file);
  if (!head.names) return unnamed(sample);
  const named = settled(head.names.map(parseHeading));
  // Words beside the numbers are no samples.
  return named.map((column, k) =>
    column.role === "value" && head.rows.length > 0 && isText(sample, k)
      ? { ...column, role: "ignore" }
      : column,
  );
}

/** How the time of a row is found. */
function timeOf(
  columns: readonly Heading[],
  file: string,
  { resolution }: FormatReadOptions,
): Layout["time"] {
  const place = (role: Role): number => columns.findIndex((column) => column.role === role);
  const [time, step, offset] = [place("time"), place("step"), place("offset")];
  if (time >= 0) {
    const milliseconds = toMilliseconds(columns[time]?.unit ?? "ms", file, "line 1");
    return (row) => milliseconds(row[time] as number);
  }
  if (step < 0)
    throw damage({
      file,
      where: "line 1",
      problem: `there must be a column for the time, got '${columns
        .map(({ name }) => name)
        .join(", ")
        .slice(0, 80)}'`,
      hint: naming,
    });
  if (resolution === undefined)
    throw damage({
      file,
      problem: "its times are in steps, and it does not say how long a step is",
      hint: "give the resolution of the simulation (--resolution)",
    });
  return (row) =>
    Math.round(((row[step] as number) * resolution - (offset < 0 ? 0 : (row[offset] as number))) * 1e9) / 1e9;
}

/** The line of names that cajal writes before spikes. */
const ownNames = "time (ms),neuron";

/**
 * The layout of a table by its first block.
 *
 * @param otherwise what two columns of whole numbers without names are
 * @throws CajalError E_IO if it has no time, or if which column is the time is not clear
 */
export function layoutOf(source: ByteSource, options: FormatReadOptions, otherwise: Default): Layout {
  const file = source.name;
  const [block] = textBlocks(source);
  const head = headOf(block?.text ?? "", file);
  const isNest = /^# (NEST version|RecordingBackendASCII)/.test(block?.text ?? "") || otherwise !== undefined;
  const sample = { file, separator: head.separator, rows: head.rows, options, otherwise };
  const columns = columnsOf(head, sample);
  const own = head.names?.join(",") === ownNames && head.separator === ",";
  const isOurs = own || (head.separator === "," && head.names?.[0] === "time (ms)");
  return {
    separator: head.separator,
    columns,
    names: head.names,
    place: (role) => columns.findIndex((column) => column.role === role),
    time: timeOf(columns, file, options),
    strictEnd: isOurs || isNest,
    ordered: own,
  };
}
