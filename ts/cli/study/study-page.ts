// The page of a study: its points, each with the way to its own page, and the rates of their populations.
import { basename } from "node:path";
import { type PageTable, resultPage } from "../report/page.ts";
import { commandLine } from "../report/repetition.ts";
import { warningLines } from "../report/warning-lines.ts";
import { fixed } from "../terminal/terminal.ts";
import type { PointResult } from "./point-folder.ts";
import type { Row } from "./study-table.ts";

interface Done extends Row {
  readonly result: PointResult;
}

/** What points warned of, a line per kind, with the number of points. */
export function studyWarnings(rows: readonly Row[]): string[] {
  const all = rows.flatMap(({ folder, result }) =>
    (result?.warnings ?? []).map((warning) => ({ ...warning, point: basename(folder.path) })),
  );
  return [...new Set(all.map(({ code }) => code))].flatMap((code) => {
    const kind = all.filter((warning) => warning.code === code);
    const points = new Set(kind.map(({ point }) => point)).size;
    const where = `in ${points} of ${rows.length} points, as ${kind[0]?.point}`;
    return warningLines(kind.slice(0, 1)).map((line) => `${where}: ${line}`);
  });
}

/** Makes the page; `file` is that of the study. */
export function studyPage(name: string, file: string, rows: readonly Row[]): string {
  const done = rows.filter((row): row is Done => row.result !== undefined);
  const digests = new Set(done.map(({ result }) => result.digest)).size;
  return resultPage({
    title: `Study ${name}`,
    facts: [
      ["points", `${done.length} of ${rows.length} are done`],
      ["digests", `${digests} different`],
    ],
    warnings: studyWarnings(rows),
    populations: [],
    tables: done.length > 0 ? [ratesOf(done)] : [],
    remarks: ["table.csv has every mean of every population, the real-time factors and the digests."],
    figures: [],
    repetition: { command: commandLine(["study", file]) },
    files: ["table.csv"],
  });
}

/** A row per point: the varied values and the rates of its populations. */
function ratesOf(rows: readonly Done[]): PageTable {
  const varied = Object.keys(rows[0]?.folder.point ?? {});
  const labels = [
    ...new Set(rows.flatMap(({ result }) => result.populations.map(({ label }) => String(label)))),
  ];
  return {
    title: "Rates (1/s)",
    heading: ["point", ...varied.map((key) => key.split("/").at(-1) as string), ...labels],
    rows: rows.map(({ folder: { path, point }, result }) => [
      basename(path),
      ...varied.map((key) => String(point[key])),
      ...labels.map((label) => rateOf(result, label)),
    ]),
    links: rows.map(({ folder }) => `${encodeURIComponent(basename(folder.path))}/index.html`),
  };
}

function rateOf({ populations }: PointResult, wanted: string): string {
  const rate = populations.find(({ label }) => label === wanted)?.rate;
  return fixed(typeof rate === "number" ? rate : null, 3);
}
