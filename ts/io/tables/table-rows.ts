// The rows of a table as text as numbers, with the true line in every complaint.
import { isNeuron, noNeuron, noTime } from "../columns/numbers.ts";
import { populationMissing } from "../columns/populations.ts";
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import type { FormatReadOptions } from "../formats/format.ts";
import { isRemark, numberIn, rowsOfText } from "./dialect.ts";
import type { Layout } from "./layout.ts";
import { textBlocks } from "./text-blocks.ts";

/** A row: its time [ms], its neuron, and the numbers of all columns. */
export interface TableRow {
  readonly time: number;
  readonly id: number;
  readonly numbers: readonly number[];
}

/** Rows that can be read again from the first. */
export interface TableRows {
  each(): Generator<TableRow, void, void>;
  /** How much of the present pass is done, 0 to 1. */
  done(): number;
  /** The population of the rows, if the table names it, as far as they were read. */
  population(): string | undefined;
}

const hint = "the file is damaged, or no table of spikes or samples";

/** Numbers from the cells of a row; columns that are passed over are NaN. */
function numbersFrom(cells: readonly string[], layout: Layout, file: string, line: number): number[] {
  const { columns, separator } = layout;
  const where = `line ${line}`;
  if (cells.length !== columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ""))
    throw damage({
      file,
      where,
      problem: `there must be ${columns.length} columns, got ${cells.length}`,
      hint,
    });
  return columns.map(({ role, name }, k) => {
    if (role === "ignore" || role === "population") return Number.NaN;
    const cell = cells[k];
    if (cell === undefined)
      throw damage({
        file,
        where,
        problem: `there must be ${columns.length} columns, got ${cells.length}`,
        hint,
      });
    const value = numberIn(cell, separator);
    if (value === undefined)
      throw damage({
        file,
        where,
        problem: `there must be a number for ${name}, got '${cell.slice(0, 40)}'`,
        hint,
      });
    return value;
  });
}

/** The rows of a table. */
export function tableRows(source: ByteSource, layout: Layout, options: FormatReadOptions): TableRows {
  const file = source.name;
  const { names, separator, strictEnd, time: timeOf } = layout;
  const [neuron, population] = [layout.place("neuron"), layout.place("population")];
  const timed = Math.max(layout.place("time"), layout.place("step"));
  const heading = names?.join(separator);
  let [done, found]: [number, string | undefined] = [0, options.population];
  // The populations that were passed over, and whether the wanted one came.
  const others = new Set<string>();
  let came = false;

  const belongs = (cells: readonly string[], line: number): boolean => {
    if (population < 0) return true;
    const name = cells[population]?.trim() ?? "";
    if (options.population !== undefined) {
      if (name !== options.population) others.add(name);
      came ||= name === options.population;
      return name === options.population;
    }
    found ??= name;
    if (name !== found) throw populationMissing(file, `line ${line}`, [found, name, "..."]);
    return true;
  };
  const isHeading = (cells: readonly string[]): boolean =>
    names !== undefined && cells[0]?.trim() === names[0] && cells.join(separator).trim() === heading;

  const rowOf = (cells: readonly string[], line: number): TableRow | undefined => {
    if (isRemark(cells) || isHeading(cells) || !belongs(cells, line)) return undefined;
    const numbers = numbersFrom(cells, layout, file, line);
    const time = timeOf(numbers);
    if (!Number.isFinite(time)) throw noTime(time, `line ${line}`, file);
    const id = neuron < 0 ? 0 : (numbers[neuron] as number);
    if (!isNeuron(id)) throw noNeuron(id, `line ${line}`, file);
    return { time, id, numbers };
  };
  return {
    *each() {
      done = 0;
      let first = true;
      for (const { text, line, end } of textBlocks(source, { strictEnd })) {
        const rows = rowsOfText(text, separator);
        for (let k = 0; k < rows.length; k++) {
          const cells = rows[k] as string[];
          // The line of names may have other cells than the rows.
          const isNames =
            first && names && !isRemark(cells) && numberIn(cells[timed] ?? "", separator) === undefined;
          first &&= isRemark(cells);
          if (isNames) continue;
          const row = rowOf(cells, line + k);
          if (row) yield row;
        }
        done = source.size === 0 ? 1 : end / source.size;
      }
      if (others.size > 0 && !came) throw populationMissing(file, undefined, [...others]);
    },
    done: () => done,
    population: () => (population < 0 ? undefined : found),
  };
}
