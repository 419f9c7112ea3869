/** The state of a page, from its address and as a hook. */
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { z } from "zod";
import { notify } from "./messages.ts";
import { readState, writeState } from "./share.ts";

/**
 * The state in the page's address. One that cannot be read gives the defaults and a message.
 *
 * @param schema see {@link readState}
 */
export function openState<S>(schema: z.ZodType<S>): S {
  const { state, problem } = readState(schema);
  if (problem) notify({ kind: "warning", text: problem });
  return state;
}

/**
 * The state of a page, in step with its address, and a function that changes parts of it.
 *
 * @param schema see {@link openState}
 */
export function usePageState<S>(schema: z.ZodType<S>): readonly [S, (part: Partial<S>) => void] {
  const [state, setState] = useState<S>(() => openState(schema));
  const change = useMemo(() => (part: Partial<S>) => setState((before) => ({ ...before, ...part })), []);
  // Before anything else is pressed, such as what shares the address.
  useLayoutEffect(() => writeState(state), [state]);
  return [state, change] as const;
}
