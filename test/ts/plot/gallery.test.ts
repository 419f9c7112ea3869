// The examples of the gallery run, and its pictures are what they draw; CAJAL_DRAW=1 in the environment
// draws them.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { bitmaps } from "./svg.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const page = readFileSync(join(root, "docs/guide/figures.md"), "utf8");
const pictures = join(root, "docs/images/figures");
const programs = join(root, "build/figures");

const examples = [...page.matchAll(/```ts figure (\S+)\n([\s\S]*?)```/g)].map(
  ([, name, program]) => [name, program] as [string, string],
);

/**
 * A picture with the pixels of its bitmaps in place of their bytes, which differ between versions of zlib.
 */
function comparable(svg: string): string {
  const images = bitmaps(svg).map(({ width, height, pixels }) => {
    const hash = createHash("sha256").update(Buffer.concat(pixels)).digest("hex");
    return `${width} x ${height} ${hash}`;
  });
  let next = 0;
  return svg.replace(/base64,[^"]+/g, () => `${images[next++]}`);
}

it("the page has an example for each picture that it shows", () => {
  const shown = [...page.matchAll(/images\/figures\/(\S+)\.svg/g)].map(([, name]) => name);
  expect(examples.map(([name]) => name)).toEqual(shown);
  expect(shown.length).toBeGreaterThan(12);
});

it.each(examples)("%s", async (name, program) => {
  mkdirSync(programs, { recursive: true });
  const file = join(programs, `${name}.ts`);
  writeFileSync(file, program);
  const { figure } = (await import(/* @vite-ignore */ file)) as { figure: string };
  const picture = join(pictures, `${name}.svg`);
  if (process.env.CAJAL_DRAW) {
    mkdirSync(pictures, { recursive: true });
    if (!existsSync(picture) || comparable(readFileSync(picture, "utf8")) !== comparable(figure))
      writeFileSync(picture, figure);
  }
  const stored = readFileSync(picture, "utf8");
  expect(stored.length).toBeLessThan(60_000);
  expect(comparable(stored)).toBe(comparable(figure));
});
