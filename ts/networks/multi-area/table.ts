// Tables as text, plain or gzipped, of which every wrong cell is found again: file, line, column.
import { csvParseRows } from "d3-dsv";
import { gunzipSync } from "fflate";
import { asDamage, damage } from "../../io/files/damage.ts";
import { type FileInput, openSource } from "../../io/files/source.ts";

/** A row of a table. */
export interface Row {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table with names above its columns. */
export interface Table {
  readonly file: string;
  /** What its remarks say, the lines that begin with #. */
  readonly remarks: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

const wholeCopy = "the file is damaged or of another format; take a whole copy";

/** The error of a cell. */
export const wrongCell = ({ file }: Table, { line }: Row, column: string, problem: string): Error =>
  damage({
    file,
    where: `line ${line}, column '${column}'`,
    problem,
    hint: "correct the table, or take a whole copy",
  });

function textOf(input: FileInput): { file: string; text: string } {
  const source = openSource(input);
  try {
    const bytes = source.read(0, source.size);
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return { file: source.name, text: new TextDecoder("utf-8", { fatal: true }).decode(plain) };
  } catch (error) {
    throw asDamage(error, { file: source.name });
  } finally {
    source.close();
  }
}

/**
 * Reads a table whose first line that is no remark names its columns.
 *
 * @param needed columns that it must have; others may stand beside them
 * @throws CajalError E_IO for a file that cannot be read, a missing column, a row of another length
 */
export function readTable(input: FileInput, needed: readonly string[]): Table {
  const { file, text } = textOf(input);
  const lines = text.split(/\r\n|\n/).map((line, index) => ({ line: index + 1, text: line.trim() }));
  const remarks = lines.filter((line) => line.text.startsWith("#")).map((line) => line.text.slice(1).trim());
  const [head, ...rows] = lines
    .filter((line) => line.text !== "" && !line.text.startsWith("#"))
    .map(({ line, text: content }) => ({ line, cells: csvParseRows(content)[0] ?? [] }));
  if (!head) throw damage({ file, problem: "it holds no table", hint: wholeCopy });
  for (const name of needed)
    if (!head.cells.includes(name))
      throw damage({
        file,
        where: `line ${head.line}`,
        problem: `there is no column '${name}'`,
        hint: `its columns must be ${needed.join(", ")}, and may be more`,
      });
  const uneven = rows.find(({ cells }) => cells.length !== head.cells.length);
  if (uneven)
    throw damage({
      file,
      where: `line ${uneven.line}`,
      hint: wholeCopy,
      problem: `there must be ${head.cells.length} cells, got ${uneven.cells.length}`,
    });
  return { file, remarks, columns: head.cells, rows };
}

/** The text of a cell. */
export const cellOf = ({ columns }: Table, { cells }: Row, column: string): string =>
  (cells[columns.indexOf(column)] as string).trim();

/** A cell as a number from 0 on. @throws CajalError E_IO */
export function numberOf(table: Table, row: Row, column: string): number {
  const cell = cellOf(table, row, column);
  const value = cell === "" ? Number.NaN : Number(cell);
  if (value >= 0 && value < Infinity) return value;
  throw wrongCell(table, row, column, `there must be a number, 0 or more, got '${cell}'`);
}

/** A cell as a whole number below a limit. @throws CajalError E_IO */
export function indexOf(table: Table, row: Row, column: string, limit: number): number {
  const value = numberOf(table, row, column);
  if (Number.isInteger(value) && value < limit) return value;
  throw wrongCell(table, row, column, `there must be a whole number below ${limit}, got ${value}`);
}
