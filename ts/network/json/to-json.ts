/** From a description to its JSON form. */

import { findSynapse } from "../../models/model.ts";
import { type ConnectionData, type Description, partsOf, tableOf } from "../description.ts";
import { isCurrent } from "../devices/devices.ts";
import type { Ranges } from "../neurons/ranges.ts";
import { type EntryKind, entryName } from "../synapses/entries.ts";
import type { Rule } from "../synapses/rules.ts";
import { outputName } from "../synapses/synapse.ts";
import { encodeArray, encodeDraw, encodeNumber, encodeParameter } from "../values/codec.ts";
import { timeOf } from "../values/grid.ts";
import {
  type NetworkJson,
  type RuleJson,
  type SelectionJson,
  type SynapseJson,
  schemaVersion,
  type ValueJson,
} from "./schema.ts";

/** The names under which whole populations appear: labels that occur once. */
function labelsOf({ populations }: Description): ReadonlyMap<string, string> {
  const labels = populations.map(({ label }) => label);
  return new Map(
    populations
      .filter(({ label }) => labels.indexOf(label) === labels.lastIndexOf(label))
      .map(({ first, size, label }) => [`${first}/${first + size}/1`, label]),
  );
}

/** Whole populations by their labels, other neurons as ranges. */
function selection(
  ranges: Ranges,
  description: Description,
  labels: ReadonlyMap<string, string>,
): SelectionJson {
  const chosen: SelectionJson = [];
  const add = (start: number, stop: number, step: number): boolean => {
    const label = labels.get(`${start}/${stop}/${step}`);
    chosen.push(label ?? [start, stop, step]);
    return label !== undefined;
  };
  for (let k = 0; k < ranges.length; k += 3) {
    const triple = ranges.slice(k, k + 3);
    const [start = 0, stop = 0, step = 1] = triple;
    const parts = partsOf(description.populations, triple);
    const whole = parts.every(({ ranges: [a, b, c] }) => labels.has(`${a}/${b}/${c}`));
    if (!whole) add(start, stop, step);
    else
      for (const {
        ranges: [a = 0, b = 0, c = 1],
      } of parts)
        add(a, b, c);
  }
  return chosen;
}

function ruleJson(given: Rule): RuleJson {
  const { rule, number, autapses, multapses, pairSources, pairTargets, kernel, mask } = given;
  return {
    rule,
    number,
    ...(autapses ? {} : { autapses }),
    ...(multapses ? {} : { multapses }),
    ...(pairSources && pairTargets
      ? { sources: encodeArray(pairSources), targets: encodeArray(pairTargets) }
      : {}),
    ...(kernel ? { kernel: [...kernel] } : {}),
    ...(mask ? { mask: [...mask] } : {}),
  };
}

function synapseJson(
  { sources, synapse }: ConnectionData,
  populations: Description["populations"],
): { synapse?: SynapseJson; output?: string; axonal?: number } {
  const { model, parameters, output, axonal } = synapse;
  const values = Object.entries(parameters).map(([name, value]) => [name, encodeNumber(value)] as const);
  const shown = output === 0 ? undefined : outputName(populations, sources, output);
  return {
    ...(values.length > 0
      ? { synapse: { model, ...Object.fromEntries(values) } }
      : model === "static_synapse"
        ? {}
        : { synapse: model }),
    ...(shown === undefined ? {} : { output: shown }),
    ...(axonal === 0 ? {} : { axonal }),
  };
}

/** The JSON of a description. */
export function toJson(description: Description): NetworkJson {
  const { grid, seed, strictTime, populations, assignments, connections, stimuli, recorders } = description;
  const labels = labelsOf(description);
  const choose = (ranges: Ranges): SelectionJson => selection(ranges, description, labels);
  const receptorJson = (targets: Ranges, receptor: number, kind: EntryKind) => {
    if (receptor === 0) return {};
    const name = entryName(populations, targets, kind, receptor);
    return kind === "port" ? { receptor: name ?? receptor } : name === undefined ? {} : { receptor: name };
  };
  const unitOf = (targets: Ranges, name: string): string => {
    const [part] = partsOf(populations, targets);
    const fields = part
      ? [...tableOf(part.population).parameters, ...tableOf(part.population).variables]
      : [];
    return fields.find((field) => field.name === name)?.unit ?? "";
  };
  const wire = (wired: (typeof connections)[number] | (typeof stimuli)[number], kind: EntryKind) => ({
    weight: encodeDraw(wired.weight),
    delay: encodeDraw(wired.delay),
    ...receptorJson(wired.targets, wired.receptor, kind),
  });
  const valueJson = ({ targets, name, draw }: (typeof assignments)[number]): ValueJson =>
    encodeDraw(draw, unitOf(targets, name));
  return {
    format: "cajal-network",
    version: schemaVersion,
    resolution: grid.resolution,
    seed,
    strictTime,
    populations: populations.map(({ model, size, label, allowEmpty, values, positions }) => ({
      model,
      size,
      label,
      ...(allowEmpty ? { allowEmpty } : {}),
      parameters: Object.fromEntries(values.map((given) => [given.name, valueJson(given)])),
      ...(positions
        ? { positions: { coordinates: encodeArray(positions.coordinates), periods: [...positions.periods] } }
        : {}),
    })),
    values: assignments.map((given) => ({
      targets: choose(given.targets),
      name: given.name,
      value: valueJson(given),
    })),
    connections: connections.map((given) => ({
      sources: choose(given.sources),
      targets: choose(given.targets),
      rule: ruleJson(given.rule),
      ...wire(given, findSynapse(given.synapse.model)?.kind === "values" ? "port" : "receptor"),
      ...synapseJson(given, populations),
    })),
    stimuli: stimuli.map((given) => ({
      kind: given.kind,
      parameters: Object.fromEntries(
        [...given.parameters].map(([name, value]) => [name, encodeParameter(value)]),
      ),
      targets: choose(given.targets),
      ...wire(given, isCurrent(given.kind) ? "port" : "receptor"),
    })),
    recorders: recorders.map(({ kind, targets, variables, every, label }) => ({
      kind,
      targets: choose(targets),
      label,
      ...(kind === "state" ? { variables: [...variables], every: timeOf(every, grid) } : {}),
    })),
  };
}
