// A copied or moved checkout builds: its build folders know another path and are made anew.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { forgetMoved } from "../../scripts/build-folder.mjs";

const folder = mkdtempSync(join(tmpdir(), "cajal-build-folder-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A checkout with a build folder as CMake leaves it. */
function checkout(name: string): { source: string; build: string } {
  const source = join(folder, name);
  const build = join(source, "build/node");
  mkdirSync(build, { recursive: true });
  const cache = `# Comment\nCMAKE_CACHEFILE_DIR:INTERNAL=${build}\nCMAKE_HOME_DIRECTORY:INTERNAL=${source}\n`;
  writeFileSync(join(build, "CMakeCache.txt"), cache);
  return { source, build };
}

describe("a build folder", () => {
  it("stays where it was made, also when reached by another name", () => {
    const { source, build } = checkout("stays");
    expect(forgetMoved(build, source)).toBe(false);
    symlinkSync(source, join(folder, "link"));
    expect(forgetMoved(join(folder, "link/build/node"), join(folder, "link"))).toBe(false);
    expect(existsSync(join(build, "CMakeCache.txt"))).toBe(true);
  });

  it("of a copied or moved checkout is removed", () => {
    const { source, build } = checkout("original");
    const copy = join(folder, "copy");
    cpSync(source, copy, { recursive: true });
    expect(forgetMoved(join(copy, "build/node"), copy)).toBe(true);
    expect(existsSync(join(copy, "build/node"))).toBe(false);
    expect(existsSync(build)).toBe(true);
    const moved = join(folder, "moved");
    cpSync(source, moved, { recursive: true });
    rmSync(source, { recursive: true });
    expect(forgetMoved(join(moved, "build/node"), moved)).toBe(true);
  });

  it("without a cache, or not there, is left alone", () => {
    const empty = join(folder, "empty/build");
    mkdirSync(empty, { recursive: true });
    expect([forgetMoved(empty, folder), forgetMoved(join(folder, "none"), folder)]).toEqual([false, false]);
    expect(existsSync(empty)).toBe(true);
  });
});
