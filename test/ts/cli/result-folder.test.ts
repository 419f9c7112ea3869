// The folder of results where several processes write into it.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { writeResult } from "../../../ts/cli/files/result-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-result-folder-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder that another process makes right after this one has found that there is none. */
const raced = vi.hoisted(() => ({ path: "" }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const asked = (path: string): boolean => {
    const found = fs.existsSync(path);
    if (path === raced.path && !found) fs.mkdirSync(path);
    return found;
  };
  return { ...fs, existsSync: asked };
});

it("is taken as it is when another process has made it meanwhile", () => {
  raced.path = join(folder, "trainings");
  writeResult(raced.path, "one.json", "{}");
  expect(readFileSync(join(folder, "trainings/one.json"), "utf8")).toBe("{}");
});

it("is refused where a file has its name", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => writeResult(join(folder, "file"), "one.json", "{}")).toThrow(/cannot write .*EEXIST/);
  expect(existsSync(join(folder, "file/one.json"))).toBe(false);
});
