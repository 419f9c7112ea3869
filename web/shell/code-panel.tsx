/** The program that does what the page shows. */
import { useState } from "preact/hooks";
import { Button } from "./controls/index.ts";
import { Highlighted } from "./highlight.tsx";
import { Icon } from "./icons.tsx";
import { notify } from "./messages.ts";

const thanksFor = 1500;

/** The panel at the side. It stays open while the page is used, so that the reader sees what a slider changes. */
export function CodePanel({ code, onClose }: { readonly code: string; readonly onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied(true);
      setTimeout(() => setCopied(false), thanksFor);
    } catch {
      notify({ kind: "warning", text: "This browser lets no page copy; mark the code and copy it by hand." });
    }
  };
  return (
    <aside class="code-panel" aria-label="Code">
      <div class="code-head">
        <h2>The same as a program</h2>
        <Button onClick={() => void copy()}>
          <Icon name={copied ? "check" : "copy"} />
          {copied ? "Copied" : "Copy"}
        </Button>
        <Button kind="quiet" label="Close the code" shortcut="C" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <Highlighted code={code} />
      </pre>
      <p class="code-foot">
        Runs as it is in Node 20 or later, saved as <code>program.mjs</code>, and gives the same spikes.
      </p>
    </aside>
  );
}
