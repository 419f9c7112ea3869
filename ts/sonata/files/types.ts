// Tables of node types and edge types (developer guide of SONATA, "CSV"): columns apart by blanks, quotes around texts
// with blanks, NULL for nothing.
import { refuse } from "./complaint.ts";
import { textOfFile } from "./json.ts";

/** One type: what stands in its row, by the names of the columns. */
export interface TypeRow {
  /** Its line in the file. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** The types of a population by their numbers. */
export interface Types {
  /** The file; undefined where there is none. */
  readonly file: string | undefined;
  readonly rows: ReadonlyMap<number, TypeRow>;
}

const cell = /"((?:[^"]|"")*)"|([^\s"]+)/y;

/** The cells of a line. */
function cellsOf(text: string, line: number, file: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    while (at < text.length && (text[at] as string).trim() === "") at++;
    if (at === text.length) return cells;
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found)
      refuse(
        "E_IO",
        { file, where: `line ${line}` },
        {
          problem: "a quote is not closed",
          hint: 'close it; a quote within quotes is ""',
        },
      );
    cells.push(found[1]?.replaceAll('""', '"') ?? (found[2] as string));
    at = cell.lastIndex;
  }
}

const isNothing = (text: string): boolean => text === "" || text === "NULL" || text === "NaN";

/**
 * The rows of a table by the names of its columns, without what is NULL.
 *
 * @param needed columns that must be there
 * @throws CajalError E_IO with the line
 */
export function rowsOfTable(file: string, needed: readonly string[]): TypeRow[] {
  const lines = textOfFile(file).split(/\r?\n/);
  const names = cellsOf(lines[0] ?? "", 1, file);
  const missing = needed.find((name) => !names.includes(name));
  if (missing !== undefined)
    refuse(
      "E_IO",
      { file, where: "line 1" },
      {
        parameter: missing,
        problem: `there must be a column ${missing}, and there are ${names.join(", ") || "none"}`,
        hint: "name the columns in the first line, apart by blanks",
      },
    );
  return lines.flatMap((text, k) => {
    if (k === 0 || text.trim() === "") return [];
    const cells = cellsOf(text, k + 1, file);
    if (cells.length !== names.length)
      refuse(
        "E_IO",
        { file, where: `line ${k + 1}` },
        {
          problem: `there are ${cells.length} values for ${names.length} columns`,
          hint: "write NULL for nothing, and quotes around texts with blanks",
        },
      );
    const entries = names.map((name, column) => [name, cells[column] as string] as const);
    return [{ line: k + 1, values: Object.fromEntries(entries.filter(([, value]) => !isNothing(value))) }];
  });
}

/**
 * Reads a table of types, of which only those of one population are kept.
 *
 * @param key the column with the number of the type
 * @throws CajalError E_IO with the line
 */
export function readTypes(file: string | undefined, key: string, population: string): Types {
  const rows = new Map<number, TypeRow>();
  if (file === undefined) return { file, rows };
  for (const row of rowsOfTable(file, [key])) {
    if (row.values.population !== undefined && row.values.population !== population) continue;
    const where = { file, where: `line ${row.line}` };
    const id = Number(row.values[key]);
    if (!Number.isInteger(id))
      refuse("E_IO", where, {
        problem: `${key} must be a whole number`,
        value: row.values[key],
        hint: "correct it",
      });
    if (rows.has(id))
      refuse("E_IO", where, {
        problem: `the type ${id} stands there twice`,
        hint: "give every type a number of its own",
      });
    rows.set(id, row);
  }
  return { file, rows };
}

/** The type of a number. @throws CajalError E_DESCRIPTION naming the row that asks for it */
export function typeOf(
  types: Types,
  id: number,
  kind: "node" | "edge",
  asked: { file: string; where: string },
): TypeRow | undefined {
  const found = types.rows.get(id);
  if (found || types.file === undefined) return found;
  return refuse("E_DESCRIPTION", asked, {
    parameter: `${kind}_type_id`,
    problem: `there is no ${kind} type ${id} in ${types.file}`,
    value: id,
    allowed: [...types.rows.keys()].join(", "),
    hint: "add the type, or name the file that has it",
  });
}
