// How a table as text separates its cells, and what its cells say.
import { dsvFormat } from "d3-dsv";

/** What stands between two cells; a blank stands for any number of them. */
export type Separator = "\t" | ";" | "," | "|" | " ";

// In the order of preference: what separates cells in one dialect stands within them in the next.
const separators: readonly Separator[] = ["\t", ";", ",", "|", " "];

const parsers = Object.fromEntries(separators.map((separator) => [separator, dsvFormat(separator)]));

/** The cells of a line that blanks separate; a unit in brackets belongs to the word before it. */
function blankCells(line: string): string[] {
  if (!/["'([]/.test(line)) return line.trim() === "" ? [""] : line.trim().split(/\s+/);
  const cells = line.match(/"[^"]*"|'[^']*'|[^\s"']+(\s+[([][^()[\]]*[)\]])?/g) ?? [""];
  return cells.map((cell) => cell.replace(/^(["'])(.*)\1$/, "$2"));
}

/** The rows of a text of whole lines, one per line. */
export function rowsOfText(text: string, separator: Separator): string[][] {
  if (separator !== " ") return (parsers[separator] as ReturnType<typeof dsvFormat>).parseRows(text);
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines.map(blankCells);
}

/** Whether a row holds no cells: a remark, nothing, or the line in which Excel is told the separator. */
export const isRemark = (row: readonly string[]): boolean =>
  /^\s*(#|%|\/\/|sep=.?$)/i.test(row[0] ?? "") || row.every((cell) => cell.trim() === "");

/** A row without the empty cells behind it. */
export function trimmed(row: readonly string[]): readonly string[] {
  let length = row.length;
  while (length > 0 && row[length - 1]?.trim() === "") length--;
  return length === row.length ? row : row.slice(0, length);
}

/** A number with thousands apart and decimals, where its marks leave no doubt which is which. */
function withoutGroups(cell: string): string {
  if (/^\s*[-+]?\d{1,3}(\.\d{3})+,\d+\s*$/.test(cell)) return cell.replaceAll(".", "").replace(",", ".");
  return /^\s*[-+]?\d{1,3}(,\d{3})+\.\d+\s*$/.test(cell) ? cell.replaceAll(",", "") : cell;
}

/**
 * A cell as a number: an empty one and `nan` are NaN, `inf` is infinite, and what is no number is undefined. Where
 * commas do not separate cells, they may stand before the decimals; thousands may be apart where there are decimals.
 */
export function numberIn(cell: string, separator: Separator): number | undefined {
  const plain = cell.includes(",") ? withoutGroups(cell) : cell;
  const text = separator !== "," && plain.includes(",") ? plain.replace(",", ".") : plain;
  const value = Number(text);
  if (value === 0 && text.trim() === "") return Number.NaN;
  if (!Number.isNaN(value)) return /^\s*[-+]?0[xob]/i.test(text) ? undefined : value;
  const word = text.trim().toLowerCase();
  if (/^[-+]?inf(inity)?$/.test(word)) return word.startsWith("-") ? -Infinity : Infinity;
  return /^([-+]?nan|n\/?a|null|none)$/.test(word) ? Number.NaN : undefined;
}

/** Whether the cells of some rows can be cells: numbers, or words without a blank or comma within. */
const areCells = (rows: readonly (readonly string[])[], separator: Separator): boolean =>
  rows.every((row) =>
    row.every((cell) => numberIn(cell, separator) !== undefined || !/[\s,;]/.test(cell.trim())),
  );

/** The separator of a table, by the lines of its first block. */
export function separatorOf(text: string, most = 50): Separator {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => !isRemark([line]));
  const [first = "", ...rest] = lines.slice(0, most);
  const sample = rest.length > 0 ? rest : [first];
  const fits = (separator: Separator, strict: boolean): boolean => {
    const rows = rowsOfText(sample.join("\n"), separator).map(trimmed);
    const width = rows[0]?.length ?? 0;
    const same = width >= 2 && rows.every((row) => row.length === width);
    return same && (!strict || areCells(rows, separator));
  };
  const found =
    separators.find((separator) => fits(separator, true)) ??
    separators.find((separator) => fits(separator, false));
  // A damaged row must not change how the others are read.
  return found ?? separators.find((separator) => rowsOfText(first, separator)[0]?.[1] !== undefined) ?? ",";
}
