// The reference: every exported name has its entry with a description, every link leads somewhere, and what is missing
// in examples only becomes less.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";
import { reportOf } from "../../scripts/docs/report.mjs";
import { searchRows } from "../../scripts/docs/search.mjs";
import { deadLinks, documentation } from "../../scripts/docs/site.mjs";
import { checkReport } from "../../scripts/docs.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = documentation();
const { names, pages, problems, addressOfName } = docs;
const named = (name: { entry: string; name: string }): string => `${name.entry} ${name.name}`;

// Classes that only their type is exported of are values nowhere.
const typesOnly = ["Population", "View"];
const isValue = ({ kind, name }: { kind: string; name: string }): boolean =>
  !["interface", "type"].includes(kind) && !typesOnly.includes(name);

// Functions and classes without an example. The number may only be lowered: whoever adds a name adds an example.
const withoutExample = 77;
// Members of exported classes, interfaces and objects that only their name and type explain.
const withoutWords = 440;

it("knows every name of every entry in package.json", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const entries = Object.keys(exports).map((path) => `cajal${path.slice(1)}`);
  expect([...new Set(names.map(({ entry }) => entry))]).toEqual(entries);
  // What a program can import, asked of the built package, which knows nothing of the reference.
  const program = `const all = ${JSON.stringify(entries)}.map(async (entry) => Object.keys(await import(entry)).sort());
    console.log(JSON.stringify(await Promise.all(all)));`;
  const args = ["--input-type=module", "-e", program];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const found = entries.map((entry) =>
    names
      .filter((name) => name.entry === entry && isValue(name))
      .map(({ name }) => name)
      .sort(),
  );
  expect(found).toEqual(JSON.parse(stdout));
});

it("describes every name, and has a signature and a place for it", () => {
  expect(names.filter(({ text }) => text === "").map(named)).toEqual([]);
  expect(names.filter(({ signatures }) => signatures.length === 0).map(named)).toEqual([]);
  const html = new Map(pages.map((page) => [page.address, page.html]));
  const missing = names.filter(({ name, entry }) => {
    const [address = "", hash] = (addressOfName(name, entry) ?? "").split("#");
    return !html.get(address)?.includes(`id="${hash}"`);
  });
  expect(missing.map(named)).toEqual([]);
});

it("finds names that users look for", () => {
  const rows = searchRows(names, pages, addressOfName);
  for (const name of ["stepCurrent", "spikeGenerator", "dc", "pairs", "lognormal"])
    expect(rows.find(([title]) => title === name)?.[1]).toBe(addressOfName(name, "cajal"));
  for (const name of ["Simulation.weights", "Network.connect", "SynapseOptions.receptor"]) {
    const [, address = ""] = rows.find(([title]) => title === name) ?? [];
    const [page, id] = address.split("#");
    expect(pages.find((one) => one.address === page)?.html).toContain(`id="${id}"`);
  }
  expect(rows.some(([title]) => title.includes("E_TIME_GRID"))).toBe(true);
});

it("gives more examples and words than before", () => {
  const callable = names.filter(({ kind }) => kind === "function" || kind === "class");
  const bare = callable.filter(({ examples }) => examples.length === 0).map(named);
  expect(bare.length, bare.join(", ")).toBe(withoutExample);
  expect(bare.filter((name) => name.startsWith("cajal "))).toEqual([]);
  const silent = names.flatMap(({ members }) => members.filter(({ text }) => text === ""));
  expect(silent.length).toBe(withoutWords);
});

/** The compiler keeps what it could not read beside the tree. */
type Parsed = ts.SourceFile & { readonly parseDiagnostics: readonly unknown[] };

it("has examples that can be parsed", () => {
  const all = names.flatMap((name) => [name, ...name.members].flatMap(({ examples }) => examples));
  expect(all.length).toBeGreaterThan(200);
  const wrong = all.filter((text) => {
    const { parseDiagnostics } = ts.createSourceFile("example.ts", text, ts.ScriptTarget.ES2022) as Parsed;
    return parseDiagnostics.length > 0;
  });
  expect(wrong).toEqual([]);
});

it("leads nowhere that is not there", () => {
  expect(problems).toEqual([]);
  const page = (html: string) => [{ address: "guide/a.html", html: `<h1 id="a">a</h1>${html}` }];
  const links = (html: string): string[] => deadLinks(page(html), new Set(["images/b.png"]));
  expect(links('<a href="#a">a</a><img src="../images/b.png"><a href="https://example.org">e</a>')).toEqual(
    [],
  );
  expect(links('<a href="b.html">b</a>')).toHaveLength(1);
  expect(links('<a href="a.html#b">b</a>')).toHaveLength(1);
  expect(links('<img src="c.png">')).toHaveLength(1);
});

it("keeps to the content policy: no styles and no scripts in the markup", () => {
  for (const { address, html } of pages)
    expect(html.match(/<script|<[^>]*\s(?:style|on\w+)=/g), address).toBeNull();
});

it("compares the report of exports with the one that is kept", () => {
  const report = reportOf(names);
  expect(checkReport(report, report)).toEqual([]);
  const changed = report.replace("function pairs(", "function pair(");
  expect(checkReport(changed, report).join("\n")).toContain("+ function pair(");
});
