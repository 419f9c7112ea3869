// The pages that are written by hand or generated into docs: their titles, sections and places in the site.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../directions.mjs";
import { root } from "../steps.mjs";

/** In the order of the menu. */
export const sections = ["Guides", "Reference", "Models", "Measures", "How it works", "Project"];

const sectionOf = (source) => {
  if (source.startsWith("docs/guide/")) return "Guides";
  if (source.startsWith("docs/models/")) return "Models";
  if (source.startsWith("docs/measures/")) return "Measures";
  if (source.startsWith("docs/internals/")) return "How it works";
  return ["docs/errors.md", "docs/commands.md", "docs/names.md"].includes(source) ? "Reference" : "Project";
};

// What a newcomer reads first; the others follow by their names.
const first = [
  "docs/guide/first-network.md",
  "docs/guide/stimuli.md",
  "docs/guide/plasticity.md",
  "docs/guide/space.md",
  "docs/guide/analysing-runs.md",
  "docs/guide/figures.md",
  "docs/guide/files.md",
  "docs/guide/coming-from-nest.md",
  "docs/guide/coming-from-pynn.md",
  "docs/guide/coming-from-brian.md",
];
const rank = (source) => {
  const place = first.indexOf(source);
  return place < 0 ? first.length : place;
};

/** Where a source is in the site. */
export const addressOf = (source) =>
  source
    .replace(/^docs\//, "")
    .replace(/README\.md$/, (name) => (source === "README.md" ? name : "index.md"))
    .replace(/\.md$/, ".html");

function pageOf(source) {
  const text = readFileSync(join(root, source), "utf8");
  const title = /^# (.+)$/m.exec(text)?.[1]?.replaceAll("`", "") ?? source;
  return { source, address: addressOf(source), title, section: sectionOf(source), text };
}

/** All of them. */
export function writtenPages() {
  const sources = [...filesBelow("docs", /\.md$/), "README.md", "CHANGELOG.md", "CONTRIBUTING.md"];
  return sources.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1)).map(pageOf);
}
