// The comment of a declaration: its text, and the tags that say what it throws and how it is used.
import ts from "typescript";

const plain = (comment) => (ts.getTextOfJSDocComment(comment) ?? "").trim();

/** A first line that follows the tag on its line is part of the example; common indentation is not. */
const example = (comment) => plain(comment).replace(/^```ts\n|\n```$/g, "");

/** { text, throws, examples, internal } of a node; empty where it has no comment. */
export function commentOf(node) {
  const blocks = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const block = blocks.at(-1);
  const tags = [...(block?.tags ?? [])];
  const named = (name) => tags.filter((tag) => tag.tagName.text === name);
  return {
    text: plain(block?.comment),
    // The parser takes the first word for a type when it is in braces; here it is part of the sentence.
    throws: named("throws").map((tag) => plain(tag.comment).replaceAll(/\s*\n\s*/g, " ")),
    examples: named("example").map((tag) => example(tag.comment)),
    internal: named("internal").length > 0,
  };
}
