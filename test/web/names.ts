// What a page calls the things that can be used, as assistive technology hears it from the browser.
import type { Page } from "playwright-core";

const usable = new Set([
  ...["button", "link", "checkbox", "switch", "slider", "spinbutton", "combobox", "textbox", "menuitem"],
  ...["radio", "tab", "searchbox", "listbox", "DisclosureTriangle"],
]);

/** What can be used: its name, and the words that stand on it or before it. */
export interface Named {
  readonly role: string;
  readonly name: string;
  readonly words: string;
}

/** Runs in the page, with the element as `this`. */
function wordsOf(this: HTMLElement): string {
  const labels = (this as HTMLInputElement).labels;
  return labels ? [...labels].map((label) => label.innerText).join(" ") || this.innerText : this.innerText;
}

const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim().toLowerCase();

/** Everything on a page that can be used. */
export async function namedParts(page: Page): Promise<Named[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const parts = nodes.filter((node) => !node.ignored && usable.has(String(node.role?.value)));
  const found: Named[] = [];
  for (const { backendDOMNodeId: backendNodeId, role, name } of parts) {
    if (backendNodeId === undefined) continue;
    const { object } = await session.send("DOM.resolveNode", { backendNodeId });
    const { objectId } = object;
    if (objectId === undefined) continue;
    const call = { objectId, functionDeclaration: String(wordsOf), returnByValue: true };
    const { result } = await session.send("Runtime.callFunctionOn", call);
    found.push({
      role: String(role?.value),
      name: plain(String(name?.value ?? "")),
      words: plain(String(result.value ?? "")),
    });
  }
  await session.detach();
  return found;
}

/** Those whose name does not contain the words on them: who says what is read would not reach them (WCAG 2.5.3). */
export const misnamed = async (page: Page): Promise<Named[]> =>
  (await namedParts(page)).filter(({ name, words }) => !name.includes(words));
