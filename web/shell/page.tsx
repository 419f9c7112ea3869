/** The frame of every page: header, messages, code, export, keys. */
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { CodePanel } from "./code-panel.tsx";
import type { Export } from "./export.ts";
import { Footer } from "./footer.tsx";
import { Header, type PageName, share } from "./header.tsx";
import { HelpDialog } from "./help.tsx";
import { type Key, useKeys } from "./keys.ts";
import { MessageList } from "./message-list.tsx";

/** Properties of {@link Page}. */
export interface PageProps {
  /** Which page this is. */
  readonly name: PageName;
  /** Heading of the page. */
  readonly title: ComponentChildren;
  /** One sentence below the heading. */
  readonly summary?: ComponentChildren;
  /** The program of what the page shows now, in plain JavaScript; called while the code is open. */
  readonly code?: () => string;
  readonly exports?: readonly Export[];
  /** Keys of the page; `?` (help), `c` (code) and `s` (share) are the frame's. Keep the array between renderings. */
  readonly keys?: readonly Key[];
  readonly children: ComponentChildren;
}

const none: readonly never[] = [];

/** The keys of the page and those of the frame. */
function useAllKeys(keys: readonly Key[], toggleCode: (() => void) | undefined, openHelp: () => void) {
  const sharing = toggleCode !== undefined;
  return useMemo<readonly Key[]>(() => {
    const own = [
      ...(toggleCode ? [{ key: "c", label: "show or hide the code", run: toggleCode }] : []),
      ...(sharing ? [{ key: "s", label: "copy a link with the settings", run: () => void share() }] : []),
      { key: "?", label: "show this help", run: openHelp },
    ];
    return [...keys, ...own];
  }, [keys, toggleCode, sharing, openHelp]);
}

/**
 * The frame. Pages lay themselves out with the classes of `styles/layout.css`:
 * `<div class="workbench"><aside class="controls">…</aside><div class="stage">…</div></div>`.
 */
export function Page({ name, title, summary, code, exports = none, keys = none, children }: PageProps) {
  const [codeOpen, setCodeOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const [[toggle, openHelp]] = useState(
    () => [() => setCodeOpen((open) => !open), () => setHelpOpen(true)] as const,
  );
  const toggleCode = code ? toggle : undefined;
  const allKeys = useAllKeys(keys, toggleCode, openHelp);
  useKeys(allKeys);
  return (
    <div class={codeOpen ? "frame with-code" : "frame"}>
      <button type="button" class="skip" onClick={focusMain}>
        To the content
      </button>
      <Header name={name} exports={exports} onCode={toggleCode} codeOpen={codeOpen} onHelp={openHelp} />
      <main id="main" class={`page-${name}`} tabIndex={-1}>
        <div class="headline">
          <h1>{title}</h1>
          {summary && <p>{summary}</p>}
        </div>
        {children}
      </main>
      {code && codeOpen && <CodePanel code={code()} onClose={toggle} />}
      <Footer />
      <MessageList />
      {helpOpen && <HelpDialog keys={allKeys} onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

/** A link would change the address, which holds the page's state. */
const focusMain = (): void => document.getElementById("main")?.focus();
