/** The state of a page in its address, so that whoever gets the address sees the same. */
import type { z } from "zod";
import { decodeState, encodeState } from "./share-code.ts";

/** A page's state as its address had it. */
export interface SharedState<S> {
  /** What the address says, or the defaults. */
  readonly state: S;
  /** What was wrong with the address, for people; absent when nothing was. */
  readonly problem?: string;
}

/** The page's address with another fragment. */
const address = (fragment: string): string => `${location.pathname}${location.search}${fragment}`;

/**
 * The state in the page's address. `schema` is an object whose every field has a default: `schema.parse({})` is the
 * state of an address that says nothing. A corrupt or outdated address gives the defaults and a problem to show.
 *
 * @example
 * const schema = z.object({ rate: z.number().min(0).max(20).default(8) });
 * const { state, problem } = readState(schema);
 */
export function readState<S>(schema: z.ZodType<S>): SharedState<S> {
  own = location.hash;
  const defaults = (): S => schema.parse({});
  try {
    const found = decodeState(location.hash);
    if (found === undefined) return { state: defaults() };
    const checked = schema.safeParse(found);
    if (checked.success) return { state: checked.data };
    const { path = [], message = "it does not fit" } = checked.error.issues[0] ?? {};
    return { state: defaults(), problem: problem(`${path.join(".") || "the state"}: ${message}`) };
  } catch (error) {
    return { state: defaults(), problem: problem(error instanceof Error ? error.message : String(error)) };
  }
}

const problem = (reason: string): string =>
  `The link could not be read (${reason}), so the page shows its default settings. Ask for the link again.`;

// Browsers refuse address changes that come too fast.
const pause = 250;
let waiting: ReturnType<typeof setTimeout> | undefined;
let latest: unknown;

// The fragment that is this page's. Another one was put there by the user, who wants to see what it says.
let own: string | undefined;

/** Puts the state into the page's address a moment later, without a step in the history. */
export function writeState(state: unknown): void {
  latest = state;
  waiting ??= setTimeout(flushState, pause);
}

/** Puts the last written state into the address now; false when it is too long for an address. */
export function flushState(): boolean {
  if (waiting === undefined) return true;
  clearTimeout(waiting);
  waiting = undefined;
  if (own !== undefined && location.hash !== own) return true;
  const fragment = encodeState(latest);
  if (fragment === undefined) return false;
  history.replaceState(null, "", address(fragment));
  own = location.hash;
  return true;
}
