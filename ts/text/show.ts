/** How values and lists appear in messages: never longer than 200 characters, whatever they are. */

const longest = 200;

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function describe(value: unknown): string {
  if (typeof value === "string") return `'${value.slice(0, longest)}'`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const length = Array.isArray(value) ? value.length : (value as unknown as { length?: number }).length;
    return `an array of ${length ?? "bytes"}`;
  }
  return "an object";
}

/** A value for a message: strings in quotes, arrays by their length, at most 200 characters. */
export function show(value: unknown): string {
  return shorten(describe(value));
}

/** The names of a list, at most 20 of them. */
export function list(names: readonly string[], most = 20): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown}, … (${names.length} in all)` : shown;
}
