// Where a name is used: pages whose code has it, and other names whose signatures have it.

// `number` in a signature is the type, not the function of cajal/space.
const withoutType = (text) => text.replaceAll(/(?<=[:|<(] ?)number\b/g, "");

const identifiers = (text) => new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? []);

/** The code of a page: blocks, and words in backquotes. */
const codeOf = (text) =>
  [...text.matchAll(/```(?:ts|js)\b[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
    ([, block, word]) => block ?? word,
  );

function inverted(values, textOf) {
  const index = new Map();
  for (const value of values)
    for (const word of identifiers(textOf(value))) index.set(word, [...(index.get(word) ?? []), value]);
  return index;
}

const signatureText = ({ signatures, members }) =>
  [...signatures, ...members.flatMap((member) => member.signatures)].join("\n");

/** A function of a name that gives { pages, names }. */
export function usesOf(names, pages) {
  const inSignatures = inverted(names, (name) => withoutType(signatureText(name)));
  const inPages = inverted(
    pages.filter(({ section }) => section !== "Project"),
    ({ text }) => codeOf(text).join("\n"),
  );
  return ({ name }) => ({
    pages: inPages.get(name) ?? [],
    names: (inSignatures.get(name) ?? []).filter((other) => other.name !== name),
  });
}
