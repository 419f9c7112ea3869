// TypeScript with its words coloured, as in the code panels of the pages (web/shell/highlight.tsx).

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as HTML. */
export const asHtml = (text) => text.replaceAll(/[&<>"]/g, (sign) => entities[sign]);

const words =
  "import|from|const|let|await|new|for|of|async|function|return|if|else|true|false|undefined|class|interface|type|" +
  "extends|implements|readonly|static|keyof";
const pattern = new RegExp(
  [
    String.raw`(\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
    '("[^"\\n]*"|`[^`]*`)',
    String.raw`\b(${words})\b`,
    String.raw`\b(\d[\d_.]*(?:e[+-]?\d+)?)\b`,
    String.raw`([A-Za-z_$][\w$]*)`,
  ].join("|"),
  "g",
);
const kinds = ["comment", "string", "keyword", "number"];

/** The code as HTML; `link(name)` may give an address for a word that is a name. */
export function highlighted(code, link = () => undefined) {
  let [html, end] = ["", 0];
  for (const match of code.matchAll(pattern)) {
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)];
    const address = kind ? undefined : link(match[0]);
    html += asHtml(code.slice(end, match.index));
    if (kind) html += `<span class="code-${kind}">${asHtml(match[0])}</span>`;
    else html += address ? `<a href="${address}">${match[0]}</a>` : match[0];
    end = match.index + match[0].length;
  }
  return html + asHtml(code.slice(end));
}
