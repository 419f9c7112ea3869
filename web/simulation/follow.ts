// Ties components to what controls a simulation.
import { useEffect, useReducer } from "preact/hooks";

/** What tells of its changes; both return what ends that. */
export interface Followed {
  /** Calls the listener when settings, or what is going on, change. */
  subscribe(listener: () => void): () => void;
  /** Calls the watcher some times a second while the numbers change, and as a listener. */
  watch(watcher: () => void): () => void;
}

/** Renders the component again whenever settings, or what is going on, change. */
export function useController(controller: Followed): void {
  const [, render] = useReducer((count: number, _: undefined) => count + 1, 0);
  useEffect(() => controller.subscribe(() => render(undefined)), [controller]);
}

/** Renders the component again whenever the numbers change, some times a second: for small components. */
export function useNumbers(controller: Followed): void {
  const [, render] = useReducer((count: number, _: undefined) => count + 1, 0);
  useEffect(() => controller.watch(() => render(undefined)), [controller]);
}
