/** Recordings out of the kernel, as spike trains and traces. */

import type { Kernel } from "../backend/backend.ts";
import { fail } from "../error.ts";
import type { Description } from "../network/description.ts";
import type { Recorder, SpikeRecorder, StateRecorder } from "../network/devices/recorder.ts";
import { count, toIds } from "../network/neurons/ranges.ts";
import type { Records } from "../network/records.ts";
import { timeOf } from "../network/values/grid.ts";
import type { Drains } from "./drain.ts";
import { type SpikeTrains, spikeTrains, type Traces, traces } from "./recording.ts";

/** What reading needs of a simulation. */
export interface Readable {
  readonly owner: object;
  readonly description: Description;
  readonly kernel: Kernel;
  readonly records: Records;
}

/** The recordings of a simulation. */
export interface Readings {
  /** Global numbers of the neurons of a recorder. */
  ids(index: number): Uint32Array;
  spikes(recorder: SpikeRecorder, clear: boolean, drains: Drains): SpikeTrains;
  samples<Name extends string>(recorder: StateRecorder<Name>, clear: boolean): Traces<Name>;
  /** Up to which step each recorder was emptied, in order of creation. */
  emptied(): number[];
  /** Memory of all samples at a later step, if nothing is cleared until then [bytes]. */
  sampleBytes(step: number): number;
}

const bytesPerSample = 8;

function joined<Column extends Uint32Array | Float64Array>(
  before: Column | undefined,
  after: Column,
): Column {
  if (!before) return after;
  const both = new (after.constructor as new (length: number) => Column)(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}

/** A list of names of variables. */
export function checkNames(names: unknown, call: string): readonly string[] {
  if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  const allowed = "a name or a list of names";
  return fail("E_TYPE", {
    call,
    parameter: "names",
    value: names,
    allowed,
    must: `what to ${call} must be ${allowed}`,
  });
}

/** Reads the recordings of a simulation; `emptied` are the steps up to which its recorders were emptied before. */
export function readingsOf(
  { owner, description, kernel, records }: Readable,
  emptied: readonly number[] = [],
): Readings {
  const { grid, recorders } = description;
  // Up to here each recorder has been emptied [steps].
  const since = new Map<number, number>(emptied.entries());
  const find = (recorder: Recorder): number | undefined => {
    if (recorder?.kind !== "spikes" && recorder?.kind !== "state")
      fail("E_TYPE", {
        call: "read",
        parameter: "recorder",
        value: recorder,
        allowed: "what net.record returned",
        must: "the recorder must be one that net.record returned",
      });
    const data = recorder.view?.owner === owner ? recorders[recorder.index] : undefined;
    if (data?.kind !== recorder.kind)
      fail("E_INDEX", {
        call: "read",
        parameter: "recorder",
        must: "the recorder must belong to this network as it was built",
        hint: "build again after adding recorders",
      });
    return records.recorderPlaces[recorder.index];
  };
  const ids = (index: number): Uint32Array => toIds(recorders[index]?.targets ?? []);
  const times = (steps: Float64Array): Float64Array => steps.map((step) => timeOf(step, grid));
  return {
    ids,
    spikes(recorder, clear, drains) {
      const place = find(recorder);
      const kept = place === undefined ? undefined : drains.kept(place);
      const fresh =
        place === undefined
          ? { ids: new Uint32Array(), steps: new Float64Array() }
          : kernel.readSpikes(place, clear && !recorders[recorder.index]?.sink);
      const trains = spikeTrains({
        ids: joined(kept?.ids, fresh.ids),
        times: times(joined(kept?.steps, fresh.steps)),
        neurons: ids(recorder.index),
        tStart: timeOf(since.get(recorder.index) ?? 0, grid),
        tStop: timeOf(kernel.step(), grid),
      });
      if (clear) since.set(recorder.index, kernel.step());
      return trains;
    },
    samples(recorder, clear) {
      const place = find(recorder);
      const { steps, values } =
        place === undefined
          ? { steps: new Float64Array(), values: new Float64Array() }
          : kernel.readSamples(place, clear);
      if (clear) since.set(recorder.index, kernel.step());
      return traces({
        times: times(steps),
        ids: ids(recorder.index),
        names: recorder.names,
        samples: values,
      });
    },
    emptied: () => recorders.map((_, index) => since.get(index) ?? 0),
    sampleBytes: (step) =>
      recorders.reduce((sum, { kind, targets, variables, every }, index) => {
        if (kind !== "state") return sum;
        const samples = Math.floor((step - (since.get(index) ?? 0)) / every);
        return sum + samples * count(targets) * variables.length * bytesPerSample;
      }, 0),
  };
}
