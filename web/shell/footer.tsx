/** The line at the bottom: threads, use without a network, licence. */
import { useEffect, useState } from "preact/hooks";
import { onSiteState, siteState } from "./site.ts";

/** The line. */
export function Footer() {
  const [state, setState] = useState(siteState);
  useEffect(() => onSiteState(() => setState(siteState())), []);
  const { isolated, reason, offline } = state;
  return (
    <footer class="foot">
      <p>
        {isolated ? "Several threads" : "One thread"}
        {reason && <span class="reason">: {reason}. Results are the same, only slower.</span>}
      </p>
      <p>{offline ? "Works without a network" : "Runs on this machine only"}</p>
      <p>Apache License 2.0</p>
    </footer>
  );
}
