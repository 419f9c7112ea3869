// What lies over the raster while no network runs: an invitation, the progress of a build, or what went wrong.
import { BuildNotice, Invitation, isOfMemory, TroubleNotice } from "../../network/notices.tsx";
import { Button } from "../../shell/index.ts";
import type { Controller } from "./controller.ts";
import { leastScale } from "./settings.ts";

/** The same network of half the size. */
function Smaller({ controller }: { readonly controller: Controller }) {
  const { problem, settings } = controller;
  const smaller = Number(Math.max(leastScale, settings.scale / 2).toPrecision(2));
  if (smaller === settings.scale) return null;
  const restart = (): void => {
    controller.set({ scale: smaller });
    controller.build(true);
  };
  return (
    <Button kind={isOfMemory(problem) ? "primary" : "plain"} onClick={restart}>
      Restart at scale {smaller}
    </Button>
  );
}

/** The overlay, if there is a reason for one. */
export function Overlay({ controller }: { readonly controller: Controller }) {
  const { status, problem, asking } = controller;
  if (problem)
    return (
      <TroubleNotice controller={controller}>
        <Smaller controller={controller} />
      </TroubleNotice>
    );
  if (status === "building") return <BuildNotice controller={controller} />;
  return status === "empty" && !asking ? <Invitation controller={controller} /> : null;
}
