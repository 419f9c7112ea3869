// What is wrong with a document: the innermost place that explains it, in words that fit what may stand there.
import type { z } from "zod";
import { fail } from "../../error.ts";
import { suggestion } from "../../text/nearest.ts";

type Issue = z.core.$ZodIssue;

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .reduce<string>(
      (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
      "",
    )
    .slice(1);

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | null | undefined)?.[key],
    document,
  );
}

/** What may stand at places where several forms may. */
const forms: readonly (readonly [place: RegExp, allowed: string])[] = [
  [/\.synapse$/, 'the name of a synapse model or { "model": name, ...parameters }'],
  [/\.receptor$/, "the name or the number of a receptor"],
  [/\.rule\.(sources|targets)$/, "an array of positions"],
  [/(sources|targets)(\[\d+\])?$/, "the label of a population or [start, stop, step]"],
  [
    /\.(every|min|max)$|\.(uniform|normal|lognormal|exponential)\[\d\]$|\.synapse\./,
    "a number, or a text with its unit",
  ],
];

const formAt = (where: string): string | undefined => forms.find(([place]) => place.test(where))?.[1];

const anyValue = 'a number, a text with its unit, an array, or a distribution such as { "normal": [5, 1] }';

/** Where one of several forms of a value was begun, the issue within it: that of the form which fits furthest. */
function innermost(document: unknown, issue: Issue): Issue {
  if (issue.code !== "invalid_union" || formAt(pathOf(issue.path))) return issue;
  const within = issue.errors
    .flat()
    .filter(({ code }) => code !== "too_small" && code !== "too_big")
    .map((inner) => innermost(document, { ...inner, path: [...issue.path, ...inner.path] }))
    .filter(({ path }) => path.length > issue.path.length && valueAt(document, path) !== undefined);
  return within.reduce((deepest, one) => (one.path.length > deepest.path.length ? one : deepest), issue);
}

/** What would have been accepted where an issue was found. */
function expected(issue: Issue, where: string): string {
  if (issue.code === "invalid_value") return issue.values.map((one) => JSON.stringify(one)).join(" or ");
  if (issue.code === "invalid_type")
    return `${/^[aeio]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
  if (issue.code === "too_small") return `at least ${issue.minimum}`;
  if (issue.code === "too_big") return `at most ${issue.maximum}`;
  return formAt(where) ?? anyValue;
}

/**
 * A problem that was found, as an error that names its place.
 *
 * @param names the keys of a document
 */
export function complain(document: unknown, found: Issue, names: readonly string[]): never {
  const issue = innermost(document, found);
  const where = pathOf(issue.path) || "the document";
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const hint = issue.path.length === 0 ? suggestion(key, names) : undefined;
    return fail("E_UNKNOWN_PARAM", {
      call: "Network.from",
      parameter: key,
      where,
      must: `unknown key '${key}'`,
      hint,
    });
  }
  const code = where === "format" || where === "version" ? "E_DESCRIPTION" : "E_TYPE";
  const allowed = expected(issue, where);
  const name = where.split(".").at(-1);
  return fail(code, {
    call: "Network.from",
    parameter: where,
    value: valueAt(document, issue.path),
    allowed,
    where: name === where ? undefined : where,
    must: `${name} must be ${allowed}`,
  });
}
