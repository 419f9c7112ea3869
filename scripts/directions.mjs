// Which room may use which: the arrows of docs/internals/architecture.md, and the check that none turns round.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { root } from "./steps.mjs";

/** All files below a folder whose names match, as paths from the root. */
export function filesBelow(folder, pattern) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** The room of a file: the first key of `rooms` that its path starts with. */
function roomOf(rooms, path) {
  return Object.keys(rooms).find((room) => path.startsWith(room));
}

/**
 * Violations among `edges`, each {from, to, text}. `rooms` maps the beginning of a path, the most special first, to
 * the beginnings of paths that it may use; `solitary` are rooms whose files do not use each other.
 */
export function violations(edges, rooms, solitary) {
  const wrong = [];
  for (const { from, to, text } of edges) {
    const room = roomOf(rooms, from);
    if (room === undefined) wrong.push(`${from}: belongs to no room of the rules`);
    else if (solitary.includes(room) && to.startsWith(room)) wrong.push(`${from}: uses its sibling ${text}`);
    else if (!rooms[room].some((allowed) => to.startsWith(allowed)))
      wrong.push(`${from}: may not use ${text}`);
  }
  return wrong;
}

/** Circles in the graph of files, each as a path of names. */
export function circles(edges) {
  const next = new Map();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const finished = new Set();
  const found = [];
  const visit = (file, trail) => {
    if (trail.includes(file))
      return void found.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
    if (finished.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...trail, file]);
    finished.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

/** The edges of C++ includes in quotes; a name is looked for beside the file, then in the include folders. */
export function includeEdges(files, folders) {
  const known = new Set(files);
  return files.flatMap((from) =>
    [...readFileSync(join(root, from), "utf8").matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)].map(([, name]) => {
      const candidates = [dirname(from), ...folders].map((folder) => normalize(join(folder, name)));
      return { from, to: candidates.find((path) => known.has(path)) ?? name, text: `"${name}"` };
    }),
  );
}
