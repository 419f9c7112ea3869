// Which of one list belongs to which of another, so that the costs are smallest together.
//   K55  Kuhn (1955) Nav. Res. Logist. 2:83-97; in the form with shortest paths of Jonker & Volgenant (1987)

/**
 * The assignment of rows to columns with the smallest sum of costs.
 *
 * @param costs finite, [row * size + column]
 * @returns the column of each row
 */
export function assignment(costs: Float64Array, size: number): Uint32Array {
  const rowOf = new Int32Array(size).fill(-1);
  const [rowPrices, columnPrices] = [new Float64Array(size), new Float64Array(size)];
  for (let row = 0; row < size; row++) assign(costs, row, rowOf, rowPrices, columnPrices);
  const columns = new Uint32Array(size);
  rowOf.forEach((row, column) => {
    columns[row] = column;
  });
  return columns;
}

/** Finds a place for one more row, along the cheapest path of rows that give up theirs. */
function assign(
  costs: Float64Array,
  start: number,
  rowOf: Int32Array,
  rowPrices: Float64Array,
  columnPrices: Float64Array,
): void {
  const size = rowOf.length;
  const distances = new Float64Array(size).fill(Infinity);
  const before = new Int32Array(size).fill(-1);
  const done = new Uint8Array(size);
  const path: { column: number; distance: number }[] = [];
  let [row, last, travelled] = [start, -1, 0];
  for (;;) {
    let [nearest, shortest] = [-1, Infinity];
    for (let column = 0; column < size; column++) {
      if (done[column]) continue;
      const price = (rowPrices[row] as number) + (columnPrices[column] as number);
      const distance = travelled + (costs[row * size + column] as number) - price;
      if (distance < (distances[column] as number)) {
        distances[column] = distance;
        before[column] = last;
      }
      if ((distances[column] as number) < shortest)
        [nearest, shortest] = [column, distances[column] as number];
    }
    done[nearest] = 1;
    travelled = shortest;
    last = nearest;
    if (rowOf[nearest] === -1) break;
    path.push({ column: nearest, distance: shortest });
    row = rowOf[nearest] as number;
  }
  (rowPrices[start] as number) += travelled;
  for (const { column, distance } of path) {
    (rowPrices[rowOf[column] as number] as number) += travelled - distance;
    (columnPrices[column] as number) -= travelled - distance;
  }
  for (let column = last; ; ) {
    const previous = before[column] as number;
    rowOf[column] = previous === -1 ? start : (rowOf[previous] as number);
    if (previous === -1) break;
    column = previous;
  }
}
