// Ties components to the controller.
import { useEffect, useReducer } from "preact/hooks";
import type { Controller } from "./controller.ts";

/** Properties of the parts of the page. */
export interface PartProps {
  readonly controller: Controller;
}

/** Renders the component again whenever settings, or what is going on, change. */
export function useController(controller: Controller): void {
  const [, render] = useReducer((count: number, _: undefined) => count + 1, 0);
  useEffect(() => controller.subscribe(() => render(undefined)), [controller]);
}

/** Renders the component again whenever the numbers change, some times a second: for small components. */
export function useNumbers(controller: Controller): void {
  const [, render] = useReducer((count: number, _: undefined) => count + 1, 0);
  useEffect(() => controller.watch(() => render(undefined)), [controller]);
}
