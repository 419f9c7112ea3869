// Samples that come row by row (time, neuron, values), as traces.
import { type Traces, traces } from "../../simulate/recording.ts";
import { damage } from "../files/damage.ts";
import type { TraceTable } from "../formats/format.ts";
import { isNeuron, noNeuron } from "./numbers.ts";

/** Rows of a table of samples. */
export interface SampleRows {
  /** [ms] */
  readonly times: ArrayLike<number>;
  readonly ids: ArrayLike<number>;
  /** A column of values per variable. */
  readonly columns: readonly ArrayLike<number>[];
}

const hint = "export the samples again: all neurons are sampled at the same times";

/** The distinct values in the order in which they come first. */
function places(values: ArrayLike<number>): Map<number, number> {
  const found = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!found.has(value)) found.set(value, found.size);
  }
  return found;
}

/**
 * Traces from rows in any order.
 *
 * @throws CajalError E_IO if a neuron lacks a time or has it twice
 */
export function tracesOfRows(rows: SampleRows, names: readonly string[], file: string): Traces {
  const ids = places(rows.ids);
  const times = Float64Array.from(places(rows.times).keys()).sort();
  const sampleOf = new Map(Array.from(times, (time, sample) => [time, sample]));
  const width = ids.size;
  const filled = new Uint8Array(times.length * width);
  const samples = new Float64Array(times.length * names.length * width);
  if (rows.times.length !== filled.length) {
    const problem = `${times.length} times of ${width} neurons must be ${filled.length} rows, got ${rows.times.length}`;
    throw damage({ file, problem, hint });
  }
  for (let row = 0; row < rows.times.length; row++) {
    const [time, id] = [rows.times[row] as number, rows.ids[row] as number];
    const [sample, neuron] = [sampleOf.get(time) as number, ids.get(id) as number];
    if (filled[sample * width + neuron] === 1)
      throw damage({ file, problem: `neuron ${id} has the time ${time} ms twice`, hint });
    filled[sample * width + neuron] = 1;
    for (let variable = 0; variable < names.length; variable++)
      samples[(sample * names.length + variable) * width + neuron] = rows.columns[variable]?.[row] as number;
  }
  return traces({ times, ids: Uint32Array.from(ids.keys()), names, samples });
}

/** Rows of traces, in the order of (sample, neuron). */
export function rowsOfTraces({ times, ids, names, values }: Traces): SampleRows {
  const count = times.length * ids.length;
  return {
    times: Float64Array.from({ length: count }, (_, row) => times[Math.floor(row / ids.length)] as number),
    ids: Uint32Array.from({ length: count }, (_, row) => ids[row % ids.length] as number),
    columns: names.map((name) => values[name] as Float64Array),
  };
}

/**
 * Numbers as numbers of neurons.
 *
 * @param first where the first of them stands, for messages
 * @throws CajalError E_IO at one that is none
 */
export function neuronsOf(values: ArrayLike<number>, where: string, file: string, first = 0): Uint32Array {
  for (let k = 0; k < values.length; k++)
    if (!isNeuron(values[k] as number)) throw noNeuron(values[k] as number, `${where}[${first + k}]`, file);
  return Uint32Array.from(values);
}

/** A column that grows. */
export interface NumberList {
  push(value: number): void;
  values(): Float64Array;
}

/** Numbers of which it is not known how many will come. */
export function numberList(): NumberList {
  let values = new Float64Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Float64Array(2 * length);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    values: () => values.slice(0, length),
  };
}

/** Traces without the order of a recorder: the columns of a matrix [sample][neuron] per variable. */
export function tracesOfColumns(
  times: Float64Array,
  ids: Uint32Array,
  names: readonly string[],
  values: readonly ArrayLike<number>[],
  units: Readonly<Record<string, string>>,
): TraceTable {
  const width = ids.length;
  const samples = new Float64Array(times.length * names.length * width);
  for (let sample = 0; sample < times.length; sample++)
    for (let variable = 0; variable < names.length; variable++)
      for (let neuron = 0; neuron < width; neuron++)
        samples[(sample * names.length + variable) * width + neuron] = values[variable]?.[
          sample * width + neuron
        ] as number;
  return { traces: traces({ times, ids, names, samples }), units };
}
