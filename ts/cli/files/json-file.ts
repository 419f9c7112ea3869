// JSON files that the user names: read, parsed and checked, with an error that says which file and what is wrong.
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { CajalError } from "../../error.ts";

function unreadable(path: string, reason: string, hint: string, cause?: unknown): CajalError {
  const detail = { parameter: "path", value: path, hint };
  return new CajalError("E_IO", `${path} cannot be used: ${reason}; ${hint}`, detail, { cause });
}

function bytesOf(path: string, hint: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw unreadable(path, missing ? "it does not exist" : (cause as Error).message, hint, cause);
  }
}

/**
 * The text of a file, without a byte order mark.
 *
 * @throws CajalError `E_IO` when it cannot be read or is no text: a terminal would show the bytes of a recording.
 */
export function readText(path: string, hint = "check the path"): string {
  const bytes = bytesOf(path, hint);
  const no = "it is no text in UTF-8";
  if (bytes.includes(0)) throw unreadable(path, no, hint);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(path, no, hint, cause);
  }
}

/** What is wrong; where several types may stand, all of them and what came. */
function reasonOf(content: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  const types = issue.errors.flat().map((one) => (one.code === "invalid_type" ? one.expected : undefined));
  if (types.length === 0 || types.includes(undefined)) return issue.message;
  const came = issue.path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown>)[key],
    content,
  );
  return `must be ${types.join(" or ")}, got ${JSON.stringify(came)?.slice(0, 40)}`;
}

/**
 * The content of a JSON file of a known form.
 *
 * @throws CajalError `E_IO` when it cannot be read or has another form.
 */
export function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  hint: string,
): z.infer<Schema> {
  const text = readText(path, hint);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, `it is no JSON (${(cause as Error).message})`, hint, cause);
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const place = issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  throw unreadable(path, `${place}${reasonOf(content, issue)}`, hint);
}
