/** Changes between runs: parameters and state variables of neurons, and parameters of stimuli. */

import type { Kernel } from "../backend/backend.ts";
import { fail } from "../error.ts";
import { type Description, type DeviceValues, partsOf } from "../network/description.ts";
import type { Stimulus } from "../network/devices/devices.ts";
import { valuesOnGrid } from "../network/devices/on-grid.ts";
import { deviceValues } from "../network/devices/values.ts";
import { flatEntries } from "../network/neurons/compartments.ts";
import { checkValues, tablesOf } from "../network/neurons/parameters.ts";
import type { View } from "../network/neurons/view.ts";
import type { StimulusHandle } from "../network/options.ts";
import { deviceRecords, drawRecord, type Records } from "../network/records.ts";
import type { Warning } from "../network/values/fields.ts";
import { lateWarnings } from "../network/values/late.ts";

/** What changing needs of a simulation. */
export interface Changeable {
  readonly owner: object;
  readonly description: Description;
  readonly kernel: Kernel;
  readonly records: Records;
}

/** The present parameters of each stimulus. */
export type StimulusValues = Map<number, DeviceValues>;

/** Sets parameters and variables of neurons, all of them or none; returns what is to be said of the values. */
export function changeNeurons(
  { description, kernel }: Changeable,
  { ranges }: View,
  values: unknown,
): readonly Warning[] {
  const call = "set";
  const parts = partsOf(description.populations, ranges);
  const entries = flatEntries(values, tablesOf(parts), call);
  if (parts.length === 0 || entries.length === 0) return [];
  const { assignments, warnings } = checkValues(description, ranges, entries, call, parts);
  kernel.setNeurons(
    assignments.map(({ targets, name, draw }) => ({ targets, name, draw: drawRecord(draw) })),
  );
  return [...warnings, ...assignments.flatMap(({ draw }) => lateWarnings(draw))];
}

/** The parameters of a device, or of a stimulus that one of its functions made. */
function parametersOf(values: unknown, kind: string, call: string): unknown {
  const { kind: other, parameters } = (values ?? {}) as Partial<Stimulus>;
  if (typeof other !== "string" || !(parameters instanceof Map)) return values;
  if (other !== kind)
    fail("E_TYPE", {
      call,
      parameter: "stimulus",
      value: other,
      allowed: kind,
      must: `a ${kind} must stay one`,
    });
  return Object.fromEntries(parameters);
}

/** One train for all targets is one source of spikes, a train for each is as many: that is built and stays. */
function refuseTrains(call: string): never {
  return fail("E_FROZEN", {
    call,
    parameter: "spike_ids",
    allowed: "spike_times",
    must: "this stimulus was described with one train for all its targets and keeps one",
    hint: "describe it with trains of their own, which may be empty: spike_times: [], spike_ids: []",
  });
}

/** Sets parameters of a stimulus; `now` in ms. */
export function changeStimulus(
  { owner, description, kernel, records }: Changeable,
  present: StimulusValues,
  handle: StimulusHandle,
  values: unknown,
  now: number,
): void {
  const call = "set";
  const before = handle.targets.owner === owner ? present.get(handle.index) : undefined;
  if (!before)
    fail("E_INDEX", {
      call,
      parameter: "stimulus",
      must: "the stimulus must belong to this network as it was built",
      hint: "build again after adding stimuli",
    });
  const kind = handle.device;
  const changed = deviceValues(parametersOf(values, kind, call), {
    call,
    kind,
    count: handle.targets.length,
  });
  if (changed.has("spike_ids") && !before.has("spike_ids")) refuseTrains(call);
  const together = new Map([...before, ...changed]);
  const all = valuesOnGrid(kind, together, description.grid, call, changed.has("spike_times") ? now : 0);
  const place = records.stimulusPlaces[handle.index];
  if (place !== undefined) {
    const { parameters, each } = deviceRecords(new Map([...all].filter(([name]) => changed.has(name))));
    kernel.setStimulus(place, parameters, each);
  }
  present.set(handle.index, all);
}
