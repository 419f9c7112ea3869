// What the sliders said when.
import { type Span, spansOf } from "../../simulation/spans.ts";
import type { Action } from "./messages.ts";
import type { Settings } from "./settings.ts";

/** What can be turned while the network runs. */
export type Live = Pick<Settings, "background" | "g">;

/** The published values, with which every network begins. */
export const published: Live = { background: 1, g: 4 };

/** The spans of a recording over which the sliders stood still, in their order. */
export function liveSpans(
  actions: readonly Action[],
  { tStart, tStop }: { readonly tStart: number; readonly tStop: number },
): Span<Live>[] {
  let now = published;
  const changes = actions.flatMap((action) => {
    if (action.kind === "pulse") return [];
    now = action.kind === "background" ? { ...now, background: action.value } : { ...now, g: -action.value };
    return [{ time: action.time, to: now }];
  });
  return spansOf(published, changes, tStart, tStop);
}
