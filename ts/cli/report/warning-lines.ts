// Warnings as people read them.
import type { Warning } from "../../network/values/fields.ts";

/** One line per kind of warning; summary.json has them all. */
export function warningLines(warnings: readonly Warning[]): string[] {
  return warnings.flatMap((warning) => {
    const { code, message } = warning;
    const kind = warnings.filter((other) => other.code === code);
    if (kind[0] !== warning) return [];
    const more = kind.length > 1 ? `, and ${kind.length - 1} more of this kind` : "";
    return [`${message}${more} [${code}]`];
  });
}
