// Whether this device, and a page at all, has the memory for a network.
import { isLarge } from "../simulation/device.ts";

/** The most that a page can have [bytes]: addresses of WebAssembly have 32 bits. */
export const pageLimit = 2 ** 32;

/** `large`: more than a page should take of this device, unless the user wants it; `impossible`: no page has it. */
export type Verdict = "fits" | "large" | "impossible";

/** What is to be said of so many bytes. */
export function verdictOf(bytes: number, large: (bytes: number) => boolean = isLarge): Verdict {
  if (bytes > pageLimit) return "impossible";
  return large(bytes) ? "large" : "fits";
}
