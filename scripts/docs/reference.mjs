// The pages of exported names.
import { posix } from "node:path";
import { inSignature, memberId } from "./groups.mjs";
import { asHtml, highlighted } from "./highlight.mjs";
import { docstring } from "./markdown.mjs";

// More would hide the others; the search finds them.
const mostUses = 12;

/** What the page of a group needs to link from: addresses relative to it. */
function linker(group, { addressOfName }) {
  const here = posix.dirname(group.address);
  const relative = (address) => address && (posix.relative(here, address) || address);
  const name = (word) => relative(addressOfName(word, group.entry));
  return { relative, name, inCode: name, inSignature: inSignature(name) };
}

const throwsLine = (text, { relative, inCode }) =>
  docstring(text.replace(/^CajalError /, ""), inCode)
    .replaceAll(/^<p>|<\/p>\n$/g, "")
    .replaceAll(/\bE_[A-Z_]+\b(?![^<]*<\/code>)/g, (code) => {
      const anchor = code.toLowerCase();
      return `<a href="${relative("errors.html")}#${anchor}">${code}</a>`;
    });

const thrown = (throws, link) =>
  throws.length === 0
    ? ""
    : `<p class="fact"><b>Throws</b> ${throws.map((text) => throwsLine(text, link)).join("; ")}</p>`;

const code = (text, link) => `<pre><code>${highlighted(text, link)}</code></pre>`;

const examplesOf = (examples, link) => examples.map((text) => code(text, link.name)).join("");

function memberRow(owner, member, link) {
  const { signatures, text, throws, examples } = member;
  const term = signatures.map((one) => `<code>${highlighted(one, link.inSignature)}</code>`).join("<br>");
  return `<dt id="${memberId(owner, member)}">${term}</dt>
<dd>${docstring(text, link.inCode)}${thrown(throws, link)}${examplesOf(examples, link)}</dd>`;
}

function membersOf({ name, members }, link) {
  const rows = members.map((member) => memberRow(name, member, link));
  return rows.length === 0 ? "" : `<dl class="members">${rows.join("")}</dl>`;
}

const limited = (links) =>
  links.length <= mostUses
    ? links.join(", ")
    : `${links.slice(0, mostUses).join(", ")}, and ${links.length - mostUses} more`;

function usedIn(name, link, { uses }) {
  const { pages, names } = uses(name);
  const inPages = pages.map(
    ({ title, address }) => `<a href="${link.relative(address)}">${asHtml(title)}</a>`,
  );
  const inNames = [...new Set(names.map((other) => other.name))].map(
    (other) => `<a href="${link.name(other)}"><code>${other}</code></a>`,
  );
  const line = (word, links) =>
    links.length > 0 ? `<p class="fact"><b>${word}</b> ${limited(links)}</p>` : "";
  return line("Used in", inPages) + line("In the signature of", inNames);
}

function modelPage(name, link, { modelNames }) {
  if (name.kind !== "constant" || !modelNames.has(name.name)) return "";
  const address = link.relative(`models/${name.name}.html`);
  return `<p class="fact"><b>Equations, parameters, source</b> <a href="${address}">${name.name}</a></p>`;
}

function entryOf(name, group, context) {
  const link = linker(group, context);
  return [
    `<section class="entry" id="${name.name}">`,
    `<h2><a href="#${name.name}">${name.name}</a> <small>${name.kind}</small></h2>`,
    code(name.signatures.join("\n"), (word) => (word === name.name ? undefined : link.inSignature(word))),
    docstring(name.text, link.inCode),
    thrown(name.throws, link),
    examplesOf(name.examples, link),
    membersOf(name, link),
    modelPage(name, link, context),
    usedIn(name, link, context),
    `<p class="fact"><b>Defined in</b> <code>${name.file}:${name.line}</code></p></section>`,
  ].join("\n");
}

/** The body of a group's page. */
export function groupPage(group, context) {
  const { title, entry, names } = group;
  const list = names.map(({ name }) => `<a href="#${name}"><code>${name}</code></a>`).join(" ");
  return [
    `<h1>${asHtml(title)}</h1>`,
    `<p><code>import { ... } from "${entry}"</code></p>`,
    `<p class="names">${list}</p>`,
    ...names.map((name) => entryOf(name, group, context)),
  ].join("\n");
}

/** The first sentence of a docstring, as text. */
export const summary = (text) => {
  const [sentence] = text.replaceAll(/\s+/g, " ").split(/(?<=[.:;])\s(?=[A-Z`])/);
  return (sentence ?? "").replaceAll("`", "");
};
