// What all pages of the documentation have around their text. Nothing comes from elsewhere, and nothing is in the
// markup that the site's content policy forbids.
import { posix } from "node:path";
import { policy } from "../../web/headers.mjs";
import { asHtml } from "./highlight.mjs";

const bar = [
  ["Guides", "guide/first-network.html"],
  ["Reference", "reference/index.html"],
  ["Models", "models/index.html"],
  ["Measures", "measures/index.html"],
];

const current = (is) => (is ? ' aria-current="page"' : "");

function header(page, to) {
  const tabs = bar.map(
    ([name, address]) => `<a href="${to(address)}"${current(page.section === name)}>${name}</a>`,
  );
  return `<header class="bar">
<a class="brand" href="${to("index.html")}"><img src="${to("assets/icon.svg")}" alt="" width="28" height="28">cajal</a>
<nav aria-label="Documentation">${tabs.join("")}<a href="${to("../index.html")}">Simulations</a></nav>
<form class="search" role="search"><label><span class="unseen">Search the documentation</span>
<input type="search" placeholder="Search (/)" autocomplete="off" spellcheck="false" role="combobox"
aria-expanded="false" aria-controls="found"></label>
<div id="found" role="listbox" aria-label="Found" hidden></div></form>
<button type="button" class="theme">Colours</button>
</header>`;
}

function menu(page, menus, to) {
  const items = (menus.get(page.section) ?? []).map(
    ({ address, title }) =>
      `<li><a href="${to(address)}"${current(address === page.address)}>${asHtml(title)}</a></li>`,
  );
  if (items.length === 0) return "";
  const { section } = page;
  return `<nav class="menu-of-section" aria-label="${section}"><details open><summary>${section}</summary>
<ul>${items.join("\n")}</ul></details></nav>`;
}

/** A whole page. `page` has address, title, section and html; `menus` has the pages of each section. */
export function wholePage(page, menus) {
  const to = (address) => posix.relative(posix.dirname(page.address), address);
  const root = to(".") || ".";
  return `<!doctype html>
<html lang="en" data-root="${root}/">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${asHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${asHtml(page.title)} · cajal</title>
<link rel="icon" type="image/svg+xml" href="${to("assets/icon.svg")}">
<script src="${to("assets/first-paint.js")}"></script>
<link rel="stylesheet" href="${to("assets/docs.css")}">
<script src="${to("assets/docs.js")}" defer></script>
</head>
<body>
<a class="skip" href="#text">To the text</a>
<div class="frame">
${header(page, to)}
<div class="columns">
${menu(page, menus, to)}
<main id="text" tabindex="-1">
${page.html}
</main>
</div>
<footer class="foot"><p>Runs on this machine only</p><p>Apache License 2.0</p></footer>
</div>
</body>
</html>
`;
}
