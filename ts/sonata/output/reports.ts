// Reports: which variables of which nodes are recorded, and into which file they go.

import { builtin } from "../../backend/environment.ts";
import { findNeuron } from "../../models/model.ts";
import type { StateRecorder } from "../../network/devices/recorder.ts";
import type { NetworkDescription } from "../../network/network-description.ts";
import { together, type View } from "../../network/neurons/view.ts";
import type { Warning } from "../../network/values/warning.ts";
import { flagIn, numberIn, type Section, textIn } from "../config/section.ts";
import { refuse, within } from "../files/complaint.ts";
import type { Chosen } from "../nodes/node-sets.ts";

/** A report that a configuration asks for, of the nodes of one population. */
export interface Report {
  /** Name of its file in the output folder. */
  readonly file: string;
  readonly population: string;
  readonly variable: string;
  readonly unit: string;
  readonly recorder: StateRecorder;
  /** The number of the node of each recorded neuron. */
  readonly nodeIds: Float64Array;
  /** Samples after and up to and with these times count, in the network's time [ms]. */
  readonly from: number;
  readonly to: number;
}

const modules = new Set(["membrane_report", "multimeter", "multimeter_report"]);

/** What a report does with a module that writes no samples, as a warning; undefined for those that do. */
export function unknownReport(name: string, module: string | undefined): Warning | undefined {
  if (module !== undefined && modules.has(module)) return undefined;
  const what =
    module === "weight_recorder" ? "weights are not recorded" : `there is no module '${module ?? ""}'`;
  return { code: "W_SONATA", message: `report '${name}' is left out: ${what}`, count: 1 };
}

/** The variables of a report. */
function variablesOf(report: Section): readonly string[] {
  const given = report.values.variable_name;
  const list = Array.isArray(given) ? given : [given];
  if (list.length > 0 && list.every((name) => typeof name === "string")) return list;
  return refuse("E_TYPE", report.place, {
    parameter: "variable_name",
    problem: "variable_name must be the name of a variable",
    value: given,
    hint: "such as V_m; cajal info shows those of a model",
  });
}

/** NEURON calls the potential v. */
const nameHere = (name: string): string => (name === "v" ? "V_m" : name);

function fileOf(name: string, report: Section): string {
  const given = builtin("node:path").basename(textIn(report, "file_name") ?? name);
  return /\.(h5|hdf5|hdf)$/.test(given) ? given : `${given}.h5`;
}

/** The point neurons that were chosen of a population, with their numbers as nodes. */
function neuronsOf({ nodes, rows }: Chosen): { view: View; nodeIds: Float64Array } | undefined {
  const views: View[] = [];
  const nodeIds: number[] = [];
  for (const [part, { population, virtual }] of nodes.parts.entries()) {
    const own = rows.filter((row) => nodes.partOf[row] === part);
    if (virtual || own.length === 0) continue;
    views.push(population.at(own.map((row) => nodes.placeIn[row] as number)));
    nodeIds.push(...own.map((row) => nodes.table.ids[row] as number));
  }
  if (views.length === 0) return undefined;
  return { view: together(views, "fromSonata", "cells"), nodeIds: Float64Array.from(nodeIds) };
}

/**
 * Adds the recorders of a report.
 *
 * @throws CajalError E_TYPE, E_RECORD, E_UNKNOWN_NAME
 */
export function addReport(
  network: NetworkDescription,
  [name, report]: readonly [string, Section],
  chosen: readonly Chosen[],
  start: number,
): Report[] {
  if (!flagIn(report, "enabled", true)) return [];
  const interval = numberIn(report, "dt") ?? numberIn(report, "interval") ?? network.resolution;
  const from = (numberIn(report, "start_time") ?? numberIn(report, "tstart") ?? start) - start;
  const to = (numberIn(report, "end_time") ?? numberIn(report, "tstop") ?? Infinity) - start;
  const variables = variablesOf(report);
  return variables.flatMap((given) =>
    chosen.flatMap((one): Report[] => {
      const neurons = neuronsOf(one);
      if (!neurons) return [];
      const variable = nameHere(given);
      const { view, nodeIds } = neurons;
      const recorder = within(report.place, () =>
        network.record(view, [variable] as never[], { every: interval, label: name.slice(0, 256) }),
      );
      const table = findNeuron(view.models[0] as string);
      const unit = table?.recordables.find((one) => one.name === variable)?.unit ?? "";
      const file = fileOf(variables.length > 1 ? `${name}_${variable}` : name, report);
      return [{ file, population: one.nodes.table.name, variable, unit, recorder, nodeIds, from, to }];
    }),
  );
}
