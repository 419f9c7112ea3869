// What is running, where, and why so.
import { RunDigest, siteState } from "../shell/index.ts";
import { readableBytes, readableCount } from "../simulation/device.ts";
import type { Ready } from "../simulation/protocol.ts";

type Report = Ready["report"];

/** Why there is one thread, as far as the page knows. */
function threadsText({ threads, isa }: Report): string {
  const { isolated, reason } = siteState();
  const why =
    isolated || threads > 1 ? "" : ` because the page is not isolated${reason ? `: ${reason}` : ""}`;
  return `${threads === 1 ? "one thread" : `${threads} threads`}, ${isa}${why}`;
}

/** What the synapses are and take. */
function synapsesText({ build, connectivity }: Report): string {
  const each = connectivity.form === "made" ? "" : `, ${build.bytesPerSynapse.toFixed(1)} bytes each`;
  return `${readableCount(build.synapses)} synapses, ${connectivity.form}, in ${readableBytes(build.bytes)}${each}`;
}

// Networks of many populations have many that are alike.
const mostWarnings = 4;

function warningsText({ warnings }: Report): string {
  const shown = warnings.slice(0, mostWarnings).map(({ message }) => message);
  const more = warnings.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

interface Details {
  readonly ready: Ready | undefined;
  readonly status: string;
  readonly time: number;
  ask(question: { readonly kind: "digest" }): Promise<string>;
}

/** Details for those who want to know. */
export function RunDetails({ controller }: { readonly controller: Details }) {
  if (!controller.ready) return null;
  const { report } = controller.ready;
  return (
    <details class="panel run-details">
      <summary>What is running</summary>
      <dl>
        <div>
          <dt>Kernel</dt>
          <dd class="backend">
            {report.backend.name}, {threadsText(report)}
          </dd>
        </div>
        <div>
          <dt>Chosen because</dt>
          <dd>{report.backend.reasons.join("; ")}</dd>
        </div>
        <div>
          <dt>Built in</dt>
          <dd class="build-seconds" data-seconds={report.build.seconds}>
            {report.build.seconds.toFixed(2)} s: {synapsesText(report)}
          </dd>
        </div>
        <RunDigest controller={controller} />
        {report.warnings.length > 0 && (
          <div>
            <dt>Warnings</dt>
            <dd>{warningsText(report)}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}
