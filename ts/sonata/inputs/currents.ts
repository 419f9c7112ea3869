// Current clamps: steps of current into point neurons, in pA, as BMTK hands them to NEST.

import { stepCurrent } from "../../network/devices/devices.ts";
import type { NetworkDescription } from "../../network/network-description.ts";
import { numbersIn, type Section, textIn } from "../config/section.ts";
import { refuse, within } from "../files/complaint.ts";
import type { Chosen } from "../nodes/node-sets.ts";
import type { Nodes } from "../nodes/populations.ts";
import { csvRows } from "./current-table.ts";
import { type Steps, stepsOfElectrodes } from "./electrodes.ts";

/** A current that changes at times [ms] to values [pA]. */
export interface Course {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** What is left of a course from a start on, with times that count from it. */
function since({ times, values }: Course, start: number): Course {
  const last = times.findLastIndex((time) => time <= start);
  const kept = times.flatMap((time, k) =>
    time > start ? [[time - start, values[k] as number] as const] : [],
  );
  const now = last < 0 ? [] : [[0, values[last] as number] as const];
  const all = [...now, ...kept];
  return { times: all.map(([time]) => time), values: all.map(([, value]) => value) };
}

/** Steps that begin after their delay and last for their duration, unless the next begins before. */
function courseOf({ amp, delay, duration }: Omit<Steps, "chosen">): Course {
  const course: [number, number][] = [];
  for (const [k, begin] of delay.entries()) {
    const end = begin + (duration[k] as number);
    course.push([begin, amp[k] as number]);
    if (end < (delay[k + 1] ?? Infinity)) course.push([end, 0]);
  }
  return { times: course.map(([time]) => time), values: course.map(([, value]) => value) };
}

/** The steps that an input lists. */
function ofSteps(input: Section): Course {
  const [amp, delay, duration] = (["amp", "delay", "duration"] as const).map((key) => numbersIn(input, key));
  const lists = [amp, delay, duration] as [readonly number[], readonly number[], readonly number[]];
  if (new Set(lists.map(({ length }) => length)).size > 1)
    refuse("E_SHAPE", input.place, {
      parameter: "amp",
      problem: "amp, delay and duration must be equally many",
      value: lists.map(({ length }) => length).join(", "),
      hint: "give one number of each for every step",
    });
  return courseOf({ amp: lists[0], delay: lists[1], duration: lists[2] });
}

/** A course in a table, one line per change. */
function ofTable(input: Section): Course {
  const file = textIn(input, "file") ?? textIn(input, "input_file");
  if (file === undefined)
    refuse("E_DESCRIPTION", input.place, {
      parameter: "file",
      problem: "it names no file",
      hint: "name the table with the columns timestamps and amps",
    });
  const columns = [
    textIn(input, "timestamps_column") ?? "timestamps",
    textIn(input, "amplitudes_column") ?? "amps",
  ] as const;
  return csvRows(file, textIn(input, "separator") ?? " ", columns);
}

const readers: Readonly<Record<string, (input: Section) => Course>> = {
  current_clamp: ofSteps,
  csv: ofTable,
  file: ofTable,
};

/** Sends a course to some neurons. */
function send(
  network: NetworkDescription,
  input: Section,
  { times, values }: Course,
  chosen: readonly Chosen[],
): void {
  if (times.length === 0) return;
  within(input.place, () => {
    const device = stepCurrent({ amplitude_times: times, amplitude_values: values });
    const delay = network.resolution;
    for (const { nodes, rows } of chosen)
      for (const [part, { population, virtual }] of nodes.parts.entries()) {
        const own = rows.filter((row) => nodes.partOf[row] === part);
        const places = own.map((row) => nodes.placeIn[row] as number);
        if (places.length === 0 || virtual) continue;
        const whole = places.length === population.length;
        network.stimulate(whole ? population : population.at(places), device, { weight: 1, delay });
      }
  });
}

/** Adds the currents of electrodes. */
export function addElectrodes(
  network: NetworkDescription,
  input: Section,
  {
    nodes,
    sets,
    start,
  }: { readonly nodes: readonly Nodes[]; readonly sets: Section; readonly start: number },
): void {
  for (const steps of stepsOfElectrodes(input, nodes, sets))
    send(network, input, since(courseOf(steps), start), steps.chosen);
}

/**
 * Adds the current of an input to some neurons.
 *
 * @throws CajalError E_DESCRIPTION, E_SHAPE, E_TIME_GRID, E_IO
 */
export function addCurrent(
  network: NetworkDescription,
  input: Section,
  chosen: readonly Chosen[],
  start: number,
): void {
  const type = textIn(input, "input_type") ?? "";
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (!read)
    refuse("E_DESCRIPTION", input.place, {
      parameter: "input_type",
      problem: "currents of this kind cannot be read",
      value: type,
      allowed: Object.keys(readers).join(", "),
      hint: "give the steps as amp, delay and duration, or in a table with timestamps and amps",
    });
  send(network, input, since(read(input), start), chosen);
}
