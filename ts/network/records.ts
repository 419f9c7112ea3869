/** From a description to the records that the kernel takes, in the order in which it takes them. */

import type {
  ConnectionRecord,
  DrawRecord,
  EachRecord,
  KernelRecords,
  RecorderRecord,
  StimulusRecord,
  ValuesRecord,
} from "../backend/backend.ts";
import { encodeSteps } from "../space/steps.ts";
import type {
  AssignmentData,
  ConnectionData,
  Description,
  DeviceValues,
  RecorderData,
  StimulusData,
} from "./description.ts";
import type { Draw } from "./values/draw.ts";

/** Where an object of the description stands in the kernel; undefined if it is empty and was left out. */
export type Places = readonly (number | undefined)[];

/** The records of a network, and where its objects stand among them. */
export interface Records extends KernelRecords {
  readonly projections: Places;
  readonly stimulusPlaces: Places;
  readonly recorderPlaces: Places;
}

/** A draw as the kernel takes it. */
export const drawRecord = ({ kind, numbers, limit, low, high }: Draw): DrawRecord => ({
  kind,
  numbers: numbers as number[] | Float64Array,
  limit,
  low,
  high,
});

const valuesRecord = ({ targets, name, draw }: AssignmentData): ValuesRecord => ({
  targets,
  name,
  draw: drawRecord(draw),
});

function connectionRecord(data: ConnectionData): ConnectionRecord {
  const { rule, number, autapses, multapses, pairSources, pairTargets, kernel, mask } = data.rule;
  return {
    sources: data.sources,
    targets: data.targets,
    rule,
    number,
    autapses,
    multapses,
    pairSources: pairSources ?? [],
    pairTargets: pairTargets ?? [],
    weight: drawRecord(data.weight),
    delay: drawRecord(data.delay),
    receptor: data.receptor,
    synapse: data.synapse.model,
    synapseParameters: data.synapse.parameters,
    output: data.synapse.output,
    axonal: data.synapse.axonal,
    kernel: encodeSteps(kernel ?? []),
    mask: encodeSteps(mask ?? []),
  };
}

/** Parameters as the kernel takes them: what all targets share, and what they have each for themselves. */
export function deviceRecords(parameters: DeviceValues): Pick<StimulusRecord, "parameters" | "each"> {
  const shared: Record<string, number | Float64Array> = {};
  const each: EachRecord[] = [];
  for (const [name, value] of parameters)
    if (value instanceof Float64Array) shared[name] = value;
    else if (Array.isArray(value)) each.push({ name, draws: value.map(drawRecord) });
    else {
      const made = value as Draw;
      if (made.kind === "constant") shared[name] = made.numbers[0] as number;
      else each.push({ name, draws: [drawRecord(made)] });
    }
  return { parameters: shared, each };
}

const stimulusRecord = ({
  kind,
  parameters,
  targets,
  weight,
  delay,
  receptor,
}: StimulusData): StimulusRecord => ({
  kind,
  ...deviceRecords(parameters),
  targets,
  weight: drawRecord(weight),
  delay: drawRecord(delay),
  receptor,
});

const recorderRecord = ({ kind, targets, variables, every }: RecorderData): RecorderRecord => ({
  kind,
  targets,
  variables,
  every,
});

/** The kept entries as records, and the place of each entry among them. */
function keep<Data, Entry>(
  list: readonly Data[],
  wanted: (data: Data) => boolean,
  record: (data: Data) => Entry,
): { records: Entry[]; places: Places } {
  let next = 0;
  const places = list.map((data) => (wanted(data) ? next++ : undefined));
  return { records: list.filter(wanted).map(record), places };
}

/** The records of a description; objects without neurons are left out. */
export function recordsOf(description: Description): Records {
  const { populations, assignments, connections, stimuli, recorders } = description;
  const filled = ({ targets }: { targets: readonly number[] }): boolean => targets.length > 0;
  const projections = keep(connections, (data) => filled(data) && data.sources.length > 0, connectionRecord);
  const sent = keep(stimuli, filled, stimulusRecord);
  const recorded = keep(recorders, filled, recorderRecord);
  return {
    resolution: description.grid.resolution,
    seed: description.seed,
    populations: populations
      .filter(({ size }) => size > 0)
      .map(({ model, label, size, positions }) => ({
        model,
        label,
        size,
        positions: positions?.coordinates ?? [],
        periods: positions?.periods ?? [],
      })),
    values: [...populations.flatMap(({ values }) => values), ...assignments].filter(filled).map(valuesRecord),
    connections: projections.records,
    stimuli: sent.records,
    recorders: recorded.records,
    projections: projections.places,
    stimulusPlaces: sent.places,
    recorderPlaces: recorded.places,
  };
}
