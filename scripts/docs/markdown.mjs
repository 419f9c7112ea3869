// Markdown to HTML that the site's content policy allows, with anchors, coloured code, and links between pages.
import { posix } from "node:path";
import MarkdownIt from "markdown-it";
import { asHtml, highlighted } from "./highlight.mjs";

/** The anchor that GitHub gives a heading, so that links work in both places. */
export const slug = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/<[^>]*>|[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");

const programs = ["ts", "js", "typescript", "javascript"];

/** Styles in the markup are against the policy. */
function cell(tokens, index, options, _, self) {
  const right = /right/.test(tokens[index].attrGet("style") ?? "");
  tokens[index].attrs = right ? [["class", "right"]] : [];
  return self.renderToken(tokens, index, options);
}

// What these variables are in all examples.
const owners = { net: "Network", network: "Network", sim: "Simulation", simulation: "Simulation" };

/** A name in code leads to its entry, unless it stands in a link or a heading already. */
function inlineCode(tokens, index, _, { nameAddress = () => undefined, plain = new Set() }) {
  const { content } = tokens[index];
  const code = `<code>${asHtml(content)}</code>`;
  const [, owner, word] =
    /^(?:(net|sim|network|simulation)\.)?([A-Za-z_]\w*)(?:\(.*\))?$/s.exec(content) ?? [];
  const name = owner === undefined ? word : `${owners[owner]}.${word}`;
  const address = name === undefined || plain.has(tokens[index]) ? undefined : nameAddress(name);
  return address === undefined ? code : `<a class="name" href="${address}">${code}</a>`;
}

function made(html) {
  const markdown = new MarkdownIt({
    html,
    highlight: (code, language) => (programs.includes(language) ? highlighted(code) : asHtml(code)),
  });
  Object.assign(markdown.renderer.rules, {
    th_open: cell,
    td_open: cell,
    code_inline: inlineCode,
    table_open: () => '<div class="wide"><table>',
    table_close: () => "</table></div>",
  });
  return markdown;
}

const markdown = made(true);
// Brackets hold units there and signs stand for themselves.
const docstrings = made(false).disable([
  "reference",
  "autolink",
  "list",
  "blockquote",
  "heading",
  "lheading",
]);

/** Code that must not become a link. */
function linkedAlready(tokens) {
  const plain = new Set();
  tokens.forEach(({ children }, index) => {
    let inside = tokens[index - 1]?.type === "heading_open";
    for (const child of children ?? []) {
      if (child.type === "link_open") inside = true;
      if (inside) plain.add(child);
      if (child.type === "link_close") inside = false;
    }
  });
  return plain;
}

/** What a heading says, without marks. */
const words = (token) =>
  (token.children ?? []).map(({ type, content }) => (type === "html_inline" ? "" : content)).join("");

function anchored(tokens) {
  const taken = new Map();
  const headings = [];
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const text = words(tokens[index + 1]);
    const base = slug(text);
    const count = taken.get(base) ?? 0;
    taken.set(base, count + 1);
    const id = count === 0 ? base : `${base}-${count}`;
    token.attrSet("id", id);
    headings.push({ level: Number(token.tag.slice(1)), id, text });
  });
  return headings;
}

/** Calls `visit` with each link and image among the tokens. */
function eachLink(tokens, visit) {
  for (const token of tokens) {
    if (token.type === "link_open") visit(token, "href");
    if (token.type === "image") visit(token, "src");
    if (token.children) eachLink(token.children, visit);
  }
}

/**
 * { html, headings, links } of a page's text. `resolve(target)` says where a link leads in the site, and undefined for
 * what has no place there; such a link becomes plain text. `nameAddress(name)` does so for names in code.
 */
export function rendered(text, resolve, nameAddress) {
  const tokens = markdown.parse(text, {});
  const headings = anchored(tokens);
  const links = [];
  eachLink(tokens, (token, attribute) => {
    const target = token.attrGet(attribute);
    const address = resolve(target);
    links.push({ target, address });
    if (address !== undefined) token.attrSet(attribute, address);
    else token.attrs = token.attrs.filter(([name]) => name !== attribute);
  });
  const surroundings = { nameAddress, plain: linkedAlready(tokens) };
  return { html: markdown.renderer.render(tokens, markdown.options, surroundings), headings, links };
}

/** The HTML of a docstring. */
export const docstring = (text, nameAddress) =>
  docstrings.render(text.replaceAll(/\{@link ([^}]+)\}/g, "`$1`"), { nameAddress });

/** The path from the root of a link's target in `source`. */
export const targetPath = (source, target) => posix.join(posix.dirname(source), target.split("#")[0]);
