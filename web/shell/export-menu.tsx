/** The menu of files that a page can give. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "./controls/index.ts";
import { download, type Export } from "./export.ts";
import { Icon } from "./icons.tsx";
import { notify } from "./messages.ts";

async function save({ label, name, make }: Export): Promise<void> {
  try {
    download(await make(), name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notify({ kind: "error", text: `${label} could not be exported: ${reason}` });
  }
}

/** Calls `close` at a press outside of the element and at Escape. */
function useDismissal(open: boolean, close: () => void) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const press = (event: PointerEvent): void => {
      if (!place.current?.contains(event.target as Node)) close();
    };
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      close();
      place.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", press);
    addEventListener("keydown", leave);
    return () => {
      removeEventListener("pointerdown", press);
      removeEventListener("keydown", leave);
    };
  }, [open, close]);
  return place;
}

/** The button and its menu. */
export function ExportMenu({ exports }: { readonly exports: readonly Export[] }) {
  const [open, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  const place = useDismissal(open, close);
  const item = (entry: Export) => (
    <li key={entry.name}>
      <button
        type="button"
        disabled={entry.unavailable !== undefined}
        onClick={() => {
          close();
          void save(entry);
        }}
      >
        {entry.label}
        <small>{entry.unavailable ?? entry.name}</small>
      </button>
    </li>
  );
  return (
    <div class="menu" ref={place}>
      <Button kind="quiet" hint="Export files" pressed={open} onClick={() => setOpen(!open)}>
        <Icon name="export" />
        <span class="word">Export</span>
      </Button>
      {open && <ul aria-label="Files">{exports.map(item)}</ul>}
    </div>
  );
}
