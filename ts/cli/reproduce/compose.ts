// One figure of several panels: drawings of runs below each other, each under its letter and title.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderPng } from "../../io/png.ts";
import { sizeOf } from "../../plot/frame/stack.ts";
import { stackFigures, type Theme, themes } from "../../plot/index.ts";
import { writeResult } from "../files/result-folder.ts";
import type { Panel, TheoryName } from "./schmidt2018.ts";

/** Where runs lie in the folder of a chain. */
export const runFolder = (name: string): string => join("runs", name);

/** Where that lies what theory was asked. */
export const theoryFolder = (name: TheoryName): string => join("theory", name);

/** Where the drawing of a panel for a ground is, if it is one and the run was large enough for it. */
export function drawingOf(panel: Panel, theme: Theme): string | undefined {
  if ("needs" in panel) return undefined;
  const name =
    "theory" in panel
      ? join(theoryFolder(panel.theory), panel.theory)
      : join(runFolder(panel.run), panel.drawing);
  return `${name}${theme === "dark" ? "-dark" : ""}.svg`;
}

// Text, and the most that panels beside each other may take [px].
const textWidth = 760;
const mostWidth = 1320;
const lineHeight = 18;
const longestLine = 100;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Words in lines of at most so many letters. */
function lines(text: string): string[] {
  const all: string[] = [];
  for (const word of text.split(" ")) {
    const last = all.at(-1);
    if (last === undefined || last.length + word.length >= longestLine) all.push(word);
    else all[all.length - 1] = `${last} ${word}`;
  }
  return all;
}

/** Text across the figure, the first part of it bold. */
function strip(bold: string, plain: readonly string[], theme: Theme, width = textWidth): string {
  const { ink, muted, background } = themes[theme];
  const height = 16 + lineHeight * (1 + plain.length);
  const rest = plain.map(
    (text, index) =>
      `<text x="16" y="${24 + lineHeight * (index + 1)}" fill="${muted}">${escaped(text)}</text>`,
  );
  const size = `width="${width}" height="${height}"`;
  const type = 'font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="12"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" ${type}>`,
    `<rect ${size} fill="${background}"></rect>`,
    `<text x="16" y="24" fill="${ink}" font-weight="bold">${escaped(bold)}</text>${rest.join("")}</svg>`,
  ].join("");
}

/** A panel under its letter and title, as wide as its drawing. */
function panelOf(folder: string, panel: Panel, letter: string, theme: Theme): string {
  const bold = `${letter}\u2002${panel.title}`;
  if ("needs" in panel) return strip(bold, lines(`Not drawn: it needs ${panel.needs}.`), theme);
  const path = join(folder, drawingOf(panel, theme) as string);
  if (existsSync(path)) {
    const drawing = readFileSync(path, "utf8");
    return stackFigures([strip(bold, [], theme, sizeOf(drawing).width), drawing], { theme });
  }
  const why =
    "theory" in panel
      ? `Not drawn: its drawing is no longer there; do step theory-${panel.theory} again.`
      : `Not drawn: run '${panel.run}' is too short or has too few areas for it; its page says what it needs.`;
  return strip(bold, lines(why), theme);
}

/** Panels in rows, as many beside each other as there is room for. */
function rowsOf(panels: readonly string[], theme: Theme): string[] {
  const rows: string[][] = [];
  let left = 0;
  for (const panel of panels) {
    const { width } = sizeOf(panel);
    const last = rows.at(-1);
    if (last && width <= left) last.push(panel);
    else rows.push([panel]);
    left = (last && width <= left ? left : mostWidth) - width;
  }
  return rows.map((row) => stackFigures(row, { theme, columns: row.length }));
}

/** What is put together. */
export interface Composition {
  /** Name of the files without ending. */
  readonly name: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  /** What was run, line by line. */
  readonly notes: readonly string[];
}

/** Writes `name.svg`, `name-dark.svg` and `name.png`, and gives their names. */
export function compose(folder: string, { name, title, panels, notes }: Composition): string[] {
  const drawn = (theme: Theme): string => {
    const parts = panels.map((panel, index) =>
      panelOf(folder, panel, String.fromCharCode("A".charCodeAt(0) + index), theme),
    );
    const below = strip("Runs", notes.flatMap(lines), theme);
    return stackFigures([strip(title, [], theme), ...rowsOf(parts, theme), below], { theme });
  };
  const light = drawn("light");
  writeResult(folder, `${name}.svg`, light);
  writeResult(folder, `${name}-dark.svg`, drawn("dark"));
  writeResult(folder, `${name}.png`, renderPng(light));
  return [`${name}.svg`, `${name}-dark.svg`, `${name}.png`];
}
