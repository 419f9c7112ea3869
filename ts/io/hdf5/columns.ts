// Texts and numbers on their way into an HDF5 file.
import type { Dataset, Group } from "h5wasm";

/** Writes an attribute that is a text, for other programs and for `textOf`. */
export function writeText(owner: Dataset | Group, name: string, text: string): void {
  owner.create_attribute(name, text);
  const length = new TextEncoder().encode(text).length;
  if (length > 0) owner.create_attribute(`cajal_${name}`, text, null, `S${length}`);
}

/** Numbers per chunk of a dataset that grows. */
export const chunkLength = 65_536;

/** Makes an empty dataset that grows, compressed, so that damage is found. */
export function growing(group: Group, name: string, dtype: "<d" | "<Q" | "<q" | "<I"): Dataset {
  const empty =
    dtype === "<d" ? new Float64Array(0) : dtype === "<I" ? new Uint32Array(0) : new BigUint64Array(0);
  const data = dtype === "<q" ? new BigInt64Array(0) : empty;
  const chunks = { shape: [0], maxshape: [null], chunks: [chunkLength], compression: 4 };
  return group.create_dataset({ name, data, dtype, ...chunks });
}

/** Writes numbers at the end of a dataset that grows. */
export function extend(
  dataset: Dataset,
  from: number,
  numbers: Float64Array | BigUint64Array | BigInt64Array,
): void {
  dataset.resize([from + numbers.length]);
  dataset.write_slice([[from, from + numbers.length]], numbers);
}

/** Writes a whole dataset of numbers, compressed. */
export function numbersInto(
  group: Group,
  name: string,
  data: Float64Array | BigUint64Array | BigInt64Array | Uint32Array | Uint8Array,
  shape: readonly number[] = [data.length],
): Dataset {
  if (data.length === 0) return group.create_dataset({ name, data, shape: [...shape] });
  const chunks = shape.map((length, k) => (k === 0 ? Math.max(1, Math.min(length, chunkLength)) : length));
  return group.create_dataset({ name, data, shape: [...shape], chunks, compression: 4 });
}
