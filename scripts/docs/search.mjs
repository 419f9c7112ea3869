// What the search knows: every name, every page, every section of a page. The list is a script, so that it also loads
// where pages are opened as files.

import { memberId } from "./groups.mjs";

const shortest = 3;

/** The words of a text that are worth finding, each once. */
function wordsOf(html) {
  const text = html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&\w+;/g, " ")
    .toLowerCase();
  const words = text.match(/[\p{L}_][\p{L}\p{N}_-]*/gu) ?? [];
  return [...new Set(words)].filter((word) => word.length >= shortest).join(" ");
}

/** The text of a page cut at its headings: [{ id, title, html }]. */
function sectionsOf({ html, title }) {
  const parts = html.split(/(?=<h[23] id="[^"]+")/);
  return parts.map((part, index) => {
    const [, id, heading] = /^<h[23] id="([^"]+)"[^>]*>(.*?)<\/h[23]>/s.exec(part) ?? [];
    const name = heading?.replaceAll(/<[^>]*>/g, "");
    return { id, title: index === 0 || !name ? title : `${title}: ${name}`, html: part };
  });
}

/** Rows of [title, address, what it is, words]. */
export function searchRows(names, pages, addressOfName) {
  const rowsOfNames = names.map(({ name, entry, kind, text, members }) => [
    name,
    addressOfName(name, entry),
    `${kind} of ${entry}`,
    wordsOf(`${text} ${members.map((member) => member.name).join(" ")}`),
  ]);
  const rowsOfMembers = names
    .filter(({ entry }) => entry === "cajal")
    .flatMap(({ name, entry, members }) =>
      members.map((member) => {
        const id = memberId(name, member);
        return [id, addressOfName(id, entry), `of ${entry}`, wordsOf(member.text)];
      }),
    );
  const rowsOfPages = pages
    .filter(({ section, group }) => section !== "Project" && section !== "" && !group)
    .flatMap((page) =>
      sectionsOf(page).map(({ id, title, html }) => [
        title,
        id ? `${page.address}#${id}` : page.address,
        page.section,
        wordsOf(html),
      ]),
    );
  return [...rowsOfNames, ...rowsOfMembers, ...rowsOfPages];
}

/** The script that hands the rows to the page. */
export const searchScript = (rows) => `globalThis.cajalSearch(${JSON.stringify(rows)});\n`;
