// What lies over the raster while no network runs: an invitation, the progress of a build, or what went wrong.
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../shell/index.ts";
import type { Controller } from "./controller.ts";
import "./overlay.css";
import { readableBytes, readableCount, readableSeconds } from "../../simulation/device.ts";

function Building({ controller }: { readonly controller: Controller }) {
  const { progress, estimate } = controller;
  const left = progress?.eta ?? estimate?.seconds.build;
  return (
    <div class="overlay" role="status">
      <h2>Building the network</h2>
      <progress
        max={1}
        {...(progress ? { value: progress.fraction } : {})}
        aria-label="Progress of the build"
      />
      <p>
        {progress && progress.synapses > 0 ? `${readableCount(progress.synapses)} synapses, ` : ""}
        {left === undefined ? "a moment" : `${readableSeconds(left)} left`}
      </p>
      <Button shortcut="Esc" onClick={() => controller.cancel()}>
        Cancel
      </Button>
    </div>
  );
}

function Trouble({ controller }: { readonly controller: Controller }) {
  const { problem, settings } = controller;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const smaller = Number(Math.max(0.02, settings.scale / 2).toPrecision(2));
  const memory = problem?.code === "E_MEMORY" || problem?.code === "E_MEMORY_BUDGET";
  return (
    <div class="overlay trouble" role="alert" tabIndex={-1} ref={box} data-code={problem?.code}>
      <h2>{memory ? "There is not enough memory" : "The simulation stopped"}</h2>
      <p>{problem?.message}</p>
      {problem?.hint && <p class="hint">{problem.hint}</p>}
      <div class="toolbar">
        <Button kind={memory ? "plain" : "primary"} onClick={() => controller.build(true)}>
          Restart
        </Button>
        {smaller < settings.scale && (
          <Button
            kind={memory ? "primary" : "plain"}
            onClick={() => {
              controller.set({ scale: smaller });
              controller.build(true);
            }}
          >
            Restart at scale {smaller}
          </Button>
        )}
      </div>
    </div>
  );
}

function Invitation({ controller }: { readonly controller: Controller }) {
  const { estimate } = controller;
  if (!estimate) return null;
  return (
    <div class="overlay">
      <p>
        {readableCount(estimate.synapses.expected)} synapses, about {readableBytes(estimate.bytes.total)}.
      </p>
      <Button kind="primary" onClick={() => controller.request()}>
        Build the network
      </Button>
    </div>
  );
}

/** The overlay, if there is a reason for one. */
export function Overlay({ controller }: { readonly controller: Controller }) {
  if (controller.problem) return <Trouble controller={controller} />;
  if (controller.status === "building") return <Building controller={controller} />;
  if (controller.status === "empty" && !controller.asking) return <Invitation controller={controller} />;
  return null;
}
