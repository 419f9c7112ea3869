/** The help: the keys of the page, and what the page may use of the machine. */
import { useEffect, useRef } from "preact/hooks";
import { Button } from "./controls/index.ts";
import { Icon } from "./icons.tsx";
import { type Key, keyName } from "./keys.ts";
import { siteState } from "./site.ts";

function Keys({ keys }: { readonly keys: readonly Key[] }) {
  return (
    <dl class="keys">
      {keys.map(({ key, label }) => (
        <div key={key}>
          <dt>
            <kbd>{keyName(key)}</kbd>
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One sentence on threads, one on use without a network. */
function Machine() {
  const { isolated, reason, offline } = siteState();
  return (
    <>
      <p>
        {isolated
          ? `Simulations may use the ${navigator.hardwareConcurrency} threads of this machine.`
          : `Simulations use one thread${reason ? `, because ${reason}` : ""}. Results are the same, only slower.`}
      </p>
      <p>
        {offline
          ? "The site is stored in this browser and works without a network."
          : "The site is not stored in this browser yet; it needs the network."}{" "}
        Nothing that you do here leaves this machine.
      </p>
    </>
  );
}

/** The dialog; shown as long as the component is there. */
export function HelpDialog({
  keys,
  onClose,
}: {
  readonly keys: readonly Key[];
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <div class="help-head">
        <h2 id="help-title">Keys</h2>
        <Button kind="quiet" label="Close the help" shortcut="Esc" onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </Button>
      </div>
      <Keys keys={keys} />
      <h2>This machine</h2>
      <Machine />
    </dialog>
  );
}
