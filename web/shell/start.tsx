/** Starts a page. */
import { type ComponentType, render } from "preact";
import { settled } from "./site.ts";

/** Puts a page's component into the document. The last line of every page's `main.tsx`. */
export function start(Component: ComponentType): void {
  void settled();
  // A link that is opened where the page is open already changes the fragment only.
  addEventListener("hashchange", () => location.reload());
  const place = document.getElementById("app");
  if (!place) throw new Error("the document has no element with id app");
  render(<Component />, place);
}
