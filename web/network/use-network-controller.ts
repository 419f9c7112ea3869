// A page's controller as a hook.
import { useEffect, useState } from "preact/hooks";
import type { z } from "zod";
import { openState } from "../shell/index.ts";
import { type Followed, useController } from "../simulation/follow.ts";

interface Opened extends Followed {
  readonly status: string;
  open(): Promise<void>;
}

/** The controller of the page, opened with the state in the page's address; renders the page when it changes. */
export function useNetworkController<S, Controller extends Opened>(
  schema: z.ZodType<S>,
  make: (state: S) => Controller,
): Controller {
  const [controller] = useState(() => {
    const made = make(openState(schema));
    void made.open();
    return made;
  });
  useController(controller);
  useEffect(() => {
    // For style sheets and tests.
    document.documentElement.dataset.status = controller.status;
  });
  return controller;
}
