import type { Controller } from "./controller.ts";

/** Properties of the parts of the page. */
export interface PartProps {
  readonly controller: Controller;
}
