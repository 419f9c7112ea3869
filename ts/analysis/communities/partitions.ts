// Divisions of nodes into groups, as searches for communities make them.

/** Fisher-Yates. */
export function shuffled(size: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen] as number, order[last] as number];
  }
  return order;
}

/** The same groups, numbered from 0 in the order of their first nodes. */
export function renumbered(labels: ArrayLike<number>): Uint32Array {
  const numbers = new Map<number, number>();
  return Uint32Array.from(labels, (label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label) as number;
  });
}

/** How many groups there are, where they are numbered from 0. */
export const countOf = (labels: Uint32Array): number =>
  labels.reduce((most, label) => Math.max(most, label + 1), 0);

/** Every node a group of its own. */
export const alone = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, node) => node);

/** Groups as nodes: the sums of a matrix over their members. */
export function merged(values: Float64Array, labels: Uint32Array, count: number): Float64Array {
  const sums = new Float64Array(count * count);
  const size = labels.length;
  for (let cell = 0; cell < values.length; cell++) {
    const place = (labels[Math.floor(cell / size)] as number) * count + (labels[cell % size] as number);
    sums[place] = (sums[place] as number) + (values[cell] as number);
  }
  return sums;
}
