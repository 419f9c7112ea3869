/** What may be done with a simulation between two steps: look at it, and change it. */

import type { SynapseColumns } from "../backend/backend.ts";
import { guard } from "../error.ts";
import type { ModelName, ParameterUnits, Recordable } from "../models/model.ts";
import { checkFlag } from "../network/checks.ts";
import type { Stimulus } from "../network/devices/devices.ts";
import type { StimulusChange } from "../network/devices/parameters.ts";
import type { Recorder, SpikeRecorder, StateRecorder } from "../network/devices/recorder.ts";
import type { Parameters } from "../network/neurons/parameters.ts";
import { oneView, type Views } from "../network/neurons/view.ts";
import type { Projection, StimulusHandle } from "../network/options.ts";
import { optionsOf } from "../network/values/fields.ts";
import { timeOf } from "../network/values/grid.ts";
import { changeNeurons, changeStimulus } from "./change.ts";
import type { Live } from "./live.ts";
import type { ReadOptions } from "./options.ts";
import { checkNames } from "./read.ts";
import type { SpikeTrains, Traces } from "./recording.ts";
import { changeSynapses, type SynapseChange } from "./synapses.ts";
import { readWeights } from "./weights.ts";

/** The methods of a simulation that are done at once. `Simulation` says what each does and throws. */
export interface Operations {
  read(recorder: SpikeRecorder, options?: ReadOptions): SpikeTrains;
  read<Name extends string>(recorder: StateRecorder<Name>, options?: ReadOptions): Traces<Name>;
  get<M extends ModelName>(targets: Views<M>, name: Recordable<M> | keyof ParameterUnits<M>): Float64Array;
  get<M extends ModelName, Name extends Recordable<M> | keyof ParameterUnits<M>>(
    targets: Views<M>,
    names: readonly Name[],
  ): { [name in Name]: Float64Array };
  set(stimulus: StimulusHandle, parameters: StimulusChange | Stimulus): void;
  set<M extends ModelName>(targets: Views<M>, values: Parameters<M>): void;
  weights(projection: Projection): SynapseColumns;
  setSynapses(projections: Projection | readonly Projection[], parameters: SynapseChange): void;
  digest(): string;
}

function read({ readings, drains }: Live, recorder: Recorder, options: ReadOptions): SpikeTrains | Traces {
  const clear = checkFlag(optionsOf(options, ["clear"], "read").get("clear"), "read", "clear");
  return recorder?.kind === "spikes"
    ? readings.spikes(recorder, clear, drains)
    : readings.samples(recorder, clear);
}

function get(
  { kernel, owner }: Live,
  targets: Views,
  names: string | readonly string[],
): Float64Array | Record<string, Float64Array> {
  const { ranges } = oneView(targets, owner, "get");
  const one = (name: string): Float64Array =>
    ranges.length === 0 ? new Float64Array() : kernel.get(ranges, name);
  return typeof names === "string"
    ? one(names)
    : Object.fromEntries(checkNames(names, "get").map((name) => [name, one(name)]));
}

function set(live: Live, what: StimulusHandle | Views, values: object): void {
  const now = timeOf(live.kernel.step(), live.grid);
  if ((what as StimulusHandle | undefined)?.kind === "stimulus")
    changeStimulus(live, live.stimuli, what as StimulusHandle, values, now);
  else live.warn(changeNeurons(live, oneView(what as Views, live.owner, "set"), values));
}

/** The operations of a simulation; `check` refuses those that come at a wrong time. */
export function operationsOf(live: Live, check: () => void = () => undefined): Operations {
  const checked =
    <Given extends unknown[], Result>(operation: (...given: Given) => Result) =>
    (...given: Given): Result => {
      check();
      return guard(() => operation(...given));
    };
  const operations = {
    read: checked((recorder: Recorder, options: ReadOptions = {}) => read(live, recorder, options)),
    get: checked((targets: Views, names: string | readonly string[]) => get(live, targets, names)),
    set: checked((what: StimulusHandle | Views, values: object) => set(live, what, values)),
    weights: checked((projection: Projection) => readWeights(live, projection)),
    setSynapses: checked((projections: Projection | readonly Projection[], parameters: SynapseChange) =>
      changeSynapses(live, projections, parameters),
    ),
    digest: checked(() => live.kernel.digest()),
  };
  return Object.freeze(operations) as unknown as Operations;
}
