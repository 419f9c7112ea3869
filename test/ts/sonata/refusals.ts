// Circuits that must be refused, and with which words.
import { expect, it } from "vitest";
import { CajalError } from "../../../ts/error.ts";
import { fromSonata } from "../../../ts/sonata/index.ts";
import { changed, smallest, testFolders, writeCircuit } from "./files.ts";

/** The error of a promise that must fail with one of ours. */
export async function refusedAfter(work: Promise<unknown>): Promise<CajalError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CajalError) return error;
    throw error;
  }
  throw new Error("it was taken");
}

/** What is wrong, how the smallest circuit is changed for it, the code, and words of the message. */
export type Case = readonly [what: string, by: unknown, code: string, ...words: string[]];

/** Tests that changes of the smallest circuit are refused. */
export function itRefuses(cases: readonly Case[]): void {
  const newFolder = testFolders();
  it.each(cases)("%s", async (_, by, code, ...words) => {
    const error = await refusedAfter(fromSonata(await writeCircuit(newFolder(), changed(smallest, by))));
    expect(error.code).toBe(code);
    for (const word of words) expect(error.message).toContain(word);
  });
}

/** Changes of the configuration. */
export const config = (by: unknown) => ({ texts: { "config.json": by } });

/** Another file. */
export const file = (name: string, content: unknown) => ({ hdf5: { [name]: content } });
