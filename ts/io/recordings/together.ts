// Several files as one recording, as simulators write one per thread or rank.
import { CajalError } from "../../error.ts";
import { traces } from "../../simulate/recording.ts";
import { joinedSpikes } from "../columns/joined-spikes.ts";
import { damage } from "../files/damage.ts";
import type { Format, SpikeInput, TraceInput, TraceTable } from "../formats/format.ts";

/** A file that is open, and its format. */
export interface OpenRecording {
  readonly format: Format;
  /** What messages call it. */
  readonly name: string;
  readonly input: SpikeInput | TraceInput;
}

/** Samples of other neurons at the same times, side by side. */
function beside(tables: readonly TraceTable[], names: readonly string[]): TraceTable {
  const [first] = tables as [TraceTable];
  const { times, names: variables } = first.traces;
  const ids = Uint32Array.from(tables.flatMap(({ traces: part }) => Array.from(part.ids)));
  const samples = new Float64Array(times.length * variables.length * ids.length);
  let column = 0;
  for (const [k, { traces: part }] of tables.entries()) {
    const same =
      part.times.length === times.length &&
      part.times.every((time, sample) => time === times[sample]) &&
      part.names.join() === variables.join();
    if (!same || new Set(ids).size !== ids.length)
      throw damage({
        file: names[k] as string,
        problem: `its samples do not fit beside those of ${names[0]}`,
        hint: "files of one recording hold the same variables of different neurons at the same times",
      });
    for (let sample = 0; sample < times.length; sample++)
      for (const [variable, name] of variables.entries()) {
        const from = sample * part.ids.length;
        const row = (part.values[name] as Float64Array).subarray(from, from + part.ids.length);
        samples.set(row, (sample * variables.length + variable) * ids.length + column);
      }
    column += part.ids.length;
  }
  return {
    traces: traces({ times, ids, names: variables, samples }),
    units: Object.assign({}, ...tables.map(({ units }) => units)),
  };
}

/**
 * Several open files as one.
 *
 * @throws CajalError E_FORMAT if there are none, or spikes in some and samples in others
 */
export function together(parts: readonly OpenRecording[]): OpenRecording {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const names = parts.map(({ name }) => name);
  const name = names.join(" and ");
  const inputs = parts.map(({ input }) => input);
  const spikes = inputs.filter((input) => input.kind === "spikes");
  const samples = inputs.filter((input) => input.kind === "traces");
  if (!first || (spikes.length > 0 && samples.length > 0)) {
    const hint = "name the files of one recording";
    const problem = first ? `${name}: some hold spikes, others samples` : "there must be at least one file";
    throw new CajalError("E_FORMAT", `${problem}; ${hint}`, { parameter: "from", value: name, hint });
  }
  const close = (): void => {
    for (const input of inputs) input.close();
  };
  if (spikes.length > 0) return { format: first.format, name, input: joinedSpikes(spikes) };
  const read = async (): Promise<TraceTable> => {
    const tables: TraceTable[] = [];
    for (const input of samples) tables.push(await input.read());
    return beside(tables, names);
  };
  return { format: first.format, name, input: { kind: "traces", read, close } };
}
