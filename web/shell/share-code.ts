/** States as short text for the end of an address: JSON, deflated, in the 64 letters that addresses take as is. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";

/** The longest text of a state [letters]; some programs cut longer addresses. */
export const longestCode = 8192;

// A short text can be made to unpack into gigabytes; a state never needs this much.
const mostBytes = 1 << 18;

const prefix = "#v1=";

/** The fragment of an address that holds the state; undefined when it would be too long. */
export function encodeState(state: unknown): string | undefined {
  const bytes = deflateSync(strToU8(JSON.stringify(state)), { level: 9 });
  const letters = btoa(strFromU8(bytes, true)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return prefix.length + letters.length > longestCode ? undefined : prefix + letters;
}

/**
 * The state in a fragment, unchecked; undefined when the fragment is empty.
 *
 * @throws Error when the fragment is no state of this version.
 */
export function decodeState(fragment: string): unknown {
  if (fragment === "" || fragment === "#") return undefined;
  if (!fragment.startsWith(prefix)) throw new Error(`it should begin with ${prefix}`);
  if (fragment.length > longestCode) throw new Error(`it is longer than ${longestCode} letters`);
  const letters = fragment.slice(prefix.length).replaceAll("-", "+").replaceAll("_", "/");
  const room = new Uint8Array(mostBytes);
  const bytes = inflateSync(strToU8(atob(letters), true), { out: room });
  if (bytes.length >= mostBytes) throw new Error("it unpacks to more than a state can be");
  return JSON.parse(strFromU8(bytes));
}
