// Neurons as ranges, where a list of all would be long: first, count, first, count, ...
import { damage } from "../files/damage.ts";

const mostNeurons = 2 ** 28;

/** The neurons of some ranges; throws E_IO if the numbers make no sense. */
export function fromRanges(ranges: readonly number[], file: string): Uint32Array {
  let total = 0;
  const whole = Array.isArray(ranges) && ranges.every((part) => Number.isInteger(part) && part >= 0);
  for (let range = 1; whole && range < ranges.length; range += 2) total += ranges[range] as number;
  if (!whole || ranges.length % 2 > 0 || total > mostNeurons)
    throw damage({
      file,
      where: "metadata",
      problem: "the neurons make no sense",
      hint: "take a whole copy",
    });
  const neurons = new Uint32Array(total);
  for (let range = 0, place = 0; range < ranges.length; range += 2)
    for (let k = 0; k < (ranges[range + 1] as number); k++) neurons[place++] = (ranges[range] as number) + k;
  return neurons;
}

/** Ranges of consecutive neurons, in the given order. */
export function toRanges(neurons: Uint32Array): number[] {
  const ranges: number[] = [];
  for (const id of neurons) {
    const last = ranges.length - 2;
    if (last >= 0 && (ranges[last] as number) + (ranges[last + 1] as number) === id)
      ranges[last + 1] = (ranges[last + 1] as number) + 1;
    else ranges.push(id, 1);
  }
  return ranges;
}
