/** A short name for a network's description, by which its recordings can be told from those of another one. */

import type { Description } from "../network/description.ts";
import { toJson } from "../network/json/to-json.ts";
import { crc32, crc32c } from "../text/crc32.ts";

const hexadecimal = (sum: number): string => sum.toString(16).padStart(8, "0");

/** Sixteen hexadecimal digits over the JSON form of a description: its CRC-32C and its CRC-32. */
export function descriptionDigest(description: Description): string {
  const text = new TextEncoder().encode(JSON.stringify(toJson(description)));
  return hexadecimal(crc32c(text)) + hexadecimal(crc32(text));
}
