/**
 * Memory of stimuli: what the kernel keeps of their values, and for each target. Sizes are those of 64-bit builds; in
 * WebAssembly, whose pointers are half as long, it is at most as much.
 */

import { type Description, type DeviceValue, partsOf, type StimulusData } from "../description.ts";
import { isCurrent, isSpikes } from "../devices/devices.ts";
import { tableOfDevice } from "../devices/values.ts";
import { count } from "../neurons/ranges.ts";
import { type Draw, extent } from "../values/draw.ts";
import type { Grid } from "../values/grid.ts";
import { isDeferred } from "../values/late.ts";

const number = 8; // bytes of one
const list = 24 + 16; // bytes of a list: its place in another, and what an allocation costs beside its numbers

// Sizes of the kernel's records (core/engine/slices/poisson_inputs.hpp, currents.hpp, core/model/signal.hpp).
const bytesOfStimulus = 568; // without its values, with one weight and one delay
const bytesOfSignal = 136;
const bytesOfWave = 80;
const bytesOfMoments = 24; // of a target whose wave is its own
const bytesOfChange = 16; // a step and the value from there on
const bytesOfRates = 150; // of neighbouring neurons
const bytesOfCurrent = 130; // likewise
const bytesOfCommon = 120; // likewise, that take the events of one train
const bytesOfTrain = 56;
const bytesOfWaiting = 24; // a change to come
const stretch = 256; // neurons whose thresholds lie side by side
const fewestNeighbours = 16; // fewer have trains of their own
const bytesOfThreshold = 2;
const mostTabulated = 64; // events per step

const isList = (value: DeviceValue | undefined): value is Float64Array | readonly Draw[] =>
  value instanceof Float64Array || Array.isArray(value);

/** Whether the targets of a value differ. */
const varies = (value: DeviceValue): boolean =>
  Array.isArray(value)
    ? value.some((one: Draw) => one.kind !== "constant")
    : !(value instanceof Float64Array) && (value as Draw).kind !== "constant";

/** The numbers that are kept of a value of `targets` targets. */
const numbersOf = (value: DeviceValue, targets: number): number =>
  (isList(value) ? value.length : 1) * (varies(value) ? targets : 1);

/** The largest rate of a stimulus [events per step]; of functions that wait, an ordinary one. */
function largestRate({ kind, parameters }: StimulusData, { resolution }: Grid): number {
  let most = 0;
  for (const { name, unit } of tableOfDevice(kind).parameters) {
    const value = parameters.get(name);
    if (unit !== "1/s" || value === undefined) continue;
    if (value instanceof Float64Array) for (const rate of value) most = Math.max(most, rate);
    else
      for (const one of Array.isArray(value) ? value : [value as Draw])
        most = Math.max(most, isDeferred(one) ? 1000 : extent(one)[1]);
  }
  return most * resolution * 1e-3;
}

/** Rows of a table of cumulative probabilities of counts, up to where 16 bits cannot tell them from one. */
function thresholdRows(mean: number): number {
  if (mean > mostTabulated) return 1;
  let term = Math.exp(-mean);
  let sum = term;
  let rows = 1;
  for (; sum < 0xffff / 0x1_0000 && rows < 1000; rows++) {
    term *= mean / rows;
    sum += term;
  }
  return rows;
}

/** Neighbouring neurons among the targets: how many groups of them, and how many neurons in too small ones. */
function groupsOf({ targets }: StimulusData): { readonly groups: number; readonly single: number } {
  let [groups, single] = [0, 0];
  for (let k = 0; k < targets.length; k += 3) {
    const [start, stop, step] = [targets[k] as number, targets[k + 1] as number, targets[k + 2] as number];
    const size = Math.ceil((stop - start) / step);
    const each = step === 1 ? size : 1;
    if (each < fewestNeighbours) single += size;
    else groups += size / each;
  }
  return { groups, single };
}

/** How many numbers a weight takes that is kept for every target. */
const weightBytes = ({ weight }: StimulusData, targets: number): number =>
  weight.kind === "constant" ? 0 : targets * number;

/** Whether a device's signal is computed anew, in one go for all its targets. */
const isWave = (kind: string): boolean => tableOfDevice(kind).variation !== "listed";

const isNoise = (kind: string): boolean => tableOfDevice(kind).variation === "noise";

/** Entries of the course of a target: of its current or its rates. */
function courseOf({ kind, parameters }: StimulusData): number {
  const lists = [...parameters.values()].filter(isList).map(({ length }) => length);
  if (isWave(kind)) return 0;
  if (isCurrent(kind)) return lists.length > 0 ? (lists[0] as number) + 2 : parameters.has("stop") ? 2 : 1;
  return lists[0] ?? 0;
}

/** Whether all targets take the events of one train. */
const isCommon = ({ kind, parameters }: StimulusData): boolean =>
  kind === "mip_generator" ||
  (parameters.get("individual_spike_trains") as Draw | undefined)?.numbers[0] === 0;

function poissonBytes(data: StimulusData, grid: Grid, signals: number): number {
  const targets = count(data.targets);
  const { groups, single } = groupsOf(data);
  const moving = isWave(data.kind);
  const waiting =
    moving ||
    data.parameters.has("start") ||
    data.parameters.has("stop") ||
    data.parameters.has("rate_times");
  if (isCommon(data))
    return (groups + single) * (bytesOfCommon + (waiting ? bytesOfWaiting : 0)) + weightBytes(data, targets);
  const rows = thresholdRows(largestRate(data, grid));
  const perNeuron =
    signals > 1 ? number + (rows * stretch * bytesOfThreshold + list + stretch * 2) / stretch : 0;
  const inGroups = targets - single;
  return (
    groups * bytesOfRates +
    inGroups * perNeuron +
    single * (bytesOfTrain + 14 + rows * bytesOfThreshold) +
    (inGroups > 0 ? weightBytes(data, inGroups) : 0) +
    (waiting ? (signals > 1 && !moving ? targets : groups + single) * bytesOfWaiting : 0)
  );
}

function currentBytes(data: StimulusData, signals: number): number {
  const targets = count(data.targets);
  const groups = groupsOf(data).groups + groupsOf(data).single;
  const places = signals > 1 || isNoise(data.kind) ? targets : groups;
  const waiting = isWave(data.kind) ? groups : places;
  const moments = isWave(data.kind) && signals > 1 ? targets * bytesOfMoments : 0;
  return (
    groups * bytesOfCurrent +
    places * number +
    waiting * bytesOfWaiting +
    moments +
    weightBytes(data, targets)
  );
}

/** The spikes that a stimulus lists. */
function spikesOf({ parameters }: StimulusData): number {
  const lengthOf = (name: string): number => (parameters.get(name) as Float64Array | undefined)?.length ?? 0;
  const activity = (parameters.get("activity") as Draw | undefined)?.numbers[0] ?? 0;
  return lengthOf("spike_times") + lengthOf("pulse_times") * activity;
}

/** Of a stimulus itself: its values, as they were given and as they are sent. */
function describedBytes(data: StimulusData, signals: number): number {
  const targets = count(data.targets);
  const { kind, parameters, weight, delay } = data;
  let values = 0;
  for (const { name, list: long } of tableOfDevice(kind).parameters) {
    const value = parameters.get(name);
    values += list + (value ? numbersOf(value, targets) : long ? 0 : 1) * number;
  }
  for (const one of [weight, delay]) if (one.kind === "array") values += targets * number;
  if (isSpikes(kind))
    return (
      bytesOfStimulus +
      values +
      bytesOfSignal +
      spikesOf(data) * (number + (parameters.has("spike_ids") ? 4 : 0))
    );
  const changes = courseOf(data);
  const listed = changes === 0 ? 0 : 16 + changes * bytesOfChange;
  const course = isWave(kind) ? bytesOfWave : listed;
  return bytesOfStimulus + values + signals * (bytesOfSignal + course);
}

/** Sums of currents, once per port: for all neurons alike, or for each of the population. */
function portBytes({ populations, stimuli }: Description): number {
  const ports = new Map<string, number>();
  for (const { kind, parameters, weight, targets, receptor } of stimuli) {
    if (!isCurrent(kind)) continue;
    const differ = weight.kind !== "constant" || isNoise(kind) || [...parameters.values()].some(varies);
    for (const { population, ranges } of partsOf(populations, targets)) {
      const port = `${population.first}/${receptor}`;
      const own = differ || count(ranges) < population.size ? population.size : stretch;
      ports.set(port, Math.max(own * number, ports.get(port) ?? 0));
    }
  }
  return [...ports.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** How many sources of spikes a stimulus is: one train, or one for each target; none if it sends no spikes. */
export const sourcesOf = ({ kind, parameters, targets }: StimulusData): number =>
  isSpikes(kind) ? (parameters.has("spike_ids") ? count(targets) : 1) : 0;

/** The bytes that the stimuli of a description take, beside the synapses of those that send spikes. */
export function stimulusBytes(description: Description): number {
  const own = description.stimuli.reduce((sum, data) => {
    const { kind, parameters, targets } = data;
    if (targets.length === 0) return sum;
    const signals = [...parameters.values()].some(varies) ? count(targets) : 1;
    const inputs = isSpikes(kind)
      ? 0
      : isCurrent(kind)
        ? currentBytes(data, signals)
        : poissonBytes(data, description.grid, signals);
    return sum + describedBytes(data, signals) + inputs;
  }, 0);
  return Math.round(own + portBytes(description));
}
