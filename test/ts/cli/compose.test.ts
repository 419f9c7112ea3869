// Figures of several panels: beside each other where there is room, each under its letter.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { compose } from "../../../ts/cli/reproduce/compose.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-compose-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a figure has its panels in rows, and says what could not be drawn", () => {
  mkdirSync(join(folder, "runs/one"), { recursive: true });
  mkdirSync(join(folder, "theory/stability"), { recursive: true });
  for (const ending of ["", "-dark"]) {
    const text = '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="100" id="theory"></svg>';
    writeFileSync(join(folder, `theory/stability/stability${ending}.svg`), text);
  }
  const widths = { wide: 1000, half: 640, other: 660, last: 560 };
  for (const [name, width] of Object.entries(widths))
    for (const ending of ["", "-dark"]) {
      const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="100" id="${name}"></svg>`;
      writeFileSync(join(folder, `runs/one/${name}${ending}.svg`), text);
    }
  const panels = [
    ...Object.keys(widths).map((drawing) => ({ title: `of ${drawing}`, run: "one", drawing })),
    { title: "lost", run: "one", drawing: "nowhere" },
    { title: "of others", needs: "data <of others>" },
    { title: "of theory", theory: "stability" } as const,
    { title: "lost theory", theory: "random-starts" } as const,
  ];
  const files = compose(folder, { name: "figure-1", title: "Figure 1", panels, notes: ["seed 1"] });
  expect(files).toEqual(["figure-1.svg", "figure-1-dark.svg", "figure-1.png"]);
  const svg = readFileSync(join(folder, "figure-1.svg"), "utf8");
  // Of 1320 px, 640 and 660 go into one row, and 560 and the 760 of a text.
  expect(svg).toMatch(/^<svg [^>]*width="1320"/);
  const beside = [...svg.matchAll(/<svg x="(\d+)"/g)].map(([, x]) => Number(x));
  expect(beside).toEqual([640, 560]);
  for (const text of [
    "A\u2002of wide",
    "D\u2002of last",
    "is too short or has too few areas",
    "data &lt;of others&gt;",
    'id="theory"',
    "do step theory-random-starts again",
  ])
    expect(svg).toContain(text);
  expect(svg.indexOf('id="wide"')).toBeLessThan(svg.indexOf('id="half"'));
});
