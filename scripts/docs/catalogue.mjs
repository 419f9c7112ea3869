// The first page, and the list of all names.
import { posix } from "node:path";
import { groupBy } from "./group.mjs";
import { asHtml } from "./highlight.mjs";
import { summary } from "./reference.mjs";

const returns = (type) => (name) =>
  name.kind === "function" && name.signatures.every((one) => new RegExp(`\\): ${type}$`).test(one));
const inRoom = (room) => (name) => name.entry === `cajal/${room}` && name.kind === "function";

// What is listed by its kind, from the names themselves.
const kinds = [
  ["Connection rules", returns("Rule")],
  ["Distributions", returns("Distribution")],
  ["Stimuli", returns("Stimulus")],
  ["Masks and kernels in space", (name) => inRoom("space")(name) && returns("Expression")(name)],
  ["Figures", (name) => inRoom("plot")(name)],
  [
    "Published networks",
    (name) => inRoom("networks")(name) && /^ts\/networks\/(multi-area\/)?[\w-]+\.ts$/.test(name.file),
  ],
  ["Reading and writing files", (name) => inRoom("io")(name) || inRoom("sonata")(name)],
];

const links = (items) => items.map(({ href, text }) => `<a href="${href}">${text}</a>`).join(" ");

/** The body of the first page. */
export function firstPage({ names, pages, groups, sections, addressOfName }) {
  const section = (title) => {
    const written = pages.filter((page) => page.section === title && page.address !== "index.html");
    const own =
      title === "Reference" ? [{ address: "reference/index.html", title: `All ${names.length} names` }] : [];
    const made = title === "Reference" ? groups : [];
    const items = [...own, ...written, ...made].map(({ address, title: text }) => ({
      href: address,
      text: asHtml(text),
    }));
    return `<section><h2>${title}</h2><p class="names">${links(items)}</p></section>`;
  };
  const kind = ([title, fits]) => {
    const items = names.filter(fits).map(({ name, entry }) => ({
      href: addressOfName(name, entry),
      text: `<code>${name}</code>`,
    }));
    return `<section><h2>${title}</h2><p class="names">${links(items)}</p></section>`;
  };
  return [
    "<h1>Documentation</h1>",
    "<p>Guides, every model and measure, every name that the package exports. The search above knows them all.</p>",
    section("Guides"),
    section("Reference"),
    ...kinds.map(kind),
    ...sections.slice(2).map(section),
  ].join("\n");
}

/** The body of the list of all names. */
export function allNames({ names, addressOfName }) {
  const row = ({ name, entry, kind, text }) => {
    const address = posix.relative("reference", addressOfName(name, entry));
    const cells = [`<a href="${address}"><code>${name}</code></a>`, kind, asHtml(summary(text))];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  };
  const table = ([entry, all]) =>
    `<h2 id="${entry.replace("/", "-")}">${entry}</h2>
<div class="wide"><table><tbody>${all.map(row).join("\n")}</tbody></table></div>`;
  const tables = [...groupBy(names, ({ entry }) => entry)].map(table);
  return ["<h1>All names</h1>", ...tables].join("\n");
}
