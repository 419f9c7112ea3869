/** Changes between runs: state variables of neurons and parameters of stimuli. */

import type { Kernel } from "../backend/backend.ts";
import { fail } from "../error.ts";
import { type Description, type DeviceValues, partsOf, tableOf } from "../network/description.ts";
import { checkStimulus, deviceValues } from "../network/devices.ts";
import { entriesOf } from "../network/fields.ts";
import type { StimulusHandle } from "../network/options.ts";
import { checkParameters } from "../network/parameters.ts";
import { drawRecord, type Records } from "../network/records.ts";
import type { View } from "../network/view.ts";

/** What changing needs of a simulation. */
export interface Changeable {
  readonly owner: object;
  readonly description: Description;
  readonly kernel: Kernel;
  readonly records: Records;
}

/** The present parameters of each stimulus. */
export type StimulusValues = Map<number, DeviceValues>;

/** Sets variables of neurons; all values are checked before the first one is set. */
export function changeVariables(
  { description, kernel }: Changeable,
  { ranges }: View,
  values: unknown,
): void {
  const call = "set";
  const names = entriesOf(values, call, "variables").map(([name]) => name);
  for (const { population } of partsOf(description.populations, ranges)) {
    const { parameters, variables, name: model } = tableOf(population);
    const fixed = names.find((name) => parameters.some((field) => field.name === name));
    if (fixed === undefined) continue;
    fail("E_FROZEN", {
      call,
      parameter: fixed,
      allowed: variables.map(({ name }) => name).join(", "),
      must: `${fixed} is a parameter of ${model} and fixed once the network is built`,
      hint: "set it before build",
    });
  }
  const { assignments } = checkParameters(description, ranges, values, call);
  // A variable that this network does not keep by itself shows when it is read, before anything is written.
  for (const { name } of assignments) kernel.get(ranges, name);
  for (const { targets, name, draw } of assignments) kernel.values({ targets, name, draw: drawRecord(draw) });
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
  const changed = deviceValues(handle.device, values, call);
  const all = new Map([...before, ...changed]);
  checkStimulus(
    { kind: handle.device, parameters: all },
    description.grid,
    call,
    changed.has("spike_times") ? now : 0,
  );
  const place = records.stimulusPlaces[handle.index];
  if (place !== undefined) kernel.setStimulus(place, Object.fromEntries(changed));
  present.set(handle.index, all);
}
