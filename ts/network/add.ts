/** The describing functions on plain data: each checks its arguments completely before it appends anything. */

import { fail } from "../error.ts";
import type { SynapseName } from "../models/model.ts";
import type { Placed } from "../space/placed.ts";
import { isPositions } from "../space/positions.ts";
import { checkFlag, checkSize, modelTable } from "./checks.ts";
import { neuronCount, type PopulationData } from "./description.ts";
import { hasDelays, isCurrent, type Stimulus, stimulus } from "./devices/devices.ts";
import { valuesOnGrid } from "./devices/on-grid.ts";
import { checkSink, type Recorder, sampleSteps, variablesOf } from "./devices/recorder.ts";
import { deviceValues } from "./devices/values.ts";
import type { Draft } from "./draft.ts";
import { checkParameters } from "./neurons/parameters.ts";
import { interval } from "./neurons/ranges.ts";
import type { View } from "./neurons/view.ts";
import type { Projection, StimulusHandle } from "./options.ts";
import { checkDelay, checkWeight, refuseDelays, underflow, type WirePlace } from "./synapses/connection.ts";
import { delaysOf } from "./synapses/delays.ts";
import { type EntryKind, entryOf, weightUnit } from "./synapses/entries.ts";
import { checkRule } from "./synapses/rules.ts";
import { spaceBetween } from "./synapses/space.ts";
import { namedSynapse, outputOf, synapseValues } from "./synapses/synapse.ts";
import { checkSign, checkSynapse } from "./synapses/synapse-checks.ts";
import { countSynapses } from "./synapses/synapse-count.ts";
import { checkName, optionsOf } from "./values/fields.ts";
import { timeOf } from "./values/grid.ts";

const spikeDelay = 1; // [ms]

/** Positions of n neurons. @throws CajalError E_TYPE, E_SHAPE, E_POSITIONS */
function checkPositions(given: unknown, n: number): Placed | undefined {
  if (given === undefined) return undefined;
  if (!isPositions(given))
    fail("E_TYPE", {
      call: "population",
      parameter: "positions",
      value: given,
      allowed: "grid([20, 20]), free([[0, 0], [1, 0]]), ...",
      must: "positions must be made by a function such as grid([20, 20])",
    });
  const { dimensions, periods } = given;
  return { dimensions, periods, coordinates: given.coordinates(n) };
}

/** Adds a population. */
export function addPopulation(
  draft: Draft,
  model: unknown,
  n: unknown,
  parameters: unknown,
  options: unknown,
): PopulationData {
  const call = "population";
  const given = optionsOf(options, ["label", "allowEmpty", "positions"], call);
  const allowEmpty = checkFlag(given.get("allowEmpty"), call, "allowEmpty");
  const { name } = modelTable(model);
  const first = neuronCount(draft);
  checkSize(n, first, allowEmpty);
  const label = given.get("label") ?? `population ${draft.populations.length}`;
  checkName(label, call, "label");
  const ranges = interval(first, n);
  const positions = checkPositions(given.get("positions"), n);
  const population: PopulationData = {
    model: name,
    first,
    size: n,
    label,
    allowEmpty,
    values: [],
    positions,
  };
  const context = { ...draft, populations: [...draft.populations, population] };
  const checked = checkParameters(context, ranges, parameters, call, [{ population, ranges, position: 0 }]);
  const complete = { ...population, values: n === 0 ? [] : checked.assignments };
  draft.populations.push(complete);
  draft.warnings.push(...checked.warnings);
  return complete;
}

/** Adds parameters and initial values. */
export function addValues(draft: Draft, { ranges }: View, parameters: unknown): void {
  const checked = checkParameters(draft, ranges, parameters, "set");
  draft.assignments.push(...checked.assignments);
  draft.warnings.push(...checked.warnings);
}

/** Checked weight, delay and receptor; `accept` appends their warnings. */
function wire(
  draft: Draft,
  targets: View,
  given: ReadonlyMap<string, unknown>,
  place: WirePlace,
  kind: EntryKind,
  standardDelay: number,
) {
  const { call, expected } = place;
  const { populations } = draft;
  const receptor = entryOf(populations, targets.ranges, kind, given.get("receptor"), call);
  const unit = kind === "port" ? "1" : weightUnit(populations, targets.ranges, receptor);
  const weight = checkWeight(given.get("weight"), unit, place);
  const { draw: delay, warnings } = checkDelay(given.get("delay") ?? standardDelay, draft, place);
  const added = { targets: targets.ranges, weight, receptor, expected };
  // Only spikes are summed in fixed point.
  const scale =
    kind === "port" ? { extremes: new Map(), warnings: [] } : underflow(draft.extremes, populations, added);
  const accept = (): void => {
    for (const [key, pair] of scale.extremes) draft.extremes.set(key, pair);
    draft.warnings.push(...warnings, ...scale.warnings);
  };
  return { data: { weight, delay, receptor }, unit, accept };
}

/** Adds a connection. */
export function addConnection(
  draft: Draft,
  sources: View,
  targets: View,
  rule: unknown,
  options: unknown,
): Projection {
  const call = "connect";
  const given = optionsOf(options, ["weight", "delay", "receptor", "synapse", "output"], call);
  const where = `from '${sources.label}' to '${targets.label}'`;
  const { table, entries } = namedSynapse(given.get("synapse"), where);
  const checked = checkRule(rule);
  const ends = { sources: sources.ranges, targets: targets.ranges };
  const space = spaceBetween(draft.populations, ends, { call, where });
  const synapses = countSynapses(checked, { ...ends, where, space });
  const { expected } = synapses;
  const place = { call, where, count: synapses.listed, expected, space };
  const kind = table.kind === "values" ? "port" : "receptor";
  const { axonal, dendritic } = delaysOf(given.get("delay"), table, draft, { call, where });
  const { data, unit, accept } = wire(
    draft,
    targets,
    new Map(given).set("delay", dendritic),
    place,
    kind,
    spikeDelay,
  );
  const parameters = synapseValues(table, entries, unit, { call, where });
  const output = outputOf(table, draft.populations, sources.ranges, given.get("output"), where);
  const synapse = { model: table.name, parameters, output, axonal };
  const landing = { targets: targets.ranges, receptor: data.receptor, synapse };
  checkSynapse(draft.populations, landing, data.weight, { call, where });
  accept();
  const index = draft.connections.length;
  draft.connections.push({
    sources: sources.ranges,
    targets: targets.ranges,
    rule: checked,
    synapses,
    ...data,
    synapse,
  });
  return Object.freeze({
    kind: "projection",
    index,
    sources,
    targets,
    rule: checked,
    synapse: table.name as SynapseName,
    expectedSynapses: Math.round(expected),
  });
}

/** Adds a stimulus. */
export function addStimulus(draft: Draft, targets: View, device: unknown, options: unknown): StimulusHandle {
  const call = "stimulate";
  const given = optionsOf(options, ["weight", "delay", "receptor"], call);
  const { kind: name, parameters: values } = (device ?? {}) as Partial<Stimulus>;
  if (name === undefined)
    fail("E_TYPE", {
      call,
      parameter: "stimulus",
      value: device,
      allowed: "poisson({ rate }), dc({ amplitude }), ...",
      must: "the stimulus must be made by a function such as poisson({ rate })",
    });
  const parametersGiven = values instanceof Map ? Object.fromEntries(values) : values;
  const { kind } = stimulus(name, parametersGiven, call);
  const valuesPlace = { call, kind, count: targets.length };
  const parameters = valuesOnGrid(kind, deviceValues(parametersGiven, valuesPlace), draft.grid, call);
  const place = {
    call,
    where: `${kind} to '${targets.label}'`,
    count: targets.length,
    expected: targets.length,
  };
  const current = isCurrent(kind);
  const { data, accept } = wire(
    draft,
    targets,
    given,
    place,
    current ? "port" : "receptor",
    current ? draft.grid.resolution : spikeDelay,
  );
  if (!current)
    checkSign(draft.populations, { targets: targets.ranges, receptor: data.receptor }, data.weight, place);
  if (!hasDelays(kind)) refuseDelays(data.delay, kind, place);
  accept();
  const index = draft.stimuli.length;
  draft.stimuli.push({ kind, parameters, targets: targets.ranges, ...data });
  return Object.freeze({ kind: "stimulus", index, device: kind, targets });
}

/** Adds a recorder. */
export function addRecorder(draft: Draft, view: View, what: unknown, options: unknown): Recorder {
  const call = "record";
  const spikes = what === "spikes";
  const given = optionsOf(options, spikes ? ["label", "to"] : ["label", "every"], call);
  const label = given.get("label") ?? view.label.slice(0, 256);
  checkName(label, call, "label");
  const variables = spikes ? [] : variablesOf(view, what, draft.populations);
  const every = spikes ? 1 : sampleSteps(given.get("every"), draft.grid);
  const sink = checkSink(given.get("to"));
  const index = draft.recorders.length;
  draft.recorders.push({
    kind: spikes ? "spikes" : "state",
    targets: view.ranges,
    variables,
    every,
    label,
    sink,
  });
  if (spikes) return Object.freeze({ kind: "spikes", index, view, label });
  const interval = timeOf(every, draft.grid);
  return Object.freeze({ kind: "state", index, view, label, names: variables, every: interval });
}
