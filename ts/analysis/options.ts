// What measures ask of their options before they use them.
import { fail } from "../error.ts";

/**
 * Refuses options that are no object, or that lack a number which must be given.
 *
 * @throws CajalError E_TYPE
 */
export function checkOptions(
  options: unknown,
  call: string,
  needed: Readonly<Record<string, string>> = {},
): void {
  const names = Object.keys(needed);
  const allowed = names.length === 0 ? "an object" : `{ ${names.join(", ")} }`;
  if (typeof options !== "object" || options === null)
    fail("E_TYPE", {
      call,
      parameter: "options",
      value: options,
      allowed,
      must: `options must be ${allowed}`,
    });
  for (const name of names) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (typeof value === "number") continue;
    fail("E_TYPE", {
      call,
      parameter: name,
      value,
      allowed: `a number: ${needed[name]}`,
      must: `${name} must be given, ${needed[name]}`,
    });
  }
}
