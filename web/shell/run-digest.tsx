// The digest of a paused simulation, where one wants to compare.
import { useState } from "preact/hooks";
import { Button } from "./controls/button.tsx";

interface Paused {
  readonly status: string;
  /** Model time [ms]. */
  readonly time: number;
  ask(question: { readonly kind: "digest" }): Promise<string>;
}

/** A term of a list with a button that computes it. */
export function RunDigest({ controller }: { readonly controller: Paused }) {
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
