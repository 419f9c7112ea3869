// Lists of numbers that grow as files are read.

type Numbers = Float64Array | Uint32Array;

/** A list that grows. */
export interface Growing<List extends Numbers> {
  push(value: number): void;
  /** What is in it. */
  taken(): List;
}

const first = 64;

/** Makes an empty list. */
export function growing<List extends Numbers>(make: (length: number) => List): Growing<List> {
  let values = make(first);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const wider = make(2 * length);
        wider.set(values);
        values = wider;
      }
      values[length++] = value;
    },
    taken: () => values.subarray(0, length) as List,
  };
}

/** A list of which only one number is kept as long as all are equal. */
export function growingAlike(): { push(value: number): void; taken(): number | Float64Array } {
  let list: Growing<Float64Array> | undefined;
  let [value, count] = [0, 0];
  return {
    push(one) {
      if (!list && count > 0 && one !== value) {
        list = growing((length) => new Float64Array(length));
        for (let k = 0; k < count; k++) list.push(value);
      }
      if (list) list.push(one);
      else value = one;
      count++;
    },
    taken: () => list?.taken() ?? value,
  };
}
