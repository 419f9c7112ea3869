// Puts the documentation together in memory: pages with their HTML, what is wrong with them, and the files beside them.
import { existsSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { root } from "../steps.mjs";
import { allNames, firstPage } from "./catalogue.mjs";
import { exportedNames } from "./exports.mjs";
import { groupBy } from "./group.mjs";
import { addressBook, groupsOf } from "./groups.mjs";
import { rendered, targetPath } from "./markdown.mjs";
import { addressOf, sections, writtenPages } from "./pages.mjs";
import { groupPage } from "./reference.mjs";
import { usesOf } from "./uses.mjs";

const elsewhere = /^(https?:|mailto:)/;

/** Turns links of sources into links of the site; notes the pictures that are needed and what leads nowhere. */
function resolver(page, sources, pictures, problems) {
  const relative = (address) => posix.relative(posix.dirname(page.address), address) || basename(address);
  return (target) => {
    if (elsewhere.test(target) || target.startsWith("#")) return target;
    const [path, hash] = [targetPath(page.source, target), target.split("#")[1]];
    if (sources.has(path)) return `${relative(addressOf(path))}${hash ? `#${hash}` : ""}`;
    if (!existsSync(join(root, path))) problems.push(`${page.source}: ${target} leads nowhere`);
    if (!/\.(svg|png)$/.test(path)) return undefined;
    pictures.add(path);
    return relative(path.replace(/^docs\//, ""));
  };
}

function written(context) {
  const { pages, pictures, problems, addressOfName } = context;
  const sources = new Set(pages.map(({ source }) => source));
  return pages.map((page) => {
    const here = posix.dirname(page.address);
    const nameAddress = (name) => {
      const address = addressOfName(name);
      return address && posix.relative(here, address);
    };
    const { html } = rendered(page.text, resolver(page, sources, pictures, problems), nameAddress);
    return { ...page, html };
  });
}

const reference = (address, title, html, group) => ({ address, title, html, section: "Reference", group });

/** Every link within the site that leads to no page or to no place on its page. */
export function deadLinks(pages, others) {
  const ids = new Map(
    pages.map(({ address, html }) => [
      address,
      new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id)),
    ]),
  );
  return pages.flatMap(({ address, html }) =>
    [...html.matchAll(/<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/g)].flatMap(([, link]) => {
      if (elsewhere.test(link)) return [];
      const [path, hash] = link.split("#");
      const target = path === "" ? address : posix.join(posix.dirname(address), path);
      const known = ids.get(target);
      if (!known) return others.has(target) ? [] : [`${address}: ${link} leads to no page`];
      return hash && !known.has(decodeURIComponent(hash))
        ? [`${address}: ${link} leads to no place there`]
        : [];
    }),
  );
}

/** All of the documentation: { names, groups, pages, menus, pictures, problems }. */
export function documentation(names = exportedNames(), texts = writtenPages()) {
  const [groups, pictures, problems] = [groupsOf(names), new Set(), []];
  const addressOfName = addressBook(groups);
  const modelNames = new Set(
    texts.filter(({ section }) => section === "Models").map(({ address }) => basename(address, ".html")),
  );
  const context = { names, groups, pages: texts, pictures, problems, sections, addressOfName, modelNames };
  const uses = usesOf(names, texts);
  const pages = [
    ...written(context),
    ...groups.map((group) =>
      reference(group.address, group.title, groupPage(group, { ...context, uses }), group.id),
    ),
    reference("reference/index.html", "All names", allNames(context), "all"),
  ];
  const menus = groupBy(pages, ({ section }) => section);
  pages.push({ address: "index.html", title: "Documentation", section: "", html: firstPage(context) });
  const others = new Set([...pictures].map((path) => path.replace(/^docs\//, "")));
  problems.push(...deadLinks(pages, others));
  return { names, groups, pages, menus, pictures, problems, addressOfName };
}
