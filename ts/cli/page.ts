// One page that shows the results of a run in a browser.
import type { Figure } from "./figures.ts";
import type { PopulationStatistics } from "./statistics.ts";
import { fixed, grouped } from "./terminal.ts";

/** What the page tells. */
export interface PageContent {
  readonly title: string;
  /** Facts below the title, e.g. how long it took. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly populations: readonly PopulationStatistics[];
  readonly figures: readonly Figure[];
  /** Other files in the folder. */
  readonly files: readonly string[];
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}

const style = `
  body { font-family: "DejaVu Sans", Helvetica, Arial, sans-serif; }
  body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  table { border-collapse: collapse; margin: 1rem 0; }
  th, td { padding: 0.2rem 0.9rem; text-align: right; border-bottom: 1px solid #ddd; }
  th:first-child, td:first-child { text-align: left; }
  figure { margin: 2rem 0; }
  img { max-width: 100%; height: auto; }
`;

function rows(cells: readonly (readonly string[])[], tag: "td" | "th"): string {
  return cells
    .map((row) => `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`)
    .join("\n");
}

/** Makes the page; figures are referred to by their file names. */
export function resultPage({ title, facts, populations, figures, files }: PageContent): string {
  const referenced = populations.some(({ reference }) => reference !== undefined);
  const numbers = populations.map(({ label, size, rate, cvIsi, reference }) => [
    label,
    grouped(size),
    fixed(rate, 3),
    fixed(cvIsi, 3),
    ...(referenced ? [fixed(reference, 3)] : []),
  ]);
  const last = referenced ? ["full size in NEST (1/s)"] : [];
  const heading = [["population", "neurons", "rate (1/s)", "CV ISI", ...last]];
  const links = files.map((name) => `<a href="${name}">${name}</a>`).join(", ");
  const shown = figures.map(
    (figure) =>
      `<figure><img src="${figure.name}.svg" alt="${escaped(figure.title)}">` +
      `<figcaption>${escaped(figure.title)}: <a href="${figure.name}.svg">SVG</a>, ` +
      `<a href="${figure.name}.png">PNG</a></figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
<table>
${rows(facts, "td")}
</table>
<table>
${rows(heading, "th")}
${rows(numbers, "td")}
</table>
${shown.join("\n")}
<p>${links}</p>
</html>
`;
}
