// A folder of a site in memory: what a server sends for an address. Nothing outside of the folder has an address.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

// Packed copies lie beside their files; the best comes first.
const packings = [
  { encoding: "br", ending: ".br" },
  { encoding: "gzip", ending: ".gz" },
];

function readFiles(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || packings.some(({ ending }) => entry.name.endsWith(ending))) continue;
    const path = join(entry.parentPath, entry.name);
    const body = readFileSync(path);
    const packed = packings
      .filter(({ ending }) => existsSync(path + ending))
      .map(({ encoding, ending }) => ({ encoding, body: readFileSync(path + ending) }));
    const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`;
    const type = types[extname(path)] ?? "application/octet-stream";
    files.set(`/${relative(folder, path).split(sep).join("/")}`, { body, packed, tag, type });
  }
  return files;
}

/**
 * The files of a site by address. A function that finds one: "/" is index.html, and pages need no ending. A new build
 * of the site is read when it is complete, which its first page shows.
 */
export function siteFiles(folder) {
  const first = join(folder, "index.html");
  let [files, built] = [new Map(), -1];
  return (address) => {
    const now = statSync(first, { throwIfNoEntry: false })?.mtimeMs ?? built;
    if (now !== built) [files, built] = [readFiles(folder), now];
    const name = address === "/" ? "/index.html" : address;
    return files.get(name) ?? files.get(`${name}.html`);
  };
}

/** The copy of a file that suits who asks, by the header Accept-Encoding. */
export function packedFor({ body, packed }, accepted = "") {
  const names = accepted.split(",").map((part) => part.split(";")[0].trim());
  return packed.find(({ encoding }) => names.includes(encoding)) ?? { body };
}
