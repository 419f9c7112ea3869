// What is running, where, and why so.

import { RunDigest } from "../../../shell/index.ts";
import { readableBytes, readableCount } from "../../../simulation/device.ts";
import type { PartProps } from "../part-props.ts";

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
        <RunDigest controller={controller} />
      </dl>
    </details>
  );
}
