// The populations of a recording: one of several is read, and each spike finds its own.
import type { CajalError } from "../../error.ts";
import { damage } from "../files/damage.ts";
import type { LabelledNeurons, SpikeChunk, SpikeInput } from "../formats/format.ts";

/** The error where a population must be named, and which there are. */
export const populationMissing = (
  file: string,
  where: string | undefined,
  names: readonly string[],
): CajalError =>
  damage({
    file,
    problem: `its populations are ${names.join(", ") || "none"}`,
    ...(where === undefined ? {} : { where }),
    hint: "name one of them (--population)",
  });

/** The neurons of a chunk for which `wanted` holds, in their order. */
function keep({ ids, times }: SpikeChunk, wanted: ReadonlySet<number>): SpikeChunk {
  const places = Array.from(ids.keys()).filter((k) => wanted.has(ids[k] as number));
  return {
    ids: Uint32Array.from(places, (k) => ids[k] as number),
    times: Float64Array.from(places, (k) => times[k] as number),
  };
}

/** What becomes of a recording that names no populations, where one is asked for. */
export type Nameless = "refused" | "labelled";

function withoutNames(input: SpikeInput, name: string, file: string, nameless: Nameless): SpikeInput {
  if (nameless === "refused")
    throw damage({
      file,
      problem: `it names no populations, so there is no '${name}' in it`,
      hint: "read it without naming one (--population)",
    });
  const note = `${file} names no populations: all its spikes are written as those of '${name}'`;
  return { ...input, head: { ...input.head, label: name }, notes: [...(input.notes ?? []), note] };
}

/**
 * The spikes of one population of a recording.
 *
 * @throws CajalError E_IO if it has no population of that name
 */
export function onlyPopulation(
  input: SpikeInput,
  name: string | undefined,
  file: string,
  nameless: Nameless,
): SpikeInput {
  const { populations, label } = input.head;
  // Some formats have chosen it themselves.
  if (name === undefined || (!populations && label === name)) return input;
  if (!populations) return withoutNames(input, name, file, nameless);
  const chosen = populations.filter(({ label }) => label === name);
  if (chosen.length === 0)
    throw populationMissing(
      file,
      undefined,
      populations.map(({ label }) => label),
    );
  const neurons = Uint32Array.from(chosen.flatMap(({ neurons: own }) => Array.from(own)));
  const wanted = new Set(neurons);
  return {
    ...input,
    head: { ...input.head, neurons, populations: [{ label: name, neurons }], label: name },
    async *chunks(size) {
      for await (const chunk of input.chunks(size)) yield keep(chunk, wanted);
    },
  };
}

/** For each neuron the place of its population in the list; undefined for a neuron of none. */
export function placesOf(populations: readonly LabelledNeurons[]): (id: number) => number | undefined {
  const places = new Map<number, number>();
  for (const [place, { neurons }] of populations.entries()) for (const id of neurons) places.set(id, place);
  return (id) => places.get(id);
}
