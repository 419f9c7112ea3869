/** Finds the name that was probably meant. */

/** The number of insertions, deletions and replacements between two words (Levenshtein 1966), by rows. */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let i = 0; i < one.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const replaced = (row[j] ?? 0) + (one[i] === other[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/**
 * The known names that a misspelling may stand for: at most two edits away, closest first; failing that, those
 * that begin with it.
 */
export function nearest(name: string, known: readonly string[]): string[] {
  if (name.length > 64) return [];
  const lower = name.toLowerCase();
  const close = known
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= 2 && distance < candidate.length)
    .sort((one, other) => one.distance - other.distance)
    .map(({ candidate }) => candidate);
  if (close.length > 0) return close.slice(0, 3);
  return lower.length < 3 ? [] : known.filter((candidate) => candidate.toLowerCase().startsWith(lower));
}

/** `did you mean 'tau_m'?`, or what the list offers when nothing is near. */
export function suggestion(name: string, known: readonly string[]): string {
  const close = nearest(name, known);
  if (close.length > 0) return `did you mean ${close.map((candidate) => `'${candidate}'`).join(" or ")}?`;
  const shown = known.slice(0, 20).join(", ");
  return `known: ${shown}${known.length > 20 ? `, … (${known.length} in all)` : ""}`;
}
