// Files that a page gives, as tests read them.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/** Chooses an entry of the export menu and returns the name and the bytes of the file. */
export async function exported(page: Page, label: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole("button", { name: "Export" }).click();
  const begun = page.waitForEvent("download");
  await page.getByRole("button", { name: label, exact: false }).click();
  const download = await begun;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** The columns of a table of numbers, by the names in its first line. */
export function columnsOf(bytes: Buffer): Map<string, number[]> {
  const [heading = "", ...rows] = bytes.toString("utf8").trim().split("\n");
  const cells = rows.map((row) => row.split(",").map(Number));
  return new Map(heading.split(",").map((name, column) => [name, cells.map((row) => row[column] as number)]));
}

/** The first bytes of a PNG file. */
export const pngSignature = "89504e470d0a1a0a";
