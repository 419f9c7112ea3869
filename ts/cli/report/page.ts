// The page that shows the results of a run, or of a comparison, in a browser.
import type { Comparison } from "../../analysis/index.ts";
import type { Figure } from "./figures.ts";
import { columns, type PopulationStatistics } from "./statistics.ts";
import { verdictHeading, verdictNote, verdictRow, verdictSentence } from "./verdicts.ts";

/** Comparisons and what they are with. */
export interface Judgement {
  readonly reference: string;
  readonly comparisons: readonly Comparison[];
}

/** Any numbers. */
export interface PageTable {
  readonly title: string;
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a page tells; parts that are missing are left out. */
export interface PageContent {
  readonly title: string;
  /** Facts below the title, e.g. how long it took. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly populations: readonly PopulationStatistics[];
  readonly judgement?: Judgement | undefined;
  readonly tables?: readonly PageTable[];
  /** What there is to say about the absence of a judgement, or about the figures. */
  readonly remarks?: readonly string[];
  readonly figures: readonly Figure[];
  /** Other files in the folder. */
  readonly files: readonly string[];
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}

const style = `
  body { font-family: "DejaVu Sans", Helvetica, Arial, sans-serif; color: #1a1a1a; line-height: 1.4; }
  body { margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
  th, td { padding: 0.2rem 0.8rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
  th:first-child, td:first-child, .facts td { text-align: left; white-space: normal; }
  tr.different td { background: #ffe9df; }
  tr.undecided td { background: #f2f2f2; }
  .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 29rem), 1fr)); gap: 1.5rem; }
  figure { margin: 0; }
  img { max-width: 100%; height: auto; }
  figcaption, .note { color: #555; font-size: 0.9rem; }
  summary { cursor: pointer; }
  @media print { figure { break-inside: avoid; } }
`;

const cells = (row: readonly string[], tag: "td" | "th"): string =>
  row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("");

function table(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  kinds: readonly string[] = [],
): string {
  const body = rows.map((row, index) => `<tr class="${kinds[index] ?? ""}">${cells(row, "td")}</tr>`);
  return `<div class="scroll"><table>
<thead><tr>${cells(heading, "th")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>`;
}

function populationsOf(rows: readonly PopulationStatistics[]): string {
  if (rows.length === 0) return "";
  const titles = columns.map(([title]) => title);
  return `<h2>Populations</h2>
${table(
  titles,
  rows.map((row) => columns.map(([, cell]) => cell(row))),
)}`;
}

function judgementOf(judgement: Judgement | undefined): string {
  if (!judgement) return "";
  const { comparisons, reference } = judgement;
  const kinds = comparisons.map(({ verdict }) => verdict);
  const open = kinds.includes("different") ? " open" : "";
  return `<h2>Verdict</h2>
<p><strong>${escaped(verdictSentence(comparisons))}</strong> Reference: ${escaped(reference)}.</p>
<details${open}><summary>All comparisons</summary>
${table(verdictHeading, comparisons.map(verdictRow), kinds)}
<p class="note">${escaped(verdictNote)}</p>
</details>`;
}

function figuresOf(figures: readonly Figure[]): string {
  if (figures.length === 0) return "";
  const shown = figures.map(
    ({ name, title }) =>
      `<figure><img src="${name}.svg" alt="${escaped(title)}">` +
      `<figcaption>${escaped(title)}: <a href="${name}.svg">SVG</a>, ` +
      `<a href="${name}.png">PNG</a></figcaption></figure>`,
  );
  return `<h2>Figures</h2>
<div class="figures">
${shown.join("\n")}
</div>`;
}

const tablesOf = (tables: readonly PageTable[]): string =>
  tables.map(({ title, heading, rows }) => `<h2>${escaped(title)}</h2>\n${table(heading, rows)}`).join("\n");

/** Makes the page; figures are referred to by their file names. */
export function resultPage(content: PageContent): string {
  const { title, facts, populations, judgement, tables = [], remarks = [], figures, files } = content;
  const links = files.map((name) => `<a href="${name}">${name}</a>`).join(", ");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
<table class="facts">
${facts.map((fact) => `<tr>${cells(fact, "td")}</tr>`).join("\n")}
</table>
${populationsOf(populations)}
${judgementOf(judgement)}
${tablesOf(tables)}
${remarks.map((remark) => `<p class="note">${escaped(remark)}</p>`).join("\n")}
${figuresOf(figures)}
${links && `<p>${links}</p>`}
</html>
`;
}
