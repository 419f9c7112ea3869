/** Sets of neurons as ranges over global numbers: [start, stop, step, start, stop, step, ...], stop exclusive. */

/** Flat triples; every range holds at least one neuron and ends right after its last one. */
export type Ranges = readonly number[];

/** The number of elements of the range at position k. */
function lengthAt(ranges: Ranges, k: number): number {
  const [start, stop, step] = [ranges[k] as number, ranges[k + 1] as number, ranges[k + 2] as number];
  return Math.ceil((stop - start) / step);
}

/** The number of neurons. */
export function count(ranges: Ranges): number {
  let total = 0;
  for (let k = 0; k < ranges.length; k += 3) total += lengthAt(ranges, k);
  return total;
}

/** Adds a range to a list, joined to the last one where they continue each other. */
function push(ranges: number[], start: number, length: number, step: number): void {
  if (length <= 0) return;
  const last = ranges.length - 3;
  if (last >= 0) {
    const previous = lengthAt(ranges, last);
    const end = (ranges[last] as number) + (previous - 1) * (ranges[last + 2] as number);
    const joint = previous === 1 ? start - end : (ranges[last + 2] as number);
    if (joint > 0 && start === end + joint && (length === 1 || step === joint)) {
      ranges[last + 1] = start + (length - 1) * joint + 1;
      ranges[last + 2] = joint;
      return;
    }
  }
  ranges.push(start, start + (length - 1) * step + 1, length === 1 ? 1 : step);
}

/** `length` neurons from `start`. */
export function interval(start: number, length: number): Ranges {
  return length > 0 ? [start, start + length, 1] : [];
}

/** Several lists one after the other. */
export function join(lists: readonly Ranges[]): Ranges {
  const joined: number[] = [];
  for (const ranges of lists)
    for (let k = 0; k < ranges.length; k += 3)
      push(joined, ranges[k] as number, lengthAt(ranges, k), ranges[k + 2] as number);
  return joined;
}

/** Every `step`-th neuron between the positions `from` and `to` (exclusive). */
export function slice(ranges: Ranges, from: number, to: number, step: number): Ranges {
  const taken: number[] = [];
  let position = 0;
  for (let k = 0; k < ranges.length; k += 3) {
    const length = lengthAt(ranges, k);
    const skipped = position <= from ? from - position : (step - ((position - from) % step)) % step;
    const end = Math.min(length, to - position);
    const stride = ranges[k + 2] as number;
    push(taken, (ranges[k] as number) + skipped * stride, Math.ceil((end - skipped) / step), stride * step);
    position += length;
  }
  return taken;
}

/** Calls `visit` with each neuron's global number and its position. */
export function each(ranges: Ranges, visit: (id: number, position: number) => void): void {
  let position = 0;
  for (let k = 0; k < ranges.length; k += 3) {
    const [stop, step] = [ranges[k + 1] as number, ranges[k + 2] as number];
    for (let id = ranges[k] as number; id < stop; id += step) visit(id, position++);
  }
}

/** The global numbers, in order. */
export function toIds(ranges: Ranges): Uint32Array {
  const ids = new Uint32Array(count(ranges));
  each(ranges, (id, position) => {
    ids[position] = id;
  });
  return ids;
}

/** Ranges of global numbers, in their order. */
export function fromIds(ids: Iterable<number>): Ranges {
  const ranges: number[] = [];
  for (const id of ids) push(ranges, id, 1, 1);
  return ranges;
}

/** Whether two ranges share a neuron; returns the first one they share. */
function shared(a: Ranges, i: number, b: Ranges, j: number): number | undefined {
  const [start, stop] = [
    Math.max(a[i] as number, b[j] as number),
    Math.min(a[i + 1] as number, b[j + 1] as number),
  ];
  if (start >= stop) return undefined;
  const [coarse, at, fine, to] = (a[i + 2] as number) >= (b[j + 2] as number) ? [a, i, b, j] : [b, j, a, i];
  const [first, stride] = [coarse[at] as number, coarse[at + 2] as number];
  let id = first + Math.max(0, Math.ceil((start - first) / stride)) * stride;
  for (let tries = fine[to + 2] as number; tries > 0 && id < stop; tries--, id += stride)
    if ((id - (fine[to] as number)) % (fine[to + 2] as number) === 0) return id;
  return undefined;
}

/** The first global number that occurs twice, if any. */
export function duplicate(ranges: Ranges): number | undefined {
  const order = Array.from({ length: ranges.length / 3 }, (_, k) => 3 * k);
  order.sort((i, j) => (ranges[i] as number) - (ranges[j] as number));
  let open: number[] = [];
  for (const k of order) {
    open = open.filter((earlier) => (ranges[earlier + 1] as number) > (ranges[k] as number));
    for (const earlier of open) {
      const id = shared(ranges, earlier, ranges, k);
      if (id !== undefined) return id;
    }
    open.push(k);
  }
  return undefined;
}

function greatestDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}

/** How many neurons two ranges share: every so many steps of either, from the first one on. */
function overlap(a: Ranges, i: number, b: Ranges, j: number): number {
  const first = shared(a, i, b, j);
  if (first === undefined) return 0;
  const [step, stride] = [a[i + 2] as number, b[j + 2] as number];
  const period = (step / greatestDivisor(step, stride)) * stride;
  return Math.ceil((Math.min(a[i + 1] as number, b[j + 1] as number) - first) / period);
}

/** The number of neurons that two sets without duplicates have in common. */
export function common(one: Ranges, other: Ranges): number {
  const starts = (ranges: Ranges) =>
    Array.from({ length: ranges.length / 3 }, (_, k) => 3 * k).sort(
      (i, j) => (ranges[i] as number) - (ranges[j] as number),
    );
  const others = starts(other);
  let [total, next] = [0, 0];
  let open: number[] = [];
  for (const i of starts(one)) {
    const [start, stop] = [one[i] as number, one[i + 1] as number];
    while (next < others.length && (other[others[next] as number] as number) < stop)
      open.push(others[next++] as number);
    open = open.filter((j) => (other[j + 1] as number) > start);
    for (const j of open) total += overlap(one, i, other, j);
  }
  return total;
}
