// What lies over the figures while no network runs: an invitation, progress, a question, or what went wrong.
import type { Estimate, Progress } from "cajal";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../shell/index.ts";
import { deviceMemory, readableBytes, readableCount, readableSeconds } from "../simulation/device.ts";
import type { Problem } from "../simulation/protocol.ts";

/** What the notices say, and what their buttons do. */
interface Noticed {
  readonly estimate: Estimate | undefined;
  readonly progress: Progress | undefined;
  readonly problem: Problem | undefined;
  build(play: boolean): void;
  request(): Promise<void>;
  cancel(): void;
}

interface NoticeProps {
  readonly controller: Noticed;
  /** More buttons. */
  readonly children?: ComponentChildren;
}

/** How far a build is. */
export function BuildNotice({ controller }: NoticeProps) {
  const { progress, estimate } = controller;
  const left = progress?.eta ?? estimate?.seconds.build;
  return (
    <div class="notice" role="status">
      <h2>{progress ? "Building the network" : "Describing the network"}</h2>
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

/** Whether more memory would have helped. */
export const isOfMemory = (problem: Problem | undefined): boolean =>
  problem?.code === "E_MEMORY" || problem?.code === "E_MEMORY_BUDGET";

/** What went wrong; the children lead on where there was not enough memory. */
export function TroubleNotice({ controller, children }: NoticeProps) {
  const { problem } = controller;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const memory = isOfMemory(problem);
  const hint = problem?.hint;
  return (
    <div class="notice trouble" role="alert" tabIndex={-1} ref={box} data-code={problem?.code}>
      <h2>{memory ? "There is not enough memory" : "The simulation stopped"}</h2>
      <p>{problem?.message}</p>
      {hint && !problem?.message.includes(hint) && <p class="hint">{hint}</p>}
      <div class="toolbar">
        <Button kind={memory ? "plain" : "primary"} onClick={() => controller.build(true)}>
          Restart
        </Button>
        {children}
      </div>
    </div>
  );
}

/** What a network takes that is large for this device, and whether it is wanted all the same. */
export function SizeQuestion({ controller, children }: NoticeProps) {
  const { estimate } = controller;
  const memory = deviceMemory();
  return (
    <>
      <p>
        This network needs about {readableBytes(estimate?.bytes.total ?? 0)} and{" "}
        {readableSeconds(estimate?.seconds.build ?? 0)} or more to build.{" "}
        {memory === undefined
          ? "This browser does not say how much memory there is."
          : `This device reports ${readableBytes(memory)}${memory >= 8 * 2 ** 30 ? " or more" : ""}.`}
      </p>
      <div class="toolbar">
        <Button kind="primary" onClick={() => controller.build(true)}>
          Build anyway
        </Button>
        {children}
      </div>
    </>
  );
}

/** A network that can be built. */
export function Invitation({ controller }: NoticeProps) {
  const { estimate } = controller;
  if (!estimate) return null;
  return (
    <div class="notice">
      <p>
        {readableCount(estimate.synapses.expected)} synapses, about {readableBytes(estimate.bytes.total)}.
      </p>
      <Button kind="primary" onClick={() => void controller.request()}>
        Build the network
      </Button>
    </div>
  );
}
