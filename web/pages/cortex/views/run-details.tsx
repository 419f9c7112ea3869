// What is running, where, and why so.
import { useState } from "preact/hooks";
import { Button } from "../../../shell/index.ts";
import { readableBytes, readableCount } from "../../../simulation/device.ts";
import type { PartProps } from "../use-controller.ts";

function Digest({ controller }: PartProps) {
  const [found, setFound] = useState<{ readonly digest: string; readonly time: number }>();
  const compute = async (): Promise<void> => {
    const digest = await controller.ask({ kind: "digest" });
    setFound({ digest, time: controller.time });
  };
  return (
    <div>
      <dt>Digest of all spikes and states</dt>
      <dd class="digest">
        <Button kind="quiet" disabled={controller.status !== "paused"} onClick={() => void compute()}>
          Compute
        </Button>
        {found && (
          <>
            <code>{found.digest}</code> at {(found.time / 1000).toFixed(4)} s
          </>
        )}
      </dd>
    </div>
  );
}

/** Details for those who want to know. */
export function RunDetails({ controller }: PartProps) {
  const { ready } = controller;
  if (!ready) return null;
  const { backend, threads, isa, build, connectivity, memory } = ready.report;
  return (
    <details class="panel run-details">
      <summary>What is running</summary>
      <dl>
        <div>
          <dt>Kernel</dt>
          <dd>
            {backend.name}, {threads === 1 ? "one thread" : `${threads} threads`}, {isa}:{" "}
            {backend.reasons.join("; ")}
          </dd>
        </div>
        <div>
          <dt>Synapses</dt>
          <dd>
            {readableCount(build.synapses)}, {connectivity.form}, in{" "}
            {readableBytes(Math.max(memory.peakBytes, build.bytes))}; built in {build.seconds.toFixed(2)} s
          </dd>
        </div>
        <Digest controller={controller} />
      </dl>
    </details>
  );
}
