// What the benchmarks share: the median, and a table in markdown.

/** The median, NaN of nothing. */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rows with equal keys as a table; the first column is text, the others are aligned to the right. */
export function table(rows) {
  const names = Object.keys(rows[0] ?? {});
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = names.map((_, column) => (column === 0 ? "---" : "--:"));
  return [line(names), line(rule), ...rows.map((row) => line(names.map((name) => row[name]))), ""].join("\n");
}
