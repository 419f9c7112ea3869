// The two tables of the repository that its JSON does not hold.
import { dsvFormat } from "d3-dsv";
import { damage } from "../../../io/files/damage.ts";
import { type ReadFile, textOf } from "./files.ts";
import { nisslNames } from "./published.ts";

interface Row {
  /** Counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows below the heading, without empty ones; each has at least so many cells. */
function rowsOf(file: ReadFile, separator: string, heading: number, columns: number): Row[] {
  const { parseRows } = dsvFormat(separator);
  const lines = textOf(file).split(/\r?\n/);
  const rows = lines.map((text, at) => {
    const [cells = []] = parseRows(text);
    return { line: at + 1, cells: cells.map((cell) => cell.trim()) };
  });
  const filled = rows.slice(heading).filter(({ cells }) => cells.some((cell) => cell !== ""));
  for (const { line, cells } of filled)
    if (cells.length < columns)
      throw damage({
        file: file.name,
        where: `line ${line}`,
        problem: `it must have ${columns} columns, got ${cells.length}`,
        hint: "take the file as it was published",
      });
  if (filled.length > 0) return filled;
  throw damage({
    file: file.name,
    problem: `it has no rows below its ${heading} lines of heading`,
    hint: "take the file as it was published",
  });
}

/** By monkey: the area that was injected, as the parcellation of the model has it. */
export function injectionSites(file: ReadFile): ReadonlyMap<string, string> {
  const [monkey, area] = [2, 8];
  return new Map(
    rowsOf(file, "\t", 3, area + 1).map(({ cells }) => [cells[monkey] as string, cells[area] as string]),
  );
}

/** By area: neurons per mm^3 in Nissl stains. A dash says that they were not counted. */
export function nisslDensities(file: ReadFile): ReadonlyMap<string, number> {
  const [name, density] = [0, 2];
  return new Map(
    rowsOf(file, ",", 2, density + 1).flatMap(({ line, cells }) => {
      const text = cells[density] as string;
      if (/^[-–—]?$/.test(text)) return [];
      const value = Number(text);
      if (!(value > 0 && value < Infinity))
        throw damage({
          file: file.name,
          where: `line ${line}`,
          problem: `a density must be a number above 0, got '${text}'`,
          hint: "write a dash where there is none",
        });
      const area = cells[name] as string;
      return [[nisslNames.get(area) ?? area, value]];
    }),
  );
}
