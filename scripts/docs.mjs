// `npm run docs`: the documentation as static pages in build/site/docs. With --report it writes docs/exports.txt.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { exportedNames } from "./docs/exports.mjs";
import { wholePage } from "./docs/layout.mjs";
import { reportOf } from "./docs/report.mjs";
import { searchRows, searchScript } from "./docs/search.mjs";
import { documentation } from "./docs/site.mjs";
import { main, root, StepError, say, step } from "./steps.mjs";

const reportFile = "docs/exports.txt";
const mostLines = 20;
const styles = ["tokens", "base", "frame"].map((name) => `web/shell/styles/${name}.css`);
const copies = {
  "web/public/icon.svg": "icon.svg",
  "web/public/first-paint.js": "first-paint.js",
  "web/docs/docs.js": "docs.js",
};

function write(folder, name, text) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function copy(folder, source, name) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  copyFileSync(join(root, source), join(folder, name));
}

/** Writes the documentation into a folder, which it may share with nothing else. */
export function writeDocs(folder) {
  const { names, pages, menus, pictures, problems, addressOfName } = documentation();
  if (problems.length > 0)
    throw new StepError(`Links of the documentation lead nowhere:\n  ${problems.join("\n  ")}`, "mend them.");
  for (const page of pages) write(folder, page.address, wholePage(page, menus));
  for (const path of pictures) copy(folder, path, path.replace(/^docs\//, ""));
  for (const [source, name] of Object.entries(copies)) copy(folder, source, `assets/${name}`);
  const css = [...styles, "web/docs/docs.css", "web/docs/code.css", "web/docs/search.css"].map((path) =>
    readFileSync(join(root, path), "utf8"),
  );
  write(folder, "assets/docs.css", css.join("\n"));
  write(folder, "assets/search.js", searchScript(searchRows(names, pages, addressOfName)));
  return `${pages.length} pages, ${names.length} names`;
}

/** How a report differs from the one that is kept: lines that went and lines that came. */
export function checkReport(now, kept) {
  if (now === kept) return [];
  const [before, after] = [new Set(kept.split("\n")), new Set(now.split("\n"))];
  const gone = [...before].filter((line) => !after.has(line)).map((line) => `${reportFile}: - ${line}`);
  const added = [...after].filter((line) => !before.has(line)).map((line) => `${reportFile}: + ${line}`);
  const advice = `${reportFile} is not what cajal exports; \`npm run docs -- --report\` writes it anew`;
  return [advice, ...gone.slice(0, mostLines), ...added.slice(0, mostLines)];
}

/** What is wrong with the checked-in report of exports, for `npm run check`. */
export function checkExports() {
  const path = join(root, reportFile);
  return checkReport(reportOf(exportedNames()), existsSync(path) ? readFileSync(path, "utf8") : "");
}

/** The documentation beside the pages of the site; made aside, so that one that fails leaves the last good one. */
function docsInSite() {
  const [folder, aside] = [join(root, "build/site/docs"), join(root, `build/docs-${process.pid}`)];
  try {
    const result = writeDocs(aside);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(aside, folder);
    return result;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(() => {
    if (process.argv.includes("--report")) writeFileSync(join(root, reportFile), reportOf(exportedNames()));
    else {
      step("documentation", docsInSite);
      say("  build/site/docs/index.html is ready.");
    }
  });
}
