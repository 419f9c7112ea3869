/** Memory of synapses with state, and of those that carry values: what the kernel keeps besides rows of weights. */

import { findSynapse, type SynapseTable } from "../../models/model.ts";
import { type ConnectionData, type Description, populationsOf } from "../description.ts";
import { count } from "../neurons/ranges.ts";
import { learns } from "../synapses/synapse-checks.ts";
import { type DelayShare, occurs } from "./delay-shares.ts";

const number = 8; // bytes of one
const bytesPerPlace = 4; // where a spiking synapse ends

// One per source and delay: where its synapses begin, and its traces (core/engine/blocks/dynamic_block.hpp).
const bytesPerSource = 9 + 2 * number;

// Per neuron of the target populations and step of delay: sums of either sign, and the learning signal.
const bytesOnTheWay = 2 * number;
const bytesOfSignal = number;

// Integrals of the learning signal per neuron and delay.
const bytesOfIntegrals = 4 * number;

// Source, target and weight as they were drawn (core/engine/blocks/value_block.hpp).
const bytesPerValue = 16;

// Matrices are kept where at least one in so many pairs has a synapse, and wherever weights learn.
const sparseness = 8;

function dynamicBytes(
  connection: ConnectionData,
  description: Description,
  shares: readonly DelayShare[],
  slices: number,
): number {
  const { sources, targets, synapses, synapse } = connection;
  const { bytes } = findSynapse(synapse.model) as SynapseTable;
  const neurons = populationsOf(description.populations, targets).reduce((sum, { size }) => sum + size, 0);
  const learning = learns(synapse);
  const perStep = neurons * (bytesOnTheWay + (learning ? bytesOfSignal : 0));
  const perDelay = neurons * (learning ? bytesOfIntegrals : 0) + count(sources) * slices * bytesPerSource;
  const blocks = shares.reduce(
    (sum, { steps, share }) => sum + occurs(share, synapses.expected) * (steps * perStep + perDelay),
    0,
  );
  return upperOf(synapses) * (bytes + bytesPerPlace) + blocks;
}

function valueBytes({ sources, targets, synapses, synapse }: ConnectionData): number {
  const pairs = count(sources) * count(targets);
  const dense = learns(synapse) || synapses.expected * sparseness >= pairs;
  const weights = dense ? pairs : synapses.expected;
  const smoothed = (synapse.parameters.tau_Delta ?? 0) > 0 ? weights : 0;
  const mask = dense && synapses.expected < pairs ? weights : 0;
  return upperOf(synapses) * bytesPerValue + (weights + smoothed + mask) * number;
}

const upperOf = ({ expected, variance }: ConnectionData["synapses"]): number =>
  Math.ceil(expected + 4 * Math.sqrt(variance));

// Of plastic synapses (core/engine/plastic): the target of each; the header of a run of one delay; where a row begins,
// its end, and the last spike of its source; per neuron of the targets the ring of its last spikes, sixteen of them.
const bytesPerPlasticPlace = 2;
const bytesPerRun = number;
const bytesPerRow = 3 * number + 1;
const bytesPerArchive = 48 + 16 * 2 * number;

function plasticBytes(
  { sources, targets, synapses, synapse }: ConnectionData,
  description: Description,
  shares: readonly DelayShare[],
  slices: number,
): number {
  const { bytes, sourceBytes } = findSynapse(synapse.model) as SynapseTable;
  const rows = count(sources) * Math.min(slices, Math.max(1, count(targets)));
  const perRow = synapses.expected / Math.max(1, rows);
  const runs = shares.reduce((sum, { share }) => sum + rows * occurs(share, perRow), 0);
  const neurons = populationsOf(description.populations, targets).reduce((sum, { size }) => sum + size, 0);
  return (
    upperOf(synapses) * (bytes + bytesPerPlasticPlace) +
    runs * (bytesPerRun + number / 2) +
    rows * (bytesPerRow + sourceBytes) +
    neurons * bytesPerArchive
  );
}

/** The bytes that the synapses of a connection take if they are not fixed; `shares` of its delays. */
export function blockBytes(
  connection: ConnectionData,
  description: Description,
  shares: readonly DelayShare[],
  slices: number,
): number {
  const { kind } = findSynapse(connection.synapse.model) as SynapseTable;
  if (kind === "values") return valueBytes(connection);
  const bytesOf = kind === "plastic" ? plasticBytes : dynamicBytes;
  return Math.round(bytesOf(connection, description, shares, slices));
}
