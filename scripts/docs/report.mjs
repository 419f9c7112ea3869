// The text of all exported signatures, one entry after the other: what a program of a user can depend on. It is checked
// in, so that a change of what is public shows where changes are read.

const indented = (text) => text.replaceAll("\n", "\n  ");

const one = ({ signatures, members }) => [
  ...signatures.map(indented),
  ...members.flatMap(({ signatures: calls }) => calls.map((call) => `  .${indented(call)}`)),
];

/** The report on what `exportedNames` found. */
export function reportOf(names) {
  const lines = names.flatMap((name, index) => [
    ...(names[index - 1]?.entry === name.entry ? [] : ["", `# ${name.entry}`, ""]),
    ...one(name),
  ]);
  return [
    "What cajal exports. `npm run docs -- --report` writes this file, `npm run check -- exports` compares it.",
    ...lines,
    "",
  ].join("\n");
}
