/** TypeScript with its words coloured. */

const words = "import|from|const|let|await|new|for|of|async|function|return|if|else|true|false|undefined";
const pattern = new RegExp(
  [
    String.raw`(\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
    '("[^"\\n]*"|`[^`]*`)',
    String.raw`\b(${words})\b`,
    String.raw`\b(\d[\d_.]*(?:e[+-]?\d+)?)\b`,
  ].join("|"),
  "g",
);

const kinds = ["comment", "string", "keyword", "number"] as const;

/** The code as text and coloured words. */
export function Highlighted({ code }: { readonly code: string }) {
  const parts = [];
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)];
    parts.push(code.slice(end, match.index), <span class={`code-${kind}`}>{match[0]}</span>);
    end = match.index + match[0].length;
  }
  return (
    <code>
      {parts}
      {code.slice(end)}
    </code>
  );
}
