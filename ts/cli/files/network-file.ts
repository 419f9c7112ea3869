// The description of a network that was run: in summary.json, or beside it where it is long.
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { writeResult } from "./result-folder.ts";

/** What summary.json says of a description that stands in a file of its own. */
export interface SetAside {
  /** Its name in the same folder: the JSON text, gzipped. */
  readonly file: string;
  readonly seed: unknown;
  /** SHA-256 of the text without the seed: equal for the runs of one ensemble. */
  readonly digest: string;
}

const name = "network.json.gz";
const form = z.strictObject({ file: z.literal(name), seed: z.unknown(), digest: z.string() });

// Up to so many letters a description is read with the summary; the microcircuit's has 17,000.
const longest = 40_000;

/** Where the description is, if it does not stand in the summary itself. */
export const setAside = (network: unknown): SetAside | undefined => form.safeParse(network).data;

/**
 * Gives what summary.json holds of a network; a long description goes to a file beside it.
 *
 * @param network its description, or what becomes one as JSON
 */
export function keptNetwork(folder: string, network: unknown): unknown {
  const text = JSON.stringify(network);
  if (text.length <= longest) return network;
  writeResult(folder, name, gzipSync(text));
  const { seed, ...rest } = JSON.parse(text) as Record<string, unknown>;
  const digest = createHash("sha256").update(JSON.stringify(rest)).digest("hex");
  return { file: name, seed, digest } satisfies SetAside;
}
