// The examples of the gallery and of the pages of measures run, and the pictures are what they draw. With CAJAL_DRAW=1
// in the environment they are drawn anew.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as analysis from "../../../ts/analysis/index.ts";
import { bitmaps } from "../plot/svg.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const programs = join(root, "build/figures");
const measures = readdirSync(join(root, "docs/measures")).filter((name) =>
  /^(?!deviations)[a-z].*\.md$/.test(name),
);
const text = (path: string): string => readFileSync(join(root, path), "utf8");

/** A program and the picture that it draws. */
type Example = readonly [name: string, program: string, picture: string];

const drawn = ["docs/guide/figures.md", "docs/guide/space.md"];

const gallery: Example[] = drawn
  .flatMap((page) => [...text(page).matchAll(/```ts figure (\S+)\n([\s\S]*?)```/g)])
  .map(([, name, program]) => [name as string, program as string, `docs/images/figures/${name}.svg`]);

const pages: Example[] = measures.map((file) => {
  const name = basename(file, ".md");
  const program = /```ts\n([\s\S]*?)```/.exec(text(`docs/measures/${file}`))?.[1];
  return [name, program ?? "", `docs/measures/images/${name}.svg`];
});

/** A picture with the pixels of its bitmaps in place of their bytes, which differ between versions of zlib. */
function comparable(svg: string): string {
  const images = bitmaps(svg).map(({ width, height, pixels }) => {
    const hash = createHash("sha256").update(Buffer.concat(pixels)).digest("hex");
    return `${width} x ${height} ${hash}`;
  });
  let next = 0;
  return svg.replace(/base64,[^"]+/g, () => `${images[next++]}`);
}

async function check(_: string, program: string, path: string): Promise<void> {
  mkdirSync(programs, { recursive: true });
  const file = join(programs, `${path.replaceAll("/", "-")}.ts`);
  writeFileSync(file, program);
  const { figure } = (await import(/* @vite-ignore */ file)) as { figure: string };
  const picture = join(root, path);
  if (process.env.CAJAL_DRAW) {
    mkdirSync(dirname(picture), { recursive: true });
    if (!existsSync(picture) || comparable(readFileSync(picture, "utf8")) !== comparable(figure))
      writeFileSync(picture, figure);
  }
  const stored = readFileSync(picture, "utf8");
  expect(stored.length).toBeLessThan(60_000);
  expect(comparable(stored) === comparable(figure), `${path} is another picture now`).toBe(true);
}

describe("the gallery of figures", () => {
  it("has an example for each picture that it shows", () => {
    const shown = drawn
      .flatMap((page) => [...text(page).matchAll(/images\/figures\/(\S+)\.svg/g)])
      .map(([, name]) => name);
    expect(gallery.map(([name]) => name)).toEqual(shown);
    expect(shown.length).toBeGreaterThan(12);
  });

  it.each(gallery)("%s", check);
});

describe("the pages of measures", () => {
  it.each(pages)("%s", check);

  it("are all in the table of contents, with their parts and pictures", () => {
    const contents = text("docs/measures/README.md");
    for (const file of measures) {
      expect(contents, file).toContain(`(${file})`);
      const page = text(`docs/measures/${file}`);
      for (const part of ["## Example", "## Definition", "## Units and shapes", "## Edge cases", "## Source"])
        expect(page, file).toContain(part);
      expect(page).toContain(`(images/${basename(file, ".md")}.svg)`);
    }
  });

  // What is no measure: how trains are made, cut and looked into, and what the comparison of runs is made of.
  const plumbing = /^(trains?|trainsOf|toTrains|trainCount|binCount|uniforms|subsample|sortedFinite)$/;

  it("name every function of cajal/analysis", () => {
    const all = [...measures.map((file) => text(`docs/measures/${file}`)), text("docs/validation.md")].join(
      "\n",
    );
    const functions = Object.entries(analysis).filter(([, value]) => typeof value === "function");
    const missing = functions
      .map(([name]) => name)
      .filter((name) => !plumbing.test(name) && !all.includes(name));
    expect(missing).toEqual([]);
  });
});
