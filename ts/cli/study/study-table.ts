// All results of a study in one table.
import { csvFormatRows } from "d3-dsv";
import type { PointFolder, PointResult } from "./point-folder.ts";

/** A point and, if it is done, its result. */
export interface Row {
  readonly folder: PointFolder;
  readonly result: PointResult | undefined;
}

/**
 * A line per point that is done: the varied values, the real-time factor, the digest, and every number of every
 * population in columns such as `rate of L23E`.
 */
export function studyTable(rows: readonly Row[]): string {
  const done = rows.flatMap(({ folder, result }) => (result ? [{ folder, result }] : []));
  const varied = Object.keys(rows[0]?.folder.point ?? {});
  const measured = [...new Set(done.flatMap(({ result }) => [...numbersOf(result).keys()]))];
  const heading = ["folder", ...varied, "real-time factor", "digest", ...measured];
  const lines = done.map(({ folder: { path, point }, result }) => {
    const numbers = numbersOf(result);
    const values = varied.map((name) => point[name]);
    const measures = measured.map((name) => numbers.get(name));
    return [path, ...values, result.run.realTimeFactor, result.digest, ...measures].map((cell) =>
      String(cell ?? ""),
    );
  });
  return `${csvFormatRows([heading, ...lines])}\n`;
}

function numbersOf({ populations }: PointResult): Map<string, unknown> {
  return new Map(
    populations.flatMap(({ label, ...numbers }) =>
      Object.entries(numbers).map(([name, value]) => [`${name} of ${label}`, value] as const),
    ),
  );
}
