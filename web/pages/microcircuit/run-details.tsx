// What is running, where, and why so.
import { useState } from "preact/hooks";
import { Button, siteState } from "../../shell/index.ts";
import { readableBytes, readableCount } from "../../simulation/device.ts";
import type { Controller } from "./controller.ts";

function Digest({ controller }: { readonly controller: Controller }) {
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

/** Why there is one thread, as far as the page knows. */
function threadsText(threads: number, isa: string): string {
  const { isolated, reason } = siteState();
  const why =
    isolated || threads > 1 ? "" : ` because the page is not isolated${reason ? `: ${reason}` : ""}`;
  return `${threads === 1 ? "one thread" : `${threads} threads`}, ${isa}${why}`;
}

/** Details for those who want to know. */
export function RunDetails({ controller }: { readonly controller: Controller }) {
  const { ready, built } = controller;
  if (!ready || !built) return null;
  const { report } = ready;
  return (
    <details class="panel run-details">
      <summary>What is running</summary>
      <dl>
        <div>
          <dt>Kernel</dt>
          <dd class="backend">
            {report.backend.name}, {threadsText(report.threads, report.isa)}
          </dd>
        </div>
        <div>
          <dt>Chosen because</dt>
          <dd>{report.backend.reasons.join("; ")}</dd>
        </div>
        <div>
          <dt>Built in</dt>
          <dd class="build-seconds" data-seconds={report.build.seconds}>
            {report.build.seconds.toFixed(2)} s: {readableCount(report.build.synapses)} synapses in{" "}
            {readableBytes(report.build.bytes)}, {report.build.bytesPerSynapse.toFixed(1)} bytes each
          </dd>
        </div>
        <Digest controller={controller} />
        {report.warnings.length > 0 && (
          <div>
            <dt>Warnings</dt>
            <dd>{report.warnings.map(({ message }) => message).join("; ")}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}
