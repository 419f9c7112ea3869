/** Keys of a page: what they do, and what the help says about them. */
import { useLayoutEffect } from "preact/hooks";

/** A key of a page. */
export interface Key {
  /**
   * As `KeyboardEvent.key` has it: " " for the space bar, ".", "r". Letters in lower case. Not those that scroll: who
   * reads without a mouse needs them.
   */
  readonly key: string;
  /** What it does, in a few words beginning with a verb. */
  readonly label: string;
  run(): void;
}

const names: Readonly<Record<string, string>> = { " ": "Space", Escape: "Esc" };

/** A key as it is printed on the keyboard. */
export const keyName = (key: string): string => names[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** Whether what has the focus needs this key for itself. */
function taken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog[open]")) return true;
  if (target.matches("textarea, select, input:not([type=range]):not([type=checkbox])")) return true;
  if (target.matches("input[type=range]")) return false;
  return target.matches("button, a, summary, input") && (key === " " || key === "Enter");
}

/** Listens to keys as long as the component is there. */
export function useKeys(keys: readonly Key[]): void {
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || taken(event.target, event.key)) return;
      const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const found = keys.find(({ key }) => key === pressed);
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [keys]);
}
