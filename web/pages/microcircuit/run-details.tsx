// What is running, where, and why so.
import { RunDigest, siteState } from "../../shell/index.ts";
import { readableBytes, readableCount } from "../../simulation/device.ts";
import type { Controller } from "./controller.ts";

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
        <RunDigest controller={controller} />
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
