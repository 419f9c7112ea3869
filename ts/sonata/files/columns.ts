// Columns of HDF5 groups: numbers or texts, one value per node or edge, read whole or in pieces.
import type { Dataset } from "h5wasm";
import {
  attributeOf,
  datasetIf,
  type Hdf5,
  lengthOf,
  namesIn,
  numbersOf,
  textOf,
} from "../../io/hdf5/hdf5.ts";
import { refuse } from "./complaint.ts";

/** Numbers of a column: `width` of them for each row. */
export interface NumberColumn {
  readonly kind: "numbers";
  readonly values: Float64Array;
  readonly width: number;
}

/** Texts of a column. */
export interface TextColumn {
  readonly kind: "texts";
  readonly values: readonly string[];
}

/** A column that was read. */
export type Column = NumberColumn | TextColumn;

/** The texts of a dataset; heaps are looked at before. */
function textsOf(file: Hdf5, dataset: Dataset): string[] {
  file.checkHeaps();
  const value = file.attempt(dataset.path, () => dataset.value);
  const list = Array.isArray(value) ? value : [value];
  return list.map((one) => String(one));
}

const classOf = (file: Hdf5, dataset: Dataset): unknown =>
  file.attempt(dataset.path, () => dataset.metadata.type);

// Classes of the library: H5T_STRING, H5T_VLEN.
const textual = new Set<unknown>([3, 9]);

/** Whether a dataset holds texts. */
export const holdsTexts = (file: Hdf5, dataset: Dataset): boolean => textual.has(classOf(file, dataset));

/** The numbers of a dataset that must be there, one for each of `count` rows. */
export function numbersAt(file: Hdf5, path: string, count: number): Float64Array {
  const dataset = datasetIf(file, path);
  if (!dataset)
    refuse(
      "E_IO",
      { file: file.name, where: path },
      {
        problem: "there is no such dataset",
        hint: "write the file again as the developer guide of SONATA has it",
      },
    );
  checkLength(file, dataset, count);
  return numbersOf(file, dataset);
}

/** Refuses a dataset of another length. */
export function checkLength(file: Hdf5, dataset: Dataset, count: number): void {
  const length = lengthOf(file, dataset);
  if (length === count) return;
  refuse(
    "E_IO",
    { file: file.name, where: dataset.path },
    {
      problem: `there must be ${count} values, and there are ${length}`,
      hint: "take a whole copy, or write the file again",
    },
  );
}

/** A column of a group; numbers that stand for texts of a library become these texts. */
export function columnOf(file: Hdf5, group: string, name: string): Column | undefined {
  const dataset = datasetIf(file, `${group}/${name}`);
  if (!dataset) return undefined;
  if (holdsTexts(file, dataset)) return { kind: "texts", values: textsOf(file, dataset) };
  const values = numbersOf(file, dataset);
  const library = datasetIf(file, `${group}/@library/${name}`);
  if (library) {
    const words = textsOf(file, library);
    return { kind: "texts", values: Array.from(values, (number) => words[number] ?? String(number)) };
  }
  const rows = lengthOf(file, dataset);
  return { kind: "numbers", values, width: rows === 0 ? 1 : values.length / rows };
}

/** The names of the datasets in a group. */
export const datasetsIn = (file: Hdf5, group: string): string[] =>
  namesIn(file, group).filter((name) => datasetIf(file, `${group}/${name}`) !== undefined);

/** An attribute that names something, as text or as the bytes of one. */
export function nameIn(file: Hdf5, dataset: Dataset, attribute: string): string | undefined {
  const text = textOf(file, dataset, attribute);
  if (text !== undefined) return text;
  const value = attributeOf(file, dataset, attribute);
  return value instanceof Uint8Array ? new TextDecoder().decode(value).replace(/\0+$/, "") : undefined;
}
