// The pages that commands write: what they refer to is there, they need no network, and what they say is so.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { style } from "../../../ts/cli/report/style.ts";
import { Network, poisson } from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { themes } from "../../../ts/plot/index.ts";
import { cajal } from "./command.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
// Below the repository, so that the programs of pages find the package by its name.
mkdirSync(join(root, "build"), { recursive: true });
const folder = mkdtempSync(join(root, "build/pages-"));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

const plain = (html: string): string =>
  html.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
/** The command and the program under "Repeat it". */
function repetition(page: string): [command: string, program: string] {
  const blocks = [...page.matchAll(/<pre><code>([\s\S]*?)<\/code>/g)].map(([, text]) =>
    plain(text as string),
  );
  return blocks as [string, string];
}

/** Runs a program as a module of its own and returns what it prints. */
function printed(program: string, name: string): string {
  writeFileSync(join(folder, name), program);
  const { stdout, stderr } = spawnSync(process.execPath, [name], { cwd: folder, encoding: "utf8" });
  return stdout.trim() || stderr;
}

/** The words after `npx cajal`. */
const argumentsOf = (command: string): string[] => command.split(" ").slice(2);

beforeAll(async () => {
  const small = ["run", "microcircuit", "--scale", "0.05", "--presim", "100", "--time", "400"];
  await cajal([...small, "--out", "poisson"], folder);
  await cajal([...small, "--drive", "dc", "--presim", "200", "--json", "--out", "dc"], folder).then(
    ({ stdout }) => writeFileSync(join(folder, "dc.json"), stdout),
  );
  const net = new Network({ seed: 3 });
  const cells = net.population(iaf_psc_exp, 40, {}, { label: "L23E" });
  net.stimulate(cells, poisson({ rate: 9000 }), { weight: 70, delay: 1 });
  net.record(cells, "spikes");
  net.record(cells.slice(0, 2), ["V_m"], { every: 1 });
  writeFileSync(join(folder, "net.json"), JSON.stringify(net));
  await cajal(["run", "net.json", "--time", "300", "--out", "net"], folder);
  await cajal(["compare", "poisson", "poisson", "--out", "comparison"], folder);
});

const pages = ["poisson/index.html", "dc/index.html", "net/index.html", "comparison/comparison.html"];

describe.each(pages)("%s", (name) => {
  it("refers to files that are there, and to nothing on the network", () => {
    const page = read(name);
    const addresses = [...page.matchAll(/(?:href|src|srcset)="([^"]+)"/g)].map(
      ([, address]) => address as string,
    );
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) {
      if (address.startsWith("#")) expect(page).toContain(` id="${address.slice(1)}"`);
      else expect(existsSync(join(folder, name, "..", address)), address).toBe(true);
    }
    expect(page).not.toMatch(/https?:|@import|url\(|<script/);
  });

  it("lists its sections, and writes populations in one way", () => {
    const page = read(name);
    const headings = [...page.matchAll(/<h2>([^<]+)/g)].map(([, text]) => text as string);
    const listed = [...page.matchAll(/<li><a href="#[^"]+">([^<]+)/g)].map(([, text]) => text as string);
    expect(listed).toEqual(headings);
    const tables = [...page.matchAll(/<table>[\s\S]*?<\/table>/g)].join("\n");
    expect(tables).toContain("L2/3E");
    expect(tables).not.toContain("L23E");
    const drawn = [...page.matchAll(/src="([^"]+svg)"/g)].map(([, file]) =>
      read(join(name, "..", file as string)),
    );
    for (const svg of drawn) expect(svg).not.toMatch(/>[^<]*L23[EI]/);
  });

  it("shows its figures on light and on dark ground", () => {
    const page = read(name);
    const shown = (ground: string): string[] =>
      [...page.matchAll(new RegExp(`<img class="${ground}" src="([^"]+).svg"`, "g"))].map(
        ([, figure]) => figure as string,
      );
    const light = shown("on-light");
    expect(light.length > 2).toBe(page.includes("<figure"));
    expect(shown("on-dark")).toEqual(light.map((figure) => `${figure}-dark`));
    for (const figure of light) {
      const path = (ending: string): string => join(name, "..", `${figure}${ending}.svg`);
      expect(read(path(""))).toContain(`fill="${themes.light.background}"`);
      expect(read(path("-dark"))).toContain(`fill="${themes.dark.background}"`);
    }
  });
});

describe("the command and the program of a page", () => {
  it.each(["poisson", "net"])("repeat the run of %s", async (name) => {
    const { digest } = JSON.parse(read(`${name}/summary.json`));
    const [command, program] = repetition(read(`${name}/index.html`));
    expect(program).toContain(`// ${digest}`);
    expect(printed(program.replace('"summary.json"', `"${name}/summary.json"`), `${name}.mjs`)).toBe(digest);
    await cajal([...argumentsOf(command), "--out", `${name}-again`], folder);
    expect(JSON.parse(read(`${name}-again/summary.json`)).digest).toBe(digest);
  });

  it("repeat a comparison", async () => {
    const [command] = repetition(read("comparison/comparison.html"));
    expect(command).toBe("npx cajal compare poisson poisson --out comparison");
  });
});

describe("what a page says of a run", () => {
  it("has the numbers of the run: peaks of the table in the notes, and no others", async () => {
    const page = read("poisson/index.html");
    const { populations } = JSON.parse(read("poisson/summary.json"));
    const notes = /<h2>Notes<\/h2>([\s\S]*?)<\/section>/.exec(page)?.[1] as string;
    const peaks = populations.flatMap(({ lowGamma, highGamma }: Readonly<Record<string, number | null>>) =>
      [lowGamma, highGamma].flatMap((peak) => peak?.toFixed(1) ?? []),
    );
    const said = [...notes.matchAll(/\d+\.\d/g)].map(([number]) => number);
    expect(said.sort()).toEqual(peaks.sort());
    // The limits of the bands, and nothing of the network at full size.
    expect(new Set(notes.replace(/L\d\S+|1\/s/g, "").match(/(?<![\d.])\d+(?![\d.])/g))).toEqual(
      new Set(["40", "110", "200", "450"]),
    );
  });

  it("warns of populations that compensation holds silent, in every form", async () => {
    const { warnings, populations } = JSON.parse(read("dc.json"));
    const silent = populations.filter(({ rate }: { rate: number }) => rate === 0).length;
    expect(silent).toBeGreaterThan(3);
    const [warning] = warnings.filter(({ code }: { code: string }) => code === "W_SCALED_SILENT");
    expect(warning.message).toMatch(/below the threshold of -50 mV in L2\S+ \(-5\d\.\d mV\)/);
    expect(read("dc/index.html")).toContain("W_SCALED_SILENT");
    expect(read("poisson/index.html")).not.toContain("W_SCALED_SILENT");
    await cajal(["analyse", "dc"], folder);
    expect(read("dc/index.html")).toContain("W_SCALED_SILENT");
  });
});

it("pages have the colours and the type of the web pages", () => {
  const tokens = readFileSync(join(root, "web/shell/styles/tokens.css"), "utf8");
  const [light, dark] = [
    tokens.split("@media")[0] as string,
    tokens.split(/@media[^{]*prefers-color/)[1] as string,
  ];
  const [ours, oursDark] = style.split("@media screen") as [string, string];
  for (const [part, house] of [
    [ours, light],
    [oursDark.split("}")[0] as string, dark],
  ] as const) {
    const lines = part.match(/--[\w-]+: [^;]+;/g) ?? [];
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(house).toContain(line);
  }
  expect(style).toContain(`--panel: ${themes.light.background};`);
  expect(style).toContain(`--panel: ${themes.dark.background};`);
});
