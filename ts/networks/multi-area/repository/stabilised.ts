// The matrix of in-degrees after stabilisation, from a file of NumPy.
import { CajalError } from "../../../error.ts";
import { damage } from "../../../io/files/damage.ts";
import { decodeNpy, type NpyArray } from "../../../io/numpy/npy.ts";
import type { ReadFile } from "./files.ts";

// What the stabilisation leaves of synapses that it takes away, as published.
const smallest = 1e-8;

function decoded({ name, bytes }: ReadFile): NpyArray {
  try {
    return decodeNpy(bytes);
  } catch (error) {
    if (!(error instanceof CajalError)) throw error;
    const problem = error.message.replace(/^decode\w+: /, "");
    throw damage({ file: name, problem, hint: "take a whole copy of the file", cause: error });
  }
}

/**
 * In-degrees [target * P + source] of a network of `count` populations; what is below 1e-8 is 0.
 *
 * @throws CajalError E_IO if the file holds anything else
 */
export function stabilisedInDegrees(file: ReadFile, count: number): Float64Array {
  const { data, shape } = decoded(file);
  const refuse = (problem: string, where?: string): never => {
    const hint = "give the in-degrees of the same populations, target by source, as float64";
    throw damage({ file: file.name, ...(where && { where }), problem, hint });
  };
  if (!(data instanceof Float64Array || data instanceof Float32Array))
    return refuse(`its numbers must be of type float64, got ${data.constructor.name}`);
  if (shape.length !== 2 || shape.some((length) => length !== count))
    return refuse(`its shape must be (${count}, ${count}), got (${shape.join(", ")})`);
  return Float64Array.from(data, (value, at) => {
    if (Math.abs(value) < smallest) return 0;
    if (value > 0 && value < Infinity) return value;
    const where = `row ${Math.floor(at / count)}, column ${at % count}`;
    return refuse(`an in-degree must be a finite number from 0 on, got ${value}`, where);
  });
}
