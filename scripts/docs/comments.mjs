// The comment of a declaration: its text, and the tags that say what it throws and how it is used.
import { ts } from "./compiler.mjs";

const plain = (comment) => (ts.getTextOfJSDocComment(comment) ?? "").trim();

const example = (comment) => plain(comment).replace(/^```ts\n|\n```$/g, "");

/** { text, throws, examples, internal } of a node; empty where it has no comment. */
export function commentOf(node) {
  const blocks = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const block = blocks.at(-1);
  const tags = [...(block?.tags ?? [])];
  // A comment of one line may have its tag behind the text, where the parser sees none.
  const [text, ...behind] = plain(block?.comment).split(/\s@throws\s/);
  const named = (name) => tags.filter((tag) => tag.tagName.text === name);
  return {
    text,
    throws: [...behind, ...named("throws").map((tag) => plain(tag.comment))].map((one) =>
      one.replaceAll(/\s*\n\s*/g, " "),
    ),
    examples: named("example").map((tag) => example(tag.comment)),
    internal: named("internal").length > 0,
  };
}
