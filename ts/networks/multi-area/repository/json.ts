// JSON as Python writes it, with bare NaN where a number is missing, and what a document of it must hold.
import { z } from "zod";
import { asDamage, damage } from "../../../io/files/damage.ts";
import { show } from "../../../text/show.ts";

const hint = "the file is damaged or of another kind; take it as it was published";

/** A document; numbers that are NaN or infinite are null in it. @throws CajalError E_IO if it is no JSON */
export function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : "null",
  );
  try {
    return JSON.parse(plain);
  } catch (error) {
    throw asDamage(error, { file, hint });
  }
}

/** A value of a document that is described by a phrase, such as "a number above 0". */
export const valueThat = <Value>(
  allowed: string,
  accepts: (value: unknown) => boolean,
): z.ZodType<Value, unknown> => z.custom<Value>(accepts, allowed);

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

export const positive: z.ZodType<number, unknown> = valueThat(
  "a number above 0",
  (value) => isNumber(value) && value > 0,
);

export const notNegative: z.ZodType<number, unknown> = valueThat(
  "a number from 0 on",
  (value) => isNumber(value) && value >= 0,
);

/** A number from 0 to `high`. */
export const upTo = (high: number): z.ZodType<number, unknown> =>
  valueThat(`a number from 0 to ${high}`, (value) => isNumber(value) && value >= 0 && value <= high);

/** A number from 0 on, or NaN, which says that it is not known. */
export const measured: z.ZodType<number, unknown> = valueThat<number | null>(
  "a number from 0 on, or NaN",
  (value) => value === null || (isNumber(value) && value >= 0),
).transform((value) => value ?? Number.NaN);

/** Values by names. */
export const byName = <Value>(value: z.ZodType<Value, unknown>): z.ZodType<Record<string, Value>, unknown> =>
  z.record(z.string(), value) as never;

const valueAt = (document: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | null | undefined)?.[key],
    document,
  );

const structureOf = (expected: string): string => (expected === "array" ? "a list" : "an object");

/** The content of a document, or the first thing that is wrong with it. @throws CajalError E_IO */
export function contentOf<Content>(
  schema: z.ZodType<Content, unknown>,
  document: unknown,
  file: string,
): Content {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const { path } = issue;
  const allowed = issue.code === "invalid_type" ? structureOf(issue.expected) : issue.message;
  const value = valueAt(document, path);
  const got = value === undefined ? "nothing" : value === null ? "NaN" : show(value);
  const where = path.map(String).join(".");
  throw damage({ file, ...(where && { where }), problem: `it must be ${allowed}, got ${got}`, hint });
}
