// Which numbers are times and neurons, and what is said of others: the same in every format.
import type { CajalError } from "../../error.ts";
import { damage } from "../files/damage.ts";

const mostNeuron = 0xffffffff;

/** Whether a number can be that of a neuron. */
export const isNeuron = (id: number): boolean => Number.isInteger(id) && id >= 0 && id <= mostNeuron;

/** The error of a number that can be that of no neuron. */
export const noNeuron = (id: number, where: string, file: string): CajalError =>
  damage({
    file,
    where,
    problem: `the neuron must be a whole number from 0 to 2^32 - 1, got ${id}`,
    hint: "the file is damaged, or the column is another one",
  });

/** The error of a number that can be no time. */
export const noTime = (time: number, where: string, file: string): CajalError =>
  damage({
    file,
    where,
    problem: `the time must be a finite number, got ${time}`,
    hint: "the file is damaged or has missing values; record or export it again",
  });

/**
 * Refuses times that are none.
 *
 * @param first where the first of them stands, for messages
 * @throws CajalError E_IO
 */
export function checkedTimes(times: Float64Array, where: string, file: string, first = 0): Float64Array {
  for (let k = 0; k < times.length; k++)
    if (!Number.isFinite(times[k])) throw noTime(times[k] as number, `${where}[${first + k}]`, file);
  return times;
}
