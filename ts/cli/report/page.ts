// The page that shows the results of a run, or of a comparison, in a browser.
import type { Comparison } from "../../analysis/index.ts";
import { colourOf, colours, populationName } from "../../plot/frame/style.ts";
import { version } from "../version.ts";
import type { Figure } from "./drawings.ts";
import type { Repetition } from "./repetition.ts";
import { columns, type PopulationStatistics } from "./statistics.ts";
import { style } from "./style.ts";
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
  /** Addresses of the first cells. */
  readonly links?: readonly string[];
}

/** What a page tells; parts that are missing are left out. */
export interface PageContent {
  readonly title: string;
  /** Facts below the title, e.g. how long it took. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What the run warned of. */
  readonly warnings?: readonly string[];
  readonly populations: readonly PopulationStatistics[];
  readonly judgement?: Judgement | undefined;
  readonly tables?: readonly PageTable[];
  /** What there is to say about the absence of a judgement, or about the figures. */
  readonly remarks?: readonly string[];
  readonly figures: readonly Figure[];
  /** How the same is done again. */
  readonly repetition?: Repetition | undefined;
  /** Other files in the folder. */
  readonly files: readonly string[];
}

/** A part of the page with its heading; empty without content. */
interface Part {
  readonly id: string;
  readonly heading: string;
  readonly content: string;
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}

/** A name that stands in an address and as an anchor. */
const anchor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const cells = (row: readonly string[], tag: "td" | "th"): string =>
  row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("");

/** How rows stand out: classes of the row and of its first cell, and where that leads. */
interface RowForm {
  readonly row?: string | undefined;
  readonly first?: string | undefined;
  readonly link?: string | undefined;
}

function table(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  forms: readonly RowForm[] = [],
): string {
  const body = rows.map(([first = "", ...rest], index) => {
    const { row = "", first: kind = "", link } = forms[index] ?? {};
    const name = link === undefined ? escaped(first) : `<a href="${escaped(link)}">${escaped(first)}</a>`;
    return `<tr class="${row}"><td class="${kind}">${name}</td>${cells(rest, "td")}</tr>`;
  });
  return `<div class="scroll"><table>
<thead><tr>${cells(heading, "th")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>`.replaceAll(' class=""', "");
}

/** The class of a population's name, which has the colour of its figures. */
function kindOf(label: string): string | undefined {
  const colour = colourOf(label);
  if (colour === colours.neutral) return undefined;
  return colour === colours.excitatory ? "E" : "I";
}

const factsOf = (facts: PageContent["facts"]): string =>
  facts.length === 0
    ? ""
    : `<table class="facts">
${facts.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join("\n")}
</table>`;

const warningsOf = (warnings: readonly string[]): string =>
  warnings.length === 0
    ? ""
    : `<ul class="warnings">${warnings.map((text) => `<li>${escaped(text)}</li>`).join("")}</ul>`;

function populationsOf(rows: readonly PopulationStatistics[]): string {
  if (rows.length === 0) return "";
  return table(
    columns.map(([title]) => title),
    rows.map((row) => [populationName(row.label), ...columns.slice(1).map(([, cell]) => cell(row))]),
    rows.map(({ label }) => ({ first: kindOf(label) })),
  );
}

const notes = (remarks: readonly string[]): string =>
  remarks.map((remark) => `<p class="note">${escaped(remark)}</p>`).join("\n");

function judgementOf(judgement: Judgement | undefined): string {
  if (!judgement) return "";
  const { comparisons, reference } = judgement;
  const open = comparisons.some(({ verdict }) => verdict === "different") ? " open" : "";
  const rows = comparisons.map((row) => [populationName(row.population), ...verdictRow(row).slice(1)]);
  const classes = comparisons.map(({ verdict, population }) => ({ row: verdict, first: kindOf(population) }));
  return `<p><strong>${escaped(verdictSentence(comparisons))}</strong> Reference: ${escaped(reference)}.</p>
<details${open}><summary>All comparisons</summary>
${table(verdictHeading, rows, classes)}
${notes([verdictNote])}
</details>`;
}

/**
 * A figure on light or dark ground, as the page is; on paper the light one. Both are there, because a browser that
 * prints does not load another source of a picture in time.
 */
function figureOf({ name, title }: Figure): string {
  const text = escaped(title);
  const kind = name === "raster" ? ' class="wide"' : "";
  return `<figure id="${name}"${kind}><img class="on-light" src="${name}.svg" alt="${text}">
<img class="on-dark" src="${name}-dark.svg" alt="${text}">
<figcaption>${text}: <a href="${name}.svg">SVG</a>, <a href="${name}.png">PNG</a></figcaption></figure>`;
}

const figuresOf = (figures: readonly Figure[]): string =>
  figures.length === 0 ? "" : `<div class="figures">\n${figures.map(figureOf).join("\n")}\n</div>`;

function repetitionOf(repetition: Repetition | undefined): string {
  if (!repetition) return "";
  const { command, code, note } = repetition;
  const program =
    code === undefined ? "" : `\n<p>In a program:</p>\n<pre><code>${escaped(code)}</code></pre>`;
  return `<pre><code>${escaped(command)}</code></pre>${program}\n${notes(note === undefined ? [] : [note])}`;
}

function partsOf(content: PageContent): Part[] {
  const { facts, warnings = [], populations, judgement, tables = [], remarks = [], figures, files } = content;
  const part = (heading: string, text: string): Part => ({ id: anchor(heading), heading, content: text });
  const parts = [
    part("Run", factsOf(facts)),
    part("Warnings", warningsOf(warnings)),
    part("Populations", populationsOf(populations)),
    part("Verdict", judgementOf(judgement)),
    ...tables.map(({ title, heading, rows, links = [] }) => {
      const forms = links.map((link) => ({ link }));
      return part(title, table(heading.map(populationName), rows, forms));
    }),
    part("Notes", notes(remarks)),
    part("Figures", figuresOf(figures)),
    part("Repeat it", repetitionOf(content.repetition)),
    part("Files", files.map((name) => `<a href="${name}">${name}</a>`).join(", ")),
  ];
  return parts.filter(({ content: text }) => text !== "");
}

/** Makes the page; figures are referred to by their file names. */
export function resultPage(content: PageContent): string {
  const title = escaped(content.title);
  const parts = partsOf(content);
  const entries = parts.map(({ id, heading }) => `<li><a href="#${id}">${escaped(heading)}</a></li>`);
  const sections = parts.map(
    ({ id, heading, content: text }) =>
      `<section id="${id}">\n<h2>${escaped(heading)}</h2>\n${text}\n</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<nav aria-label="Contents"><ul>${entries.join("")}</ul></nav>
</header>
<main>
${sections.join("\n")}
</main>
<footer class="note">cajal ${version}</footer>
</body>
</html>
`;
}
